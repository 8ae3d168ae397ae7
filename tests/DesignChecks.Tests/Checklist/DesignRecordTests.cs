using CsCheck;
using DesignChecks.Checklist;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Checklist;

/// <summary>What the record's reader makes of what people write.</summary>
public class DesignRecordTests
{
    [Theory]
    [InlineData("- [x] 5.4 Idempotency: applied. Every payment endpoint takes `Idempotency-Key`.", "5.4", true, "Applied", "Every payment endpoint takes Idempotency-Key.")]
    [InlineData("- [x] 5.6 Versioning: skipped because one internal client deploys together with us.", "5.6", true, "Skipped", "one internal client deploys together with us.")]
    [InlineData("- [x] 5.3 Rate limiting: handled elsewhere: the gateway", "5.3", true, "HandledElsewhere", "the gateway")]
    [InlineData("- [ ] 5.5 Pagination", "5.5", false, "Undecided", "")]
    [InlineData("* [X] **5.6** Versioning: **skipped** because _one_ client", "5.6", true, "Skipped", "one client")]
    [InlineData("+ [x] 5.6 – versioning – Skipped: one client", "5.6", true, "Skipped", "one client")]
    [InlineData("1. [x] 5.6. Versioning (skipped, one client)", "5.6", true, "Skipped", "one client)")]
    [InlineData("- [x] 5.6: skipped because one client", "5.6", true, "Skipped", "one client")]
    [InlineData("- [x] 5.6 Versioning skipped because one client", "5.6", true, "Skipped", "one client")]
    [InlineData("- [x] [5.6 Versioning](docs/versions.md): skipped because one client", "5.6", true, "Skipped", "one client")]
    [InlineData("-[x] `5.6` Versioning: skipped because one client <!-- for now -->", "5.6", true, "Skipped", "one client")]
    [InlineData("- [ x ] 5\\.6 Versioning: skipped because one client", "5.6", true, "Skipped", "one client")]
    [InlineData("- [] 5.6 Versioning: to be discussed in May", "5.6", false, "Undecided", "")]
    [InlineData("- [x] 9.1 Sync vs async communication: applied", "9.1", true, "Applied", "")]
    [InlineData("- [x] 5.3 Rate limiting: handled\n  elsewhere: the gateway", "5.3", true, "HandledElsewhere", "the gateway")]
    [InlineData("- [x] 8.2 Synchronous vs.\n  asynchronous replication: applied", "8.2", true, "Applied", "")]
    [InlineData("- [ ] 5.5 Pagination  \n  to be discussed", "5.5", false, "Undecided", "")]
    [InlineData("- [ ] 9.1 Sync vs async communication\n  to be discussed", "9.1", false, "Undecided", "")]
    [InlineData("- [x] 5.5 Pagination\n  skipped because lists are short", "5.5", true, "Skipped", "lists are short")]
    [InlineData("- [x] 5.2 Authentication & Authorization: applied", "5.2", true, "Applied", "")]
    public void Entries_are_read_in_many_hands(string line, string id, bool isTicked, string decision, string reason)
    {
        var entry = Assert.Single(Read(line).Entries);
        Assert.Null(entry.Problem);
        Assert.Equal((id, isTicked, decision, reason), (entry.Item?.Id, entry.IsTicked, entry.Decision.ToString(), entry.Reason));
    }

    [Fact]
    public void Owner_and_link_follow_the_decision()
    {
        var entry = Assert.Single(Read("- [x] 5.6 Versioning: skipped because one client deploys with us. owner: Ann Lee, see: [ADR 7](docs/adr/7.md)").Entries);
        Assert.Equal(("one client deploys with us.", "Ann Lee", "ADR 7"), (entry.Reason, entry.Owner, entry.See));
    }

    [Fact]
    public void An_entry_goes_on_over_lines_and_notes()
    {
        var record = Read("""
            - [x] 5.6 Versioning: skipped because one internal
              client deploys together with us.
              - owner: Ann
              - [ ] tell the client

              Decided in May.
            - [x] 5.4 Idempotency: applied
            and nothing else
            """);
        Assert.Equal(["5.6", "5.4"], record.Entries.Select(entry => entry.Item!.Id));
        Assert.Equal(("one internal client deploys together with us.", "Ann"), (record.Entries[0].Reason, record.Entries[0].Owner));
        Assert.Equal("and nothing else", record.Entries[1].Reason);
    }

    [Fact]
    public void Spans_are_exact()
    {
        const string Text = "# Record\r\n\r\n  - [x] **5.6** Versioning: *skipped* because one\r\n    client.\r\n    Note.\r\n\r\nEnd";
        var entry = Assert.Single(Read(Text).Entries);
        Assert.Equal("- [x] **5.6** Versioning: *skipped* because one", TextAt(Text, entry.Line));
        Assert.Equal("skipped* because one\r\n    client.\r\n    Note.", TextAt(Text, entry.DecisionSpan));
        Assert.Equal("  - [x] **5.6** Versioning: *skipped* because one\r\n    client.\r\n    Note.", TextAt(Text, entry.Block));
        Assert.Equal("  ", entry.Indent);
    }

    [Theory]
    [InlineData("- 5.4 ms is the longest that a call may take")]
    [InlineData("- 3.5 GB per tenant: measured")]
    [InlineData("5.4 Idempotency: applied")]
    [InlineData("| [x] | 5.4 | applied |")]
    [InlineData("- see [5.4](docs/keys.md) and [1]")]
    [InlineData("- [1] RFC 9110")]
    [InlineData("```\n- [x] 5.9 Nothing\n```")]
    [InlineData("~~~ md\n```\n- [x] 5.9 Nothing\n~~~")]
    [InlineData("<!-- How to write:\n- [x] 5.9 Nothing\n-->")]
    [InlineData("# Record\n\n## Open questions\n\n- [ ] ask Legal\n\n### More\n\n- [x] asked")]
    [InlineData("- [ ]")]
    [InlineData("---\ntags:\n- design\n---")]
    public void Other_text_is_no_entry(string text) => Assert.Empty(Read(text).Entries);

    [Theory]
    [InlineData("## 5. API design", 5)]
    [InlineData("# 5 API Design #", 5)]
    [InlineData("### **API Design**", 5)]
    [InlineData("## 16) Monitoring", 16)]
    [InlineData("## Batch and Stream Processing", 12)]
    [InlineData("## 21. Fun", null)]
    [InlineData("## 5.4 Idempotency", null)]
    [InlineData("## 5th of May", null)]
    [InlineData("## Notes", null)]
    [InlineData("##5. API Design", null)]
    public void Headings_name_sections_by_number_or_name(string heading, int? number) =>
        Assert.Equal(number, Read(heading).Sections.FirstOrDefault()?.Number);

    [Fact]
    public void A_section_reaches_to_the_next_heading_of_its_level()
    {
        const string Text = "# Record\n## 5. API Design\na\n### Why\nb\n## 6. Data Model & Storage\n";
        Assert.Equal(["## 5. API Design\na\n### Why\nb\n", "## 6. Data Model & Storage\n"], Read(Text).Sections.Select(section => TextAt(Text, section.Span)));
    }

    [Theory]
    [InlineData("n/a")]
    [InlineData("N/A.")]
    [InlineData("TBD")]
    [InlineData("by design")]
    [InlineData("Not needed!")]
    [InlineData("<Pending>")]
    [InlineData("...")]
    [InlineData("…")]
    [InlineData("?")]
    [InlineData("REASON")]
    [InlineData("")]
    [InlineData(null)]
    public void Placeholders_are_no_reasons(string? text) => Assert.False(Reason.IsGiven(text));

    [Theory]
    [InlineData("CI")]
    [InlineData("the gateway")]
    [InlineData("by design of the vendor's API")]
    [InlineData("n/a: no tenants")]
    [InlineData("一つのクライアントだけ")]
    public void Words_of_one_s_own_are(string text) => Assert.True(Reason.IsGiven(text));

    [Theory]
    [InlineData("- [x] 5.6 Versioning: skipped because one client", true)]
    [InlineData("- [x] 5.6 Versioning: handled elsewhere: gateway", true)]
    [InlineData("- [x] 5.6 Versioning: skipped. see: docs/adr/7.md", true)]
    [InlineData("- [ ] 5.6 Versioning: skipped because one client", false)]
    [InlineData("- [x] 5.6 Versioning: applied", false)]
    [InlineData("- [x] 5.6 Versioning: skipped because n/a", false)]
    [InlineData("- [x] 5.6 Versioning: skipped. owner: Ann", false)]
    [InlineData("- [x] 5.6 Versioning: handled elsewhere", false)]
    [InlineData("- [x] 5.6 Pagination: skipped because one client", false)]
    [InlineData("- [-] 5.6 Versioning: skipped because one client", false)]
    [InlineData("- 5.6 Versioning: skipped because one client", false)]
    [InlineData("- [x] 5.6 Versioning: not needed", false)]
    [InlineData("- [x] 5.6 Versioning: applied\n- [x] 5.6 Versioning: skipped because one client", false)]
    [InlineData("- [x] 5.6 Versioning: skipped because one client\n- [x] 5.6 Versioning: applied", true)]
    public void Only_valid_entries_silence(string text, bool silences) =>
        Assert.Equal(silences, Read(text).Entries.Any(entry => entry.SilencesItem));

    [Fact]
    public void All_items_are_missing_from_an_empty_record() => Assert.Equal(94, Read("").Missing.Count());

    [Fact]
    public void Any_text_can_be_read()
    {
        var fragment = Gen.OneOf(
            "- ", "* ", "1. ", "[x]", "[ ]", "[", "]", "[]", "(", ")", "](", "5.4", "5.", "5.4.1", "20.5", "99999999999.1", " ", "  ", "\t", "\n", "\r\n", "\r", ":", " - ",
            "Idempotency", "applied", "skipped", "because", "handled elsewhere", "owner:", "see:", "#", "## ", "## 5. ", "## 999", "```", "~~~", "<!--", "-->", "**", "_", "\\", "|", ">", "---", "é", "😀", "\u2028", "\0");
        fragment.Array[0, 30].Sample(parts =>
        {
            var text = string.Concat(parts);
            var record = Read(text);
            foreach (var entry in record.Entries)
            {
                Assert.True(entry.Block.Contains(entry.Line));
                _ = TextAt(text, entry.DecisionSpan) + TextAt(text, entry.Problem?.Span ?? default);
            }
        });
    }

    private static DesignRecord Read(string text) => DesignRecord.Of(SourceText.From(text));

    private static string TextAt(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
