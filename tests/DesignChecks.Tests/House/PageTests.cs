using DesignChecks.Engine;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.House;

/// <summary>Each rule has a page of one form, and the page's code does what the page says.</summary>
public class PageTests
{
    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void The_page_has_the_common_form(string id)
    {
        var rule = Catalogue.Find(id);
        var page = new Page(rule);
        Assert.StartsWith($"# {id}: {Catalogue.Title(rule)}\n", page.Text);
        var at = 0;
        foreach (var heading in Page.Headings)
        {
            var next = page.Text.IndexOf("\n" + heading + "\n", at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"{Catalogue.PageOf(rule)} lacks '{heading}', or has it out of order");
            at = next;
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task The_violation_is_reported_by_this_rule_alone(string id)
    {
        var rule = Catalogue.Find(id);
        var page = new Page(rule);
        var found = await Analysis.Of(page.Violation, page.FileName, rule);
        Assert.NotEmpty(found);
        Assert.All(found, diagnostic => Assert.Equal(id, diagnostic.Id));
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task The_fixed_code_is_silent(string id)
    {
        var rule = Catalogue.Find(id);
        var page = new Page(rule);
        Assert.Empty(await Analysis.Of(page.Fixed, page.FileName, rule));
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task The_fix_turns_the_violation_into_the_fixed_code(string id)
    {
        var rule = Catalogue.Find(id);
        var page = new Page(rule);
        if (rule.Fix == FixAvailability.None || page.FileName is not null)
            return; // what a file fix writes is tested beside it
        Assert.Equal(page.Fixed, await Analysis.Fix(page.Violation, rule));
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "rules"), "DCK*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Catalogue.Rules.Select(rule => rule.Id), pages.Order(StringComparer.Ordinal));
    }
}
