using DesignChecks.Rules.Record;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Record;

/// <summary>DCK0002: Unreadable or unknown entry in the record.</summary>
public class UnreadableEntryTests
{
    private const string Decisions = "'applied', 'skipped because …' or 'handled elsewhere: …'";

    private static Verify<UnreadableEntry> Rule => new();

    [Theory]
    [InlineData("- [x] [|5.9|] Paging: applied", "The checklist has no item 5.9, so the entry decides nothing; section 5 has 5.1 to 5.6")]
    [InlineData("- [x] [|5.9|] Pagination: applied", "The checklist has no item 5.9, so the entry decides nothing; write '5.5 Pagination'")]
    [InlineData("- [ ] [|21.1|] Fun", "The checklist has no item 21.1, so the entry decides nothing; its sections are 1 to 20")]
    [InlineData("- [x] [|5.4.1|] Keys: applied", "The checklist has no item 5.4.1, so the entry decides nothing; section 5 has 5.1 to 5.6")]
    [InlineData("- [x] 5.4 [|Pagination|]: applied", "5.4 is 'Idempotency', not 'Pagination', so the entry decides nothing; write '5.4 Idempotency' or '5.5 Pagination'")]
    [InlineData("- [ ] 5.4 **[|Idempotency keys|]**", "5.4 is 'Idempotency', not 'Idempotency keys', so the entry decides nothing; write '5.4 Idempotency'")]
    [InlineData("[|- [ ] Pagination|]", "The entry has no item id, so the entry decides nothing; write '5.5 Pagination'")]
    [InlineData("[|- [x] Paging: applied|]", "The entry has no item id, so the entry decides nothing; begin it with an id and its name, such as '5.4 Idempotency'")]
    [InlineData("[|- 5.5 Pagination: applied|]", "5.5 Pagination has no box, so the entry decides nothing; begin the entry with '[x]' when it is decided, else with '[ ]'")]
    [InlineData("[|- 5.5 applied|]", "5.5 Pagination has no box, so the entry decides nothing; begin the entry with '[x]' when it is decided, else with '[ ]'")]
    [InlineData("- [|[-]|] 5.5 Pagination: applied", "'[-]' is no box, so the entry decides nothing; write '[x]' when the item is decided, else '[ ]'")]
    [InlineData("- [|[done]|] 5.5 Pagination: applied", "'[done]' is no box, so the entry decides nothing; write '[x]' when the item is decided, else '[ ]'")]
    [InlineData("[|- [x] 5.5 Pagination|]", "5.5 Pagination is ticked without a decision, so the entry decides nothing; add " + Decisions)]
    [InlineData("- [x] 5.5 Pagination: [|done|]", "'done' is no decision, so the entry decides nothing; write " + Decisions)]
    [InlineData("- [x] 5.5 Pagination: [|not applicable, since lists are short by nature|]", "'not applicable, since lists ar…' is no decision, so the entry decides nothing; write " + Decisions)]
    [InlineData("- [x] 5.5 Pagination: [|reapplied|]", "'reapplied' is no decision, so the entry decides nothing; write " + Decisions)]
    public Task Reports_the_words_at_fault(string text, string message)
    {

        return Rule.AdditionalFile("design-checklist.md", text).Says(message).Reports("class Empty;");
    }

    [Fact]
    public Task Reports_the_second_entry_of_an_item() => Rule
        .AdditionalFile("design-checklist.md", """
            # Design checklist

            - [x] 5.5 Pagination: applied
            - [x] 5.4 Idempotency: applied
            [|- [ ] 5.5 Pagination|]
            """)
        .Says("5.5 Pagination has an entry in line 3 already, so the entry decides nothing; keep one of the two")
        .Reports("class Empty;");

    [Fact]
    public Task A_second_entry_is_fine_where_the_first_meant_another_item() => Rule
        .AdditionalFile("design-checklist.md", """
            - [x] 5.5 [|Versioning|]: applied
            - [x] 5.5 Pagination: applied
            """)
        .Reports("class Empty;");

    [Fact]
    public Task Silent_for_entries_that_can_be_read_and_for_other_text() => Rule
        .AdditionalFile("design-checklist.md", """
            # Design checklist

            How to write it: `- [x] 5.9 …`, see [the guide](guide.md).

            - Applied items have a test.
            - 5.4 ms is the longest that a call may take.

            ## 5. API Design

            - [x] 5.4 Idempotency: applied. Every payment endpoint takes `Idempotency-Key`.
              - [ ] the refund endpoint too
            - [x] 5.6 Versioning: skipped because one internal client deploys together with us.
            - [x] 5.3 Rate limiting: handled elsewhere: the gateway. owner: Platform team
            - [ ] 5.5 Pagination: to be discussed

            ```
            - [x] 5.9 Nothing
            ```

            ## Open questions

            - [ ] Does Legal agree?
            """)
        .Silent("class Empty;");

    [Fact]
    public Task Silent_in_other_files_and_without_a_record() => Rule.AdditionalFile("README.md", "- [x] 5.9 Nothing: applied").Silent("class Empty;");

    [Fact]
    public Task Silent_in_a_test_project() => Rule
        .With("build_property.IsTestProject = true")
        .AdditionalFile("design-checklist.md", "- [x] 5.9 Nothing: applied")
        .Silent("class Empty;");
}
