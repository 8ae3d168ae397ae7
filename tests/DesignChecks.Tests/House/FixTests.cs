using System.Reflection;
using DesignChecks.CodeFixes.Engine;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.Tests.House;

/// <summary>Fixes are found as an editor finds them, and each of their edits compiles, removes its report and leaves nothing to repeat.</summary>
public class FixTests
{
    public static TheoryData<string> Names { get; } = [.. FixesById.All.Select(fix => fix.GetType().Name)];

    [Fact]
    public void Every_fix_is_exported()
    {
        var fixes = typeof(DesignFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract);
        Assert.All(fixes, type =>
        {
            Assert.True(type.IsSubclassOf(typeof(DesignFix)) || type.IsSubclassOf(typeof(FileFix)), $"{type.Name} is neither a DesignFix nor a FileFix");
            Assert.True(type.IsSealed && type.IsPublic, $"{type.Name} is not public and sealed");
            var export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.Equal(type.Name, export?.Name);
            Assert.Equal([LanguageNames.CSharp], export!.Languages);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fix_names_rules_that_exist_and_can_fix_all(string name)
    {
        var fix = FixesById.All.Single(one => one.GetType().Name == name);
        Assert.NotEmpty(fix.FixableDiagnosticIds);
        Assert.All(fix.FixableDiagnosticIds.Where(id => id.StartsWith("DCK", StringComparison.Ordinal)), id =>
        {
            var rule = Catalogue.Find(id);
            Assert.NotEqual(FixAvailability.None, rule.Fix);
            Assert.Equal(rule.GetType().Name + "Fix", name);
        });
        // A file has one report to fix; a fix of code says if its edit needs a decision at each place.
        if (fix is DesignFix)
            Assert.Equal((bool)typeof(DesignFix).GetProperty("CanFixAll", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(fix)!, fix.GetFixAllProvider() is not null);
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void A_rule_has_a_fix_exactly_if_it_says_so(string id) =>
        Assert.Equal(Catalogue.Find(id).Fix != FixAvailability.None, FixesById.All.Count(fix => fix.FixableDiagnosticIds.Contains(id)) == 1);

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task Every_edit_for_the_page_holds(string id)
    {
        var page = new Page(Catalogue.Find(id));
        await Check(page.FileName is { } file ? Analysis.Project("", (file, page.Violation)) : Analysis.Project(page.Violation, null));
    }

    [Fact]
    public Task Every_edit_for_the_sample_holds() => Check(Sample.Load());

    /// <summary>Of many reports of one id, the first few: each costs an analysis of the whole project.</summary>
    private const int ReportsOfOneId = 3;

    private static async Task Check(Project project)
    {
        var reports = await Analysis.Of(project);
        foreach (var report in reports.GroupBy(report => report.Id).SelectMany(group => group.Take(ReportsOfOneId)))
        {
            if (DocumentOf(project, report) is not { } document)
                continue;
            var actions = await Analysis.ActionsFor(document, report);
            Assert.Equal(actions.Count, actions.Select(action => action.EquivalenceKey).Distinct().Count());
            foreach (var action in actions)
                await Check(project, reports, report, action);
        }
    }

    private static async Task Check(Project project, IReadOnlyList<Diagnostic> reports, Diagnostic report, CodeAction action)
    {
        var what = $"'{action.Title}' for {Sample.Place(report)}";
        Assert.StartsWith(report.Id + ":", action.EquivalenceKey);
        Assert.NotEqual(action.Title, action.EquivalenceKey);
        var changed = (await Analysis.Apply(action)).GetProject(project.Id)!;
        await Analysis.AssertCompiles(changed);
        var left = await Analysis.Of(changed);
        Assert.True(Count(left, report) < Count(reports, report), $"{what}: still reported");
        // Other reports may go with it; none may come into the code. (Entries added to the record are reported until they are decided.)
        Assert.True(InCode(left) <= InCode(reports), $"{what}: {InCode(left) - InCode(reports)} more reports");
        foreach (var other in left.Where(one => one.Id == report.Id))
        {
            if (DocumentOf(changed, other) is { } document && other.GetMessage() == report.GetMessage() && other.Location.SourceSpan.Start == report.Location.SourceSpan.Start)
                Assert.Empty(await Analysis.ActionsFor(document, other));
        }
    }

    private static int InCode(IReadOnlyList<Diagnostic> reports) => reports.Count(report => report.Location.IsInSource);

    private static int Count(IReadOnlyList<Diagnostic> reports, Diagnostic like) => reports.Count(report => report.Id == like.Id);

    private static TextDocument? DocumentOf(Project project, Diagnostic report) =>
        report.Location.SourceTree is { } tree ? project.Solution.GetDocument(tree)
        : project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == report.Location.GetLineSpan().Path);
}
