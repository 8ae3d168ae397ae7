using System.IO.Compression;

namespace DesignChecks.PackageTests;

/// <summary>Who gets the analyzers: the project that asks for them, and nobody behind it.</summary>
[Collection(nameof(Bench))]
public class FlowTests(Bench bench)
{
    [Fact]
    public void Nothing_reaches_the_users_of_a_package_that_was_built_with_it()
    {
        var library = new Consumer("library") { References = "", Properties = "<GeneratePackageOnBuild>true</GeneratePackageOnBuild><PackageOutputPath>../feed</PackageOutputPath>" };
        var user = new Consumer("user") { References = """<PackageReference Include="library" Version="1.0.0" />""", Code = "namespace Shop;\n\npublic static class User { public static object Growing() => Orders.Growing; public static int Token() => new Random().Next(); }\n" };
        bench.Write(library);
        bench.Write(user);

        Dotnet.Run(bench.Folder, "add", bench.ProjectOf(library), "package", "DesignChecks", "--version", Package.Version).Succeeded();
        Assert.Contains("<PrivateAssets>all</PrivateAssets>", File.ReadAllText(bench.ProjectOf(library)), StringComparison.Ordinal);
        Dotnet.Run(bench.Folder, "build", bench.ProjectOf(library), "--no-restore", "--nologo", "-v:q").Succeeded();
        Assert.Equal(["warning"], new Sarif(bench.PathOf("library/report.sarif")).LevelsOf("DCK0904"));
        Assert.DoesNotContain("DesignChecks", ManifestOf("feed/library.1.0.0.nupkg"), StringComparison.Ordinal);

        Dotnet.Run(bench.Folder, "build", bench.ProjectOf(user), "--nologo", "-v:q").Succeeded();
        Assert.Empty(FromThePackage(File.ReadLines(bench.PathOf("user/compiler-arguments.txt"))));
        Assert.Empty(new Sarif(bench.PathOf("user/report.sarif")).Results);
    }

    [Fact]
    public void Nothing_reaches_a_project_behind_a_reference_without_PrivateAssets()
    {
        Assert.Equal(["warning"], bench.ReportOf(Consumers.HandWritten).LevelsOf("DCK0904"));
        Assert.Empty(FromThePackage(bench.CompilerArgumentsOf(Consumers.DependsOnHandWritten)));
        Assert.Empty(bench.ReportOf(Consumers.DependsOnHandWritten).Results);
    }

    private IEnumerable<string> FromThePackage(IEnumerable<string> arguments) =>
        arguments.Where(argument => argument.Contains(bench.PathOf("packages/designchecks"), StringComparison.OrdinalIgnoreCase));

    private string ManifestOf(string package)
    {
        using var archive = ZipFile.OpenRead(bench.PathOf(package));
        using var manifest = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return new StreamReader(manifest).ReadToEnd();
    }
}
