using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Engine;

/// <summary>Questions about the code around an operation.</summary>
internal static class Code
{
    public static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
            yield return current;
    }

    /// <summary>What uses the operation's value, conversions and parentheses around it left out.</summary>
    public static IOperation? UserOf(IOperation operation)
    {
        var user = operation.Parent;
        while (user is IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation)
            user = user.Parent;
        return user;
    }

    /// <summary>The operation and everything inside it.</summary>
    public static IEnumerable<IOperation> Within(IOperation? operation) => operation is null ? [] : operation.DescendantsAndSelf();

    /// <summary>The operation and everything inside it that runs with it: bodies of lambdas and local functions are left out.</summary>
    public static IEnumerable<IOperation> RunBy(IOperation? operation)
    {
        if (operation is null)
            yield break;
        var open = new Stack<IOperation>();
        open.Push(operation);
        while (open.Count > 0)
        {
            var current = open.Pop();
            yield return current;
            foreach (var child in current.ChildOperations.Reverse())
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                    open.Push(child);
            }
        }
    }

    public static IEnumerable<Call> CallsIn(IOperation? operation) => Within(operation).Select(Call.From).OfType<Call>();

    /// <summary>The body of the innermost lambda, local function or method around the operation.</summary>
    public static IOperation EnclosingBody(IOperation operation)
    {
        var last = operation;
        foreach (var ancestor in Ancestors(operation))
        {
            if (ancestor is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return ancestor;
            last = ancestor;
        }

        return last;
    }

    /// <summary>The root of the operation tree: the body of the whole member.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>Where a report about a creation stands: the type's name, or the <c>new</c> of a target-typed one.</summary>
    public static Location PlaceOf(IObjectCreationOperation creation) => creation.Syntax switch
    {
        ObjectCreationExpressionSyntax named => named.Type.GetLocation(),
        ImplicitObjectCreationExpressionSyntax implied => implied.NewKeyword.GetLocation(),
        var syntax => syntax.GetLocation(),
    };

    public static bool IsInside(IOperation operation, IOperation? outer) => outer is not null && (operation == outer || Ancestors(operation).Contains(outer));

    /// <summary>True when the code after it isn't reached: it ends with a return, throw, break or continue.</summary>
    public static bool Leaves(IOperation? code) => code switch
    {
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        IReturnOperation or IThrowOperation => true,
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } => true,
        IExpressionStatementOperation { Operation: var operation } => Values.Unwrap(operation) is IThrowOperation,
        IConditionalOperation { WhenFalse: { } other } branch => Leaves(branch.WhenTrue) && Leaves(other),
        _ => false,
    };

    public static bool IsSame(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>The member, local or parameter that an expression names; null for anything computed.</summary>
    public static ISymbol? SymbolOf(IOperation? operation) => operation is null ? null : Values.Unwrap(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        IDeclarationExpressionOperation declaration => SymbolOf(declaration.Expression),
        _ => null,
    };

    /// <summary>The initializer of a constant or readonly field that the compilation declares.</summary>
    public static IOperation? InitializerOf(IFieldSymbol field, World world, CancellationToken cancel)
    {
        if (!field.IsReadOnly && !field.IsConst)
            return null;
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancel) is VariableDeclaratorSyntax { Initializer.Value: { } value } && world.Compilation.ContainsSyntaxTree(value.SyntaxTree))
                return world.OperationAt(value, cancel);
        }

        return null;
    }

    /// <summary>What an expression-bodied lambda (or one that only returns) computes, conversions removed; null for anything else.</summary>
    public static IOperation? ExpressionOf(IOperation? lambda) =>
        lambda is not null && Values.Unwrap(lambda) is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } value }, ..] }
            ? Values.Unwrap(value)
            : null;

    /// <summary>The value of a local that is assigned only where it is declared; null when it may have another.</summary>
    public static IOperation? OnlyValueOf(ILocalReferenceOperation reference)
    {
        IOperation? value = null;
        foreach (var operation in Within(Root(reference)))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when IsSame(declarator.Symbol, reference.Local):
                    value = declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;
                    break;
                case IAssignmentOperation assignment when Assigns(assignment.Target, reference.Local):
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when Assigns(argument.Value, reference.Local):
                case IIncrementOrDecrementOperation step when Assigns(step.Target, reference.Local):
                    return null;
            }
        }

        return value is null ? null : Values.Unwrap(value);
    }

    private static bool Assigns(IOperation target, ILocalSymbol local) => target switch
    {
        ITupleOperation tuple => tuple.Elements.Any(element => Assigns(element, local)),
        _ => IsSame(SymbolOf(target), local),
    };
}
