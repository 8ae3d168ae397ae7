using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace DesignChecks.PackageTests;

/// <summary>What is in the package, and what its DLLs ask of a host.</summary>
[Collection(nameof(Bench))]
public class LayoutTests(Bench bench)
{
    private const string Analyzers = "analyzers/dotnet/cs/DesignChecks.Analyzers.dll";
    private const string CodeFixes = "analyzers/dotnet/cs/DesignChecks.CodeFixes.dll";

    [Fact]
    public void The_package_holds_these_files_and_no_other() => Assert.Equal(
        [
            "DesignChecks.nuspec",
            "README.md",
            Analyzers,
            CodeFixes,
            "build/DesignChecks.props",
            "build/DesignChecks.targets",
            "buildTransitive/DesignChecks.props",
            "buildTransitive/DesignChecks.targets",
            "icon.png",
            "profiles/all.globalconfig",
            "profiles/none.globalconfig",
            "profiles/platform.globalconfig",
            "profiles/service.globalconfig",
            "profiles/weekend.globalconfig",
        ],
        bench.Package.Entries);

    [Fact]
    public void The_manifest_says_development_dependency_without_dependencies()
    {
        var manifest = XDocument.Parse(bench.Package.Text("DesignChecks.nuspec")).Root!.Elements().Single();
        string? Said(string name) => manifest.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal("DesignChecks", Said("id"));
        Assert.Equal("true", Said("developmentDependency"));
        Assert.Equal("MIT", Said("license"));
        Assert.Equal("README.md", Said("readme"));
        Assert.Equal("icon.png", Said("icon"));
        Assert.Null(Said("dependencies"));
        Assert.Null(Said("frameworkReferences"));
    }

    /// <summary>What the .NET 8 SDK and Visual Studio 17.8 have. A newer version here, and every rule or fix would be missing there.</summary>
    [Theory]
    [InlineData(Analyzers, "netstandard 2.0.0.0", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0", "System.Collections.Immutable 7.0.0.0")]
    [InlineData(CodeFixes, "netstandard 2.0.0.0", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0", "Microsoft.CodeAnalysis.Workspaces 4.8.0.0", "System.Collections.Immutable 7.0.0.0", "System.Memory 4.0.1.2", "DesignChecks.Analyzers")]
    public void The_oldest_host_has_what_a_DLL_references(string dll, params string[] ceiling)
    {
        var reader = Open(dll);
        foreach (var reference in reader.AssemblyReferences.Select(reader.GetAssemblyReference))
        {
            var name = reader.GetString(reference.Name);
            var most = ceiling.SingleOrDefault(allowed => allowed.Split(' ')[0] == name);
            Assert.True(most is not null, $"{dll} references {name} {reference.Version}, which it never did before");
            if (most.Split(' ') is [_, var version])
                Assert.True(reference.Version <= Version.Parse(version), $"{dll} references {name} {reference.Version}; the oldest host has {version}");
        }
    }

    /// <summary>Two releases can then be loaded side by side in one editor.</summary>
    [Theory]
    [InlineData(Analyzers)]
    [InlineData(CodeFixes)]
    public void Each_release_has_an_identity_of_its_own(string dll)
    {
        var reader = Open(dll);
        var assembly = reader.GetAssemblyDefinition();
        Assert.Equal(Version.Parse(Repository.Version + ".0"), assembly.Version);
        Assert.False(assembly.PublicKey.IsNil);
    }

    [Theory]
    [InlineData(Analyzers)]
    [InlineData(CodeFixes)]
    public void Symbols_are_inside_and_the_build_is_deterministic(string dll)
    {
        using var portable = new PEReader(new MemoryStream(bench.Package.Bytes(dll)));
        var kinds = portable.ReadDebugDirectory().Select(entry => entry.Type);
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
        Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);
    }

    private MetadataReader Open(string dll) => new PEReader(new MemoryStream(bench.Package.Bytes(dll))).GetMetadataReader();
}
