using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Logging;

/// <summary>The named values of a scope's state that is made in place: a dictionary, pairs, a tuple of name and value.</summary>
internal static class ScopeEntries
{
    public static IReadOnlyList<LogValue> Of(IOperation state) => state switch
    {
        IObjectCreationOperation creation => OfCreation(creation),
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.Select(Values.Unwrap).Select(Pair).OfType<LogValue>().ToArray(),
        ITupleOperation => Pair(state) is { } pair ? [pair] : [],
        _ => [],
    };

    private static IReadOnlyList<LogValue> OfCreation(IObjectCreationOperation creation)
    {
        if (creation.Initializer is { } initializer)
            return initializer.Initializers.Select(Entry).OfType<LogValue>().ToArray();
        return Pair(creation) is { } pair ? [pair] : [];
    }

    private static LogValue? Entry(IOperation entry) => entry switch
    {
        // ["Email"] = value
        IAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key] } } assignment => Named(key.Value, assignment.Value),
        // { "Email", value } or a pair added to a list
        IInvocationOperation { TargetMethod.Name: "Add" } add => add.Arguments.Length switch
        {
            2 => Named(add.Arguments[0].Value, add.Arguments[1].Value),
            1 => Pair(Values.Unwrap(add.Arguments[0].Value)),
            _ => null,
        },
        _ => null,
    };

    private static LogValue? Pair(IOperation pair) => pair switch
    {
        IObjectCreationOperation { Type.Name: "KeyValuePair", Arguments: [var key, var value] } => Named(key.Value, value.Value),
        ITupleOperation { Elements: [var key, var value] } => Named(key, value),
        _ => null,
    };

    private static LogValue? Named(IOperation key, IOperation value) =>
        Values.Text(key) is { } name ? new LogValue(Values.Unwrap(value), name, false) : null;
}
