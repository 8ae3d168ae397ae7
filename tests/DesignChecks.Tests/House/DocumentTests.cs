using DesignChecks.Engine;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.House;

/// <summary>Generated documents are what the descriptors say today.</summary>
public class DocumentTests
{
    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void The_header_of_a_page_is_current(string id)
    {
        var rule = Catalogue.Find(id);
        Generated.Block(Catalogue.PageOf(rule), "header", Documents.Header(rule));
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void The_options_of_a_page_are_current(string id)
    {
        var rule = Catalogue.Find(id);
        Generated.Block(Catalogue.PageOf(rule), "options", Documents.Options(rule));
    }

    [Fact]
    public void The_index_is_current() => Generated.File("docs/rules/README.md", Documents.Index());

    [Fact]
    public void The_checklist_map_is_current() => Generated.File("docs/checklist.md", Documents.Checklist());

    [Fact]
    public void The_companions_are_current() => Generated.File("docs/rules/companions.md", Documents.Companions());

    [Fact]
    public void The_option_list_is_current() => Generated.File("docs/options.md", Documents.AllOptions());

    [Fact]
    public void The_release_rows_are_current()
    {
        var shipped = File.ReadAllText(Path.Combine(Repository.Root, "src/DesignChecks.Analyzers/AnalyzerReleases.Shipped.md"));
        var unshipped = Catalogue.Rules.Where(rule => !shipped.Contains(rule.Id, StringComparison.Ordinal));
        Generated.File("src/DesignChecks.Analyzers/AnalyzerReleases.Unshipped.md", Documents.ReleaseRows(unshipped));
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void The_help_link_leads_to_the_page(string id)
    {
        var rule = Catalogue.Find(id);
        Assert.EndsWith("/" + Catalogue.PageOf(rule), rule.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, Catalogue.PageOf(rule))));
    }

    /// <summary>One meaning for a name: rules that share an option share its declaration.</summary>
    [Fact]
    public void An_option_name_has_one_declaration()
    {
        var differing = Catalogue.Rules.SelectMany(rule => rule.Options).GroupBy(option => option.Name)
            .Where(group => group.Distinct().Count() > 1).Select(group => group.Key);
        Assert.Empty(differing);
    }

    [Fact]
    public void Every_item_of_a_rule_exists() =>
        Assert.All(Catalogue.Rules.SelectMany(rule => Describe.Items(rule.Descriptor)), item => Assert.NotNull(DesignChecks.Checklist.ChecklistItems.Find(item)));
}
