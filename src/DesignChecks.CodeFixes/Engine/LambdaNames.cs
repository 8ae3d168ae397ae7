using Microsoft.CodeAnalysis;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Names for the parameters of lambdas that a fix writes.</summary>
internal static class LambdaNames
{
    private static readonly string[] Usual = ["x", "row", "item", "element"];

    /// <summary>A name that nothing in sight at the position has; null when all usual ones are taken.</summary>
    public static string? FreeAt(SemanticModel model, int position) =>
        Array.Find(Usual, name => !model.LookupSymbols(position, name: name).Any(symbol => symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }));
}
