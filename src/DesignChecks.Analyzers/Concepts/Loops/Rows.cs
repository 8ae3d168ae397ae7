using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Loops;

/// <summary>Lists that are rows of a database, as many as there happen to be.</summary>
internal static class Rows
{
    private const int MostSteps = 3;

    /// <summary>Where the rows come from, for messages; null when the list is another, or few by design.</summary>
    public static string? In(IOperation? list, NameList bounded, World world, CancellationToken cancel) => In(list, bounded, world, cancel, step: 0);

    private static string? In(IOperation? list, NameList bounded, World world, CancellationToken cancel, int step)
    {
        if (list is null || step > MostSteps)
            return null;
        switch (ListSource.Of(list, world, cancel))
        {
            case { Query: { } query }:
                return query.ReturnsOne || IsFew(query) || BoundedEntities.Include(query.Entity, bounded) ? null : $"row of the query of '{query.Entity.Name}'";
            case { Sql: not null }:
                return "row of the query";
        }

        return CallBehind(list) is { } call && ServiceImplementations.Of(call.Method, world, cancel) is { } method
            ? In(Held.OnlyReturnOf(world.BodyOf(method, cancel)), bounded, world, cancel, step + 1)
            : null;
    }

    private static bool IsFew(EfQuery query) => query.Steps.Any(step => step.IsLimit && Values.Number(step.Argument("count")) <= LoopItems.MostFew);

    /// <summary>The call that a list is the awaited result of, through a local that is given no other.</summary>
    private static Call? CallBehind(IOperation list)
    {
        for (var step = 0; step <= MostSteps; step++)
        {
            switch (Values.Unwrap(list))
            {
                case ILocalReferenceOperation local when Code.OnlyValueOf(local) is { } value:
                    list = value;
                    break;
                case IAwaitOperation wait:
                    list = wait.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                    list = task;
                    break;
                case var made:
                    return Call.From(made);
            }
        }

        return null;
    }
}
