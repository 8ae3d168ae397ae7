using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Idempotency;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds POST and PATCH requests that a retry sends again without an idempotency key: the server may do the work twice.</summary>
internal sealed class UnsafeRequestRetried : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0907",
        title: "Unsafe request retried",
        messageFormat: "This {0} is sent {1} when it fails or its answer is lost, and no idempotency key tells the server that it is one request, so its work may be done twice; send an idempotency key or don't retry it",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.4", "9.4"],
        description: "A request that failed at the client may have been done at the server: the answer was lost, or came too late. POST and PATCH are not idempotent; sent again without a key by which the server knows them, they are done again.");

    public UnsafeRequestRetried() : base(Description)
    {
    }

    public override Library[] Needs => [Library.HttpClient];

    public override RuleOption[] Options => [HttpSend.SafePaths, IdempotencyKeys.Headers];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. ClientRegistration.Words, .. Pipelines.Lookups]);
        on.Call(Executions.Names, CheckExecution, where: Executions.MayBe);
        on.Call(["Delay", "Sleep"], CheckLoop, where: RetryLoop.MayBeIn);
    }

    private static void CheckLoop(Found found, Call wait)
    {
        if (RetryLoop.From(wait, found.World, found.Cancel) is { Body: { } body, Handling.UnsafeRequests: Answer.Yes } retry && RetryLoop.IsFirstWait(retry))
            Check(found, body, (_, _) => "again");
    }

    private static void CheckExecution(Found found, Call execute)
    {
        if (Executions.From(execute, found.World, found.Cancel) is not { Pipeline: { } pipeline } execution)
            return;
        var retries = pipeline.Strategies.Where(strategy => strategy.TriesAgain).ToArray();
        if (retries.Length == 0 || retries.Any(retry => retry.Handling.UnsafeRequests != Answer.Yes || retry.Attempts <= 1))
            return;
        var all = new StackedRetries(retries[0].Handling, found);
        Check(found, execution.Work, (send, at) => all.Of(execution, send, at) is { } attempts ? $"up to {attempts} times"
            : retries.Any(retry => retry.Retries.Value is int.MaxValue) ? "again and again"
            : "again");
    }

    private static void Check(Found found, IOperation work, Func<HttpSend, SyntaxNode, string> times)
    {
        var safePaths = found.Option(HttpSend.SafePaths);
        var headers = found.Option(IdempotencyKeys.Headers);
        foreach (var (send, at) in HttpSend.ReachedFrom(work, found.World, found.Cancel))
        {
            if (send.IsUnsafe && !send.OnlyAsks(safePaths) && !KeyInSight.AroundRequest(send.Call.Syntax, headers) && !KeyInSight.AroundRequest(found.Node, headers) && !HandlerAddsKey(found, headers))
                found.Report(NameOf(at), send.Method, times(send, at));
        }
    }

    private static bool HandlerAddsKey(Found found, string[] headers) =>
        found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && found.Model.GetDeclaredSymbol(type, found.Cancel) is INamedTypeSymbol client
        && ClientRegistration.Of(client, found.World, found.Cancel) is { } registration
        && registration.AddedHandlers().Any(handler => KeyInSight.In(handler, headers, found.Cancel));

    private static Location NameOf(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.GetLocation(),
        _ => call.GetLocation(),
    };
}
