using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>The library whose messages a consumer handles.</summary>
internal enum ConsumerKind
{
    RabbitMq,
    ServiceBus,
    Kafka,
    Sqs,
    StorageQueue,
    MassTransit,
    Rebus,
    NServiceBus,
    Wolverine,
    Cap,

    /// <summary>A function with a queue trigger.</summary>
    Trigger,
}

/// <summary>Code that handles messages of a broker: a handler function, or the body of a loop that receives.</summary>
/// <param name="Kind">Whose messages.</param>
/// <param name="Body">The handling code.</param>
/// <param name="Message">The parameter that holds the message; null in a receive loop and for handlers that get it in parts.</param>
/// <param name="Place">The name of the handler, the arrow of a lambda, the name of the receiving call.</param>
internal sealed record Consumer(ConsumerKind Kind, IOperation Body, IParameterSymbol? Message, Location Place)
{
    private static readonly (TypeName Type, ConsumerKind Kind)[] Deliveries =
    [
        (new("RabbitMQ.Client.Events.BasicDeliverEventArgs"), ConsumerKind.RabbitMq),
        (new("Azure.Messaging.ServiceBus.ProcessMessageEventArgs"), ConsumerKind.ServiceBus),
        (new("Azure.Messaging.ServiceBus.ProcessSessionMessageEventArgs"), ConsumerKind.ServiceBus),
        (new("Azure.Messaging.ServiceBus.ServiceBusReceivedMessage"), ConsumerKind.ServiceBus),
        (new("Amazon.Lambda.SQSEvents.SQSEvent"), ConsumerKind.Trigger),
    ];

    private static readonly (TypeName Type, string Method, ConsumerKind Kind)[] Interfaces =
    [
        (new("MassTransit.IConsumer`1"), "Consume", ConsumerKind.MassTransit),
        (new("Rebus.Handlers.IHandleMessages`1"), "Handle", ConsumerKind.Rebus),
        (new("NServiceBus.IHandleMessages`1"), "Handle", ConsumerKind.NServiceBus),
        (new("RabbitMQ.Client.IAsyncBasicConsumer"), "HandleBasicDeliverAsync", ConsumerKind.RabbitMq),
        (new("RabbitMQ.Client.IAsyncBasicConsumer"), "HandleBasicDeliver", ConsumerKind.RabbitMq),
        (new("RabbitMQ.Client.IBasicConsumer"), "HandleBasicDeliver", ConsumerKind.RabbitMq),
    ];

    private static readonly TypeName CapSubscribe = new("DotNetCore.CAP.CapSubscribeAttribute");
    private static readonly TypeName WolverineHandler = new("Wolverine.Attributes.WolverineHandlerAttribute");
    private static readonly TypeName[] MediatorHandlers =
        [new("MediatR.IRequestHandler`1"), new("MediatR.IRequestHandler`2"), new("MediatR.INotificationHandler`1")];

    private static readonly string[] TriggerSpaces = ["Microsoft.Azure.Functions.Worker", "Microsoft.Azure.WebJobs"];

    /// <summary>Attributes, without the suffix, that make a function a consumer.</summary>
    public static readonly string[] AttributeNames =
        ["CapSubscribe", "ServiceBusTrigger", "QueueTrigger", "RabbitMQTrigger", "KafkaTrigger", "EventHubTrigger"];

    /// <summary>Types whose parameters mark a handler, as code writes them.</summary>
    public static readonly string[] DeliveryNames = Deliveries.Select(delivery => delivery.Type.SimpleName).ToArray();

    /// <summary>Handler methods that a library calls through an interface or by convention.</summary>
    public static readonly string[] MethodNames = ["Consume", "ConsumeAsync", "Handle", "HandleAsync", "HandleBasicDeliver", "HandleBasicDeliverAsync"];

    /// <summary>Events whose handlers get messages.</summary>
    public static readonly string[] EventNames = ["Received", "ReceivedAsync", "ProcessMessageAsync"];

    /// <summary>The consumer that the operation is part of: the innermost handler or receive loop around it.</summary>
    public static Consumer? Around(IOperation operation, World world, CancellationToken cancel)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            cancel.ThrowIfCancellationRequested();
            var found = ancestor switch
            {
                ILoopOperation loop => ReceiveLoop.From(loop),
                IAnonymousFunctionOperation lambda => From(lambda),
                ILocalFunctionOperation { Body: { } body } local => From(local.Symbol, body, world),
                IMethodBodyOperation body when body.SemanticModel?.GetDeclaredSymbol(body.Syntax, cancel) is IMethodSymbol method => From(method, body, world),
                _ => null,
            };
            if (found is not null)
                return found;
        }

        return null;
    }

    public static Consumer? From(IAnonymousFunctionOperation lambda) =>
        Delivery(lambda.Symbol) is { } delivery ? new Consumer(delivery.Kind, lambda.Body, delivery.Parameter, PlaceOf(lambda.Syntax)) : null;

    public static Consumer? From(IMethodSymbol function, IOperation body, World world) =>
        Recognize(function, world) is { } known
            ? new Consumer(known.Kind, body, known.Message, PlaceOf(body.Syntax.FirstAncestorOrSelf<SyntaxNode>(IsFunction) ?? body.Syntax))
            : null;

    /// <summary>A method or local function that handles messages: by its parameter, its interface, its attributes, or Wolverine's convention.</summary>
    public static (ConsumerKind Kind, IParameterSymbol? Message)? Recognize(IMethodSymbol function, World world)
    {
        if (Delivery(function) is { } delivery)
            return delivery;
        if (function.MethodKind == MethodKind.LocalFunction)
            return null;
        foreach (var (type, method, kind) in Interfaces)
        {
            if (method == function.Name && Implements(function, type))
                return (kind, kind == ConsumerKind.RabbitMq ? null : function.Parameters.FirstOrDefault());
        }

        return Attributes.Of(function, CapSubscribe) is not null ? (ConsumerKind.Cap, function.Parameters.FirstOrDefault())
            : IsWolverineHandler(function, world) ? (ConsumerKind.Wolverine, function.Parameters[0])
            : null;
    }

    private static (ConsumerKind Kind, IParameterSymbol Parameter)? Delivery(IMethodSymbol function)
    {
        foreach (var parameter in function.Parameters)
        {
            foreach (var (type, kind) in Deliveries)
            {
                if (type.Is(parameter.Type))
                    return (IsTriggered(parameter) ? ConsumerKind.Trigger : kind, parameter);
            }

            if (IsTriggered(parameter))
                return (ConsumerKind.Trigger, parameter);
        }

        return null;
    }

    private static bool IsTriggered(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute =>
        attribute.AttributeClass is { } type
        && type.Name.EndsWith("Attribute", StringComparison.Ordinal)
        && Array.IndexOf(AttributeNames, type.Name.Substring(0, type.Name.Length - "Attribute".Length)) > 0
        && Array.IndexOf(TriggerSpaces, type.ContainingNamespace?.ToDisplayString()) >= 0);

    private static bool Implements(IMethodSymbol method, TypeName type) =>
        method.ContainingType is { } owner
        && owner.AllInterfaces.Where(type.Is).SelectMany(form => form.GetMembers().OfType<IMethodSymbol>())
            .Any(member => member.Name == method.Name && Overrides(owner.FindImplementationForInterfaceMember(member), method));

    /// <summary>An override in a derived type is the implementation, too.</summary>
    private static bool Overrides(ISymbol? implementation, IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (Code.IsSame(implementation, current))
                return true;
        }

        return false;
    }

    /// <summary>Wolverine finds public handlers by name: classes that end in Handler or Consumer, or that an attribute marks.</summary>
    private static bool IsWolverineHandler(IMethodSymbol method, World world) =>
        method is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0, ContainingType: { } owner }
        && Array.IndexOf(MethodNames, method.Name) is >= 0 and < 4
        && (Words.EndWith(owner.Name, "handler") || Words.EndWith(owner.Name, "consumer") || Attributes.Of(owner, WolverineHandler) is not null)
        && !MediatorHandlers.AnyIsBaseOf(owner)
        && world.Has(Library.Wolverine);

    private static bool IsFunction(SyntaxNode node) => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static Location PlaceOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax local => local.Identifier.GetLocation(),
        LambdaExpressionSyntax lambda => lambda.ArrowToken.GetLocation(),
        AnonymousMethodExpressionSyntax anonymous => anonymous.DelegateKeyword.GetLocation(),
        _ => function.GetLocation(),
    };
}

/// <summary>Lets rules listen for consumers where their code stands.</summary>
internal static class ConsumerListening
{
    public static void Consumer(this Listeners on, Action<Found, Consumer> handle)
    {
        on.Method(Messaging.Consumer.MethodNames, (found, method) => OfMethod(found, method, handle));
        on.Parameter(Messaging.Consumer.DeliveryNames, (found, parameter) =>
        {
            if (parameter.ContainingSymbol is IMethodSymbol function && !IsHeardByName(function))
                OfMethod(found, function, handle);
        });
        on.Attribute(Messaging.Consumer.AttributeNames, (found, carrier, _) =>
        {
            var function = carrier as IMethodSymbol ?? (carrier as IParameterSymbol)?.ContainingSymbol as IMethodSymbol;
            if (function is not null && !IsHeardOtherwise(function))
                OfMethod(found, function, handle);
        });
        on.Subscription(Messaging.Consumer.EventNames, (found, subscription) =>
        {
            if (Values.Unwrap(subscription.HandlerValue) is IAnonymousFunctionOperation lambda && Messaging.Consumer.From(lambda) is { } consumer)
                handle(found, consumer);
        });
        on.Call(ReceiveLoop.Names, (found, call) =>
        {
            if (ReceiveLoop.From(call) is { } consumer)
            {
                if (ReceiveLoop.IsFirst(call))
                    handle(found, consumer);
            }
            else if (ReceiveLoop.Around(call, found) is { } around)
            {
                handle(found, around);
            }
        });
    }

    private static void OfMethod(Found found, IMethodSymbol method, Action<Found, Consumer> handle)
    {
        // Recognition is cheap, bodies are not: MediatR's handlers have the same names.
        if (Messaging.Consumer.Recognize(method, found.World) is null || found.World.BodyOf(method, found.Cancel) is not { } body)
            return;
        if (Messaging.Consumer.From(method, body, found.World) is { } consumer)
            handle(found, consumer);
    }

    /// <summary>A lambda is heard where it is attached, a method of one of the names at its declaration.</summary>
    private static bool IsHeardByName(IMethodSymbol function) =>
        function.MethodKind == MethodKind.AnonymousFunction
        || function.MethodKind != MethodKind.LocalFunction && Array.IndexOf(Messaging.Consumer.MethodNames, function.Name) >= 0;

    private static bool IsHeardOtherwise(IMethodSymbol function) =>
        IsHeardByName(function) || function.Parameters.Any(parameter => Array.IndexOf(Messaging.Consumer.DeliveryNames, parameter.Type.Name) >= 0);
}
