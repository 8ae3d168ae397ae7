using DesignChecks.Rules.Record;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Record;

/// <summary>DCK0003: Skipped item has no reason.</summary>
public class SkippedWithoutReasonTests
{
    private static Verify<SkippedWithoutReason> Rule => new();

    [Theory]
    [InlineData("- [x] 5.6 Versioning: [|skipped|]", "5.6 Versioning is skipped without a reason, so nobody can tell when the decision stops being right, and its rules stay on; write 'skipped because …'")]
    [InlineData("- [x] 5.6 Versioning: [|skipped because n/a|]", "5.6 Versioning is skipped with 'n/a' for a reason, so nobody can tell when the decision stops being right, and its rules stay on; write 'skipped because …'")]
    [InlineData("- [x] 5.3 Rate limiting: [|handled elsewhere|]", "5.3 Rate limiting is handled elsewhere without saying where, so nobody can tell when the decision stops being right, and its rules stay on; write 'handled elsewhere: …' with the place")]
    [InlineData("- [x] 5.3 Rate limiting: [|handled elsewhere: tbd|]", "5.3 Rate limiting is handled elsewhere with 'tbd' for a place, so nobody can tell when the decision stops being right, and its rules stay on; write 'handled elsewhere: …' with the place")]
    public Task Reports_the_decision(string text, string message) => Rule.AdditionalFile("design-checklist.md", text).Says(message).Reports("class Empty;");

    [Theory]
    [InlineData("skipped because")]
    [InlineData("skipped because …")]
    [InlineData("skipped because by design")]
    [InlineData("skipped, not needed")]
    [InlineData("Skipped: TBD.")]
    [InlineData("skipped because\n  tbd")]
    [InlineData("handled elsewhere: <WHERE>")]
    public Task Reports_placeholders(string decision) => Rule.AdditionalFile("design-checklist.md", $"- [x] 5.6 Versioning: [|{decision}|]").Reports("class Empty;");

    [Fact]
    public Task An_owner_is_no_reason() => Rule
        .AdditionalFile("design-checklist.md", "- [x] 5.6 Versioning: [|skipped.|] owner: Ann")
        .Reports("class Empty;");

    [Theory]
    [InlineData("- [x] 5.6 Versioning: skipped because one internal client deploys together with us.")]
    [InlineData("- [x] 5.6 Versioning: skipped, one client")]
    [InlineData("- [x] 5.6 Versioning: skipped because\n  one client")]
    [InlineData("- [x] 5.6 Versioning: skipped. see: docs/adr/0007.md")]
    [InlineData("- [x] 5.3 Rate limiting: handled elsewhere: CI")]
    [InlineData("- [x] 5.3 Rate limiting: handled elsewhere by the gateway")]
    [InlineData("- [x] 5.6 Versioning: applied")]
    [InlineData("- [ ] 5.6 Versioning: skipped")] // DCK0001
    [InlineData("- [x] 5.6 Pagination: skipped")] // DCK0002
    [InlineData("- [ ] 5.6 Versioning")]
    public Task Silent_with_a_reason_or_another_decision(string text) => Rule.AdditionalFile("design-checklist.md", text).Silent("class Empty;");

    [Fact]
    public Task Silent_in_other_files() => Rule.AdditionalFile("README.md", "- [x] 5.6 Versioning: skipped").Silent("class Empty;");

    [Fact]
    public Task Silent_in_a_test_project() => Rule
        .With("build_property.IsTestProject = true")
        .AdditionalFile("design-checklist.md", "- [x] 5.6 Versioning: skipped")
        .Silent("class Empty;");
}
