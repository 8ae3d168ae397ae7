using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// An EF query: the set it begins at, its operators in order, and the call that runs it. Seen through locals, reassignments
/// (<c>query = query.Where(…)</c>), query syntax and methods of the compilation that return a query.
/// </summary>
internal sealed class EfQuery
{
    /// <summary>Names of methods that run a query and return rows.</summary>
    public static readonly string[] ListTerminals =
        ["ToListAsync", "ToArrayAsync", "ToDictionaryAsync", "ToHashSetAsync", "ToList", "ToArray", "ToDictionary", "ToHashSet", "ToLookup", "AsEnumerable", "AsAsyncEnumerable", "ForEachAsync", "LoadAsync", "Load"];

    private const int MostAlternatives = 8;

    private static readonly string[] KeyLookups = ["Find", "FindAsync"];

    internal EfQuery(QuerySource source, IReadOnlyList<QueryStep> steps, Call? terminal)
    {
        Source = source;
        Steps = steps;
        Terminal = terminal;
    }

    public QuerySource Source { get; }

    /// <summary>The entity of the set that the query begins at.</summary>
    public INamedTypeSymbol Entity => Source.Entity;

    /// <summary>The operators before the terminal call, in the order in which they apply.</summary>
    public IReadOnlyList<QueryStep> Steps { get; }

    /// <summary>The call that runs the query; null for one that is composed here and run elsewhere.</summary>
    public Call? Terminal { get; }

    /// <summary>
    /// The query that an expression is, runs or awaits: a terminal call, a part of a chain, a local. Null for sequences in
    /// memory and for anything that doesn't begin at an entity.
    /// </summary>
    public static EfQuery? From(IOperation? operation, World world, CancellationToken cancel) => new QueryReader(world, cancel).Read(operation);

    public static EfQuery? From(IOperation? operation, Found found) => From(operation, found.World, found.Cancel);

    /// <summary>True when every operator is in sight: nothing may have been ordered, filtered or limited elsewhere.</summary>
    public bool IsKnown => Source.Kind == SourceKind.Set && Steps.All(step => !step.IsOpaque);

    /// <summary>Whether rows come in an order that the query asks for.</summary>
    public Answer IsOrdered => Has(step => step.IsOrder);

    /// <summary>Whether the number of rows is limited: by <c>Take</c>, or by a terminal that needs one row or a number.</summary>
    public Answer IsLimited => ReturnsOne ? Answer.Yes : Has(step => step.IsLimit);

    /// <summary>Whether the result is not the entity itself.</summary>
    public Answer IsProjected => Has(step => step.IsProjection);

    /// <summary>Whether the query is read without change tracking.</summary>
    public Answer IsUntracked => Has(step => step.Name is "AsNoTracking" or "AsNoTrackingWithIdentityResolution");

    /// <summary>True when it is run by a call that returns many rows.</summary>
    public bool ReturnsMany => Terminal is { } terminal && Array.IndexOf(ListTerminals, terminal.Name) >= 0;

    /// <summary>True when it is run by a call that returns one row or one number: <c>First</c>, <c>Any</c>, <c>Count</c>, <c>Find</c>.</summary>
    public bool ReturnsOne => Terminal is not null && !ReturnsMany;

    /// <summary><c>Find(key)</c>: answered from tracked entities or by the primary key.</summary>
    public bool IsKeyLookup => Terminal is { } terminal && Array.IndexOf(KeyLookups, terminal.Name) >= 0;

    /// <summary>The conditions that rows fulfil for certain: those of each <c>Where</c> before the row changes its shape, and of the terminal.</summary>
    public RowFilter Filter
    {
        get
        {
            var filter = RowFilter.None;
            foreach (var step in Steps.TakeWhile(step => !step.IsProjection))
            {
                if (step is { Name: "Where", IsOpaque: false })
                    filter = step.IsCertain ? filter.And(RowFilter.Of(step.Argument("predicate"))) : filter.Inexactly();
                else if (step.IsOpaque)
                    filter = filter.Inexactly();
            }

            if (Terminal?.Argument("predicate") is { } last && !Steps.Any(step => step.IsProjection))
                filter = filter.And(RowFilter.Of(last));
            return Source.Kind == SourceKind.Given ? filter.Inexactly() : filter;
        }
    }

    /// <summary>The filter as alternatives of which one holds: more than one where a predicate says <c>||</c>.</summary>
    public IReadOnlyList<RowFilter> Alternatives
    {
        get
        {
            var predicates = Steps.TakeWhile(step => !step.IsProjection).Where(step => step.Name == "Where").Select(step => step.Argument("predicate"))
                .Concat(Terminal?.Argument("predicate") is { } last && !Steps.Any(step => step.IsProjection) ? [last] : []);
            IReadOnlyList<RowFilter> filters = [IsKnown && Steps.All(step => step.IsCertain) ? RowFilter.None : RowFilter.None.Inexactly()];
            foreach (var predicate in predicates)
            {
                var more = RowFilter.AnyOf(predicate).ToArray();
                if (filters.Count * more.Length > MostAlternatives)
                    return [Filter.Inexactly()];
                filters = filters.SelectMany(filter => more.Select(filter.And)).ToArray();
            }

            return filters;
        }
    }

    /// <summary>The properties that rows are ordered by, most significant first; null when some can't be named.</summary>
    public IReadOnlyList<string>? OrderedBy
    {
        get
        {
            var names = new List<string>();
            foreach (var step in Steps)
            {
                if (step.IsOrder)
                    names.Clear();
                if (!step.IsOrder && step.Name is not ("ThenBy" or "ThenByDescending"))
                    continue;
                if (!step.IsCertain || PropertyNames.InLambda(step.Argument("keySelector")) is not { } named)
                    return null;
                names.AddRange(named);
            }

            return names;
        }
    }

    private Answer Has(Func<QueryStep, bool> wanted)
    {
        if (Steps.Any(step => step.IsCertain && wanted(step)))
            return Answer.Yes;
        return !IsKnown || Steps.Any(wanted) ? Answer.Unknown : Answer.No;
    }
}
