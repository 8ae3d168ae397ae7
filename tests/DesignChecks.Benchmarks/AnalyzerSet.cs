using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using DesignChecks.Engine;
using DesignChecks.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Benchmarks;

/// <summary>Analyzers that run together in one measurement.</summary>
internal sealed record AnalyzerSet(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, bool EveryRuleOn = false)
{
    public static IEnumerable<AnalyzerSet> All()
    {
        var rules = AllAreas.Live.ToArray();
        var netAnalyzers = Package("NetAnalyzers");
        yield return new("bare", []);
        yield return new("empty", [new EmptyAnalyzer()]);
        yield return new("idle", [new IdleAnalyzer()]);
        yield return new("DesignChecks", [new DesignChecksAnalyzer(), new BuildOnlyAnalyzer()]);
        yield return new("DesignChecks with every rule on", [new DesignChecksAnalyzer(), new BuildOnlyAnalyzer()], EveryRuleOn: true);
        yield return new("half of the rules", [new RuleSubset([.. rules.Where((_, i) => i % 2 == 0)])]);
        yield return new("one operation action per rule", [.. rules.Select(rule => new OperationActionAnalyzer(rule))]);
        yield return new("NetAnalyzers", netAnalyzers);
        yield return new("NetAnalyzers + DesignChecks", [.. netAnalyzers, new DesignChecksAnalyzer(), new BuildOnlyAnalyzer()]);
        yield return new("NetAnalyzers with every rule on", netAnalyzers, EveryRuleOn: true);
        yield return new("Roslynator", Package("Roslynator"));
        yield return new("Meziantou", Package("Meziantou"));
        yield return new("Sonar", Package("Sonar"));
    }

    /// <summary>Another build of an analyzer assembly, apart from ours although it has the same name.</summary>
    public static AnalyzerSet Other(string name, string path) =>
        new(name, [.. new AnalyzerFileReference(Path.GetFullPath(path), new Apart()).GetAnalyzers(LanguageNames.CSharp)]);

    private static ImmutableArray<DiagnosticAnalyzer> Package(string name)
    {
        var root = typeof(AnalyzerSet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;
        var folder = FolderForThisCompiler(root);
        var loader = new Loader();
        return [.. Directory.GetFiles(folder, "*.dll")
            .Where(file => !file.EndsWith("CodeFixes.dll", StringComparison.OrdinalIgnoreCase))
            .SelectMany(file => new AnalyzerFileReference(file, loader).GetAnalyzers(LanguageNames.CSharp))];
    }

    /// <summary><c>analyzers/dotnet/roslynX.Y/cs</c> with the highest version that this compiler has, else the folder without a version.</summary>
    private static string FolderForThisCompiler(string package)
    {
        var compiler = typeof(CSharpCompilation).Assembly.GetName().Version!;
        var analyzers = Directory.GetDirectories(package, "*", SearchOption.AllDirectories)
            .Where(folder => Path.GetRelativePath(package, folder).StartsWith("analyzers", StringComparison.Ordinal))
            .Where(folder => Directory.GetFiles(folder, "*.dll").Length > 0 && !Path.GetFileName(folder).Equals("vb", StringComparison.OrdinalIgnoreCase));
        return analyzers
            .Select(folder => (folder, version: VersionOf(folder)))
            .Where(candidate => candidate.version <= new Version(compiler.Major, compiler.Minor))
            .OrderByDescending(candidate => candidate.version).First().folder;
    }

    private static Version VersionOf(string folder) =>
        Regex.Match(folder, @"roslyn(\d+)\.(\d+)") is { Success: true } match
            ? new(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
            : new(0, 0);

    /// <summary>The compiler's own assemblies come from the host, as in a build.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        private readonly HashSet<string> _folders = [];

        public Loader() => AssemblyLoadContext.Default.Resolving += (context, name) =>
            _folders.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists) is { } path ? context.LoadFromAssemblyPath(path) : null;

        public void AddDependencyLocation(string fullPath) => _folders.Add(Path.GetDirectoryName(fullPath)!);

        public Assembly LoadFromPath(string fullPath)
        {
            AddDependencyLocation(fullPath);
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
        }
    }
    /// <summary>All that the assembly needs besides itself is the host's.</summary>
    private sealed class Apart : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext _context = new("apart");

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);
    }
}
