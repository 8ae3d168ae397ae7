using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Addresses;

/// <summary>What code shows of an address, the names of what it puts in for the parts that vary: <c>http://stock/items/{id}</c>.</summary>
internal static class AddressText
{
    private static readonly TypeName UriType = new("System.Uri");

    /// <summary>The text of a string, or of a Uri that is made of one; null when code shows nothing.</summary>
    public static string? Of(IOperation? address)
    {
        switch (address is null ? null : Values.Unwrap(address))
        {
            case null:
                return null;
            case IInterpolatedStringOperation text:
                return string.Concat(text.Parts.Select(part => part is IInterpolatedStringTextOperation fixedPart ? Values.Text(fixedPart.Text) : NameOfPart(part)));
            case IObjectCreationOperation { Arguments: [var uri, ..] }:
                return Of(uri.Value);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Of(sum.LeftOperand) + Of(sum.RightOperand);
            case ILocalReferenceOperation local:
                return Of(Code.OnlyValueOf(local)) ?? "{" + local.Local.Name + "}";
            case var value:
                return Values.Text(value) ?? (Code.SymbolOf(value) is { } symbol ? "{" + symbol.Name + "}" : null);
        }
    }

    /// <summary>The same, also where a readonly field or a property of one value holds the address.</summary>
    public static string? Of(IOperation? address, World world, CancellationToken cancel) =>
        Values.Text(address) ?? (Held.ValueOf(address, world, cancel) is { } held && (UriType.Is(held.Type) || held.Type?.SpecialType == SpecialType.System_String) ? Of(held) : null);

    /// <summary>A part that varies, by its name: <c>{searchUrl}</c> says as much as a literal.</summary>
    private static string NameOfPart(IInterpolatedStringContentOperation part) =>
        part is IInterpolationOperation { Expression: var expression } && Code.SymbolOf(expression) is { } symbol ? "{" + symbol.Name + "}" : "{}";
}
