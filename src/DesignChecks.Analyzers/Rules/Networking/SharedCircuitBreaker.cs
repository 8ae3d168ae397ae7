using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds one circuit breaker given to several clients: the failure of one dependency cuts off the others.</summary>
internal sealed class SharedCircuitBreaker : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0913",
        title: "One circuit breaker for unrelated dependencies",
        messageFormat: "The circuit breaker in '{0}' is shared by {1}, so when one of them fails the calls to the others are refused too; give each a breaker of its own",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "A circuit breaker instance has one state. Shared by clients of different services, it opens for all when one of them is down, and the successes of the others keep it closed for the failing one.");

    public SharedCircuitBreaker() : base(Description)
    {
    }

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. ClientRegistration.Words, "AddPolicyHandler", "AddPipeline"]);
        on.Call(["AddPolicyHandler", "AddPipeline"], CheckRegistration);
        on.Call(Executions.Names, CheckExecution, where: Executions.MayBe);
    }

    private static void CheckRegistration(Found found, Call add)
    {
        if (SharedIn(add) is not { } shared || Pipelines.Behind(add.Argument("policy") ?? add.Argument("pipeline"), found.World, found.Cancel)?.CircuitBreaker is null)
            return;
        var others = found.World.CallsOf(add.Name, found.Cancel).Where(other => other.Syntax != add.Syntax && Code.IsSame(SharedIn(other), shared)).ToArray();
        var earlier = others.FirstOrDefault(other => IsBefore(other, add) && ClientOf(other, found) != ClientOf(add, found));
        if (earlier is not null)
            found.Report(add.NameLocation, shared.Name, Both(ClientOf(earlier, found), ClientOf(add, found)));
    }

    /// <summary>The name that is given, where it stands for one instance: a local, a field, a property that keeps its value.</summary>
    private static ISymbol? SharedIn(Call add) => Code.SymbolOf(add.Argument("policy") ?? add.Argument("pipeline")) switch
    {
        IPropertySymbol property => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null }) ? property : null,
        IFieldSymbol field => field,
        ILocalSymbol local => local,
        _ => null,
    };

    private static bool IsBefore(Call one, Call other) =>
        one.Syntax.SyntaxTree == other.Syntax.SyntaxTree ? one.Syntax.Span.End < other.Syntax.Span.End : string.CompareOrdinal(one.Syntax.SyntaxTree.FilePath, other.Syntax.SyntaxTree.FilePath) < 0;

    /// <summary>The client whose builder the call is on: its name, its type, or the place of its registration.</summary>
    private static string? ClientOf(Call add, Found found)
    {
        var onBuilder = add.Name == "AddPipeline" ? HandlerAround(add) : add;
        return onBuilder is null || ClientRegistration.Around(onBuilder, found.World, found.Cancel) is not { } registration ? null : registration.Name ?? registration.TypedClient?.Name;
    }

    private static Call? HandlerAround(Call inside) =>
        Code.Ancestors(inside.Operation).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } lambda && Code.UserOf(lambda) is IArgumentOperation { Parent: var call } ? Call.From(call) : null;

    private static string Both(string? one, string? other) => one is not null && other is not null ? $"the clients '{one}' and '{other}'" : "several clients";

    /// <summary>One breaker executed around requests to different hosts.</summary>
    private static void CheckExecution(Found found, Call execute)
    {
        if (Code.SymbolOf(execute.Receiver) is not { Kind: SymbolKind.Field or SymbolKind.Property } keeper)
            return;
        if (Executions.From(execute, found.World, found.Cancel) is not { Pipeline.CircuitBreaker: not null } execution || HostOf(execution, found) is not { } host)
            return;
        var type = execute.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        foreach (var other in Executions.In(type, found.World, found.Cancel))
        {
            if (other.Call.Syntax.SpanStart < execute.Syntax.SpanStart && Code.IsSame(Code.SymbolOf(other.Call.Receiver), keeper) && HostOf(other, found) is { } before && before != host)
            {
                found.Report(execute.NameLocation, keeper.Name, $"calls to {before} and {host}");
                return;
            }
        }
    }

    private static string? HostOf(Execution execution, Found found) =>
        HttpSend.ReachedFrom(execution.Work, found.World, found.Cancel).Select(reached => reached.Send.Host).FirstOrDefault(host => host is not null);
}
