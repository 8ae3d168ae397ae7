using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>What the next save writes, where code shows it: an entity added, changed or removed.</summary>
/// <param name="Operation">The call or assignment.</param>
/// <param name="Entity">The entity's type.</param>
/// <param name="Property">The property that is assigned; null for the whole entity.</param>
internal sealed record TrackedChange(IOperation Operation, INamedTypeSymbol Entity, IPropertySymbol? Property)
{
    private static readonly string[] Marks = ["Update", "UpdateRange", "Remove", "RemoveRange"];

    public static IEnumerable<TrackedChange> In(EndpointCode code, MappedTypes entities) =>
        code.Operations.Select(operation => From(operation, entities)).OfType<TrackedChange>();

    public static TrackedChange? From(IOperation operation, MappedTypes entities) => operation switch
    {
        IInvocationOperation invocation when Call.From(invocation) is { } call => OfCall(call, entities),
        IAssignmentOperation { Target: IPropertyReferenceOperation target } => OfProperty(operation, target, entities),
        IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation target } => OfProperty(operation, target, entities),
        _ => null,
    };

    private static TrackedChange? OfCall(Call call, MappedTypes entities)
    {
        if (EntityAdd.From(call) is { } add)
            return new TrackedChange(call.Operation, add.Entity, null);
        if (Array.IndexOf(Marks, call.Name) >= 0 && call.Receiver?.Type is { } receiver)
        {
            if (Ef.EntityOfSet(receiver) is { } entity)
                return new TrackedChange(call.Operation, entity, null);
            return Ef.DbContext.IsBaseOf(receiver) && call.Arguments.Select(argument => argument.Value.Type).FirstOrDefault() is INamedTypeSymbol given && entities.Has(given)
                ? new TrackedChange(call.Operation, given, null)
                : null;
        }

        // order.Cancel(): a method that answers nothing is there for what it changes.
        return call.Method is { ReturnsVoid: true, IsStatic: false } && call.Operation.Instance is { } instance && OwnerOf(instance, entities) is { } owner
            ? new TrackedChange(call.Operation, owner, null)
            : null;
    }

    private static TrackedChange? OfProperty(IOperation operation, IPropertyReferenceOperation target, MappedTypes entities) =>
        target.Instance is { } instance && OwnerOf(instance, entities) is { } entity ? new TrackedChange(operation, entity, target.Property) : null;

    /// <summary>The type of an entity that may be tracked: one that is made here is not, until it is added.</summary>
    private static INamedTypeSymbol? OwnerOf(IOperation instance, MappedTypes entities)
    {
        var owner = Values.Unwrap(instance);
        return owner is not IInstanceReferenceOperation
            && owner.Type is INamedTypeSymbol type && entities.Has(type)
            && !(owner is ILocalReferenceOperation local && Code.OnlyValueOf(local) is IObjectCreationOperation)
            ? type
            : null;
    }
}
