using System.Security;
using System.Xml.Linq;

namespace DesignChecks.PackageTests.Workbench;

/// <summary>
/// A temporary folder with the package as a local source and projects that restore it from there. All of
/// <see cref="Consumers.Built"/> are built by one command, because starting a build costs more than compiling one file.
/// </summary>
public sealed class Bench : IDisposable
{
    private readonly Lazy<DotnetRun> _built;

    public Bench()
    {
        Folder = Directory.CreateTempSubdirectory("designchecks-").FullName;
        Package = Package.Pack(PathOf("feed"));
        WriteSurroundings();
        _built = new Lazy<DotnetRun>(BuildAll);
    }

    internal string Folder { get; }

    internal Package Package { get; }

    internal string PathOf(string path) => Path.Combine(Folder, path);

    internal string ProjectOf(Consumer consumer) => PathOf(Path.Combine(consumer.Name, consumer.ProjectFolder, consumer.Name + ".csproj"));

    internal string CodeOf(Consumer consumer) => Path.Combine(Path.GetDirectoryName(ProjectOf(consumer))!, "Code.cs");

    internal Sarif ReportOf(Consumer consumer)
    {
        _ = _built.Value;
        return new Sarif(Beside(consumer, "report.sarif"));
    }

    /// <summary>What the compiler was given, one argument a line.</summary>
    internal string[] CompilerArgumentsOf(Consumer consumer)
    {
        _ = _built.Value;
        return File.ReadAllLines(Beside(consumer, "compiler-arguments.txt"));
    }

    /// <summary>What the build printed about the consumer.</summary>
    internal IEnumerable<string> PrintedFor(Consumer consumer) => _built.Value.Lines($"[{ProjectOf(consumer)}");

    /// <summary>Writes a consumer that a test builds itself.</summary>
    internal void Write(Consumer consumer)
    {
        WriteFile(ProjectOf(consumer), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{consumer.Properties}</PropertyGroup>
              <ItemGroup>{consumer.References}</ItemGroup>
            </Project>
            """);
        WriteFile(CodeOf(consumer), consumer.Code);
        foreach (var (path, text) in consumer.Files)
            WriteFile(PathOf(Path.Combine(consumer.Name, path)), text);
    }

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("DESIGNCHECKS_KEEP") != "1")
            Directory.Delete(Folder, recursive: true);
    }

    private string Beside(Consumer consumer, string file) => Path.Combine(Path.GetDirectoryName(ProjectOf(consumer))!, file);

    private DotnetRun BuildAll()
    {
        foreach (var consumer in Consumers.Built)
            Write(consumer);
        WriteFile(PathOf("all.slnx"), new XElement("Solution", Consumers.Built.Select(consumer =>
            new XElement("Project", new XAttribute("Path", Path.GetRelativePath(Folder, ProjectOf(consumer)))))).ToString());
        WriteFile(PathOf("all.proj"), $"""
            <Project DefaultTargets="Build">
              <ItemGroup>
                {string.Join('\n', Consumers.Built.Select(consumer => $"""<Consumer Include="{ProjectOf(consumer)}" AdditionalProperties="{SecurityElement.Escape(consumer.CommandLine)}" />"""))}
              </ItemGroup>
              <Target Name="Restore">
                <MSBuild Projects="all.slnx" Targets="Restore" />
              </Target>
              <Target Name="Build">
                <MSBuild Projects="@(Consumer)" Targets="Build" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
              </Target>
            </Project>
            """);
        return Dotnet.Run(Folder, "build", "all.proj", "--nologo", "-v:m").Failed();
    }

    private void WriteSurroundings()
    {
        WriteFile(PathOf("nuget.config"), """
            <configuration>
              <packageSources><add key="packed" value="feed" /></packageSources>
            </configuration>
            """);
        File.Copy(Repository.File("global.json"), PathOf("global.json"));
        WriteFile(PathOf(".editorconfig"), "root = true\n");
        WriteFile(PathOf("Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <EnableSourceControlManagerQueries>false</EnableSourceControlManagerQueries>
                <!-- Our package is unpacked here and nowhere else; all others come from the machine's folder if it has them. -->
                <RestorePackagesPath>{PathOf("packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Repository.PackagesFolder}</RestoreFallbackFolders>
                <ErrorLog>$(MSBuildProjectDirectory)/report.sarif,version=2.1</ErrorLog>
                <ProvideCommandLineArgs>true</ProvideCommandLineArgs>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Polly.Core" Version="{PollyVersion}" />
              </ItemGroup>
            </Project>
            """);
        WriteFile(PathOf("Directory.Build.targets"), """
            <Project>
              <Target Name="WriteCompilerArguments" AfterTargets="CoreCompile" Condition="'@(CscCommandLineArgs)' != ''">
                <WriteLinesToFile File="$(MSBuildProjectDirectory)/compiler-arguments.txt" Lines="@(CscCommandLineArgs)" Overwrite="true" />
              </Target>
            </Project>
            """);
    }

    private static string PollyVersion =>
        XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion").Single(version => (string?)version.Attribute("Include") == "Polly").Attribute("Version")!.Value;

    private static void WriteFile(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

/// <summary>All tests of the package share one bench.</summary>
[CollectionDefinition(nameof(Bench))]
public sealed class BenchCollection : ICollectionFixture<Bench>;
