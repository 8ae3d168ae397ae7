using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// A call on the builder of an entity, wherever it stands: in OnModelCreating, in a lambda given to <c>Entity&lt;T&gt;</c>, in a
/// configuration class, in a method of the team's own. The builder's type says which entity it is about.
/// </summary>
/// <param name="Call">The call.</param>
/// <param name="Owner">The entity; a type parameter in generic configuration; null when only a run would show it.</param>
/// <param name="Properties">The properties it names; null when they are computed.</param>
internal sealed record FluentCall(Call Call, ITypeSymbol? Owner, IReadOnlyList<string>? Properties)
{
    /// <summary>Every call of a name on an entity's builder in the compilation.</summary>
    public static IEnumerable<FluentCall> Named(string name, World world, CancellationToken cancel)
    {
        foreach (var call in world.CallsOf(name, cancel))
        {
            if (IsBuilder(call.Receiver?.Type))
                yield return On(call);
        }
    }

    public static FluentCall On(Call call) => new(call, OwnerOf(call), PropertyNames.In(call));

    /// <summary>What the chain says after this call: <c>HasIndex(…).IsUnique().HasFilter(…)</c> gives IsUnique, HasFilter.</summary>
    public IReadOnlyList<Call> Rest { get; } = Call.ChainDownwards().ToArray();

    /// <summary>True when the chain's end is kept, so that more may be said about it later.</summary>
    public bool GoesOn => Code.UserOf(Rest.Count > 0 ? Rest[Rest.Count - 1].Operation : Call.Operation)
        is not (null or IExpressionStatementOperation or IReturnOperation { Parent: IBlockOperation { Parent: IAnonymousFunctionOperation } } or ISimpleAssignmentOperation { Target: IDiscardOperation });

    /// <summary>The model's entity that this fact is about: yes, no, or perhaps for generic configuration and builders without a type.</summary>
    public Answer IsAbout(INamedTypeSymbol entity) => Owner switch
    {
        null => Answer.Unknown,
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.All(constraint => IsOrDerivesFrom(entity, constraint)) ? Answer.Unknown : Answer.No,
        _ => IsOrDerivesFrom(entity, Owner) ? Answer.Yes : Answer.No,
    };

    public static bool IsBuilder(ITypeSymbol? type) => Ef.EntityBuilder.IsBaseOf(type) || Ef.OwnedBuilder.IsBaseOf(type);

    private static ITypeSymbol? OwnerOf(Call call)
    {
        var builder = call.Receiver?.Type;
        if (Ef.EntityBuilderOfT.FormIn(builder) is { } typed)
            return typed.TypeArguments[0];
        if (Ef.OwnedBuilder.FormIn(builder) is { } owned)
            return owned.TypeArguments[1];
        // modelBuilder.Entity(typeof(Order)).HasIndex("Number")
        return call.ChainUpwards().Where(link => link.Name == "Entity").SelectMany(link => link.Arguments)
            .Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand;
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol entity, ITypeSymbol type)
    {
        for (ITypeSymbol? current = entity; current is not null; current = current.BaseType)
        {
            if (Code.IsSame(current.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return entity.AllInterfaces.Any(face => Code.IsSame(face.OriginalDefinition, type.OriginalDefinition));
    }
}
