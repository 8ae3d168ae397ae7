namespace DesignChecks.PackageTests;

/// <summary>DesignChecksProfile, wherever it is set, and what is stronger than it.</summary>
[Collection(nameof(Bench))]
public class ProfileTests(Bench bench)
{
    [Fact]
    public void Service_is_the_default_and_raises_companions()
    {
        Assert.Equal("service.globalconfig", ProfileOf(Consumers.Default));
        Assert.Equal(["note"], bench.ReportOf(Consumers.Default).LevelsOf("CA5394"));
    }

    [Fact]
    public void Weekend_in_the_project_file_keeps_proven_defects()
    {
        var report = bench.ReportOf(Consumers.Weekend);
        Assert.Equal(["warning"], report.LevelsOf("DCK0306"));
        Assert.Empty(report.LevelsOf("DCK0904"));
        Assert.Empty(report.LevelsOf("DCK0905"));
        Assert.Empty(report.LevelsOf("CA5394"));
    }

    [Fact]
    public void Platform_in_a_props_file_in_any_case()
    {
        Assert.Equal("platform.globalconfig", ProfileOf(Consumers.Platform));
        Assert.Equal(["warning"], bench.ReportOf(Consumers.Platform).LevelsOf("DCK0904"));
    }

    [Fact]
    public void All_has_every_rule()
    {
        Assert.Equal("all.globalconfig", ProfileOf(Consumers.All));
        Assert.Equal(["warning"], bench.ReportOf(Consumers.All).LevelsOf("DCK0904"));
        Assert.Equal(["note"], bench.ReportOf(Consumers.All).LevelsOf("DCK0905"));
    }

    [Fact]
    public void None_on_the_command_line_beats_the_project_file()
    {
        Assert.Equal("none.globalconfig", ProfileOf(Consumers.None));
        Assert.Empty(bench.ReportOf(Consumers.None).Results);
    }

    [Fact]
    public void An_unknown_profile_is_an_error_that_lists_the_known()
    {
        var line = Assert.Single(bench.PrintedFor(Consumers.Unknown).Distinct());
        Assert.Contains("error : DesignChecksProfile is 'startup'; it can be weekend, service, platform, all or none.", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_team_beats_the_profile_and_the_nearer_word_the_farther()
    {
        var report = bench.ReportOf(Consumers.Precedence);
        Assert.Equal(["warning"], report.LevelsOf("DCK0904"));
        Assert.Equal(["note"], report.LevelsOf("DCK0905"));
        Assert.Empty(report.LevelsOf("DCK0306"));
    }

    [Fact]
    public void An_analysis_mode_of_the_SDK_beats_the_profile_without_a_conflict()
    {
        Assert.Equal(["warning"], bench.ReportOf(Consumers.All).LevelsOf("CA5394"));
        Assert.DoesNotContain(bench.PrintedFor(Consumers.All), line => line.Contains("MultipleGlobalAnalyzerKeys", StringComparison.Ordinal));
    }

    private string ProfileOf(Consumer consumer) =>
        Path.GetFileName(Assert.Single(bench.CompilerArgumentsOf(consumer), argument => argument.StartsWith("/analyzerconfig:", StringComparison.Ordinal) && argument.Contains("/profiles/", StringComparison.Ordinal)));
}
