using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Engine;

/// <summary>What stands behind a name, where code puts exactly one thing there: locals, fields, properties, methods of one expression.</summary>
internal static class Held
{
    private const int MaxSteps = 5;

    /// <summary>
    /// The expression that makes the value, names followed; the operation itself when it is no name. Null when a name may
    /// stand for several things or for something that the compilation doesn't show.
    /// </summary>
    public static IOperation? ValueOf(IOperation? operation, World world, CancellationToken cancel)
    {
        for (var step = 0; operation is not null && step < MaxSteps; step++)
        {
            operation = Values.Unwrap(operation);
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    operation = Code.OnlyValueOf(local);
                    break;
                case IFieldReferenceOperation { Field: var field }:
                    operation = OnlyValueOf(field, world, cancel);
                    break;
                case IPropertyReferenceOperation { Property: { IsIndexer: false } property }:
                    operation = OnlyValueOf(property, world, cancel);
                    break;
                case IInvocationOperation { Arguments.IsEmpty: true, TargetMethod: var method } when IsInSource(method):
                    operation = ResultOf(method, world, cancel);
                    break;
                case ICoalesceAssignmentOperation lazy:
                    operation = lazy.Value;
                    break;
                default:
                    return operation;
            }
        }

        return null;
    }

    /// <summary>What a method of the compilation returns, when it is one expression.</summary>
    public static IOperation? ResultOf(IMethodSymbol method, World world, CancellationToken cancel) => OnlyReturnOf(world.BodyOf(method, cancel));

    /// <summary>The one value that a body returns; null when it returns at several places.</summary>
    public static IOperation? OnlyReturnOf(IOperation? body)
    {
        IOperation? value = null;
        foreach (var exit in Code.RunBy(body).OfType<IReturnOperation>())
        {
            if (exit.ReturnedValue is null || value is not null)
                return null;
            value = exit.ReturnedValue;
        }

        return value is null ? null : Values.Unwrap(value);
    }

    private static bool IsInSource(ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty && !symbol.IsVirtual && !symbol.IsAbstract && !symbol.IsOverride;

    private static IOperation? OnlyValueOf(IFieldSymbol field, World world, CancellationToken cancel)
    {
        if (!IsInSource(field) || !(field.IsReadOnly || field.IsConst || field.DeclaredAccessibility == Accessibility.Private))
            return null;
        var initializer = field.DeclaringSyntaxReferences[0].GetSyntax(cancel) is VariableDeclaratorSyntax { Initializer.Value: { } value } ? value : null;
        return OnlyOf(field, initializer, world, cancel);
    }

    private static IOperation? OnlyValueOf(IPropertySymbol property, World world, CancellationToken cancel)
    {
        if (!IsInSource(property) || property.DeclaringSyntaxReferences[0].GetSyntax(cancel) is not PropertyDeclarationSyntax declaration)
            return null;
        if (declaration.ExpressionBody is { } body)
            return world.OperationAt(body.Expression, cancel);
        if (declaration.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) != false)
            return property.GetMethod is { } getter && property.SetMethod is null ? ResultOf(getter, world, cancel) : null;
        return property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } ? OnlyOf(property, declaration.Initializer?.Value, world, cancel) : null;
    }

    /// <summary>The initializer, or the only assignment in the type; null when there are several.</summary>
    private static IOperation? OnlyOf(ISymbol member, ExpressionSyntax? initializer, World world, CancellationToken cancel)
    {
        var only = initializer is null || !world.Compilation.ContainsSyntaxTree(initializer.SyntaxTree) ? null : world.OperationAt(initializer, cancel);
        foreach (var value in AssignedTo(member, world, cancel))
        {
            if (only is not null && !Values.IsNull(only))
                return null;
            only = value;
        }

        return only;
    }

    /// <summary>The values that the member's own type assigns to it, outside of its declaration.</summary>
    public static IEnumerable<IOperation> AssignedTo(ISymbol member, World world, CancellationToken cancel)
    {
        foreach (var reference in member.ContainingType.DeclaringSyntaxReferences)
        {
            if (!world.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;
            foreach (var assignment in reference.GetSyntax(cancel).DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (NameOf(assignment.Left) != member.Name)
                    continue;
                switch (world.OperationAt(assignment, cancel))
                {
                    case IAssignmentOperation write when Code.IsSame(Code.SymbolOf(write.Target), member):
                        yield return write.Value;
                        break;
                }
            }
        }
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
