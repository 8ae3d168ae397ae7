using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.House;

/// <summary>One report says one thing once.</summary>
public class PlaceTests
{
    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task A_page_gets_at_most_one_report_of_an_id_at_a_place(string id)
    {
        var rule = Catalogue.Find(id);
        var page = new Page(rule);
        AssertOnce(await Analysis.Of(page.Violation, page.FileName, rule));
    }

    [Fact]
    public async Task The_sample_gets_at_most_one_report_of_an_id_at_a_place() => AssertOnce(await Analysis.Of(Sample.Load()));

    private static void AssertOnce(IEnumerable<Diagnostic> reports) =>
        Assert.Empty(reports.GroupBy(report => (report.Id, report.Location.GetLineSpan())).Where(group => group.Count() > 1).Select(group => group.First().ToString()));
}
