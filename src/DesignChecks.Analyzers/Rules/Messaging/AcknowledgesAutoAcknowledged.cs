using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds consumers that settle messages which the broker has settled already: it closes the channel.</summary>
internal sealed class AcknowledgesAutoAcknowledged : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1002",
        title: "Acknowledges an auto-acknowledged message",
        messageFormat: "The broker settles a message of this consumer when it delivers it, so {0} in its handler is an error that closes the channel; pass autoAck: false",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["10.2"],
        description: "With autoAck the broker counts a message as handled at delivery. An acknowledgement or rejection that follows names an unknown delivery tag, and RabbitMQ answers with a channel exception (406 PRECONDITION_FAILED).");

    public AcknowledgesAutoAcknowledged() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Always;

    public override Library[] Needs => [Library.RabbitMq];

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.Call(RabbitConsume.Names, (found, call) =>
        {
            if (RabbitConsume.From(call, found.World, found.Cancel) is { AutoAck: true, AutoAckArgument: { } argument } consume
                && FirstSettlement(consume.Handling()) is { } settlement)
            {
                found.Report(argument, settlement.Call.Name);
            }
        });
        on.Call(["BasicGet", "BasicGetAsync"], CheckGet);
    }

    private static void CheckGet(Found found, Call get)
    {
        if (ReceiveLoop.KindOf(get) != ConsumerKind.RabbitMq || Values.Flag(get.Argument("autoAck")) != true || Message(get) is not { } message)
            return;
        var body = Code.EnclosingBody(get.Operation);
        var settlement = Settlement.In(body is IAnonymousFunctionOperation lambda ? lambda.Body : body).FirstOrDefault(settlement =>
            settlement.Kind == ConsumerKind.RabbitMq && Mentions(settlement.Call.Argument("deliveryTag"), message));
        if (settlement is not null && get.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "autoAck") is { } argument)
            found.Report(argument.Syntax, settlement.Call.Name);
    }

    private static Settlement? FirstSettlement(IEnumerable<IOperation> code) =>
        code.Select(Call.From).OfType<Call>().Select(Settlement.From).FirstOrDefault(settlement => settlement?.Kind == ConsumerKind.RabbitMq);

    /// <summary>The local that holds the fetched message.</summary>
    private static ISymbol? Message(Call get)
    {
        var user = Code.UserOf(get.Operation);
        if (user is IAwaitOperation awaited)
            user = Code.UserOf(awaited);
        return user switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => local,
            IAssignmentOperation assignment => Code.SymbolOf(assignment.Target),
            _ => null,
        };
    }

    private static bool Mentions(IOperation? value, ISymbol message) =>
        Code.Within(value).Any(part => Code.IsSame(Code.SymbolOf(part), message));
}
