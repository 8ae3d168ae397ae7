using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Functional;

/// <summary>Finds unique indexes that hold one tenant's values against another's.</summary>
internal sealed class UniqueIndexIgnoresTenant : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0204",
        title: "Unique index ignores the tenant",
        messageFormat: "'{0}' belongs to a tenant by '{1}', yet its unique index on {2} spans all tenants, so what one tenant enters is refused to the others and tells them that it exists; put '{1}' first in the index",
        category: Area.Functional,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["2.5"],
        description: "A unique index without the tenant makes values unique over all tenants: two customers can't use the same number, and the refusal tells one of them about the other.");

    /// <summary>The property that the fix puts first; absent where the index is written in a way that the fix doesn't change.</summary>
    internal const string TenantFact = "tenant";

    /// <summary>Last words of values that are unique in the world, or that a row's owner already makes unique.</summary>
    private static readonly string[] GlobalWords =
    [
        "id", "ids", "guid", "uuid", "uid", "key", "token", "hash", "secret", "digest", "thumbprint", "fingerprint", "signature", "nonce",
        "domain", "host", "hostname", "subdomain", "url", "uri", "origin", "iban", "isbn", "gtin", "ean", "vin", "imei",
    ];

    private static readonly TypeName GuidType = new("System.Guid");

    public UniqueIndexIgnoresTenant() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfCore, Library.EfAttributes];

    public override RuleOption[] Options => [Tenancy.Properties];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Attribute(["Index"], (found, carrier, _) => Check(found, carrier as INamedTypeSymbol, found.Node, found.Node.GetLocation()));
        on.Call(["HasIndex"], (found, call) => Check(found, FluentCall.On(call).Owner as INamedTypeSymbol, call.Syntax, call.NameLocation));
    }

    private static void Check(Found found, INamedTypeSymbol? type, SyntaxNode source, Location at)
    {
        if (type is null)
            return;
        var entity = EntityModel.Of(found).FactsOf(type, found.Cancel);
        if (Tenancy.PropertyOf(entity, found.Option(Tenancy.Properties)) is not { } tenant || Tenancy.IsTenantItself(entity, tenant))
            return;
        if (entity.Indexes.FirstOrDefault(index => index.Source == source) is not { Unique: Answer.Yes, IsCertain: true, Columns: { Count: > 0 } columns } index)
            return;
        if (columns.Contains(tenant.Name) || Covers(columns, entity) || columns.Any(column => IsGlobal(column, entity)) || MayFilterBy(index, tenant))
            return;
        found.Report(at, CanBePutFirst(index, tenant) ? FixFacts.Of(TenantFact, tenant.Name) : FixFacts.None, entity.Name, tenant.Name, PropertyNames.Listed(columns));
    }

    /// <summary>An index with the whole key in it is unique anyway.</summary>
    private static bool Covers(IReadOnlyList<string> columns, Entity entity) =>
        entity.Keys.Any(key => key is { IsPrimary: true, Columns: { } keyed } && keyed.All(columns.Contains));

    /// <summary>A reference to another row, which has a tenant of its own, or a value that no two tenants can both have.</summary>
    private static bool IsGlobal(string column, Entity entity) =>
        Array.IndexOf(GlobalWords, Words.Of(column).LastOrDefault()) >= 0
        || entity.ForeignKeys.Any(key => key.Columns?.Contains(column) == true)
        || entity.Properties.FirstOrDefault(property => property.Name == column) is { } property && GuidType.Is(EndpointInputs.WithoutNull(property.Type));

    /// <summary><c>HasFilter("TenantId IS NULL")</c>, or a filter that code computes: perhaps rows without a tenant.</summary>
    private static bool MayFilterBy(EntityIndex index, IPropertySymbol tenant) =>
        index is { HasFilter: true, Call: { } call }
        && call.ChainDownwards().Where(next => next.Name == "HasFilter").Any(filter => Values.Text(filter.Argument("sql")) is not { } sql || Words.Contain(sql, string.Join(" ", Words.Of(tenant.Name))));

    /// <summary>Not where each column has a direction of its own, nor where rows without a tenant would no longer be unique.</summary>
    private static bool CanBePutFirst(EntityIndex index, IPropertySymbol tenant) =>
        tenant.NullableAnnotation != NullableAnnotation.Annotated && Code.IsSame(EndpointInputs.WithoutNull(tenant.Type), tenant.Type)
        && index.Descending is { } directions && !directions.Contains(true) && !SaysDirections(index);

    private static bool SaysDirections(EntityIndex index) => index.Source switch
    {
        AttributeSyntax { ArgumentList: { } arguments } => arguments.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.ValueText == "IsDescending"),
        _ => index.Call?.ChainDownwards().Any(next => next.Name == "IsDescending") == true,
    };
}
