using DesignChecks.Concepts.Addresses;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds addresses of one environment that are written into the code of a client.</summary>
internal sealed class HardCodedEndpoint : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0918",
        title: "Hard-coded endpoint",
        messageFormat: "'{0}' is fixed in code, so every environment calls the same {1}, and a move or a failover needs a new build; read the address from configuration, or call the service by a name that is resolved",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.2", "14.4"],
        description: "An address in code is the same in every environment and region. A test run calls production, a region's data goes to another, and a server that moves takes its clients with it until they are built anew.");

    internal static readonly TextListOption AllowedHosts = new(
        "allowed_hosts", "Hosts and domains that code may name: acme.com allows api.acme.com.");

    /// <summary>Namespaces begin with these whoever wrote them: they are no sign of an own domain.</summary>
    private static readonly string[] EverybodysNames =
        ["api", "app", "apps", "application", "client", "common", "company", "core", "data", "domain", "infrastructure", "project", "server", "service", "services", "shared", "web", "www"];

    public HardCodedEndpoint() : base(Description)
    {
    }

    public override RuleOption[] Options => [AllowedHosts];

    public override void Listen(Listeners on) => on.GivenAddress(Check);

    private static void Check(Found found, GivenAddress given)
    {
        var address = given.Address;
        if (address.IsLocal || found.Option(AllowedHosts).Any(allowed => address.IsIn(allowed.ToLowerInvariant())) || HttpClients.IsUserProgram(found.World))
            return;
        if (IsOfOneEnvironment(given, found) && !IsForTools(found.Node))
            found.Report(given.Place.SourceTree == found.Node.SyntaxTree ? given.Place : found.Node.GetLocation(), address, Thing(given.Of));
    }

    /// <summary>A public service has one address for all the world; brokers, caches and databases are always somebody's own.</summary>
    private static bool IsOfOneEnvironment(GivenAddress given, Found found)
    {
        var address = given.Address;
        if (given.Of != AddressOf.Service)
            return !PublicHosts.IsWellKnown(address);
        if (address.IsServiceName)
            return false;
        return PublicHosts.NamesEnvironment(address)
            || !PublicHosts.IsWellKnown(address)
            && (address.IsNumeric || address.Port is not (null or 80 or 443) || PublicHosts.IsPrivate(address) || PublicHosts.IsTenant(address) || IsOwnDomain(address, found));
    }

    /// <summary>A domain that is called like the code itself: <c>api.shop.com</c> in <c>Shop.Orders</c>.</summary>
    private static bool IsOwnDomain(Address address, Found found)
    {
        var space = found.Node.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().LastOrDefault()?.Name.ToString() ?? found.World.Compilation.AssemblyName ?? "";
        var own = space.Split('.')[0].ToLowerInvariant();
        var labels = address.Labels;
        return own.Length > 2 && Array.IndexOf(EverybodysNames, own) < 0 && labels.Take(labels.Length - 1).Any(label => label.Replace("-", "") == own);
    }

    /// <summary>Code that only the tools of EF run, and the fallback that its scaffolding leaves.</summary>
    private static bool IsForTools(SyntaxNode node) => node.Ancestors().Any(ancestor => ancestor switch
    {
        TypeDeclarationSyntax { BaseList: { } bases } => bases.Types.Any(type => type.Type.ToString().IndexOf("IDesignTimeDbContextFactory", StringComparison.Ordinal) >= 0),
        IfStatementSyntax branch => branch.Condition.ToString().IndexOf("IsConfigured", StringComparison.Ordinal) >= 0,
        _ => false,
    });

    private static string Thing(AddressOf of) => of switch
    {
        AddressOf.Broker => "broker",
        AddressOf.Cache => "cache",
        AddressOf.Database => "database",
        _ => "server",
    };
}
