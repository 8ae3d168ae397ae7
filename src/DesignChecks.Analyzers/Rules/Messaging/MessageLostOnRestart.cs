using DesignChecks.Concepts;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds RabbitMQ queues, and messages to durable queues, that live in the broker's memory only.</summary>
internal sealed class MessageLostOnRestart : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1012",
        title: "Message lost on a broker restart",
        messageFormat: "{0}, so a restart of the broker loses {1}; {2}",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["10.2"],
        description: "A message survives a restart of RabbitMQ only when its queue is durable and the message is persistent. Both are off by default.");

    private static readonly TypeName[] PropertyTypes = [new("RabbitMQ.Client.BasicProperties"), new("RabbitMQ.Client.IBasicProperties")];

    public MessageLostOnRestart() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.RabbitMq];

    public override void Listen(Listeners on)
    {
        on.Call(QueueDeclaration.Names, CheckQueue);
        on.Call(["BasicPublish", "BasicPublishAsync"], CheckPublish);
    }

    private static void CheckQueue(Found found, Call call)
    {
        if (QueueDeclaration.From(call) is not { Durable: false, Exclusive: false, AutoDelete: false } queue || queue.Name is "")
            return;
        var place = queue.Argument("durable")?.GetLocation() ?? call.NameLocation;
        found.Report(place, FixFacts.Of("form", queue.Argument("durable") is null ? "default" : "queue"), "This queue is not durable", "the queue with all its messages", "declare it durable: true");
    }

    private static void CheckPublish(Found found, Call call)
    {
        if (BrokerSend.From(call, NameList.Empty) is null || Values.Text(call.Argument("exchange")) is not "" || Values.Text(call.Argument("routingKey")) is not { } queue)
            return;
        if (!IsDurable(found, queue))
            return;
        if (call.Argument("basicProperties") is not { } properties || Values.IsNull(properties))
            Report(found, call.NameLocation, call.Name == "BasicPublishAsync" && call.Operation.Arguments.Length <= 5 ? "publish" : "none");
        else if (Values.Unwrap(properties) is IObjectCreationOperation creation)
            CheckProperties(found, creation, Code.PlaceOf(creation));
        else if (Values.Unwrap(properties) is ILocalReferenceOperation local && Code.OnlyValueOf(local) is IObjectCreationOperation made)
            CheckProperties(found, made, Code.PlaceOf(made));
    }

    private static void CheckProperties(Found found, IObjectCreationOperation creation, Location place)
    {
        if (PropertyTypes.AnyIsBaseOf(creation.Type) && creation.Arguments.IsEmpty && Settings.Of(creation) is { } settings && !settings.Sets("Persistent") && !settings.Sets("DeliveryMode"))
            Report(found, place, "properties");
    }

    private static void Report(Found found, Location place, string form) =>
        found.Report(place, FixFacts.Of("form", form), "This message is not persistent although its queue is durable", "it", "set Persistent = true");

    /// <summary>True when the type declares the queue, durable.</summary>
    private static bool IsDurable(Found found, string queue)
    {
        if (found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        return type.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "QueueDeclare" or "QueueDeclareAsync" })
            .Select(call => Call.From(found.Model.GetOperation(call, found.Cancel)))
            .Any(call => call is not null && QueueDeclaration.From(call) is { Durable: true, Name: { } name } && name == queue);
    }
}
