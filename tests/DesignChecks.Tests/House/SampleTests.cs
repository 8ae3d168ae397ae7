using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.Tests.House;

/// <summary>The sample service shows what the rules find, and that they leave its well-written neighbours alone.</summary>
public class SampleTests
{
    [Fact]
    public async Task The_list_of_findings_is_current()
    {
        var lines = (await Analysis.Of(Sample.Load())).Select(Sample.Place);
        Generated.File(Sample.Folder + "/findings.txt", string.Join("\n", lines) + "\n");
    }

    [Fact]
    public async Task The_readme_shows_real_findings()
    {
        var shown = (await Analysis.Of(Sample.Load())).Where(report => report.Severity == DiagnosticSeverity.Warning)
            .DistinctBy(report => report.Id.Substring(0, 5)).Take(5).Select(report => $"{Sample.Place(report).Replace(": ", ": warning ")}: {report.GetMessage()}");
        Generated.Block("README.md", "findings", "```text\n" + string.Join("\n", shown) + "\n```\n");
    }

    [Fact]
    public async Task Every_rule_that_is_on_by_default_finds_something()
    {
        var found = (await Analysis.Of(Sample.Load())).Select(report => report.Id).ToHashSet();
        var silent = Catalogue.Rules.Where(rule => rule.Descriptor.IsEnabledByDefault && rule.CanBeSkippedByRecord).Select(rule => rule.Id).Except(found);
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Fixing_all_compiles_and_leaves_nothing_that_has_a_fix_for_every_form()
    {
        var project = Sample.Load();
        foreach (var rule in Catalogue.Rules.Where(rule => rule.Fix != FixAvailability.None && rule.CanBeSkippedByRecord))
        {
            var reports = (await Analysis.Of(project)).Where(report => report.Id == rule.Id).ToArray();
            if (reports.Length == 0)
                continue;
            project = await Analysis.FixAll(project, reports);
            var left = (await Analysis.Of(project)).Where(report => report.Id == rule.Id).ToArray();
            Assert.True(rule.Fix == FixAvailability.Always ? left.Length == 0 : left.Length < reports.Length, $"{rule.Id}: {left.Length} of {reports.Length} are left");
            await Analysis.AssertCompiles(project);
        }
    }
}
