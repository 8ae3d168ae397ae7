using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Messaging;

/// <summary>Who writes to a queue of the process, and how.</summary>
internal static class QueueWriters
{
    /// <summary>Writes that give up when a bounded queue is full.</summary>
    public static readonly string[] Words = ["TryWrite", "TryAdd", "Post"];

    private static readonly string[] Takes = ["Take", "TryTake", "GetConsumingEnumerable"];

    private static readonly TypeName ChannelWriter = new("System.Threading.Channels.ChannelWriter`1");
    private static readonly TypeName BlockingCollection = new("System.Collections.Concurrent.BlockingCollection`1");

    /// <summary>True when a write of the compilation would give up, not wait, once such a queue had a bound.</summary>
    public static bool MayLose(InProcessQueue queue, World world, CancellationToken cancel) => queue.Kind switch
    {
        QueueKind.Channel => world.CallsOf("TryWrite", cancel).Any(call => ChannelWriter.IsBaseOf(call.Receiver?.Type)),
        QueueKind.BlockingCollection => world.CallsOf("TryAdd", cancel).Any(call => BlockingCollection.IsBaseOf(call.Receiver?.Type)),
        QueueKind.DataflowBlock => world.CallsOf("Post", cancel).Any(call => call.DeclaringType.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks.Dataflow"),
        _ => true,
    };

    /// <summary>
    /// True when the type makes the same queue with a bound elsewhere, so that its user chooses, or when the code that empties
    /// the queue disposes of it, too: such a queue serves one operation.
    /// </summary>
    public static bool IsChosenOrShortLived(INamedTypeSymbol owner, string queue, CancellationToken cancel)
    {
        var nodes = Parts(owner, cancel).SelectMany(part => part.DescendantNodes()).ToArray();
        if (nodes.OfType<AssignmentExpressionSyntax>().Any(assignment => IsNamed(assignment.Left, queue) && assignment.Right is InvocationExpressionSyntax call && NameOf(call) == "CreateBounded"))
            return true;
        var calls = nodes.OfType<InvocationExpressionSyntax>().ToArray();
        return calls.Where(call => Calls(call, queue, "Dispose")).Select(MemberAround)
            .Any(member => calls.Any(call => MemberAround(call) == member && Array.Exists(Takes, take => Calls(call, queue, take))));
    }

    /// <summary>True when the type reads the queue's length, takes a semaphore or speaks of a capacity: it may limit the queue itself.</summary>
    public static bool LimitThemselves(INamedTypeSymbol owner, string queue, CancellationToken cancel) =>
        Parts(owner, cancel).SelectMany(part => part.DescendantNodes()).OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText switch
        {
            "Count" or "InputCount" or "OutputCount" => name.Parent is MemberAccessExpressionSyntax access && access.Expression.ToString().Contains(queue),
            "SemaphoreSlim" => true,
            "BoundedCapacity" => false, // of another block, or this would not be asked
            var other => Engine.Words.Contain(other, "capacity"),
        });

    /// <summary>
    /// True when other code hands items to the type through a member it can call, and a hosted service takes them out: the type
    /// itself, or one that is given the type.
    /// </summary>
    public static bool FeedHostedService(INamedTypeSymbol owner, string queue, World world, CancellationToken cancel)
    {
        var callers = Parts(owner, cancel).SelectMany(part => part.DescendantNodes()).OfType<InvocationExpressionSyntax>().ToArray();
        var enqueues = callers.Where(call => Calls(call, queue, "Enqueue")).Select(MemberAround).ToArray();
        var dequeues = callers.Where(call => Calls(call, queue, "TryDequeue")).Select(MemberAround).ToArray();
        if (!Array.Exists(enqueues, IsOpen) || dequeues.Length == 0 || !Array.Exists(dequeues, member => Array.IndexOf(enqueues, member) < 0))
            return false;
        return HostedServices.Is(owner) || HostedServices.In(world, cancel).Any(service => HostedServices.IsGiven(service, owner));
    }

    private static bool Calls(InvocationExpressionSyntax call, string queue, string method) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var target, Name.Identifier.ValueText: var name }
        && name == method
        && IsNamed(target, queue);

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsNamed(ExpressionSyntax target, string queue) => target switch
    {
        IdentifierNameSyntax field => field.Identifier.ValueText == queue,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText == queue,
        _ => false,
    };

    private static MemberDeclarationSyntax? MemberAround(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    private static bool IsOpen(MemberDeclarationSyntax? member) =>
        member is MethodDeclarationSyntax method && (method.ExplicitInterfaceSpecifier is not null || method.Modifiers.Any(modifier => modifier.ValueText is "public" or "internal"));

    private static IEnumerable<SyntaxNode> Parts(INamedTypeSymbol type, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancel));
}
