using System.Collections.Immutable;
using DesignChecks.Engine;
using DesignChecks.Rules;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.House;

/// <summary>What is shown while typing is what a build says of the same text, but for rules that need a build.</summary>
public class EditorTests
{
    private const string Orders = """
        using Polly;
        using Polly.Retry;
        using System.Transactions;

        public static class Orders
        {
            public static void AddClients(IServiceCollection services) => services.AddHttpClient("warehouse");

            public static ResiliencePipeline Retries() => new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, BackoffType = DelayBackoffType.Exponential })
                .Build();

            public static async Task Place()
            {
                using var scope = new TransactionScope();
                await Task.Delay(1);
                scope.Complete();
            }
        }

        """;

    private const string PastedMethod = """
            public static async Task Cancel()
            {
                using var scope = new TransactionScope();
                await Task.Yield();
                scope.Complete();
            }

            public static async Task Place()
        """;

    private const string Startup = """
        public static class Startup
        {
            public static void Configure(IServiceCollection services)
            {
            }
        }
        """;

    private const string DefaultTimeout = "services.ConfigureHttpClientDefaults(http => http.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5)));";

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task A_rule_reports_to_an_editor_what_it_reports_to_a_build(string id)
    {
        var page = new Page(Catalogue.Find(id));
        if (page.FileName is not null)
            return; // asked for its file, below
        var editor = new Editor(Open(page.Violation));
        var shown = await editor.Reports();
        Assert.Equal(Lines((await FreshReports(editor)).Where(IsLive)), Lines(shown));
        var text = await editor.Document.GetTextAsync();
        foreach (var report in shown)
            Assert.Contains(Line(report), Lines(await editor.Reports(text.Lines.GetLineFromPosition(report.Location.SourceSpan.Start).Span)));
    }

    [Fact]
    public async Task A_rule_about_files_reports_to_an_editor_what_it_reports_to_a_build()
    {
        foreach (var page in Catalogue.Rules.Select(rule => new Page(rule)).Where(page => page.FileName is not null))
        {
            var project = Analysis.Project("", (page.FileName!, page.Violation));
            var editor = new Editor(project.Documents.First());
            Assert.Equal(Lines(await Analysis.Of(project)), Lines(await editor.ReportsOf(project.AnalyzerOptions.AdditionalFiles.Single())));
        }
    }

    [Fact]
    public async Task Each_typed_character_leaves_the_document_as_a_fresh_analysis_sees_it()
    {
        var editor = new Editor(Open(Orders));
        await AssertShownIsFresh(editor);
        var before = "Exponential";
        foreach (var typed in ", UseJitter = true")
        {
            await editor.Replace(before + " }", before + typed + " }");
            before += typed;
            await AssertShownIsFresh(editor);
        }

        Assert.DoesNotContain(await editor.Reports(), report => report.Id == "DCK0904");
    }

    [Fact]
    public async Task After_each_edit_reports_actions_and_fix_all_are_those_of_a_fresh_analysis()
    {
        var editor = new Editor(Open(Orders));
        await AssertAllIsFresh(editor, "DCK0306", "DCK0901", "DCK0904");

        await editor.Replace("    public static async Task Place()", PastedMethod);
        await AssertAllIsFresh(editor, "DCK0306", "DCK0306", "DCK0901", "DCK0904");

        await editor.Replace("        await Task.Delay(1);\n", "");
        await AssertAllIsFresh(editor, "DCK0306", "DCK0901", "DCK0904");

        await editor.Replace("MaxRetryAttempts = 4", "MaxRetryAttempts = 1");
        await AssertAllIsFresh(editor, "DCK0306", "DCK0901");

        await editor.Replace("        .Build();", "        .Build()");
        await AssertAllIsFresh(editor, "DCK0306", "DCK0901");

        await editor.Replace("    public static void AddClients(IServiceCollection services) => services.AddHttpClient(\"warehouse\");\n", "");
        await AssertAllIsFresh(editor, "DCK0306");
    }

    [Fact]
    public async Task An_edit_of_another_document_changes_what_this_one_shows()
    {
        var document = Open(Orders);
        var other = document.Project.AddDocument("Startup.cs", Startup, filePath: "/Startup.cs");
        var editor = new Editor(other);
        await editor.Replace("    {\n    }", "    {\n        " + DefaultTimeout + "\n    }");
        await AssertAllIsFresh(new Editor(editor.Document.Project.GetDocument(document.Id)!), "DCK0306", "DCK0904");

        await editor.Replace(DefaultTimeout, "");
        await AssertAllIsFresh(new Editor(editor.Document.Project.GetDocument(document.Id)!), "DCK0306", "DCK0901", "DCK0904");
    }

    [Fact]
    public async Task A_rule_of_the_whole_compilation_waits_for_a_build()
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new BuildOnlyHost()];
        var editor = new Editor(Open(Orders), analyzers);
        Assert.Empty(await editor.Reports());
        var compilation = (await editor.Document.Project.GetCompilationAsync())!;
        Assert.Single(await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync());
    }

    private static Document Open(string text) => Analysis.Project(text, null).Documents.Single(document => document.Name == "Test.cs");

    private static bool IsLive(Diagnostic report) => AllAreas.BuildOnly.All(rule => rule.Id != report.Id);

    private static async Task AssertShownIsFresh(Editor editor) =>
        Assert.Equal(Lines((await FreshReports(editor)).Where(IsLive)), Lines(await editor.Reports()));

    /// <summary>The document shows these ids; reports, actions and fix-all edits are those of a workspace that was opened just now.</summary>
    private static async Task AssertAllIsFresh(Editor editor, params string[] ids)
    {
        await AssertShownIsFresh(editor);
        var shown = await editor.Reports();
        Assert.Equal(ids, shown.Select(report => report.Id).Order(StringComparer.Ordinal));
        var fresh = await Reopened(editor);
        var freshlyShown = await fresh.Reports();
        foreach (var (report, same) in shown.Zip(freshlyShown))
        {
            Assert.Equal(await fresh.Offered(same), await editor.Offered(report));
            Assert.Equal(await fresh.FixAll(same), await editor.FixAll(report));
            Assert.Contains(Line(report), Lines(await editor.Reports(report.Location.SourceSpan)));
        }
    }

    /// <summary>What a build of the same texts reports in the document.</summary>
    private static async Task<IReadOnlyList<Diagnostic>> FreshReports(Editor editor)
    {
        var fresh = await Reopened(editor);
        return Editor.InOrder((await Analysis.Of(fresh.Document.Project)).Where(report => report.Location.SourceTree?.FilePath == "/Test.cs"));
    }

    private static async Task<Editor> Reopened(Editor editor)
    {
        var document = Open(await editor.Text());
        foreach (var other in editor.Document.Project.Documents.Where(other => other.Name is not ("Test.cs" or "GlobalUsings.cs")))
            document = document.Project.AddDocument(other.Name, (await other.GetTextAsync()).ToString(), filePath: other.FilePath).Project.GetDocument(document.Id)!;
        return new Editor(document);
    }

    private static IEnumerable<string> Lines(IEnumerable<Diagnostic> reports) => reports.Select(Line);

    private static string Line(Diagnostic report) => $"{report.Location.SourceSpan} {report.Severity} {report.Id}: {report.GetMessage()}";

#pragma warning disable RS1001 // used by tests only, never loaded by a compiler
    private sealed class BuildOnlyHost : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        private static readonly RuleBook s_book = new([new EndRule()]);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => s_book.Descriptors;

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
            BuildOnlyAnalyzer.Attach(context, s_book);
        }
    }

    private sealed class EndRule : Rule
    {
#pragma warning disable RS2008 // no release tracking for a rule that exists in this test alone
        private static readonly DiagnosticDescriptor s_description = Describe.Create(
            id: "DCK0099",
            title: "The end",
            messageFormat: "The end of the compilation",
            category: Area.Record,
            defaultSeverity: DiagnosticSeverity.Warning,
            items: ["20.4"],
            description: "A test's own.",
            atCompilationEnd: true);
#pragma warning restore RS2008

        public EndRule() : base(s_description)
        {
        }

        public override void Listen(Listeners on) =>
            on.End(found => found.Report(found.World.Compilation.SyntaxTrees.Single(tree => tree.FilePath == "/Test.cs").GetRoot().GetLocation()));
    }
}
