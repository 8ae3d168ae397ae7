using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.Engine;

/// <summary>Source text, bound: what the tests of the engine's own parts look at.</summary>
internal sealed class Bound
{
    private readonly SyntaxTree _tree;

    private Bound(Compilation compilation)
    {
        World = new World(compilation, new AnalyzerOptions([]), new RuleBook([]));
        _tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == "/Test.cs");
    }

    public World World { get; }

    public static async Task<Bound> Of(string text)
    {
        var project = Analysis.Program("Test", ("Test.cs", text));
        await Analysis.AssertCompiles(project);
        return new Bound((await project.GetCompilationAsync())!);
    }

    /// <summary>The call of the method with this name.</summary>
    public Call Call(string name) =>
        DesignChecks.Engine.Call.From(World.OperationAt(
            _tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Single(call => NameOf(call) == name), CancellationToken.None))!;

    /// <summary>What the local or field with this name is initialized with.</summary>
    public IOperation Initializer(string name) =>
        World.OperationAt(
            _tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().Single(declarator => declarator.Identifier.ValueText == name).Initializer!.Value,
            CancellationToken.None)!;

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
