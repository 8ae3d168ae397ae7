using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Caching;

/// <summary>
/// Whether a cached value comes from somewhere else, where it may change, or is computed in place: a parsed template, a
/// compiled script is as good as its key for ever.
/// </summary>
internal static class LoadedValue
{
    private static readonly string[] FrameworkSpaces = ["System", "Microsoft.Extensions.Caching"];

    /// <summary>True when the code around a setting of an entry, or the code that writes entries with shared options, loads or is given the value.</summary>
    public static bool IsAround(IOperation setting, World world, CancellationToken cancel) =>
        Scopes(setting, world, cancel).Any(scope => IsGiven(scope) || OwnCode.CallsIn(scope, world, cancel).Any(Loads));

    /// <summary>The function around the setting; for options that a field shares, the members of the type that write to a cache.</summary>
    private static IEnumerable<IOperation> Scopes(IOperation setting, World world, CancellationToken cancel)
    {
        var function = setting.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax);
        if (function is not (ConstructorDeclarationSyntax or TypeDeclarationSyntax or null))
            return [Code.EnclosingBody(setting)];
        return setting.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.OfType<MethodDeclarationSyntax>()
            .Where(WritesToCache)
            .Select(method => world.OperationAt(method, cancel))
            .OfType<IOperation>() ?? [];
    }

    private static bool WritesToCache(MethodDeclarationSyntax method) =>
        method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is MemberAccessExpressionSyntax access && Array.IndexOf(CacheWrite.Names, access.Name.Identifier.ValueText) >= 0);

    /// <summary>An outbound call, or one that answers later with a value.</summary>
    private static bool Loads(Call call) =>
        OutboundCall.Is(call)
        || call.Method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } && !IsOfTheFramework(call.DeclaringType);

    /// <summary>The value written is a parameter, or a part of one.</summary>
    private static bool IsGiven(IOperation scope) => Code.CallsIn(scope).Where(CacheWrite.IsWrite).Any(write => StartOf(write.Argument("value")) is IParameterReferenceOperation);

    private static IOperation? StartOf(IOperation? value)
    {
        while (value is IPropertyReferenceOperation { Instance: { } instance })
            value = Values.Unwrap(instance);
        return value;
    }

    private static bool IsOfTheFramework(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space
        && Array.Exists(FrameworkSpaces, framework => space == framework || space.StartsWith(framework + ".", StringComparison.Ordinal));
}
