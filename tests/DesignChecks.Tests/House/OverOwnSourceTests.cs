using System.Collections.Immutable;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.House;

/// <summary>All rules over code that nobody wrote as a test: no rule fails, and the order of work changes nothing.</summary>
public class OverOwnSourceTests
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    [Fact]
    public async Task No_rule_fails_on_our_own_source()
    {
        foreach (var folder in new[] { "src/DesignChecks.Analyzers", "src/DesignChecks.CodeFixes", "tests/DesignChecks.Tests" })
        {
            var reports = await Reports(Own(folder), isConcurrent: true);
            Assert.DoesNotContain(reports, report => report.StartsWith("AD0001", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Reports_on_our_own_source_do_not_depend_on_the_order_of_work() => await SameInAnyOrder(Own("src/DesignChecks.Analyzers"));

    [Fact]
    public async Task Reports_on_the_sample_do_not_depend_on_the_order_of_work()
    {
        var sample = (CSharpCompilation)(await Sample.Load().GetCompilationAsync())!;
        Assert.NotEmpty(await Reports(sample, isConcurrent: true));
        await SameInAnyOrder(sample);
    }

    private static async Task SameInAnyOrder(CSharpCompilation compilation)
    {
        var expected = await Reports(compilation, isConcurrent: true);
        Assert.Equal(expected, await Reports(compilation, isConcurrent: false));
        var reversed = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse());
        Assert.Equal(expected, await Reports(reversed, isConcurrent: true));
        Assert.Equal(expected, await Reports(reversed, isConcurrent: false));
    }

    private static async Task<IReadOnlyList<string>> Reports(CSharpCompilation compilation, bool isConcurrent)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, isConcurrent, logAnalyzerExecutionTime: false);
        var reports = await compilation.WithAnalyzers(Analysis.Analyzers, options).GetAnalyzerDiagnosticsAsync();
        return [.. reports.Select(report => report.ToString()).Order(StringComparer.Ordinal)];
    }

    private static CSharpCompilation Own(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), parse, path))
            .Append(CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using Xunit;", parse, "GlobalUsings.cs"));
        // The rules take a project with a test framework for a test project and are silent; here they must read it all.
        var references = s_references.Value.Where(reference => !reference.Display!.Contains("xunit", StringComparison.OrdinalIgnoreCase));
        return CSharpCompilation.Create(
            folder.Split('/').Last(), trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
