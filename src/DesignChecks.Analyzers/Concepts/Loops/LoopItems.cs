using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Loops;

/// <summary>What a loop goes through, and what its turns do with it.</summary>
internal static class LoopItems
{
    /// <summary>Up to so many turns one after the other are nobody's problem.</summary>
    public const int MostFew = 10;

    private static readonly TypeName[] Sequences = [new("System.Linq.Enumerable"), new("System.Linq.AsyncEnumerable")];

    /// <summary>Operators in memory that keep about as many elements as there are. <c>Chunk</c> makes batches, <c>Take</c> a few.</summary>
    private static readonly string[] Keeping =
    [
        "Where", "Select", "SelectMany", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Distinct", "DistinctBy", "GroupBy", "Reverse", "Skip", "OfType", "Cast",
        "ToList", "ToArray", "ToHashSet", "AsEnumerable", "Index",
    ];

    /// <summary>Calls that look whether something is there already.</summary>
    private static readonly string[] Lookups = ["TryGetValue", "TryGet", "ContainsKey", "Contains", "Add", "TryAdd", "Exists", "Any"];

    /// <summary>Calls that set the pace of a loop.</summary>
    private static readonly string[] Pauses = ["Delay", "Sleep", "AcquireAsync", "WaitForNextTickAsync"];

    /// <summary>The list that a loop goes through, operators in memory left out; null when they make batches or a few of it.</summary>
    public static IOperation? ListOf(ILoopOperation loop)
    {
        var list = loop switch
        {
            IForEachLoopOperation each => each.Collection,
            IForLoopOperation { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, RightOperand: IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } counted } } } => counted,
            _ => null,
        };
        while (list is not null && Call.From(Values.Unwrap(list)) is { } call && call.IsOn(Sequences))
            list = Array.IndexOf(Keeping, call.Name) >= 0 ? call.Receiver : null;
        return list is null ? null : Values.Unwrap(list);
    }

    /// <summary>
    /// The first remote call that each turn awaits for its own element, whatever the turns before it brought; null where turns
    /// depend on each other, end the loop, pause, or look first whether they know the answer.
    /// </summary>
    public static RemoteCall? RemoteCallOf(ILoopOperation loop, World world, CancellationToken cancel)
    {
        var turn = Code.RunBy(loop.Body).ToArray();
        if (Array.Exists(turn, operation => LeavesLoop(operation, loop) || IsPause(operation) || SkipsKnown(operation)))
            return null;
        var carried = turn.OfType<IAssignmentOperation>().Select(assignment => Code.SymbolOf(assignment.Target)).OfType<ILocalSymbol>().Where(local => !IsInside(local, loop)).ToArray();
        return turn.Select(Call.From).OfType<Call>()
            .Where(call => RemoteCall.IsAwaited(call) && UsesElement(call, loop, carried) && !MayBeKnown(call.Operation, loop))
            .Select(call => RemoteCall.MadeBy(call, world, cancel) is { } made ? made with { Call = call } : null)
            .FirstOrDefault(made => made is not null);
    }

    private static bool LeavesLoop(IOperation operation, ILoopOperation loop) =>
        operation is IReturnOperation || operation is IBranchOperation branch && (Code.IsSame(branch.Target, loop.ExitLabel) || branch.BranchKind == BranchKind.GoTo);

    private static bool IsPause(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: var name } && Array.IndexOf(Pauses, name) >= 0;

    /// <summary><c>if (seen.Contains(id)) continue;</c></summary>
    private static bool SkipsKnown(IOperation operation) =>
        operation is IConditionalOperation { Condition: var test, WhenTrue: var then } && Code.Leaves(then) && IsLookup(test);

    /// <summary>The call is about the element, or about what the turn made of it, and takes nothing that an earlier turn set.</summary>
    private static bool UsesElement(Call call, ILoopOperation loop, ILocalSymbol[] carried)
    {
        var locals = Code.Within(call.Operation).OfType<ILocalReferenceOperation>().Select(use => use.Local).ToArray();
        return Array.Exists(locals, local => IsInside(local, loop)) && !locals.Intersect<ISymbol>(carried, SymbolEqualityComparer.Default).Any();
    }

    private static bool IsInside(ILocalSymbol local, ILoopOperation loop) =>
        local.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.Syntax.SyntaxTree && loop.Syntax.Span.Contains(declaration.Span));

    /// <summary>After a failure, for what is missing, or when a lookup finds nothing.</summary>
    private static bool MayBeKnown(IOperation operation, ILoopOperation loop) =>
        Code.Ancestors(operation).TakeWhile(ancestor => ancestor != loop).Any(ancestor => ancestor switch
        {
            ICatchClauseOperation or ICoalesceOperation or ICoalesceAssignmentOperation => true,
            IConditionalOperation { Condition: var test } => !Code.IsInside(operation, test) && (IsLookup(test) || TestsNull(test)),
            _ => false,
        });

    private static bool IsLookup(IOperation test) => Code.Within(test).Any(part =>
        part is IInvocationOperation { TargetMethod: var method } && (Array.IndexOf(Lookups, method.Name) >= 0 || RemoteCall.MayCache(method)));

    private static bool TestsNull(IOperation test) => Code.Within(test).Any(part => part switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared => Values.IsNull(compared.RightOperand) || Values.IsNull(compared.LeftOperand),
        IConstantPatternOperation { Value: var value } => Values.IsNull(value),
        IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } => true,
        _ => false,
    });
}
