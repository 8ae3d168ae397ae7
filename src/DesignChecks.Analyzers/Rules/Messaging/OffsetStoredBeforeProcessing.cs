using DesignChecks.Concepts;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds Kafka consumers with the default settings, which store the offset of a message before its work is done.</summary>
internal sealed class OffsetStoredBeforeProcessing : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1006",
        title: "Kafka offset stored before processing",
        messageFormat: "With these settings Consume stores the offset of a message before {0} works on it, so a crash in between skips the message; set EnableAutoOffsetStore = false and call StoreOffset after the work",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["10.2"],
        description: "By default Consume stores the offset of what it returns, and a timer commits stored offsets every 5 seconds, whether the message has been handled or not.");

    private static readonly TypeName ConsumerConfig = new("Confluent.Kafka.ConsumerConfig");
    private static readonly string[] Switches = ["EnableAutoOffsetStore", "EnableAutoCommit"];

    public OffsetStoredBeforeProcessing() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.Kafka];

    public override void Listen(Listeners on) => on.Creation(["ConsumerConfig"], Check);

    private static void Check(Found found, IObjectCreationOperation creation)
    {
        // A configuration that is copied from another may have been set there.
        if (!ConsumerConfig.Is(creation.Type) || !creation.Arguments.IsEmpty || Settings.Of(creation) is not { } settings)
            return;
        if (Switches.Any(name => settings.Value(name) is { } value && Values.Flag(value) != true) || found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return;
        var calls = type.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call) is "Consume" or "StoreOffset" or "Commit" or "Seek").ToArray();
        if (Array.Exists(calls, call => NameOf(call) != "Consume"))
            return;
        foreach (var node in calls)
        {
            if (Call.From(found.Model.GetOperation(node, found.Cancel)) is not { } receive || ReceiveLoop.From(receive) is not { Kind: ConsumerKind.Kafka } consumer)
                continue;
            var work = MessageFlow.Of(consumer, found.World, found.Cancel).WorkIn(consumer.Body).FirstOrDefault();
            if (work is null)
                continue;
            found.Report(Code.PlaceOf(creation), FactsFor(receive), work.Name);
            return;
        }
    }

    /// <summary>Where the fix stores the offset: at the end of the block that declares the result.</summary>
    private static FixFacts FactsFor(Call receive)
    {
        if (receive.HasParameter("millisecondsTimeout") || receive.HasParameter("timeout") || receive.ReceiverSyntax is not { } consumer)
            return FixFacts.None; // such a Consume answers null when nothing came
        return Code.UserOf(receive.Operation) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var result } declarator }
            && declarator.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()?.Parent is BlockSyntax block
            ? FixFacts.Of("store", $"{consumer}.StoreOffset({result.Name});").With("block", block.SpanStart.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : FixFacts.None;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
