using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>The call that starts a RabbitMQ consumer on a queue.</summary>
internal sealed class RabbitConsume
{
    public static readonly string[] Names = ["BasicConsume", "BasicConsumeAsync"];

    private static readonly TypeName[] Channels = [new("RabbitMQ.Client.IChannel"), new("RabbitMQ.Client.IModel")];
    private static readonly TypeName[] Consumers = [new("RabbitMQ.Client.IBasicConsumer"), new("RabbitMQ.Client.IAsyncBasicConsumer")];

    private readonly World _world;
    private readonly CancellationToken _cancel;

    private RabbitConsume(Call call, World world, CancellationToken cancel)
    {
        Call = call;
        _world = world;
        _cancel = cancel;
    }

    public Call Call { get; }

    /// <summary>Null where a variable decides.</summary>
    public bool? AutoAck => Values.Flag(Call.Argument("autoAck") ?? Omitted("autoAck"));

    public SyntaxNode? AutoAckArgument =>
        Call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "autoAck" && argument.ArgumentKind == ArgumentKind.Explicit)?.Syntax;

    public IOperation? Queue => Call.Argument("queue");

    public static RabbitConsume? From(Call call, World world, CancellationToken cancel) =>
        Array.IndexOf(Names, call.Name) >= 0 && Channels.AnyIsBaseOf(call.Receiver?.Type) ? new RabbitConsume(call, world, cancel) : null;

    /// <summary>The code that handles the messages, as far as it is attached in the same type or the consumer is a class of the compilation.</summary>
    public IEnumerable<IOperation> Handlers()
    {
        if (Call.Arguments.Select(argument => argument.Value).FirstOrDefault(value => Consumers.AnyIsBaseOf(value.Type)) is not { } consumer)
            return [];
        var made = consumer is ILocalReferenceOperation local ? Code.OnlyValueOf(local) : consumer;
        return Attached(consumer).Concat(Declared(made?.Type ?? consumer.Type));
    }

    /// <summary>The operations of the handlers and of what they call in their own type.</summary>
    public IEnumerable<IOperation> Handling() => Handlers().SelectMany(handler => OwnCode.Of(handler, _world, _cancel));

    /// <summary><c>consumer.ReceivedAsync += …</c> in the type, on the same variable.</summary>
    private IEnumerable<IOperation> Attached(IOperation consumer)
    {
        if (Code.SymbolOf(consumer) is not { } holder || Call.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            yield break;
        var model = _world.ModelFor(type.SyntaxTree);
        foreach (var assignment in type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Received" or "ReceivedAsync" })
                continue;
            if (model.GetOperation(assignment, _cancel) is not IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation target } attach)
                continue;
            if (Code.IsSame(Code.SymbolOf(target.Instance), holder) && BodyOf(Values.Unwrap(attach.HandlerValue)) is { } body)
                yield return body;
        }
    }

    private IEnumerable<IOperation> Declared(ITypeSymbol? type)
    {
        foreach (var method in type?.GetMembers().OfType<IMethodSymbol>() ?? [])
        {
            if (method.Name is "HandleBasicDeliver" or "HandleBasicDeliverAsync" && _world.BodyOf(method, _cancel) is { } body)
                yield return body;
        }
    }

    private IOperation? BodyOf(IOperation handler) => handler switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        IMethodReferenceOperation reference => _world.BodyOf(reference.Method, _cancel),
        _ => null,
    };

    /// <summary>RabbitMQ.Client 6 has an extension whose <c>autoAck</c> is false when it is left out.</summary>
    private IOperation? Omitted(string parameter) =>
        Call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
}
