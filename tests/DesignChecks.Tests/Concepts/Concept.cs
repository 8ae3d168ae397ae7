using System.Collections.Immutable;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.Concepts;

/// <summary>Looks at a source through a concept, without a rule.</summary>
internal static class Concept
{
    /// <summary>The world of a source that must compile, with the words that the concept looks up.</summary>
    public static async Task<World> WorldOf(string source, params string[] words)
    {
        var project = Analysis.Project(source, null);
        var compilation = (await project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return new World(compilation, project.AnalyzerOptions, new RuleBook([new LooksUp(words)]));
    }

    /// <summary>The last call of a method of this name in the source's first type.</summary>
    public static IOperation CallOf(this World world, string name)
    {
        var tree = world.Compilation.SyntaxTrees.Single(tree => tree.FilePath == "/Test.cs");
        var node = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().First().DescendantNodes().OfType<InvocationExpressionSyntax>().Last(call => NameOf(call) == name);
        return world.OperationAt(node, CancellationToken.None)!;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private sealed class LooksUp(string[] words) : Rule(
        new DiagnosticDescriptor("TEST0001", "Looks up words", "", "Test", DiagnosticSeverity.Info, isEnabledByDefault: true))
    {
        public override void Listen(Listeners on) => on.LooksUp(words);
    }
}
