using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds time limits that are switched off: an infinite HttpClient.Timeout, a command timeout of 0.</summary>
internal sealed class OutboundCallCanWaitForEver : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0902",
        title: "Outbound call can wait for ever",
        messageFormat: "{0}, so a server that never answers keeps the caller, its connection and its memory for ever; set a limit such as 30 s",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "An infinite HttpClient.Timeout or a command timeout of 0 removes the last limit on a call that leaves the process. One blocked server then blocks its callers one after the other.");

    public OutboundCallCanWaitForEver() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Always;

    public override Library[] Needs => [Library.HttpClient, Library.EfCore, Library.Dapper];

    public override RuleOption[] Options => [HttpClients.TimeoutHandlers];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ClientRegistration.Words);
        on.Assignment(["Timeout"], CheckClient);
        on.Assignment(["CommandTimeout"], (found, assignment) =>
        {
            if (CommandTimeout.IsSetBy(assignment))
                CheckCommand(found, assignment.Value);
        });
        on.Call(["SetCommandTimeout", "CommandTimeout"], (found, call) => CheckCommand(found, CommandTimeout.GivenTo(call)));
        on.NamedArgument(["commandTimeout"], (found, argument) =>
        {
            if (CommandTimeout.IsGivenBy(argument))
                CheckCommand(found, argument.Value);
        });
        on.Text(["Timeout"], (found, text) =>
        {
            if (CommandTimeout.SwitchedOffIn(text) is { } key && !IsBulkWork(found))
                found.Report(found.Node.GetLocation(), FixFacts.Of("key", key), $"'{key}=0' in a connection string means no limit");
        });
    }

    private static void CheckCommand(Found found, IOperation? value)
    {
        if (value is null || !IsZero(value, found) || IsBulkWork(found) || EnclosingType(found) is { } type && HttpClients.LimitsTimeItself(type))
            return;
        found.Report(value.Syntax, "A command timeout of 0 means no limit");
    }

    private static bool IsZero(IOperation value, Found found) =>
        Values.Number(value) == 0 || Values.Time(value, found.World, found.Cancel) == TimeSpan.Zero;

    private static void CheckClient(Found found, IAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "Timeout", ContainingType: var owner } } target || !HttpClients.ClientType.Is(owner))
            return;
        if (Values.Time(assignment.Value, found.World, found.Cancel) != Values.InfiniteTime || !SomeCallWaits(found, target))
            return;
        found.Report(assignment.Value.Syntax, "An infinite Timeout switches the limit of this HttpClient off");
    }

    /// <summary>A call of the client that neither streams nor passes a token, where nothing else limits its time.</summary>
    private static bool SomeCallWaits(Found found, IPropertyReferenceOperation timeout)
    {
        if (HttpClients.RegistrationConfiguredAt(timeout, found.World, found.Cancel) is { } registration)
            return NothingLimits(found, registration) && registration.Users().Any(user => SomeCallWaits(found, user, null));
        if (EnclosingType(found) is not { } type)
            return false;
        return HttpClients.SourceOf(timeout, found.World, found.Cancel) switch
        {
            IObjectCreationOperation creation => HttpClients.HasPlainHandler(creation)
                && (Code.SymbolOf(timeout.Instance) ?? HttpClients.HolderOf(creation)) is { } holder
                && SomeCallWaits(found, type, holder),
            // A typed client sets the timeout of the client that it is given: its registration may add handlers.
            IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } =>
                ClientRegistration.Of(constructor.ContainingType, found.World, found.Cancel) is { } own && NothingLimits(found, own) && SomeCallWaits(found, type, null),
            _ => false,
        };
    }

    private static bool NothingLimits(Found found, ClientRegistration registration) =>
        ClientDefaults.Of(found).LimitTime == Answer.No && registration.HandlersLimitTime(found.Option(HttpClients.TimeoutHandlers)) == Answer.No;

    private static bool SomeCallWaits(Found found, SyntaxNode type, ISymbol? holder) =>
        !HttpClients.LimitsTimeItself(type)
        && HttpSend.InType(type, found.World, found.Cancel).Any(send =>
            !send.IsStreamed && !send.PassesToken && (holder is null || Code.IsSame(Code.SymbolOf(send.Call.Receiver), holder)));

    private static TypeDeclarationSyntax? EnclosingType(Found found) => found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static bool IsBulkWork(Found found) => BulkWork.Surrounds(found.Node, found.Model, found.Cancel);
}
