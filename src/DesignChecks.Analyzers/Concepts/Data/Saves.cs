using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>Calls that write to the database through EF.</summary>
internal static class Saves
{
    public static readonly string[] Names = ["SaveChanges", "SaveChangesAsync"];

    public static readonly string[] BulkNames = ["ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"];

    /// <summary><c>SaveChanges</c> of a context, of an interface that stands for one, or of the team's own unit of work.</summary>
    public static bool IsSave(Call call, World world) =>
        Array.IndexOf(Names, call.Name) >= 0
        && (call.Receiver?.Type ?? call.Method.ContainingType) is { } receiver
        && (Ef.DbContext.IsBaseOf(receiver) || Ef.DbContext.IsBaseOf(call.DeclaringType) || StandsForContext(receiver) || world.Declares(call.DeclaringType));

    /// <summary><c>ExecuteUpdate</c> or <c>ExecuteDelete</c>: written at once, without tracked entities.</summary>
    public static bool IsBulk(Call call) => Array.IndexOf(BulkNames, call.Name) >= 0 && call.IsOn(Ef.Queries, Ef.RelationalQueries);

    private static bool StandsForContext(ITypeSymbol type) =>
        type.AllInterfaces.Add(type as INamedTypeSymbol ?? type.BaseType!).Any(face =>
            face?.GetMembers().OfType<IPropertySymbol>().Any(property => Ef.DbSet.Is(property.Type)) == true);
}
