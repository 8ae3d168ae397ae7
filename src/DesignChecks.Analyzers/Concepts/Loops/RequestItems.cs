using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Loops;

/// <summary>Lists that a request or a message brings, as long as its sender likes.</summary>
internal static class RequestItems
{
    private static readonly string[] Limits = ["MaxLengthAttribute", "LengthAttribute"];

    /// <summary>The list in an endpoint's code.</summary>
    public static string? In(IOperation list, EndpointCode code, Endpoint endpoint) =>
        RequestFlow.InputOf(list, code, endpoint) is { Source: not BindingSource.Unknown } input && !IsFew(input.Symbol) ? NameOf(input.Symbol) : null;

    /// <summary>The list in a gRPC service, a hub, or the handler of a message: the parameter of the call, or a part of it.</summary>
    public static string? In(IOperation list, RequestPath paths, World world, CancellationToken cancel)
    {
        var (owner, last) = (list, Code.SymbolOf(list));
        while (owner is IPropertyReferenceOperation { Instance: { } instance })
            owner = Values.Unwrap(instance);
        if (owner is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol taker } parameter } || last is null || IsFew(last))
            return null;
        var isSent = paths.Around(list, cancel) switch
        {
            RequestKind.GrpcService => taker.IsOverride && parameter.Ordinal == 0,
            RequestKind.Hub => taker.DeclaredAccessibility == Accessibility.Public,
            RequestKind.Consumer => Code.IsSame(Consumer.Around(list, world, cancel)?.Message, parameter),
            _ => false,
        };
        return isSent ? NameOf(last) : null;
    }

    private static string NameOf(ISymbol symbol) => $"element of '{symbol.Name}'";

    private static bool IsFew(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        Array.IndexOf(Limits, attribute.AttributeClass?.Name) >= 0 && attribute.ConstructorArguments.LastOrDefault().Value is <= LoopItems.MostFew);
}
