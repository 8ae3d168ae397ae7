using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>An insert that a repeated request carries out again, because nothing but a generated key tells its rows apart.</summary>
internal static class RepeatedInsert
{
    public static readonly NameListOption IgnoredRecords = new(
        "repeatable_entities", "Entities that may be created twice without harm.", "entities whose names say audit, log, access, view, visit, hit, click, event, history");

    private static readonly string[] RecordWords = ["audit", "log", "logs", "entry", "access", "view", "visit", "hit", "click", "event", "history", "activity", "outbox", "token", "session"];

    /// <summary>The first one in the code that no look at what is there precedes.</summary>
    public static EntityAdd? In(EndpointCode code, Endpoint endpoint, NameList ignored) =>
        code.Calls.Select(EntityAdd.From).OfType<EntityAdd>().FirstOrDefault(add =>
            MayComeTwice(add, code, endpoint, ignored) && !LooksFirst(add, code, endpoint) && !RepeatGuard.Precedes(add.Call.Operation, code, endpoint));

    private static bool MayComeTwice(EntityAdd add, EndpointCode code, Endpoint endpoint, NameList ignored) =>
        !ignored.ContainsTypeOrBase(add.Entity)
        && !Words.ContainAny(add.Entity.Name, RecordWords)
        && EntityModel.Of(endpoint.World, endpoint.Cancel).Find(add.Entity) is { IsComplete: true } entity
        && entity.PrimaryKey is { Columns: [var key] }
        && entity.Properties.FirstOrDefault(property => property.Name == key)?.Type is { } type
        && (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || type.Name == "Guid")
        && !IsKeyOfClient(add, key, code, endpoint)
        && !entity.Indexes.Any(index => index.Unique != Answer.No)
        && !entity.Keys.Any(other => !other.IsPrimary)
        && !entity.ForeignKeys.Any(foreign => foreign.Columns is null || foreign.Columns.Contains(key) || foreign.Unique == Answer.Yes);

    /// <summary><c>new Order { Id = request.Id }</c>: a repeat meets the key that is there.</summary>
    private static bool IsKeyOfClient(EntityAdd add, string key, EndpointCode code, Endpoint endpoint) =>
        (add.Value is ILocalReferenceOperation local ? Code.OnlyValueOf(local) : add.Value) is IObjectCreationOperation { Initializer.Initializers: var set }
        && set.OfType<ISimpleAssignmentOperation>().Any(assignment =>
            Code.SymbolOf(assignment.Target)?.Name == key && RequestFlow.InputOf(assignment.Value, code, endpoint) is not null);

    /// <summary>An upsert, or a check of its own: the code asks for one row of the same kind.</summary>
    private static bool LooksFirst(EntityAdd add, EndpointCode code, Endpoint endpoint) => code.Calls.Any(call =>
        EfQuery.From(call.Operation, endpoint.World, endpoint.Cancel) is { ReturnsOne: true } query
        && query.Terminal?.Operation == call.Operation
        && Code.IsSame(query.Entity, add.Entity)
        && call.Syntax.SpanStart < add.Call.Syntax.SpanStart);
}
