using DesignChecks.Concepts.Hosting;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Availability;

/// <summary>Finds endless loops of background services that never look at the stopping token.</summary>
internal sealed class BackgroundLoopIgnoresShutdown : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0303",
        title: "Background loop ignores shutdown",
        messageFormat: "This loop never looks at {0}, so each shutdown waits for it in vain (30 s by default) and then cuts it off in the middle of its work; test the token in the condition and pass it on",
        category: Area.Availability,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["3.2", "17.1"],
        description: "The host asks a background service to stop through the stopping token, waits for ShutdownTimeout and then ends the process. A loop that doesn't look at the token delays every deployment and loses what it is doing.");

    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");

    public BackgroundLoopIgnoresShutdown() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.Hosting];

    public override void Listen(Listeners on) => on.Method(["ExecuteAsync"], Check);

    private static void Check(Found found, IMethodSymbol method)
    {
        if (!HostedLoop.IsExecute(method) || StopsOtherwise(found, method))
            return;
        var tokens = new Dictionary<ISymbol, StoppingToken>(SymbolEqualityComparer.Default);
        HostedLoop? reported = null;
        foreach (var loop in HostedLoop.Of(method, found.World, found.Cancel))
        {
            if (!loop.IsEndless || (reported is not null && reported.Loop.Syntax.Span.Contains(loop.Loop.Syntax.Span)))
                continue;
            if (!tokens.TryGetValue(loop.Function, out var token))
                tokens.Add(loop.Function, token = StoppingToken.Of(loop.Function, loop.Body, found.World, found.Cancel));
            if (token.IsLookedAtIn(loop.Loop))
                continue;
            reported = loop;
            var facts = FixFacts.Of("token", token.Parameter?.Name ?? "").With("calls", string.Join(",", CallsThatTakeOne(loop.Loop)));
            found.Report(loop.Place, facts, token.Parameter is { } parameter ? $"'{parameter.Name}'" : "the stopping token");
        }
    }

    /// <summary>The service is stopped by a callback of the token, or by what it does in StopAsync.</summary>
    private static bool StopsOtherwise(Found found, IMethodSymbol method) =>
        method.ContainingType.GetMembers("StopAsync").Any()
        || found.World.BodyOf(method, found.Cancel) is { } body && StoppingToken.IsRegisteredIn(body);

    /// <summary>The calls to which the fix can pass the token: where the argument list stands in the loop, and the parameter's name where it is needed.</summary>
    private static IEnumerable<string> CallsThatTakeOne(ILoopOperation loop)
    {
        foreach (var call in Code.RunBy(loop.Body).Select(Call.From).OfType<Call>())
        {
            // What settles or cleans up has to happen even while the host stops.
            if (Settlement.From(call) is not null || (IsInHandler(call.Operation, loop) && call.Name != "Delay"))
                continue;
            if (TokenParameter(call) is { } parameter)
                yield return $"{call.Syntax.ArgumentList.SpanStart - loop.Syntax.SpanStart}:{parameter}";
        }
    }

    private static bool IsInHandler(IOperation operation, ILoopOperation loop) =>
        Code.Ancestors(operation).TakeWhile(ancestor => ancestor != loop).Any(ancestor =>
            ancestor is ICatchClauseOperation || ancestor.Parent is ITryOperation attempt && attempt.Finally == ancestor);

    /// <summary>The name to pass the token by, or nothing where it comes last; null where the call takes none.</summary>
    private static string? TokenParameter(Call call)
    {
        var arguments = call.Operation.Arguments;
        var given = arguments.Count(argument => argument.ArgumentKind == ArgumentKind.Explicit);
        var isNamed = call.Syntax.ArgumentList.Arguments.Any(argument => argument.NameColon is not null);
        if (arguments.FirstOrDefault(argument => TokenType.Is(argument.Parameter?.Type)) is { } token)
            return token.ArgumentKind != ArgumentKind.DefaultValue ? null
                : token.Parameter!.Ordinal == given && !isNamed ? ""
                : token.Parameter.Name;
        return !isNamed && given == arguments.Length && HasOverloadWithToken(call.Method) ? "" : null;
    }

    private static bool HasOverloadWithToken(IMethodSymbol method) =>
        !method.IsGenericMethod && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
            other.IsStatic == method.IsStatic
            && !other.IsGenericMethod
            && Code.IsSame(other.ReturnType, method.ReturnType)
            && other.Parameters.Length == method.Parameters.Length + 1
            && TokenType.Is(other.Parameters[other.Parameters.Length - 1].Type)
            && method.Parameters.Zip(other.Parameters, (one, two) => Code.IsSame(one.Type, two.Type)).All(same => same));
}
