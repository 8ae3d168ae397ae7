namespace DesignChecks.PackageTests;

/// <summary>The files that reach the analyzers: the record, and the team's configuration.</summary>
[Collection(nameof(Bench))]
public class ConfigurationTests(Bench bench)
{
    [Fact]
    public void The_record_of_the_repository_is_found_from_a_project_below_it() =>
        Assert.Equal(["repository/design-checklist.md"], RecordsOf(Consumers.Recorded));

    [Fact]
    public void A_record_outside_the_worktree_is_not_this_one_s() =>
        Assert.Empty(RecordsOf(Consumers.RecordedInWorktree));

    [Fact]
    public void Without_a_repository_the_search_goes_on_upwards() =>
        Assert.Equal(["design-checklist.md"], RecordsOf(Consumers.RecordedWithoutRepository));

    [Fact]
    public void A_record_that_the_project_names_is_the_only_one() =>
        Assert.Equal(["docs/design-checklist.md"], RecordsOf(Consumers.RecordNamedByProject));

    [Fact]
    public void A_build_shows_the_team_s_configuration_and_nobody_else_s()
    {
        Assert.Equal(["repository/.editorconfig"], FilesOf(Consumers.Recorded, "config"));
        Assert.Equal([".editorconfig", ".globalconfig"], FilesOf(Consumers.Precedence, "config").Where(path => !path.StartsWith("..", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_item_that_the_record_skips_silences_its_rules()
    {
        var report = bench.ReportOf(Consumers.Recorded);
        Assert.Empty(report.LevelsOf("DCK0904"));
        Assert.Empty(report.LevelsOf("DCK0905"));
        Assert.Equal(["warning"], report.LevelsOf("DCK0306"));
    }

    [Fact]
    public void A_misspelled_option_is_reported_at_its_line() =>
        Assert.Equal([".editorconfig:4"], bench.ReportOf(Consumers.Recorded).Results.Where(result => result.Id == "DCK0006").Select(result => result.Place));

    private IEnumerable<string> RecordsOf(Consumer consumer) => FilesOf(consumer, "design-checklist.md");

    private IEnumerable<string> FilesOf(Consumer consumer, string ending) =>
        bench.CompilerArgumentsOf(consumer)
            .Where(argument => argument.StartsWith("/additionalfile:", StringComparison.Ordinal) && argument.EndsWith(ending, StringComparison.Ordinal))
            .Select(argument => Path.Combine(Path.GetDirectoryName(bench.ProjectOf(consumer))!, argument["/additionalfile:".Length..]))
            .Select(path => Path.GetRelativePath(bench.PathOf(consumer.Name), path))
            .Order(StringComparer.Ordinal);
}
