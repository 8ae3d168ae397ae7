using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>An entity given to EF to be inserted by the next save: <c>set.Add(x)</c>, <c>context.AddRange(x, y)</c>.</summary>
/// <param name="Call">The call.</param>
/// <param name="Entity">The entity's type.</param>
/// <param name="Value">What is added, conversions removed; null when it can't be named.</param>
internal sealed record EntityAdd(Call Call, INamedTypeSymbol Entity, IOperation? Value)
{
    public static readonly string[] Names = ["Add", "AddAsync", "AddRange", "AddRangeAsync"];

    /// <summary>True when a collection is added, of a size that isn't in sight.</summary>
    public bool IsList => Value is null || !IsOrDerivesFrom(Value.Type, Entity);

    /// <summary>Cheap test before binding: something is called on a receiver or on the context itself, with an argument.</summary>
    public static bool MayBe(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Count > 0 && call.Parent is ExpressionStatementSyntax or AwaitExpressionSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or MemberAccessExpressionSyntax or LambdaExpressionSyntax;

    public static EntityAdd? From(Call call)
    {
        if (Array.IndexOf(Names, call.Name) < 0 || call.Receiver?.Type is not { } receiver)
            return null;
        var value = call.Arguments.Select(argument => argument.Value).FirstOrDefault();
        if (Ef.EntityOfSet(receiver) is { } entity)
            return new EntityAdd(call, entity, Single(value));
        return Ef.DbContext.IsBaseOf(receiver) && EntityOf(value) is { } added ? new EntityAdd(call, added, Single(value)) : null;
    }

    private static IOperation? Single(IOperation? value) => value is IArrayCreationOperation { Initializer.ElementValues: var elements }
        ? elements is [var only] ? Values.Unwrap(only) : null
        : value;

    private static bool IsOrDerivesFrom(ITypeSymbol? type, INamedTypeSymbol entity)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Code.IsSame(current, entity))
                return true;
        }

        return type is null;
    }

    private static INamedTypeSymbol? EntityOf(IOperation? value) => Single(value)?.Type switch
    {
        IArrayTypeSymbol { ElementType: INamedTypeSymbol element } => element,
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol element] } list when list.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable) => element,
        INamedTypeSymbol { SpecialType: SpecialType.None } type => type,
        _ => null,
    };
}
