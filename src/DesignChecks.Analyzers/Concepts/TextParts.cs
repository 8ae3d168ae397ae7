using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>
/// The values that end up readable in a text: holes of interpolated strings, operands, arguments of <c>string.Format</c>,
/// branches. A call that may change the text beyond recognition (a mask, a hash, anything unknown) stays whole.
/// </summary>
internal static class TextParts
{
    /// <summary>More parts than any hand-written message has.</summary>
    private const int Most = 200;

    /// <summary>Arguments of <c>params ReadOnlySpan&lt;T&gt;</c>. The kind is newer than the compiler that we build against.</summary>
    private const OperationKind CollectionExpression = (OperationKind)127;

    private static readonly TypeName StringType = new("System.String");
    private static readonly TypeName Queries = new("System.Linq.Enumerable");
    private static readonly TypeName[] Encoders = [new("System.Uri"), new("System.Net.WebUtility"), new("System.Web.HttpUtility")];

    /// <summary>Methods whose result still shows the whole text.</summary>
    private static readonly string[] Preserving =
        ["ToString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Replace", "PadLeft", "PadRight", "Normalize", "ReplaceLineEndings"];

    /// <summary>In the order of the text; constants are left out.</summary>
    public static IEnumerable<IOperation> Of(IOperation? text)
    {
        var open = new Stack<IOperation>();
        if (text is not null)
            open.Push(text);
        for (var seen = 0; open.Count > 0 && seen < Most; seen++)
        {
            var part = Values.Unwrap(open.Pop());
            if (part.ConstantValue.HasValue)
                continue;
            if (Inside(part) is not { } inner)
            {
                yield return part;
                continue;
            }

            foreach (var operation in inner.Reverse())
                open.Push(operation);
        }
    }

    /// <summary>What <c>x</c> stands for in the <c>x?.Member</c> around it.</summary>
    public static IOperation? Receiver(IConditionalAccessInstanceOperation instance)
    {
        IOperation child = instance;
        foreach (var ancestor in Code.Ancestors(instance))
        {
            if (ancestor is IConditionalAccessOperation access && access.WhenNotNull == child)
                return Values.Unwrap(access.Operation);
            child = ancestor;
        }

        return null;
    }

    private static IEnumerable<IOperation>? Inside(IOperation part) => part switch
    {
        IInterpolatedStringOperation text => text.Parts.Select(Hole).OfType<IOperation>(),
        IInterpolatedStringHandlerCreationOperation handler => [handler.Content],
        IInterpolatedStringAdditionOperation sum => [sum.Left, sum.Right],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => [sum.LeftOperand, sum.RightOperand],
        IConditionalOperation { WhenFalse: { } otherwise } choice => [choice.WhenTrue, otherwise],
        ICoalesceOperation choice => [choice.Value, choice.WhenNull],
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => arm.Value),
        IConditionalAccessOperation access => [access.WhenNotNull],
        IConditionalAccessInstanceOperation instance => Receiver(instance) is { } receiver ? [receiver] : null,
        IAwaitOperation await => [await.Operation],
        IAnonymousObjectCreationOperation creation => creation.Initializers.OfType<IAssignmentOperation>().Select(initializer => initializer.Value),
        ITupleOperation tuple => tuple.Elements,
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues,
        { Kind: CollectionExpression } => part.ChildOperations,
        IInvocationOperation call => InsideCall(call),
        _ => null,
    };

    private static IOperation? Hole(IInterpolatedStringContentOperation content) => content switch
    {
        IInterpolationOperation hole => hole.Expression,
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var value, ..] } } => value.Value,
        _ => null,
    };

    private static IEnumerable<IOperation>? InsideCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (StringType.Is(method.ContainingType) && method is { IsStatic: true, Name: "Format" or "Concat" or "Join" })
            return call.Arguments.Select(argument => argument.Value);
        if (Encoders.AnyIs(method.ContainingType) && method.IsStatic && call.Arguments is [var encoded, ..])
            return [encoded.Value];
        if (Queries.Is(method.ContainingType) && method.Name == "Select" && call.Arguments is [_, { Value: var selector }])
            return Values.Unwrap(selector) is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } selected }] } ? [selected] : null;
        return call.Instance is { } instance && Array.IndexOf(Preserving, method.Name) >= 0 ? [instance] : null;
    }
}
