using DesignChecks.Rules.Record;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Record;

/// <summary>DCK0005: Design check suppressed without a reason.</summary>
public class SuppressedWithoutReasonTests
{
    private static Verify<SuppressedWithoutReason> Rule => new();

    [Fact]
    public Task Reports_pragmas_without_a_comment() => Rule
        .Says("DCK0904 is suppressed without a reason, so nobody can tell later whether that is still right; say why in a comment on this line")
        .Says("DCK0905, DCK0901 are suppressed without a reason, so nobody can tell later whether that is still right; say why in a comment on this line")
        .Reports("""
            class Client
            {
                #pragma warning disable [|DCK0904|]
                int a; // how many
                #pragma warning restore DCK0904

                int b; // not about the next line
            #pragma warning disable CS0169, [|DCK0905|], DCK0901
                int c;
            }
            """);

    [Theory]
    [InlineData("// TODO", "TODO")]
    [InlineData("// Retry without jitter", "Retry without jitter")] // what editors write
    [InlineData("// DCK0904: retry without jitter.", "DCK0904: retry without jitter.")]
    [InlineData("// DCK0904", "DCK0904")]
    [InlineData("// by design", "by design")]
    public Task Reports_comments_that_are_no_reasons(string comment, string shown) => Rule
        .Says($"DCK0904 is suppressed with '{shown}' for a reason, so nobody can tell later whether that is still right; say why in a comment on this line")
        .Reports($"""
            #pragma warning disable [|DCK0904|] {comment}
            class Client;
            """);

    [Fact]
    public Task Reports_attributes_without_a_justification() => Rule
        .Says("DCK0904 is suppressed without a reason, so nobody can tell later whether that is still right; say why in its Justification")
        .Says("DCK0905 is suppressed with '<Pending>' for a reason, so nobody can tell later whether that is still right; say why in its Justification")
        .Reports("""
            using System.Diagnostics.CodeAnalysis;
            [SuppressMessage("DesignChecks.Networking", [|"DCK0904:Retry without jitter"|])]
            class Client
            {
                [SuppressMessage("DesignChecks.Networking", "DCK0905", Justification = [|"<Pending>"|])]
                void Send() { }
            }
            """);

    [Fact]
    public Task Reports_attributes_wherever_they_stand() => Rule.Reports("""
        using System.Diagnostics.CodeAnalysis;
        using Quiet = System.Diagnostics.CodeAnalysis.SuppressMessageAttribute;
        [assembly: SuppressMessage("DesignChecks.Networking", [|"DCK0904"|], Scope = "member", Target = "~M:Client.Send")]
        [module: SuppressMessage("DesignChecks.Networking", [|"DCK0904"|])]
        class Client
        {
            private const string Id = "DCK0904";

            [Quiet(checkId: [|Id|], category: "DesignChecks.Networking")]
            private int _field, _other;

            [SuppressMessageAttribute("DesignChecks.Networking", [|"DCK0904"|])]
            int Number { [SuppressMessage("DesignChecks.Networking", "DCK0904", Justification = [|""|])] get; set; }

            void Send([SuppressMessage("DesignChecks.Networking", [|"DCK0904"|])] int a)
            {
                [SuppressMessage("DesignChecks.Networking", [|"DCK0904"|])] void Inner() { }
                var run = [SuppressMessage("DesignChecks.Networking", [|"DCK0904"|])] () => { };
            }
        }
        """);

    [Fact]
    public Task Silent_with_a_reason() => Rule.Silent("""
        using System.Diagnostics.CodeAnalysis;
        [SuppressMessage("DesignChecks.Networking", "DCK0904", Justification = "One instance of this job runs in the whole system")]
        class Client
        {
            #pragma warning disable DCK0904 // one instance of this job runs in the whole system
            int a;
            // One instance of this job runs in the whole system.
            #pragma warning disable DCK0904
            int b;
            /* One instance of this job
             * runs in the whole system. */
            #pragma warning disable DCK0904
            #pragma warning disable DCK0905
            int c;
            // Retry without jitter:
            // one instance of this job runs in the whole system.
            // TODO
        #pragma warning disable DCK0904
            int d;
            #pragma warning disable DCK0904
            #pragma warning disable DCK0905
            // One instance of this job runs in the whole system.
            int e;
        }
        """);

    [Fact]
    public Task Silent_for_the_rules_of_others_and_for_what_suppresses_nothing() => Rule.Silent("""
        #pragma warning disable CS0169, CA1822, DCK12345
        #pragma warning disable
        #pragma warning restore DCK0904
        #pragma warning disable 219
        #if NEVER
        #pragma warning disable DCK0904
        #endif
        using System.Diagnostics.CodeAnalysis;
        // #pragma warning disable DCK0904
        [SuppressMessage("Performance", "CA1822")]
        class Client
        {
            [Own.SuppressMessage("DesignChecks.Networking", "DCK0904")]
            string text = "#pragma warning disable DCK0904";
        }

        namespace Own
        {
            class SuppressMessageAttribute(string category, string checkId) : System.Attribute
            {
                public string Category => category + checkId;
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        #pragma warning disable DCK0904
        class Made;
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_in_a_test_project() => Rule.With("build_property.IsTestProject = true").Silent("""
        #pragma warning disable DCK0904
        class Client;
        """);

    [Fact]
    public Task Silent_when_the_record_hands_reasons_elsewhere() => Rule
        .AdditionalFile("design-checklist.md", "- [x] 20.5 Architecture decision records: handled elsewhere: the review tool asks for reasons")
        .Silent("""
            #pragma warning disable DCK0904
            class Client;
            """);

    [Theory]
    [InlineData("#pragma warning disable")]
    [InlineData("#pragma warning disable ,")]
    [InlineData("#pragma warning")]
    [InlineData("[SuppressMessage(")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"DCK0904\"")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(1, 2)] class C;")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(Justification = 1)] class C;")]
    public Task Silent_on_incomplete_code(string code) => Rule.Incomplete().Silent(code);
}
