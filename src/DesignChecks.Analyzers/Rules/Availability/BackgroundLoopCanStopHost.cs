using DesignChecks.Concepts;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Availability;

/// <summary>Finds loops of background services that the first failed call ends, and with them the host.</summary>
internal sealed class BackgroundLoopCanStopHost : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0302",
        title: "Background loop can stop the host",
        messageFormat: "Nothing in this loop catches a failure of {0}, so the first one ends {1}; catch it inside the loop, log it and go on",
        category: Area.Availability,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["3.2"],
        description: "Since .NET 6 an exception that leaves ExecuteAsync stops the host. One failed call of a background job then takes down a service that could still answer requests.");

    private static readonly TypeName Logger = new("Microsoft.Extensions.Logging.ILogger");

    public BackgroundLoopCanStopHost() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.Hosting];

    public override void Listen(Listeners on)
    {
        on.LooksUp("BackgroundServiceExceptionBehavior");
        on.Method(["ExecuteAsync"], Check);
    }

    private static void Check(Found found, IMethodSymbol method)
    {
        if (!HostedLoop.IsExecute(method))
            return;
        HostedLoop? outer = null;
        foreach (var loop in HostedLoop.Of(method, found.World, found.Cancel))
        {
            if (outer is not null && outer.Loop.Syntax.Span.Contains(loop.Loop.Syntax.Span))
                continue;
            outer = loop;
            if (!loop.RunsAsLongAsTheHost || UnguardedWork(loop.Loop.Body, found) is not { } work || EndOf(loop, method, found) is not { } end)
                continue;
            var facts = FixFacts.Of("logger", LoggerOf(method.ContainingType)).With("token", TokenOf(loop)).With("worker", method.ContainingType.Name);
            found.Report(loop.Place, facts, work.Name, end);
        }
    }

    /// <summary>The first outbound call that no catch of the loop, or of the helper that makes it, is around.</summary>
    private static Call? UnguardedWork(IOperation code, Found found, int depth = 0)
    {
        foreach (var operation in Code.RunBy(code))
        {
            found.Cancel.ThrowIfCancellationRequested();
            if (Call.From(operation) is not { } call || IsGuarded(operation, code))
                continue;
            if (OutboundCall.Is(call))
                return call;
            if (depth < 2 && OwnCode.BodyOf(call.Operation, found.World, found.Cancel) is { } body && UnguardedWork(body, found, depth + 1) is { } inner)
                return inner;
        }

        return null;
    }

    /// <summary>In a try with a catch of more than cancellation. The catch itself, and the finally, are not guarded by it.</summary>
    private static bool IsGuarded(IOperation operation, IOperation code)
    {
        var inner = operation;
        foreach (var ancestor in Code.Ancestors(operation).TakeWhile(ancestor => ancestor != code.Parent))
        {
            if (ancestor is ITryOperation attempt && attempt.Body == inner && attempt.Catches.Any(handler => !CatchAll.IsOfCancellation(handler)))
                return true;
            inner = ancestor;
        }

        return false;
    }

    /// <summary>What a failure ends; null when code around the loop decides that, or sees to it.</summary>
    private static string? EndOf(HostedLoop loop, IMethodSymbol execute, Found found)
    {
        var around = Code.Ancestors(loop.Loop).OfType<ITryOperation>().SelectMany(attempt => attempt.Catches).Where(handler => !CatchAll.IsOfCancellation(handler)).ToArray();
        if (around.Length > 0 || !Code.IsSame(loop.Function, execute) && IsCalledWithCare(loop.Function, execute, found))
            return null;
        return IsIgnored(found) ? "this worker for good, while the host runs on without it" : "the whole host (StopHost is the default)";
    }

    private static bool IsCalledWithCare(IMethodSymbol helper, IMethodSymbol execute, Found found) =>
        found.World.BodyOf(execute, found.Cancel) is { } body
        && Code.CallsIn(body).Where(call => Code.IsSame(call.Method, helper)).Any(call =>
            Code.Ancestors(call.Operation).Any(ancestor => ancestor is ITryOperation { Catches.IsEmpty: false } or IAnonymousFunctionOperation));

    private static bool IsIgnored(Found found) =>
        found.World.NodesOf("BackgroundServiceExceptionBehavior", Shape.Assignment, found.Cancel)
            .Any(node => node is AssignmentExpressionSyntax assignment && assignment.Right.ToString().EndsWith(".Ignore", StringComparison.Ordinal));

    private static string TokenOf(HostedLoop loop) =>
        loop.Function.Parameters.FirstOrDefault(parameter => parameter.Type.Name == "CancellationToken")?.Name ?? "";

    /// <summary>The field, property or primary constructor parameter that holds the type's logger.</summary>
    private static string LoggerOf(INamedTypeSymbol type) =>
        type.GetMembers().FirstOrDefault(member => member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol && Logger.IsBaseOf(TypeOf(member)))?.Name
        ?? type.InstanceConstructors.Where(IsPrimary).SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => Logger.IsBaseOf(parameter.Type))?.Name
        ?? "";

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
