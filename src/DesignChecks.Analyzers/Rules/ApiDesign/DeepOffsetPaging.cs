using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds pages that the database reaches by counting all rows before them.</summary>
internal sealed class DeepOffsetPaging : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0517",
        title: "Deep offset paging",
        messageFormat: "To skip as far as '{0}' says, the database reads and drops every row before the page, so each page costs more than the last; page by key: where the key is greater than the last one seen, ordered by it, take n",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.5"],
        description: "OFFSET is a walk: the database produces the rows before the page and throws them away. Keyset paging starts at an index entry, costs the same for each page, and doesn't shift when rows come in between.",
        isEnabledByDefault: false);

    private const int MaxDepth = 4;

    /// <summary>Numbers that say how much, not where to start.</summary>
    private static readonly string[] SizeWords = ["size", "limit", "take", "top", "count", "per page"];

    private static readonly TypeName Queryable = new("System.Linq.Queryable");

    public DeepOffsetPaging() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfCore];

    public override DiagnosticSeverity? InPlatform => DiagnosticSeverity.Info;

    public override RuleOption[] Options => [BoundedEntities.Option];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Endpoint(Check, "Skip");
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        foreach (var code in endpoint.Runs)
        {
            foreach (var skip in code.Calls.Where(call => call.Name == "Skip" && call.IsOn(Queryable)))
            {
                if (EfQuery.From(skip.Operation, endpoint.World, endpoint.Cancel) is not { } query || BoundedEntities.Include(query.Entity, found.Option(BoundedEntities.Option)))
                    continue;
                var numbers = NumbersIn(skip.Argument("count"), code, endpoint, depth: 0).ToArray();
                if ((numbers.FirstOrDefault(number => !Words.ContainAny(number.Symbol.Name, SizeWords)) ?? numbers.FirstOrDefault()) is { } number)
                    found.Report(skip.NameLocation, number.Symbol.Name);
            }
        }
    }

    /// <summary>The numbers of the request that a value is computed from: <c>(page - 1) * size</c>.</summary>
    private static IEnumerable<EndpointInput> NumbersIn(IOperation? value, EndpointCode code, Endpoint endpoint, int depth)
    {
        if (depth > MaxDepth)
            yield break;
        foreach (var part in Code.Within(value))
        {
            if (RequestFlow.InputOf(part, code, endpoint) is { IsNumber: true } input)
                yield return input;
            if (part is ILocalReferenceOperation local && Code.OnlyValueOf(local) is { } held)
            {
                foreach (var behind in NumbersIn(held, code, endpoint, depth + 1))
                    yield return behind;
            }
        }
    }
}
