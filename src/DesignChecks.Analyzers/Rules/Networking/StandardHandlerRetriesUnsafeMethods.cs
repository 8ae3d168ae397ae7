using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Idempotency;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retrying handlers on clients that send POST or PATCH: the handlers retry those like any other method.</summary>
internal sealed class StandardHandlerRetriesUnsafeMethods : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0908",
        title: "Standard handler retries unsafe methods",
        messageFormat: "'{0}' sends {1} requests, and {2} sends each {3} when it fails or its answer is late, so its work may be done twice; {4} or send an idempotency key",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.4", "9.4"],
        description: "Resilience handlers retry every HTTP method unless they are told otherwise. A POST or PATCH whose answer was lost is then done twice.");

    /// <summary>The fix adds a call of this method to the options.</summary>
    internal const string Disable = "DisableForUnsafeHttpMethods";

    public StandardHandlerRetriesUnsafeMethods() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.HttpClientFactory];

    public override RuleOption[] Options => [HttpSend.SafePaths, IdempotencyKeys.Headers];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ClientRegistration.Words);
        on.Call(ResilienceHandler.Names, Check);
    }

    private static void Check(Found found, Call add)
    {
        if (ResilienceHandler.From(add, found.World, found.Cancel) is not { } handler || !RetriesUnsafe(handler))
            return;
        foreach (var registration in RegistrationsOf(add, found))
        {
            if (UnsafeUseOf(registration, found) is not { } use)
                continue;
            var facts = FixFacts.Of("form", handler.Form.ToString());
            found.Report(add.NameLocation, facts, use.User, use.Method, handler.Description, Times(handler), Advice(handler));
            return;
        }
    }

    /// <summary>Every retry handles unsafe methods; an own predicate of a Polly 8 strategy is a decision.</summary>
    private static bool RetriesUnsafe(ResilienceHandler handler)
    {
        var retries = handler.Pipeline.Strategies.Where(strategy => strategy.TriesAgain).ToArray();
        return retries.Length > 0
            && retries.All(retry => retry.Handling.UnsafeRequests == Answer.Yes && retry.Attempts is not 1 && (handler.Form == ResilienceForm.Policy || !retry.Handling.IsOwn));
    }

    private static IEnumerable<ClientRegistration> RegistrationsOf(Call add, Found found)
    {
        if (ClientRegistration.Around(add, found.World, found.Cancel) is { } registration)
            return [registration];
        return ClientDefaults.Contain(add) ? ClientRegistration.All(found.World, found.Cancel) : [];
    }

    private static (string User, string Method)? UnsafeUseOf(ClientRegistration registration, Found found)
    {
        var headers = found.Option(IdempotencyKeys.Headers);
        var safePaths = found.Option(HttpSend.SafePaths);
        if (registration.AddedHandlers().Any(handler => KeyInSight.In(handler, headers, found.Cancel)))
            return null;
        foreach (var (send, user) in registration.Sends())
        {
            if (send.IsUnsafe && !send.OnlyAsks(safePaths) && !KeyInSight.AroundRequest(send.Call.Syntax, headers))
                return (NameOf(user), send.Method!);
        }

        return RefitInterface.UnsafeMethodOf(registration.TypedClient, safePaths) is { } method && !KeyInSight.In(registration.TypedClient!, headers, found.Cancel)
            ? (registration.TypedClient!.Name, method)
            : null;
    }

    private static string NameOf(SyntaxNode user) => user is BaseTypeDeclarationSyntax type ? type.Identifier.ValueText : "This client";

    private static string Times(ResilienceHandler handler) => handler.Pipeline.Attempts is { } attempts ? $"up to {attempts} times" : "again";

    private static string Advice(ResilienceHandler handler) => handler.Form switch
    {
        ResilienceForm.Standard => "call options.Retry.DisableForUnsafeHttpMethods()",
        ResilienceForm.Policy => "choose the policy by the request's method",
        _ => "leave unsafe methods out in ShouldHandle",
    };
}
