using System.Reflection;
using DesignChecks.Checklist;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkRules = DesignChecks.Checklist.Companions;

namespace DesignChecks.Tests.House;

/// <summary>The table of companions against the analyzers that it speaks of: the SDK's and EF Core's.</summary>
public class CompanionTests
{
    public static TheoryData<string> Ids { get; } = [.. SdkRules.All.Select(companion => companion.Id).Where(CanBeLoaded)];

    private static readonly Lazy<Dictionary<string, DiagnosticDescriptor>> s_theirs = new(() =>
        SdkAnalyzers.Concat(EfCoreAnalyzers)
            .SelectMany(path => new AnalyzerFileReference(path, new Loader()).GetAnalyzers(LanguageNames.CSharp))
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(descriptor => descriptor.Id)
            .ToDictionary(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_rule_exists_and_has_the_default_that_the_table_says(string id)
    {
        var companion = SdkRules.All.Single(companion => companion.Id == id);
        var theirs = s_theirs.Value[id];
        Assert.Equal(companion.Own, theirs.IsEnabledByDefault ? theirs.DefaultSeverity : null);
        Assert.NotNull(ChecklistItems.Find(companion.Item));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_table_says_whether_we_have_a_fix(string id) =>
        Assert.Equal(SdkRules.All.Single(companion => companion.Id == id).HasOurFix, FixesById.All.Any(fix => fix.FixableDiagnosticIds.Contains(id)));

    [Fact]
    public void The_table_is_in_the_order_of_the_checklist()
    {
        var places = SdkRules.All.Select(companion => ChecklistItems.All.Select(item => item.Id).ToList().IndexOf(companion.Item)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.Equal(SdkRules.All.Count, SdkRules.All.DistinctBy(companion => companion.Id).Count());
    }

    private static IEnumerable<string> SdkAnalyzers =>
        Directory.GetFiles(Path.Combine(Repository.Metadata("NetAnalyzers"), "analyzers", "dotnet", "cs"), "*.NetAnalyzers.dll");

    /// <summary>The package of analyzers beside the EF Core that the tests compile against.</summary>
    private static IEnumerable<string> EfCoreAnalyzers
    {
        get
        {
            var core = References.Current.Single(reference => Path.GetFileName(reference.Display) == "Microsoft.EntityFrameworkCore.dll").Display!;
            var version = Directory.GetParent(core)!.Parent!.Parent!;
            var analyzers = Path.Combine(version.Parent!.FullName + ".analyzers", version.Name, "analyzers", "dotnet", "cs");
            return Directory.GetFiles(analyzers, "*.dll");
        }
    }

    /// <summary>EF Core's analyzers ask for the compiler of the .NET 10 SDK, which tests on an older one don't have.</summary>
    private static bool CanBeLoaded(string id) =>
        !id.StartsWith("EF", StringComparison.Ordinal) || typeof(Compilation).Assembly.GetName().Version!.Major >= 5;

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
