using DesignChecks.Rules.Record;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Record;

/// <summary>DCK0001: Checklist item left undecided.</summary>
public class ItemLeftUndecidedTests
{
    private static Verify<ItemLeftUndecided> Rule => new();

    [Fact]
    public Task Reports_open_boxes_at_their_lines() => Rule
        .AdditionalFile("design-checklist.md", """
            # Design checklist

            ## 5. API Design

            - [x] 5.4 Idempotency: applied
            [|- [ ] 5.5 Pagination|]
              to be discussed in May
            [|* [] **5.6** Versioning: skipped because one client deploys with us|]
            """)
        .Says("5.5 Pagination is undecided, so nobody has answered for it yet; tick its box and write 'applied', 'skipped because …' or 'handled elsewhere: …'")
        .Says("5.6 Versioning is undecided while its box is open, so nobody has answered for it yet; tick its box and write 'applied', 'skipped because …' or 'handled elsewhere: …'")
        .Reports("class Empty;");

    [Fact]
    public Task Reports_in_a_file_of_any_folder() => Rule.AdditionalFile("/repo/Design-Checklist.md", "[|- [ ] 5.5 Pagination|]").Reports("class Empty;");

    [Theory]
    [InlineData("design-checklist.md", "- [x] 5.5 Pagination: applied")]
    [InlineData("design-checklist.md", "- [ ] 5.5 Versioning")] // DCK0002
    [InlineData("design-checklist.md", "")]
    [InlineData("other-checklist.md", "- [ ] 5.5 Pagination")]
    public Task Silent_when_decided_unreadable_or_elsewhere(string name, string text) => Rule.AdditionalFile(name, text).Silent("class Empty;");

    [Fact]
    public Task Silent_without_a_record() => Rule.Silent("class Empty;");

    [Fact]
    public Task Silent_in_a_test_project() => Rule
        .With("build_property.IsTestProject = true")
        .AdditionalFile("design-checklist.md", "- [ ] 5.5 Pagination")
        .Silent("class Empty;");

    [Fact]
    public Task Reports_although_its_own_item_is_skipped() => Rule
        .AdditionalFile("design-checklist.md", """
            [|- [ ] 5.5 Pagination|]
            - [x] 20.5 Architecture decision records: skipped because the wiki holds them
            """)
        .Reports("class Empty;");

    [Fact]
    public Task Reports_beside_incomplete_code() => Rule.Incomplete()
        .AdditionalFile("design-checklist.md", "[|- [ ] 5.5 Pagination|]")
        .Reports("class Half { void M(");
}
