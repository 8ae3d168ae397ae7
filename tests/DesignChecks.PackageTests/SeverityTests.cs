namespace DesignChecks.PackageTests;

/// <summary>What a build reports, and the ways to change it.</summary>
[Collection(nameof(Bench))]
public class SeverityTests(Bench bench)
{
    [Fact]
    public void A_build_prints_warnings_with_id_message_and_page()
    {
        var line = Assert.Single(bench.PrintedFor(Consumers.Default).Distinct(), line => line.Contains("DCK0904", StringComparison.Ordinal));
        Assert.Contains("Code.cs(10,23): warning DCK0904: The waits of this retry have no random part", line, StringComparison.Ordinal);
        Assert.Contains("(https://github.com/designchecks/designchecks/blob/main/docs/rules/DCK0904.md)", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_rule_reports_at_its_default()
    {
        var report = bench.ReportOf(Consumers.Default);
        Assert.Equal(["warning"], report.LevelsOf("DCK0904"));
        Assert.Equal(["note"], report.LevelsOf("DCK0905"));
        Assert.Equal(["warning"], report.LevelsOf("DCK0306"));
        Assert.Empty(report.LevelsOf("AD0001"));
    }

    [Fact]
    public void The_log_describes_the_rule()
    {
        var rule = bench.ReportOf(Consumers.Default).Rule("DCK0904");
        Assert.Equal("Retry without jitter", rule.Title);
        Assert.Equal("DesignChecks.Networking", rule.Category);
        Assert.Contains("checklist-9.4", rule.Tags);
        Assert.EndsWith("/docs/rules/DCK0904.md", rule.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public void Editorconfig_sets_the_severity_of_one_rule()
    {
        var report = bench.ReportOf(Consumers.ErrorById);
        Assert.Equal(["error"], report.LevelsOf("DCK0904"));
        Assert.Empty(report.LevelsOf("DCK0306"));
    }

    [Fact]
    public void Editorconfig_sets_the_severity_of_a_category()
    {
        var report = bench.ReportOf(Consumers.ByCategory);
        Assert.Empty(report.LevelsOf("DCK0904"));
        Assert.Empty(report.LevelsOf("DCK0905"));
        Assert.Equal(["error"], report.LevelsOf("DCK0306"));
    }

    [Fact]
    public void NoWarn_switches_a_rule_off() =>
        Assert.Empty(bench.ReportOf(Consumers.NoWarn).LevelsOf("DCK0904"));

    [Fact]
    public void TreatWarningsAsErrors_makes_errors_of_warnings_alone()
    {
        var report = bench.ReportOf(Consumers.WarningsAreErrors);
        Assert.Equal(["error"], report.LevelsOf("DCK0904"));
        Assert.Equal(["note"], report.LevelsOf("DCK0905"));
    }

    [Fact]
    public void A_warnaserror_build_fails()
    {
        _ = bench.ReportOf(Consumers.Default);
        var run = Dotnet.Run(bench.Folder, "build", bench.ProjectOf(Consumers.Default), "--no-restore", "--no-incremental", "--nologo", "-v:q", "-warnaserror").Failed();
        Assert.NotEmpty(run.Lines("error DCK0904"));
    }

    [Fact]
    public void A_test_project_is_left_alone() =>
        Assert.DoesNotContain(bench.ReportOf(Consumers.TestProject).Results, result => result.Id.StartsWith("DCK", StringComparison.Ordinal));
}
