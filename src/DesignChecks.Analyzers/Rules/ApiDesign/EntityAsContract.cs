using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds endpoints that answer with rows as the database has them.</summary>
internal sealed class EntityAsContract : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0522",
        title: "Entity returned as the API contract",
        messageFormat: "This endpoint answers with the entity '{0}', so a change of its table changes the contract and a column that is added goes out to callers; answer with a type made for them",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.1", "20.1"],
        description: "An entity follows the database, a contract follows its callers. Where one type is both, a rename breaks clients, and a new column is public the day it is added.");

    internal static readonly NameListOption ContractEntities = new(
        "contract_entities", "Entities that are made to be the contract: read models, views.");

    /// <summary>Last words of types that are made to be read.</summary>
    private static readonly string[] ReadNames = ["view", "read model", "view model", "dto", "projection", "summary", "row", "result", "response"];

    public EntityAsContract() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfCore];

    public override RuleOption[] Options => [ContractEntities];

    public override void Listen(Listeners on)
    {
        on.LooksUp(MappedTypes.Words);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        var entities = MappedTypes.Of(found);
        if (entities.IsEmpty || Paging.IsOData(endpoint))
            return;
        var entity = Answering.ContractsOf(endpoint).Select(type => entities.Find(type, found.Cancel)).FirstOrDefault(entity => entity is not null);
        // Without a key it is a view or a query: made to be read.
        if (entity is { Keys.Count: > 0 } && !IsSaidToBeRead(entity, found) && !found.Option(ContractEntities).ContainsTypeOrBase(entity.Type))
            found.Report(endpoint.HandlerPlace, entity.Name);
    }

    /// <summary>Mapped by another project, whose code may say <c>HasNoKey</c> or <c>ToView</c>: then a name that says so counts.</summary>
    private static bool IsSaidToBeRead(Entity entity, Found found) =>
        EntityModel.Of(found).Find(entity.Type) is null && Array.Exists(ReadNames, name => Words.EndWith(entity.Name, name));
}
