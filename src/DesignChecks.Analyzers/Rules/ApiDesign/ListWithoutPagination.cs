using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds endpoints that answer with all rows of a table.</summary>
internal sealed class ListWithoutPagination : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0514",
        title: "List endpoint without pagination",
        messageFormat: "This endpoint answers with {0}, so its answer grows with the data until it times out; let the caller page: take skip and take (or a cursor), order by the key, cap the page",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.5"],
        description: "An endpoint that returns a whole table works until the table is large. Then it is slow for everyone, and paging can't be added without breaking its callers.");

    internal static readonly NameListOption PageTypes = new(
        "page_types", "Types that are a page of a list. Types whose names say page, and those that have items and a total, are known.");

    internal static readonly FlagOption ReportUnknownSources = new(
        "report_unknown_sources", "Reports lists without paging also where a service gives them and the query isn't in sight.");

    /// <summary>Steps after which a row stands for many.</summary>
    private static readonly string[] Grouping = ["GroupBy", "Distinct", "DistinctBy"];

    public ListWithoutPagination() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfCore, Library.Dapper, Library.AspNetCore];

    public override RuleOption[] Options => [PageTypes, BoundedEntities.Option, ReportUnknownSources];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (endpoint.Verbs.AreSafe != Answer.Yes || endpoint.Answering.Kind != AnswerKind.List || Paging.Of(endpoint) != Answer.No || IsMarkedBounded(endpoint))
            return;
        foreach (var answer in endpoint.Answers)
        {
            if (answer.Type is not { } type || Answering.OfType(type).Kind != AnswerKind.List || found.Option(PageTypes).ContainsTypeOrBase(Answering.Unwrapped(type)) || ListSource.Of(answer, found.World, found.Cancel) is not { } source)
                continue;
            if (ReportSource(found, endpoint, source))
                return;
        }
    }

    private static bool ReportSource(Found found, Endpoint endpoint, ListSource source)
    {
        switch (source)
        {
            case { Query: { } query } when IsUnbounded(found, query):
                Report(found, endpoint, PlaceOf(query), Facts(found, endpoint, query), $"all rows of '{query.Entity.Name}'{(query.Filter.Conditions.Count > 0 ? " that match" : "")}");
                return true;
            case { Sql: { } sql, SqlIsUnbounded: true }:
                Report(found, endpoint, sql.NameLocation, FixFacts.None, "all rows of its SQL query");
                return true;
            case { Unknown: { } call } when found.Option(ReportUnknownSources) == true && !Words.ContainAny(call.Method.Name, ["page", "paged", "top", "recent", "latest"]):
                Report(found, endpoint, call.NameLocation, FixFacts.None, $"all that '{call.Name}' returns");
                return true;
            default:
                return false;
        }
    }

    /// <summary>A report stands in the tree that is looked at: a query in another file of the class moves to the handler's name.</summary>
    private static void Report(Found found, Endpoint endpoint, Location at, FixFacts facts, string what) =>
        found.Report(at.SourceTree == found.Node.SyntaxTree ? at : endpoint.HandlerPlace, facts, what);

    private static Location PlaceOf(EfQuery query) =>
        query.Terminal?.NameLocation ?? query.Steps.LastOrDefault()?.Location ?? query.Source.Operation.Syntax.GetLocation();

    private static bool IsUnbounded(Found found, EfQuery query) =>
        query.IsKnown
        && !query.ReturnsOne
        && query.IsLimited == Answer.No
        && !query.Steps.Any(step => Array.IndexOf(Grouping, step.Name) >= 0)
        && !BoundedEntities.Include(query.Entity, found.Option(BoundedEntities.Option))
        && !IsFoundByKey(found, query)
        && !HasWindow(query);

    private static bool IsMarkedBounded(Endpoint endpoint) => endpoint.Metadata.All.Any(item => item.Attribute is { } attribute && BoundedEntities.IsMark(attribute));

    /// <summary>Any condition on the row's own key names the rows that are wanted; one on a foreign key doesn't.</summary>
    private static bool IsFoundByKey(Found found, EfQuery query)
    {
        var key = EntityModel.Of(found).Find(query.Entity)?.PrimaryKey?.Columns ?? ["Id", query.Entity.Name + "Id"];
        var equal = query.Filter.Conditions.Where(condition => condition.Comparison is Comparison.Equal or Comparison.In).Select(condition => condition.Property).ToArray();
        return EntityModel.Of(found).Find(query.Entity)?.Determines(equal) == Answer.Yes
            || key.Count == 1 && query.Steps.Where(step => step.Name == "Where").Any(step => Reads(step.Argument("predicate"), key[0]));
    }

    /// <summary>True when the predicate reads a property of its own row, wherever it stands in it.</summary>
    private static bool Reads(IOperation? predicate, string property) =>
        predicate is IAnonymousFunctionOperation { Symbol: var lambda } && Code.Within(predicate).OfType<IPropertyReferenceOperation>().Any(read =>
            read.Property.Name == property && Code.SymbolOf(read.Instance) is IParameterSymbol row && Code.IsSame(row.ContainingSymbol, lambda));

    /// <summary>Between two bounds: the caller asks for a part.</summary>
    private static bool HasWindow(EfQuery query) =>
        query.Filter.Conditions.Where(condition => condition.Comparison == Comparison.Range).GroupBy(condition => condition.Property).Any(range => range.Count() > 1);

    /// <summary>What the fix needs: the expression behind which rows are still entities, and the key to order by.</summary>
    private static FixFacts Facts(Found found, Endpoint endpoint, EfQuery query)
    {
        if (query.Terminal is not { } terminal || endpoint.Body is not { } body || !IsDirectlyIn(terminal, body))
            return FixFacts.None;
        var entities = query.Steps.TakeWhile(step => !step.IsProjection).ToArray();
        var isProjected = entities.Length < query.Steps.Count;
        var isOrderedLater = query.Steps.Skip(entities.Length).Any(step => step.IsOrder || step.Name is "ThenBy" or "ThenByDescending");
        var at = isOrderedLater || !isProjected ? terminal.ReceiverSyntax
            : entities.Length > 0 ? entities[entities.Length - 1].Operation.Syntax
            : query.Source.Operation.Syntax;
        if (at is not ExpressionSyntax || !terminal.Syntax.Span.Contains(at.Span))
            return FixFacts.None;
        var facts = FixFacts.Of("at", $"{at.SpanStart},{at.Span.Length}");
        return query.IsOrdered switch
        {
            Answer.Yes => facts,
            Answer.No when EntityModel.Of(found).Find(query.Entity)?.PrimaryKey is { Columns: { Count: > 0 } columns } => facts.With("key", string.Join(",", columns)),
            _ => FixFacts.None,
        };
    }

    private static bool IsDirectlyIn(Call call, IOperation body) =>
        call.Syntax.AncestorsAndSelf().Contains(body.Syntax)
        && !Code.Ancestors(call.Operation).TakeWhile(ancestor => ancestor != body).Any(ancestor => ancestor is IAnonymousFunctionOperation or ILocalFunctionOperation);
}
