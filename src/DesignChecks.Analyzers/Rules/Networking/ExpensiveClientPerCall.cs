using DesignChecks.Concepts;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds channels, connections and SDK clients that are made for every call.</summary>
internal sealed class ExpensiveClientPerCall : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0917",
        title: "Expensive client created per call",
        messageFormat: "{0} is made {1}, and each time it connects and authenticates anew; it is made to be shared: register it as a singleton",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4", "18.1"],
        description: "Channels, broker connections and SDK clients are safe to share and costly to make: they connect, authenticate, load metadata and keep pools. Made per call, they spend most of the call on that and exhaust sockets and connection limits.");

    internal static readonly NameListOption ExpensiveTypes = new("expensive_client_types", "Types that are costly to make and safe to share.");

    public ExpensiveClientPerCall() : base(Description)
    {
    }

    public override RuleOption[] Options => [ExpensiveTypes];

    public override void Listen(Listeners on)
    {
        on.LooksUp(PerCallCode.Words);
        on.Creation(SharedClients.TypeNames, (found, creation) =>
        {
            if (SharedClients.Is(creation.Type))
                Check(found, creation, $"'{creation.Type!.Name}'", creation.Syntax.GetLocation());
        });
        on.AnyCreation(found => !found.Option(ExpensiveTypes).IsEmpty, (found, creation) =>
        {
            if (found.Option(ExpensiveTypes).ContainsTypeOrBase(creation.Type) && !SharedClients.Is(creation.Type))
                Check(found, creation, $"'{creation.Type!.Name}'", creation.Syntax.GetLocation());
        });
        on.Call(SharedClients.Makers, (found, call) =>
        {
            if (SharedClients.MadeBy(call) is { } what)
                Check(found, call.Operation, what, call.NameLocation);
        }, where: SharedClients.MayMake);
    }

    private static void Check(Found found, IOperation made, string what, Location at)
    {
        if (PerCallCode.Making(made, found.World, found.Cancel) is { } when)
            found.Report(at, what, when);
    }
}
