using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>A call by which an endpoint changes what is stored or tells other services to act, beyond a note that it was called.</summary>
/// <param name="Call">The save, the statement, the send.</param>
/// <param name="What">What it does, as a message says it: <c>saves changes of 'Order'</c>.</param>
internal sealed record StateChange(Call Call, string What)
{
    public static readonly NameListOption IgnoredWrites = new(
        "ignored_writes", "Entities and messages that only note that something was read.", "those whose names say audit, log, access, view, visit, hit, click, download");

    /// <summary>Words of entities, tables and messages that are notes of reads.</summary>
    private static readonly string[] NoteWords =
    [
        "audit", "audits", "auditing", "log", "logs", "access", "accesses", "accessed", "view", "views", "viewed", "visit", "visits", "visited", "hit", "hits", "click", "clicks", "clicked",
        "download", "downloads", "downloaded", "impression", "impressions", "tracking", "statistic", "statistics", "telemetry", "analytics",
    ];

    /// <summary>Words of properties that count or date reads.</summary>
    private static readonly string[] CounterWords =
        [.. NoteWords, "count", "counter", "seen", "last login", "last used", "last activity", "last active", "last read", "read", "is read", "opened", "served"];

    /// <summary>The first one in each piece of code that the endpoint runs, with that code.</summary>
    public static (StateChange Change, EndpointCode Code)? FirstOf(Endpoint endpoint, NameList ignored, NameList busTypes)
    {
        foreach (var code in endpoint.Runs)
        {
            foreach (var call in code.Calls)
            {
                if (Describe(call, endpoint, ignored, busTypes) is { } what)
                    return (new StateChange(call, what), code);
            }
        }

        return null;
    }

    private static string? Describe(Call call, Endpoint endpoint, NameList ignored, NameList busTypes)
    {
        if (BrokerSend.From(call, busTypes) is { } send)
            return IsNote(send, ignored) ? null : send.MessageType is { } message ? $"sends '{message.Name}'" : "sends a message";
        if (Saves.IsBulk(call))
            return EfQuery.From(call.Operation, endpoint.World, endpoint.Cancel) is { } query && !IsNote(query.Entity, ignored) && !SetsOnlyCounters(call) ? $"changes rows of '{query.Entity.Name}'" : null;
        if (Saves.IsSave(call, endpoint.World))
            return Saved(endpoint, ignored) is { } entity ? $"saves changes of '{entity.Name}'" : null;
        return SqlWrite.From(call, endpoint.World, endpoint.Cancel) is { } sql && !Words.ContainAny(sql.Table, NoteWords) ? $"runs {sql.Verb} on '{sql.Table}'" : null;
    }

    /// <summary>An entity that the save writes; null when none is in sight, or only notes and rows that are made when they are missing.</summary>
    private static INamedTypeSymbol? Saved(Endpoint endpoint, NameList ignored)
    {
        var entities = MappedTypes.Of(endpoint.World, endpoint.Cancel);
        return endpoint.Runs
            .SelectMany(code => TrackedChange.In(code, entities).Where(change => !IsCreatedWhenMissing(change.Operation, code, endpoint)))
            .FirstOrDefault(change => !IsNote(change.Entity, ignored) && !(change.Property is { } property && Words.ContainAny(property.Name, CounterWords)))?.Entity;
    }

    /// <summary>Get or create: asking twice changes nothing more.</summary>
    private static bool IsCreatedWhenMissing(IOperation operation, EndpointCode code, Endpoint endpoint) =>
        Code.Ancestors(operation).Any(ancestor => ancestor switch
        {
            ICoalesceOperation or ICoalesceAssignmentOperation => true,
            IConditionalOperation branch => Code.Within(branch.Condition).Any(TestsForNull),
            _ => false,
        })
        || code.Calls.Any(call => ExistenceCheck.From(call, endpoint.World, endpoint.Cancel)?.Guards(operation) == true);

    /// <summary><c>x == null</c> and <c>x is null</c>, not their opposites.</summary>
    private static bool TestsForNull(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => Values.IsNull(equals.LeftOperand) || Values.IsNull(equals.RightOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => Values.IsNull(value),
        _ => false,
    };

    private static bool IsNote(BrokerSend send, NameList ignored) =>
        send.MessageType is { } message && (Words.ContainAny(message.Name, NoteWords) || ignored.ContainsTypeOrBase(message));

    private static bool IsNote(INamedTypeSymbol entity, NameList ignored) => Words.ContainAny(entity.Name, NoteWords) || ignored.ContainsTypeOrBase(entity);

    /// <summary><c>ExecuteUpdate(s => s.SetProperty(p => p.Views, p => p.Views + 1))</c>.</summary>
    private static bool SetsOnlyCounters(Call update)
    {
        var set = Code.CallsIn(update.Operation).Where(call => call.Name == "SetProperty").Select(call => PropertyNames.InLambda(call.Argument("propertyExpression"))).ToArray();
        return set.Length > 0 && set.All(names => names is [var name] && Words.ContainAny(name, CounterWords));
    }
}
