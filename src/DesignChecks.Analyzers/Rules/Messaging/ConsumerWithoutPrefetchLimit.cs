using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds RabbitMQ consumers to which the broker sends the whole queue at once.</summary>
internal sealed class ConsumerWithoutPrefetchLimit : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1011",
        title: "Consumer without a prefetch limit",
        messageFormat: "The broker sends all waiting messages to this consumer at once, so they fill its memory and other instances get none; call {0} before it",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["10.4"],
        description: "Without a prefetch limit RabbitMQ pushes every waiting message to the first consumer. A limit of some messages keeps memory bounded and lets other instances share the work.");

    private static readonly TypeName Connection = new("RabbitMQ.Client.IConnection");
    private static readonly string[] Makers = ["CreateModel", "CreateChannel", "CreateChannelAsync"];
    private static readonly string[] Limits = ["BasicQos", "BasicQosAsync"];

    public ConsumerWithoutPrefetchLimit() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.RabbitMq];

    public override void Listen(Listeners on) => on.Call(RabbitConsume.Names, Check);

    private static void Check(Found found, Call call)
    {
        if (RabbitConsume.From(call, found.World, found.Cancel) is not { AutoAck: false } || found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return;
        var calls = Types(found, type).SelectMany(part => part.DescendantNodes()).OfType<InvocationExpressionSyntax>().ToArray();
        if (Array.Exists(calls, other => Array.IndexOf(Limits, NameOf(other)) >= 0))
            return;
        // A channel that comes from elsewhere may have its limit already.
        var makers = calls.Where(other => Array.IndexOf(Makers, NameOf(other)) >= 0).ToArray();
        if (makers.Length == 0 || !Array.TrueForAll(makers, maker => Call.From(found.World.OperationAt(maker, found.Cancel)) is { } made && Connection.IsBaseOf(made.Receiver?.Type)))
            return;
        var limit = call.Name == "BasicConsumeAsync" ? "BasicQosAsync" : "BasicQos";
        found.Report(call.NameLocation, FixFacts.Of("limit", limit), limit);
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The type with its other parts and the base types that the compilation declares.</summary>
    private static IEnumerable<SyntaxNode> Types(Found found, TypeDeclarationSyntax type)
    {
        for (var current = found.Model.GetDeclaredSymbol(type, found.Cancel) as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            foreach (var part in current.DeclaringSyntaxReferences)
                yield return part.GetSyntax(found.Cancel);
        }
    }
}
