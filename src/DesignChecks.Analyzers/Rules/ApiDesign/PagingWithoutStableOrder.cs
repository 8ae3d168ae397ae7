using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds pages of rows in no order, or in one that leaves ties: a row may come twice, or never.</summary>
internal sealed class PagingWithoutStableOrder : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0516",
        title: "Paging without a stable order",
        messageFormat: "{0}, so rows may come twice or never as the caller turns the pages; {1}",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.5"],
        description: "A database returns rows in any order unless the query asks for one, and in any order among equals. Two pages of one list then need not fit together.");

    /// <summary>Calls after <c>Take</c> that don't care which rows come.</summary>
    private static readonly string[] NoPage =
        ["ExecuteDelete", "ExecuteDeleteAsync", "ExecuteUpdate", "ExecuteUpdateAsync", "Any", "AnyAsync", "Count", "CountAsync", "LongCountAsync", "All", "AllAsync", "Sum", "SumAsync"];

    public PagingWithoutStableOrder() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Call(["Skip", "Take"], Check, where: call => call is { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments.Count: 1 });
    }

    private static void Check(Found found, Call call)
    {
        if (Ef.ElementOfQuery(call.Operation.Type) is null || EfQuery.From(call.Operation, found) is not { IsKnown: true } query)
            return;
        // A page is one defect: Take after Skip says nothing more. Skip(0) skips nothing.
        if (call.Name == "Skip" ? SkipsNothing(call.Operation) : query.Steps.Any(step => step.Name == "Skip" && !SkipsNothing(step.Operation)))
            return;
        if (query.IsOrdered == Answer.No)
            CheckUnordered(found, call, query);
        else if (call.Name == "Skip" && query.IsOrdered == Answer.Yes)
            CheckTies(found, call, query);
    }

    private static bool SkipsNothing(IInvocationOperation skip) => Call.From(skip) is { } call && Values.Number(call.Argument("count")) == 0;

    private static void CheckUnordered(Found found, Call call, EfQuery query)
    {
        if (call.Name == "Take" && !IsPage(call) || IsOneRow(found, query))
            return;
        var key = KeyOf(found, query);
        found.Report(
            call.NameLocation,
            key.Count > 0 && !IsProjected(query) ? FixFacts.Of("key", string.Join(",", key)) : FixFacts.None,
            $"'{call.Name}' picks from '{query.Entity.Name}' in no order",
            key.Count > 0 ? $"order by a unique column first, as in OrderBy(x => x.{key[0]})" : "order by a unique column first");
    }

    private static void CheckTies(Found found, Call call, EfQuery query)
    {
        // The order's columns are the entity's as long as rows are entities.
        if (query.Steps.TakeWhile(step => !step.IsOrder).Any(step => step.IsProjection) || query.OrderedBy is not { Count: > 0 } names)
            return;
        if (EntityModel.Of(found).Find(query.Entity) is not { } entity || entity.Determines(names) != Answer.No)
            return;
        var key = KeyOf(found, query);
        found.ReportAs(
            DiagnosticSeverity.Info,
            call.NameLocation,
            key.Count > 0 ? FixFacts.Of("ties", string.Join(",", key)) : FixFacts.None,
            $"Rows of '{query.Entity.Name}' with equal '{string.Join("', '", names)}' come in any order",
            key.Count > 0 ? $"end the order with a unique column, as in ThenBy(x => x.{key[0]})" : "end the order with a unique column");
    }

    /// <summary>A number of rows that someone reads, not one row, a test whether there is any, or the next batch of work in a loop.</summary>
    private static bool IsPage(Call take)
    {
        if (Values.Number(take.Argument("count")) == 1 || take.ChainDownwards().Any(next => Array.IndexOf(NoPage, next.Name) >= 0))
            return false;
        return !Code.Ancestors(take.Operation).Any(ancestor => ancestor is ILoopOperation and not IForEachLoopOperation);
    }

    /// <summary>Filtered by the key there is nothing to order.</summary>
    private static bool IsOneRow(Found found, EfQuery query) =>
        query.Filter.EqualProperties is { Count: > 0 } equal && EntityModel.Of(found).Find(query.Entity)?.Determines(equal) == Answer.Yes;

    private static bool IsProjected(EfQuery query) => query.Steps.Any(step => step.IsProjection);

    private static IReadOnlyList<string> KeyOf(Found found, EfQuery query) => EntityModel.Of(found).Find(query.Entity)?.PrimaryKey?.Columns ?? [];
}
