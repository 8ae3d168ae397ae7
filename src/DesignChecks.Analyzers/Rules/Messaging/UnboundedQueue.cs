using DesignChecks.Concepts.Hosting;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds queues of the process that outlive the method that makes them and take any number of items.</summary>
internal sealed class UnboundedQueue : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1010",
        title: "Unbounded in-process queue",
        messageFormat: "Nothing limits how many items wait in {0}, so when its reader is slower than its writers memory runs out and all of them are lost; {1}",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["10.4"],
        description: "A queue without a bound hides overload until memory runs out. With a bound, writers wait and the overload is felt where it arises.");

    internal static readonly NameListOption AllowedOwners = new(
        "unbounded_queue_owners", "Types whose in-process queues may be unbounded.");

    public UnboundedQueue() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override RuleOption[] Options => [AllowedOwners];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. QueueWriters.Words, .. HostedServices.Words]);
        on.Call(InProcessQueue.FactoryNames, (found, call) => Check(found, InProcessQueue.From(call)));
        on.Creation(InProcessQueue.TypeNames, (found, creation) => Check(found, InProcessQueue.From(creation)));
    }

    private static void Check(Found found, InProcessQueue? queue)
    {
        if (queue is null || queue.HoldsSignals || queue.Keeper is not { } keeper)
            return;
        var owner = OwnerOf(found);
        if (owner is not null && (found.Option(AllowedOwners).ContainsTypeOrBase(owner)
            || QueueWriters.LimitThemselves(owner, keeper, found.Cancel) || QueueWriters.IsChosenOrShortLived(owner, keeper, found.Cancel)))
        {
            return;
        }

        if (queue.Kind == QueueKind.ConcurrentQueue && !(owner is not null && QueueWriters.FeedHostedService(owner, keeper, found.World, found.Cancel)))
            return;
        var facts = FixFacts.Of("kind", queue.Kind.ToString())
            .With("waits", QueueWriters.MayLose(queue, found.World, found.Cancel) ? "no" : "yes");
        found.Report(queue.Place, facts, keeper.Contains(' ') ? keeper : $"'{keeper}'", Instead(queue.Kind));
    }

    private static INamedTypeSymbol? OwnerOf(Found found) =>
        found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? found.Model.GetDeclaredSymbol(type, found.Cancel) as INamedTypeSymbol : null;

    private static string Instead(QueueKind kind) => kind switch
    {
        QueueKind.Channel => "use Channel.CreateBounded, whose writers wait while it is full",
        QueueKind.BlockingCollection => "pass a bounded capacity, so that Add waits while it is full",
        QueueKind.DataflowBlock => "set BoundedCapacity, so that SendAsync waits while it is full",
        QueueKind.PrioritizedChannel => "limit its writers, with a semaphore for example",
        _ => "use a bounded channel, whose writers wait while it is full",
    };
}
