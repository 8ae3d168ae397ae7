using DesignChecks.Concepts;
using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Functional;

/// <summary>Finds queries that look for a text inside a column: the database reads each row.</summary>
internal sealed class TextSearchWithoutIndex : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0202",
        title: "Text search that no index can serve",
        messageFormat: "'{0}' looks for a text inside '{1}' of '{2}', where no ordered index helps, so each search reads every row; use full-text search (a tsvector, FULLTEXT or trigram index), or match the beginning",
        category: Area.Functional,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["2.4"],
        description: "An ordered index finds values by how they begin. For a text in the middle or at the end the database reads all rows and compares each, so the search grows as slow as the table is long.");

    public TextSearchWithoutIndex() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfCore];

    public override RuleOption[] Options => [BoundedEntities.Option];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. EntityModel.Words, .. FullTextSearch.Words]);
        on.Call(TextSearch.Names, Check, where: TextSearch.MayBe);
    }

    private static void Check(Found found, Call call)
    {
        if (TextSearch.From(call, found.World, found.Cancel) is not { } search || !IsFirst(search, found))
            return;
        var query = search.Query;
        if (!IsOfDatabase(search, found) || BoundedEntities.Include(query.Entity, found.Option(BoundedEntities.Option)) || IsInBackground(call, found))
            return;
        var entity = EntityModel.Of(found).FactsOf(query.Entity, found.Cancel);
        if (!IsNarrowed(search, entity) && !FullTextSearch.MayServe(entity, found))
            found.Report(call.NameLocation, call.Name, search.Column, query.Entity.Name);
    }

    /// <summary>A search in several columns is one search.</summary>
    private static bool IsFirst(TextSearch search, Found found) =>
        Code.CallsIn(search.Predicate.Body).First(call => Array.IndexOf(TextSearch.Names, call.Name) >= 0 && TextSearch.From(call, found.World, found.Cancel) is not null).Operation == search.Call.Operation;

    /// <summary>An <c>IQueryable</c> from elsewhere is one of EF if its element is mapped here, or the function uses EF's operators.</summary>
    private static bool IsOfDatabase(TextSearch search, Found found) =>
        search.Query.Source.Kind == SourceKind.Set
        || EntityModel.Of(found).Find(search.Query.Entity) is not null
        || Code.CallsIn(Code.EnclosingBody(Code.EnclosingBody(search.Call.Operation))).Any(call => call.IsOn(Ef.Queries, Ef.RelationalQueries));

    /// <summary>True when an index finds the few rows in which the text is then looked for; behind a join it may be one of the other table.</summary>
    private static bool IsNarrowed(TextSearch search, Entity entity) =>
        search.Query.Filter.Conditions.Any(condition => AsksForValue(condition) && entity.IsIndexedBy(condition.Property) != Answer.No)
        || search.Query.Steps.Any(step => step.IsProjection) && RowFilter.Of(search.Predicate).Conditions.Any(AsksForValue);

    private static bool AsksForValue(Condition condition) =>
        condition.Comparison is Comparison.Equal or Comparison.In
        && condition.Value is { } value && Values.Constant(value) is null && value.Type?.SpecialType != SpecialType.System_Boolean;

    /// <summary>Nobody waits for it there.</summary>
    private static bool IsInBackground(Call call, Found found) =>
        BulkWork.Surrounds(call.Syntax, found.Model, found.Cancel)
        || found.Model.GetEnclosingSymbol(call.Syntax.SpanStart, found.Cancel)?.ContainingType is { } type && HostedServices.Is(type);
}
