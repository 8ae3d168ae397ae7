using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>The library of an in-process queue.</summary>
internal enum QueueKind
{
    Channel,
    PrioritizedChannel,
    BlockingCollection,
    DataflowBlock,
    ConcurrentQueue,
}

/// <summary>A queue of the process that is made without a bound: what a slow reader leaves piles up in memory.</summary>
/// <param name="Kind">Its library.</param>
/// <param name="Creation">The call or creation that makes it.</param>
/// <param name="Place">The name of what makes it.</param>
internal sealed record InProcessQueue(QueueKind Kind, IOperation Creation, Location Place)
{
    public static readonly string[] FactoryNames = ["CreateUnbounded", "CreateUnboundedPrioritized"];
    public static readonly string[] TypeNames =
        ["BlockingCollection", "BufferBlock", "ActionBlock", "TransformBlock", "TransformManyBlock", "BatchBlock", "ConcurrentQueue"];

    private static readonly TypeName Channels = new("System.Threading.Channels.Channel");
    private static readonly TypeName BlockingCollection = new("System.Collections.Concurrent.BlockingCollection`1");
    private static readonly TypeName ConcurrentQueue = new("System.Collections.Concurrent.ConcurrentQueue`1");
    private static readonly TypeName BlockOptions = new("System.Threading.Tasks.Dataflow.DataflowBlockOptions");
    private static readonly TypeName[] Blocks =
    [
        new("System.Threading.Tasks.Dataflow.BufferBlock`1"),
        new("System.Threading.Tasks.Dataflow.ActionBlock`1"),
        new("System.Threading.Tasks.Dataflow.TransformBlock`2"),
        new("System.Threading.Tasks.Dataflow.TransformManyBlock`2"),
        new("System.Threading.Tasks.Dataflow.BatchBlock`1"),
    ];

    /// <summary>Members by which a queue is read.</summary>
    private static readonly string[] Reads =
        ["ReadAllAsync", "ReadAsync", "WaitToReadAsync", "TryRead", "GetConsumingEnumerable", "Take", "TryTake", "TryDequeue", "Receive", "ReceiveAsync", "ReceiveAllAsync", "TryReceive", "Completion", "LinkTo"];

    public static InProcessQueue? From(Call call) =>
        call.IsOn(Channels) && Array.IndexOf(FactoryNames, call.Name) >= 0
            ? new InProcessQueue(call.Name == "CreateUnbounded" ? QueueKind.Channel : QueueKind.PrioritizedChannel, call.Operation, call.NameLocation)
            : null;

    /// <summary>Null for a creation with a bound, or with options that don't show whether there is one.</summary>
    public static InProcessQueue? From(IObjectCreationOperation creation)
    {
        QueueKind? kind = ConcurrentQueue.Is(creation.Type) && creation.Arguments.IsEmpty ? QueueKind.ConcurrentQueue
            : BlockingCollection.Is(creation.Type) && creation.Constructor?.Parameters.Any(parameter => parameter.Name == "boundedCapacity") == false ? QueueKind.BlockingCollection
            : Blocks.AnyIs(creation.Type) && HasNoBound(creation) ? QueueKind.DataflowBlock
            : null;
        return kind is { } known ? new InProcessQueue(known, creation, Code.PlaceOf(creation)) : null;
    }

    /// <summary>True for a queue of flags: its items say that something happened, and their number hardly matters.</summary>
    public bool HoldsSignals => (Creation as IInvocationOperation)?.TargetMethod.TypeArguments.FirstOrDefault()?.SpecialType == SpecialType.System_Boolean
        || (Creation.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault()?.SpecialType == SpecialType.System_Boolean;

    /// <summary>
    /// The field, property or registration that keeps the queue beyond the method that makes it; null for one that lives in a
    /// local, is read where it is made, or is handed to the caller.
    /// </summary>
    public string? Keeper => KeeperOf(Creation, depth: 0);

    private static string? KeeperOf(IOperation value, int depth) => Code.UserOf(value) switch
    {
        _ when depth > 3 => null,
        IFieldInitializerOperation { InitializedFields: [var field, ..] } => field.Name,
        IPropertyInitializerOperation { InitializedProperties: [var property, ..] } => property.Name,
        IAssignmentOperation { Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } target } => target.Member.Name,
        IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IMemberReferenceOperation dictionary } } => dictionary.Member.Name,
        ICoalesceAssignmentOperation { Target: IMemberReferenceOperation target } => target.Member.Name,
        ICoalesceOperation or IConditionalOperation => KeeperOf(Code.UserOf(value)!, depth + 1),
        IArgumentOperation { Parent: IInvocationOperation call } => KeeperOf(call),
        IReturnOperation { Parent: IBlockOperation { Parent: IAnonymousFunctionOperation lambda } } => KeeperOf(lambda, depth + 1),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => KeeperOf(local, Code.Root(value), depth),
        _ => null,
    };

    /// <summary>A registration for the life of the process, or a collection that a member holds.</summary>
    private static string? KeeperOf(IInvocationOperation operation)
    {
        if (Call.From(operation) is not { } call)
            return null;
        if (call.Name is "AddSingleton" or "AddKeyedSingleton" or "TryAddSingleton" or "TryAddKeyedSingleton")
            return "the registered queue";
        return call.Name is "Add" or "TryAdd" or "GetOrAdd" or "AddOrUpdate" && call.Receiver is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } collection ? collection.Member.Name : null;
    }

    private static string? KeeperOf(ILocalSymbol local, IOperation member, int depth)
    {
        string? keeper = null;
        foreach (var reference in Code.Within(member).OfType<ILocalReferenceOperation>().Where(reference => Code.IsSame(reference.Local, local)))
        {
            if (IsRead(reference))
                return null;
            keeper ??= KeeperOf(reference, depth + 1);
        }

        return keeper;
    }

    /// <summary><c>queue.Reader.ReadAllAsync()</c>, <c>queue.Take()</c>, <c>block.Completion</c>.</summary>
    private static bool IsRead(IOperation queue)
    {
        var user = Code.UserOf(queue);
        if (user is IPropertyReferenceOperation { Property.Name: "Reader" } reader)
            user = Code.UserOf(reader);
        return user switch
        {
            IInvocationOperation call => Array.IndexOf(Reads, call.TargetMethod.Name) >= 0,
            IPropertyReferenceOperation property => Array.IndexOf(Reads, property.Property.Name) >= 0,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } => Array.IndexOf(Reads, call.TargetMethod.Name) >= 0,
            _ => false,
        };
    }

    private static bool HasNoBound(IObjectCreationOperation creation)
    {
        var options = creation.Arguments.FirstOrDefault(argument => BlockOptions.IsBaseOf(argument.Parameter?.Type) && argument.ArgumentKind != ArgumentKind.DefaultValue);
        if (options is null)
            return true;
        var value = Values.Unwrap(options.Value);
        if (value is ILocalReferenceOperation local)
            value = Code.OnlyValueOf(local);
        return value is IObjectCreationOperation given
            && Settings.Of(given) is { } settings
            && (settings.Value("BoundedCapacity") is not { } bound || Values.Number(bound) == -1);
    }
}
