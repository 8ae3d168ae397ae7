using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// Query filters that no call about one entity sets: a loop over the model's types, a convention, a library for
/// multi-tenancy, a base context of a package. Which entities get one only a run would show.
/// </summary>
internal sealed class SharedFilters
{
    /// <summary>Words that rules about filters look up.</summary>
    public static readonly string[] Words = ["HasQueryFilter", "SetQueryFilter", "OnModelCreating"];

    private static readonly string[] Libraries = ["Finbuckle.MultiTenant.EntityFrameworkCore", "Volo.Abp.EntityFrameworkCore", "Abp.EntityFrameworkCore", "Abp.ZeroCore.EntityFrameworkCore"];

    /// <summary>Words of foreign methods that may filter the model they are given.</summary>
    private static readonly string[] FilterWords = ["filter", "filters", "tenant", "tenants", "tenancy"];

    private SharedFilters(World world, CancellationToken cancel) =>
        MayExist = Array.Exists(Libraries, world.References)
            || world.CallsOf("SetQueryFilter", cancel).Count > 0
            || world.CallsOf("HasQueryFilter", cancel).Any(call => !FluentCall.IsBuilder(call.Receiver?.Type))
            || EntityModel.Of(world, cancel).Contexts.Any(context => HasForeignBase(context, world))
            || ModelBuilding(world, cancel).Any(call => IsForeignFilter(call, world));

    public bool MayExist { get; }

    public static SharedFilters Of(Found found) => found.Concept((world, cancel) => new SharedFilters(world, cancel));

    /// <summary>A base context that neither this project declares nor Microsoft makes.</summary>
    private static bool HasForeignBase(INamedTypeSymbol context, World world)
    {
        for (var type = context.BaseType; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            if (!world.Declares(type) && type.ContainingAssembly?.Name.StartsWith("Microsoft.", StringComparison.Ordinal) != true)
                return true;
        }

        return false;
    }

    private static IEnumerable<Call> ModelBuilding(World world, CancellationToken cancel) =>
        world.NodesOf("OnModelCreating", Shape.Method, cancel).SelectMany(method => Code.CallsIn(world.OperationAt(method, cancel)));

    private static bool IsForeignFilter(Call call, World world) =>
        !world.Declares(call.Method)
        && call.DeclaringType.ContainingAssembly?.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) != true
        && Engine.Words.ContainAny(call.Name, FilterWords)
        && call.Operation.Arguments.Any(argument => Ef.ModelBuilder.IsBaseOf(Values.Unwrap(argument.Value).Type));
}
