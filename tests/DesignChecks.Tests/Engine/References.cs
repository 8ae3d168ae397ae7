using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.Engine;

/// <summary>Named sets of real packages, resolved by the projects under tests/references when the solution is built.</summary>
internal static class References
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_current = new(() => Load("Current"));
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_desktop = new(() => Load("Desktop"));
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_framework = new(() => Load("Framework"));
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_older = new(() => Load("Older"));

    /// <summary>ASP.NET Core 10 and every library that rules are about.</summary>
    public static ImmutableArray<MetadataReference> Current => s_current.Value;

    /// <summary>FluentMigrator for SQLite and PostgreSQL.</summary>
    public static ImmutableArray<MetadataReference> Desktop => s_desktop.Value;

    /// <summary>ASP.NET Core 10 alone: the libraries are absent.</summary>
    public static ImmutableArray<MetadataReference> Framework => s_framework.Value;

    /// <summary>Polly 7, RabbitMQ.Client 6, StackExchange.Redis 2, EF Core 8.</summary>
    public static ImmutableArray<MetadataReference> Older => s_older.Value;

    /// <summary>The current packages and another project of the solution, of which a compilation sees no code.</summary>
    public static ImmutableArray<MetadataReference> With(string project, string text)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var compilation = CSharpCompilation.Create(project, [CSharpSyntaxTree.ParseText(Sources.GlobalUsings), CSharpSyntaxTree.ParseText(text)], Current, options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Current.Add(MetadataReference.CreateFromImage(assembly.ToArray()));
    }

    private static ImmutableArray<MetadataReference> Load(string name)
    {
        var list = Path.Combine(Repository.Root, "tests", "references", name, "bin", Repository.Configuration, "net10.0", "references.txt");
        return [.. File.ReadAllLines(list).Where(line => line.Length > 0).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
