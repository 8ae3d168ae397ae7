namespace DesignChecks.PackageTests;

/// <summary>The package's targets leave incremental builds alone.</summary>
[Collection(nameof(Bench))]
public class IncrementalTests(Bench bench)
{
    [Fact]
    public void A_build_compiles_again_when_the_record_changes_and_only_then()
    {
        _ = bench.ReportOf(Consumers.Recorded);
        var record = bench.PathOf("recorded/repository/design-checklist.md");
        Assert.False(Compiles());
        File.AppendAllText(record, "\nOne more line.\n");
        Assert.True(Compiles());
    }

    private bool Compiles()
    {
        var project = bench.ProjectOf(Consumers.Recorded);
        var compiled = Path.Combine(Path.GetDirectoryName(project)!, "obj", "Debug", "net10.0", "recorded.dll");
        var before = File.GetLastWriteTimeUtc(compiled);
        Dotnet.Run(bench.Folder, "build", project, "--no-restore", "--nologo", "-v:q").Succeeded();
        return File.GetLastWriteTimeUtc(compiled) != before;
    }
}
