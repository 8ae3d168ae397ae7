using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Functional;

/// <summary>Finds entities that no query filter keeps to one tenant, in a model that filters others.</summary>
internal sealed class TenantDataWithoutFilter : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0203",
        title: "Tenant data without a query filter",
        messageFormat: "'{0}' has a '{1}' and no query filter, though '{2}' is filtered by it, so a query that forgets the condition shows one tenant the rows of all; call HasQueryFilter for '{0}' too",
        category: Area.Functional,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["2.5"],
        description: "A query filter adds the tenant's condition to each query of an entity. Where one entity has it and another doesn't, code that relies on it reads the rows of all tenants.");

    internal static readonly NameListOption SharedEntities = new(
        "cross_tenant_entities",
        "Entities with a tenant that are read across tenants on purpose.",
        "entities whose names say outbox, inbox, audit, log, job, membership, invitation, tenant");

    /// <summary>Rows that a worker, an operator or a login reads before or beside any one tenant.</summary>
    private static readonly string[] SharedWords = ["outbox", "inbox", "audit", "log", "logs", "job", "jobs", "membership", "invitation", "invite", "tenant", "tenants"];

    public TenantDataWithoutFilter() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfCore];

    public override RuleOption[] Options => [Tenancy.Properties, SharedEntities];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. EntityModel.Words, .. SharedFilters.Words]);
        on.TypeSyntax((found, type) =>
        {
            if (found.World.CallsOf("HasQueryFilter", found.Cancel).Count == 0)
                return;
            CheckEntity(found, type);
            foreach (var set in type.Members.OfType<PropertyDeclarationSyntax>().Where(MayBeSet))
                CheckSet(found, set);
        });
    }

    private static void CheckEntity(Found found, TypeDeclarationSyntax declaration)
    {
        var model = EntityModel.Of(found);
        if (!model.Entities.Any(entity => entity.Name == declaration.Identifier.ValueText))
            return;
        if (found.Model.GetDeclaredSymbol(declaration, found.Cancel) is INamedTypeSymbol type && model.Find(type) is { } entity && IsFirst(declaration, type, found))
            Check(found, entity, declaration.Identifier.GetLocation());
    }

    /// <summary>An entity of another project is reported where a context maps it: once, at the first.</summary>
    private static void CheckSet(Found found, PropertyDeclarationSyntax declaration)
    {
        var model = EntityModel.Of(found);
        if (found.Model.GetDeclaredSymbol(declaration, found.Cancel) is not IPropertySymbol property || Ef.EntityOfSet(property.Type) is not { } type || found.World.Declares(type))
            return;
        var first = model.Contexts.SelectMany(context => context.GetMembers().OfType<IPropertySymbol>()).FirstOrDefault(set => Code.IsSame(Ef.EntityOfSet(set.Type), type));
        if (Code.IsSame(first, property) && model.Find(type) is { } entity)
            Check(found, entity, declaration.Identifier.GetLocation());
    }

    private static void Check(Found found, Entity entity, Location at)
    {
        var named = found.Option(Tenancy.Properties);
        if (Tenancy.PropertyOf(entity, named) is not { } tenant || Tenancy.IsTenantItself(entity, tenant) || entity.Keys.Count == 0 || IsShared(found, entity))
            return;
        var model = EntityModel.Of(found);
        if (entity.QueryFilters.Any(filter => MayTouch(filter, named)) || !model.Shows(entity, found.Cancel) || SharedFilters.Of(found).MayExist)
            return;
        var filtered = model.Entities.Where(other => IsFilteredBy(tenant, other) && model.AreInOneModel(entity, other)).OrderBy(other => other.Name, StringComparer.Ordinal).FirstOrDefault();
        if (filtered is not null)
            found.Report(at, entity.Name, tenant.Name, filtered.Name);
    }

    /// <summary>A filter on the tenant, by this property or by one of a row that it belongs to; or one that code computes.</summary>
    private static bool MayTouch(QueryFilter filter, NameList named) => !filter.IsCertain || filter.Reads is not { } reads || reads.Any(property => Tenancy.IsTenant(property, named));

    private static bool IsFilteredBy(IPropertySymbol tenant, Entity other) =>
        other.QueryFilters.Any(filter => filter is { IsCertain: true, Reads: { } reads } && reads.Any(property => property.Name == tenant.Name));

    private static bool IsShared(Found found, Entity entity) =>
        Words.ContainAny(entity.Name, SharedWords) || found.Option(SharedEntities).ContainsTypeOrBase(entity.Type);

    private static bool IsFirst(TypeDeclarationSyntax declaration, INamedTypeSymbol type, Found found) =>
        type.DeclaringSyntaxReferences[0].GetSyntax(found.Cancel) == declaration;

    /// <summary>Before anything is bound: <c>DbSet&lt;Order&gt;</c>, also nullable or qualified.</summary>
    private static bool MayBeSet(PropertyDeclarationSyntax property) => property.Type switch
    {
        NullableTypeSyntax nullable => IsNamedSet(nullable.ElementType),
        var type => IsNamedSet(type),
    };

    private static bool IsNamedSet(TypeSyntax type) => type switch
    {
        GenericNameSyntax name => name.Identifier.ValueText == "DbSet",
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText == "DbSet",
        _ => false,
    };
}
