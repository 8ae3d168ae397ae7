using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>A message on its way through a consumer: the variables that hold it or parts of it, and the calls that do its work.</summary>
internal sealed class MessageFlow
{
    private readonly HashSet<ISymbol> _carriers = new(SymbolEqualityComparer.Default);
    private readonly Consumer _consumer;
    private readonly World _world;
    private readonly CancellationToken _cancel;

    private MessageFlow(Consumer consumer, World world, CancellationToken cancel)
    {
        _consumer = consumer;
        _world = world;
        _cancel = cancel;
    }

    public static MessageFlow Of(Consumer consumer, World world, CancellationToken cancel)
    {
        var flow = new MessageFlow(consumer, world, cancel);
        if (consumer.Message is { } message)
            flow._carriers.Add(message);
        else if (consumer.Body.SemanticModel?.GetDeclaredSymbol(consumer.Body.Syntax, cancel) is IMethodSymbol handler)
            flow._carriers.UnionWith(handler.Parameters);
        foreach (var operation in Code.Within(consumer.Body))
        {
            if (flow.TakerOf(operation) is { } taker)
                flow._carriers.Add(taker);
        }

        return flow;
    }

    /// <summary>The calls that do the message's work, in the order of the text.</summary>
    public IEnumerable<Call> WorkIn(IOperation code) =>
        Code.RunBy(code).Select(Call.From).OfType<Call>().Where(IsWork).OrderBy(call => call.NameLocation.SourceSpan.Start);

    /// <summary>True when the operation mentions the message or something made of it.</summary>
    public bool Mentions(IOperation? operation) =>
        Code.Within(operation).Any(part => part is ILocalReferenceOperation or IParameterReferenceOperation && Code.SymbolOf(part) is { } symbol && _carriers.Contains(symbol));

    /// <summary>An outbound call with the message or a save; an awaited call that gets the message; a method of the type that makes such a call.</summary>
    public bool IsWork(Call call)
    {
        if (Settlement.From(call) is not null || ReceiveLoop.KindOf(call) is not null || RabbitTopology.Is(call) || Notes.Is(call))
            return false;
        var getsMessage = call.Operation.Arguments.Any(argument => Mentions(argument.Value));
        if (OutboundCall.Is(call))
            return getsMessage || call.Name.StartsWith("SaveChanges", StringComparison.Ordinal);
        if (!getsMessage)
            return false;
        if (OwnCode.BodyOf(call.Operation, _world, _cancel) is { } body)
            return IsAwaited(call.Operation) || OwnCode.CallsIn(body, _world, _cancel).Any(inner => OutboundCall.Is(inner) && Settlement.From(inner) is null);
        return IsAwaited(call.Operation) && !IsOfTheFramework(call);
    }

    /// <summary>Reading, parsing and waiting is no work on the message.</summary>
    private static bool IsOfTheFramework(Call call)
    {
        for (var space = call.DeclaringType.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    private ISymbol? TakerOf(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Mentions(value) || Receives(value) => declarator.Symbol,
        IAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Mentions(assignment.Value) || Receives(assignment.Value) => target.Local,
        IForEachLoopOperation { Locals: [var item, ..] } loop when Mentions(loop.Collection) || Receives(loop.Collection) => item,
        _ => null,
    };

    private bool Receives(IOperation value) =>
        Code.CallsIn(value).Any(call => ReceiveLoop.KindOf(call) == _consumer.Kind
            || (OwnCode.BodyOf(call.Operation, _world, _cancel) is { } body && Code.CallsIn(body).Any(inner => ReceiveLoop.KindOf(inner) == _consumer.Kind)));

    private static bool IsAwaited(IOperation call) => Code.UserOf(call) switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured => IsAwaited(configured),
        _ => false,
    };
}
