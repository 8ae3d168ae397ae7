using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.Engine;

/// <summary>Sources of tests made into assemblies that can be loaded, against the packages that rules see.</summary>
internal static class Compiled
{
    private static readonly Lazy<Dictionary<string, string>> s_packages = new(() => References.Current.OfType<PortableExecutableReference>()
        .Select(reference => reference.FilePath!)
        .Where(path => path.Contains($"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) // the framework is there already
        .GroupBy(path => Path.GetFileNameWithoutExtension(path))
        .ToDictionary(paths => paths.Key, paths => paths.First()));

    /// <summary>The file of a package's assembly; null for one that comes with the framework.</summary>
    public static string? FileOf(string? assembly) => assembly is not null && s_packages.Value.TryGetValue(assembly, out var path) ? path : null;

    public static MemoryStream Image(string assembly, IEnumerable<string> files, OutputKind kind)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = CSharpCompilation.Create(
            assembly,
            files.Prepend(Sources.GlobalUsings).Select(file => CSharpSyntaxTree.ParseText(file, options)),
            References.Current,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        return image;
    }
}
