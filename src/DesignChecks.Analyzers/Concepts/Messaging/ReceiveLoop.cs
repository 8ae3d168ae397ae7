using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>A loop that fetches its messages: around Kafka's Consume, an SQS or Service Bus receive, RabbitMQ's BasicGet.</summary>
internal static class ReceiveLoop
{
    /// <summary>The methods that fetch.</summary>
    public static readonly string[] Names =
        ["Consume", "ReceiveMessage", "ReceiveMessageAsync", "ReceiveMessages", "ReceiveMessagesAsync", "BasicGet", "BasicGetAsync"];

    private static readonly (TypeName Type, ConsumerKind Kind)[] Receivers =
    [
        (new("Confluent.Kafka.IConsumer`2"), ConsumerKind.Kafka),
        (new("Amazon.SQS.IAmazonSQS"), ConsumerKind.Sqs),
        (new("Azure.Messaging.ServiceBus.ServiceBusReceiver"), ConsumerKind.ServiceBus),
        (new("Azure.Storage.Queues.QueueClient"), ConsumerKind.StorageQueue),
        (new("RabbitMQ.Client.IChannel"), ConsumerKind.RabbitMq),
        (new("RabbitMQ.Client.IModel"), ConsumerKind.RabbitMq),
    ];

    /// <summary>The innermost loop around a call that fetches messages.</summary>
    public static Consumer? From(Call receive) =>
        KindOf(receive) is { } kind && BodyAround(receive.Operation) is { } body ? new Consumer(kind, body, null, receive.NameLocation) : null;

    /// <summary>The loop around a call of the method that fetches, where the type has one for that: <c>messages = await Fetch()</c>.</summary>
    public static Consumer? Around(Call receive, Found found)
    {
        if (KindOf(receive) is not { } kind
            || found.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax type } method
            || found.Model.GetDeclaredSymbol(method, found.Cancel) is not { DeclaredAccessibility: Accessibility.Private } fetching)
        {
            return null;
        }

        foreach (var call in type.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is IdentifierNameSyntax { Identifier: var name } && name.ValueText == fetching.Name
                && found.Model.GetOperation(call, found.Cancel) is IInvocationOperation fetch
                && Code.IsSame(fetch.TargetMethod, fetching)
                && BodyAround(fetch) is { } body)
            {
                return new Consumer(kind, body, null, receive.NameLocation);
            }
        }

        return null;
    }

    /// <summary>A batch that a foreach goes through is fetched by the loop around it, where there is one; a stream is a loop of its own.</summary>
    private static IOperation? BodyAround(IOperation fetch)
    {
        IOperation? batch = null;
        foreach (var ancestor in Code.Ancestors(fetch))
        {
            switch (ancestor)
            {
                case IForEachLoopOperation { IsAsynchronous: false } each when Code.IsInside(fetch, each.Collection):
                    batch ??= each.Body;
                    break;
                case ILoopOperation { Body: { } body }:
                    return body;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return batch;
            }
        }

        return batch;
    }

    /// <summary>False for a loop's second and further calls that fetch: the loop is one consumer.</summary>
    public static bool IsFirst(Call receive)
    {
        var loop = BodyAround(receive.Operation)?.Parent;
        return Code.RunBy(loop).Select(Call.From).OfType<Call>().First(call => KindOf(call) is not null).Operation == receive.Operation;
    }

    /// <summary>The consumer that a loop is, when a call in it fetches messages.</summary>
    public static Consumer? From(ILoopOperation loop) =>
        Code.RunBy(loop).Select(Call.From).OfType<Call>().Select(From).FirstOrDefault(consumer => consumer?.Body == loop.Body);

    public static ConsumerKind? KindOf(Call call)
    {
        if (Array.IndexOf(Names, call.Name) < 0)
            return null;
        var on = call.Receiver?.Type ?? call.DeclaringType;
        foreach (var (type, kind) in Receivers)
        {
            if (type.IsBaseOf(on))
                return kind;
        }

        return null;
    }
}
