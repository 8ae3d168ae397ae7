using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>A message that a repeated request sends again, and by which its receivers act again.</summary>
internal static class RepeatedSend
{
    /// <summary>News about the state that is now: hearing it twice changes nothing.</summary>
    private static readonly string[] StateNews =
        ["updated", "changed", "changes", "deleted", "removed", "modified", "renamed", "replaced", "set", "upserted", "saved", "edited", "archived", "invalidated", "invalidate", "refresh", "refreshed", "sync", "synced", "synchronize", "reindex", "index"];

    public static BrokerSend? In(EndpointCode code, Endpoint endpoint, NameList busTypes) =>
        code.Calls.Select(call => BrokerSend.From(call, busTypes)).OfType<BrokerSend>().FirstOrDefault(send =>
            !IsNews(send) && !CarriesKey(send) && !IsConditional(send.Call.Operation, code) && !RepeatGuard.Precedes(send.Call.Operation, code, endpoint));

    private static bool IsNews(BrokerSend send) => Words.ContainAny(send.MessageType?.Name ?? send.Call.Method.TypeArguments.FirstOrDefault()?.Name ?? "", StateNews) || Words.ContainAny(send.Call.Name, ["broadcast"]);

    /// <summary>The message, or the call that sends it, sets an id by which the broker or the receiver recognizes a repeat.</summary>
    private static bool CarriesKey(BrokerSend send) =>
        Code.Within(send.Call.Operation).Any(SetsKey)
        || send.Payload is ILocalReferenceOperation { Local: var local } message && Code.Within(Code.Root(message)).Any(operation =>
            operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } owner } } && Code.IsSame(Code.SymbolOf(owner), local) && SetsKey(operation)
            || operation is IVariableDeclaratorOperation { Initializer.Value: var value } declarator && Code.IsSame(declarator.Symbol, local) && Code.Within(value).Any(SetsKey));

    private static bool SetsKey(IOperation operation) =>
        operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } assignment
        && (name is "MessageId" or "MessageDeduplicationId" or "CorrelationId" || IdempotencyKeys.Says(name))
        && !Code.CallsIn(assignment.Value).Any(FreshKey.Is);

    /// <summary>Sent under a condition of the handler's own, which may be that something changed.</summary>
    private static bool IsConditional(IOperation send, EndpointCode code) =>
        Code.Ancestors(send).TakeWhile(ancestor => ancestor != code.Body).Any(ancestor => ancestor is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or IConditionalAccessOperation);
}
