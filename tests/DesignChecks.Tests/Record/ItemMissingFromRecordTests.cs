using CsCheck;
using DesignChecks.Checklist;
using DesignChecks.CodeFixes.Fixes.Record;
using DesignChecks.Rules.Record;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Record;

/// <summary>DCK0004: Checklist item missing from the record.</summary>
public class ItemMissingFromRecordTests
{
    private static Verify<ItemMissingFromRecord> Rule => new();

    [Fact]
    public Task Reports_all_missing_items_once() => Rule
        .AdditionalFile("design-checklist.md", "\n[|# Design checklist|]\n\n" + All(except: ["5.2", "5.3", "5.4", "5.6", "20.5"]))
        .Says("The record has no entry for 5 items (5.2-5.4, 5.6, 20.5), so nobody has decided on them; add them, undecided ('- [ ] …') where need be")
        .Reports("class Empty;");

    [Fact]
    public Task Reports_one_by_name() => Rule
        .AdditionalFile("design-checklist.md", "[|# Design checklist|]\n\n" + All(except: ["5.5"]))
        .Says("The record has no entry for 5.5 Pagination, so nobody has decided on it; add it, undecided ('- [ ] …') where need be")
        .Reports("class Empty;");

    [Theory]
    [InlineData("[||]")]
    [InlineData("[||]\n")]
    public Task Reports_an_empty_record_at_its_start(string text) => Rule.AdditionalFile("design-checklist.md", text).Reports("class Empty;");

    [Fact]
    public Task Silent_when_each_item_has_an_entry_of_any_kind() => Rule
        .AdditionalFile("design-checklist.md", All(except: ["5.4", "5.5", "5.6"]) + """
            - [ ] 5.4 Idempotency
            - [x] 5.5 Versioning: applied
            - 5.6 Versioning: skipped
            """)
        .Silent("class Empty;");

    [Fact]
    public Task Silent_without_a_record() => Rule.AdditionalFile("README.md", "# Design checklist").Silent("class Empty;");

    [Fact]
    public Task Silent_in_a_test_project() => Rule.With("build_property.IsTestProject = true").AdditionalFile("design-checklist.md", "").Silent("class Empty;");

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("  \r\n\r\n")]
    public async Task Fix_fills_an_empty_file_with_all_sections_and_items(string before)
    {
        var after = await Fixed(before);
        var lines = after.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        Assert.Equal(["# Design checklist", "", "## 1. Problem Definition & Scope", "", "- [ ] 1.1 Problem statement", "- [ ] 1.2 Users"], lines.Take(6));
        Assert.Equal(["- [ ] 1.5 Constraints", "", "## 2. Functional Requirements", "", "- [ ] 2.1 User-facing operations"], lines.Skip(8).Take(5));
        Assert.Equal("- [ ] 20.5 Architecture decision records", lines[^1]);
        Assert.Equal(20, lines.Count(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(94, lines.Count(line => line.StartsWith("- [ ] ", StringComparison.Ordinal)));
        Assert.EndsWith("records" + (before.Contains('\r') ? "\r\n" : "\n"), after);
    }

    [Fact]
    public async Task Fix_keeps_what_is_there_and_adds_in_order()
    {
        var before = $"""
            # Our decisions

            As agreed in May.

            ## 5. API design

            - [x] 5.2 Authentication and authorization: applied
            - [x] 5.4 Idempotency: applied.
              Every payment endpoint takes a key.
              - owner: Ann

            ## 7. Caching

            Nothing is cached yet.
            ## Batch & Stream Processing
            {All(except: Items("5.", "6.", "7.", "12.4"))}
            ## Notes

            - [ ] ask Legal
            """;
        var after = $"""
            # Our decisions

            As agreed in May.

            ## 5. API design

            - [ ] 5.1 Protocol choice
            - [x] 5.2 Authentication and authorization: applied
            - [ ] 5.3 Rate limiting
            - [x] 5.4 Idempotency: applied.
              Every payment endpoint takes a key.
              - owner: Ann
            - [ ] 5.5 Pagination
            - [ ] 5.6 Versioning

            ## 6. Data Model & Storage

            - [ ] 6.1 Data model
            - [ ] 6.2 Schema design
            - [ ] 6.3 Indexing strategy
            - [ ] 6.4 Schema evolution

            ## 7. Caching

            Nothing is cached yet.

            - [ ] 7.1 What to cache
            - [ ] 7.2 Where to cache
            - [ ] 7.3 Cache invalidation
            - [ ] 7.4 Cache stampede
            - [ ] 7.5 Cache as a single point of failure
            ## Batch & Stream Processing
            {All(except: Items("5.", "6.", "7.", "12.4")).TrimEnd()}
            - [ ] 12.4 Late data

            ## Notes

            - [ ] ask Legal
            """;
        Assert.Equal(after, await Fixed(before));
    }

    [Fact]
    public async Task Fix_appends_sections_to_a_file_without_a_last_line_break()
    {
        var after = await Fixed("# Record\n\n- [x] 20.4 Technical debt: applied");
        Assert.StartsWith("# Record\n\n- [x] 20.4 Technical debt: applied\n\n## 1. Problem Definition & Scope\n\n- [ ] 1.1 Problem statement\n", after);
        Assert.EndsWith("## 20. Evolution & Future-Proofing\n\n- [ ] 20.1 Schema and API evolution\n- [ ] 20.2 Modular architecture\n- [ ] 20.3 Data migration paths\n- [ ] 20.5 Architecture decision records\n", after);
    }

    [Fact]
    public async Task Fix_writes_the_file_s_own_line_breaks_and_indent()
    {
        var after = await Fixed("# Record\r\n\r\n* 5. API\r\n  * [x] 5.4 Idempotency: applied\r\n\r\n## 5. API Design\r\n\r\n  - [x] 5.5 Pagination: applied\r\n");
        Assert.DoesNotContain("\n", after.Replace("\r\n", ""));
        Assert.Contains("\r\n  - [ ] 5.3 Rate limiting\r\n  - [x] 5.5 Pagination: applied\r\n  - [ ] 5.6 Versioning\r\n", after);
        Assert.DoesNotContain("[ ] 5.4", after);
    }

    [Fact]
    public async Task Fix_is_offered_for_files_only()
    {
        var fix = new ItemMissingFromRecordFix();
        Assert.Null(fix.GetFixAllProvider());
        var project = Analysis.Project("class C;", ("design-checklist.md", ""));
        var report = Assert.Single(await Analysis.Of(project));
        Assert.Empty(await Analysis.ActionsFor(project.Documents.Last(), report));
        var action = Assert.Single(await Analysis.ActionsFor(project.AdditionalDocuments.Single(), report));
        Assert.Equal(("Add the missing items as undecided entries", "DCK0004:add-items"), (action.Title, action.EquivalenceKey));
    }

    [Fact]
    public void Fix_completes_any_text_and_then_has_nothing_left_to_do()
    {
        var line = Gen.OneOf(
            "", "# Record", "## 5. API Design", "## 7. Caching", "### Why", "## 20. Evolution", "## Notes", "- [x] 5.4 Idempotency: applied", "  - [ ] 5.1 Protocol choice", "- [x] 5.6 Pagination",
            "- [ ] 20.1 Schema and API evolution", "  more", "more", "- note", "- [ ] 7.3 Cache invalidation");
        Gen.Select(line.Array[0, 12], Gen.OneOf("\n", "\r\n"), Gen.Bool).Sample((lines, newLine, ends) =>
        {
            var before = SourceText.From(string.Join(newLine, lines) + (ends ? newLine : ""));
            var after = Assert.Single(Offered(before)).Change(before);
            Assert.Empty(DesignRecord.Of(after).Missing);
            Assert.Empty(Offered(after));
            var kept = after.Lines.Select(l => l.ToString()).ToList();
            Assert.All(before.Lines.Where(l => l.ToString().Length > 0), l => Assert.Contains(l.ToString(), kept));
        });
    }

    private static IEnumerable<CodeFixes.Engine.FileFixAction> Offered(SourceText text) =>
        new ItemMissingFromRecordFix().Offer(text, Diagnostic.Create(ItemMissingFromRecord.Description, Location.None));

    private static async Task<string> Fixed(string text) => (await Analysis.FixFile("design-checklist.md", text, "DCK0004"))!;

    private static string[] Items(params string[] prefixes) =>
        [.. ChecklistItems.All.Select(item => item.Id).Where(id => prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)))];

    private static string All(string[] except) =>
        string.Concat(ChecklistItems.All.Where(item => !except.Contains(item.Id)).Select(item => $"- [x] {item}: applied\n"));
}
