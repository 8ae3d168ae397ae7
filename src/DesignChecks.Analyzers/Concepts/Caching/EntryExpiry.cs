using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Caching;

/// <summary>
/// Reads what is set on the options of an entry, or on the entry itself: initializers, assignments, and the fluent setters,
/// in a chain or on a local.
/// </summary>
internal sealed class EntryExpiry
{
    private readonly World _world;
    private readonly CancellationToken _cancel;
    private bool _isLimited;
    private bool _isUnknown;

    private EntryExpiry(World world, CancellationToken cancel)
    {
        _world = world;
        _cancel = cancel;
    }

    /// <summary>Where a sliding expiration is set.</summary>
    public IOperation? Sliding { get; private set; }

    /// <summary>The time of the sliding expiration.</summary>
    public IOperation? SlidingTime { get; private set; }

    public Expiry Result => _isLimited ? Expiry.Limited : _isUnknown ? Expiry.Unknown : Sliding is not null ? Expiry.Sliding : Expiry.None;

    /// <summary>Of an options argument; null means that none is given.</summary>
    public static EntryExpiry OfOptions(IOperation? options, World world, CancellationToken cancel)
    {
        var expiry = new EntryExpiry(world, cancel);
        if (options is not null)
            expiry.ReadValue(options, depth: 0);
        return expiry;
    }

    /// <summary>Of a factory that gets the entry to configure, and the options given beside it.</summary>
    public static EntryExpiry OfFactory(IOperation? factory, IOperation? options, World world, CancellationToken cancel)
    {
        var expiry = OfOptions(options, world, cancel);
        switch (factory)
        {
            case IAnonymousFunctionOperation { Symbol.Parameters: [var entry, ..] } lambda:
                expiry.ReadUses(entry, lambda.Body, depth: 0);
                break;
            case IMethodReferenceOperation { Method: { Parameters: [var entry, ..] } method } when world.BodyOf(method, cancel) is { } body:
                expiry.ReadUses(entry, body, depth: 0);
                break;
            default:
                expiry._isUnknown = true;
                break;
        }

        return expiry;
    }

    /// <summary>Of an entry that <c>CreateEntry</c> makes.</summary>
    public static EntryExpiry OfEntry(Call creation, World world, CancellationToken cancel)
    {
        var expiry = new EntryExpiry(world, cancel);
        expiry.ReadChain(creation, depth: 0);
        var end = creation.ChainDownwards().LastOrDefault(IsSetter)?.Operation ?? creation.Operation;
        switch (Code.UserOf(end))
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                expiry.ReadUses(local, Code.Root(end), depth: 0);
                break;
            case IInvocationOperation { TargetMethod.Name: "Dispose" }:
            case IExpressionStatementOperation:
                break;
            default:
                expiry._isUnknown = true;
                break;
        }

        return expiry;
    }

    /// <summary>
    /// Of the options or the entry that a sliding expiration is set on, where all that is set on them is in sight; null where
    /// others may set more.
    /// </summary>
    public static EntryExpiry? AroundSliding(IOperation setting, World world, CancellationToken cancel)
    {
        var expiry = new EntryExpiry(world, cancel);
        switch (setting)
        {
            case IAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation } }:
                return expiry.ReadWhole(creation) ? expiry : null;
            case IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } holder } }:
                return expiry.ReadHolder(holder) ? expiry : null;
            case IInvocationOperation when Call.From(setting) is { Receiver: { } receiver } call:
                var start = call.ChainUpwards().TakeWhile(IsSetter).LastOrDefault()?.Receiver ?? receiver;
                return (start is IObjectCreationOperation made ? expiry.ReadWhole(made) : expiry.ReadHolder(start)) ? expiry : null;
            default:
                return null;
        }
    }

    /// <summary>The options from their creation on, when they are given to a cache, held in a local, or the value of a readonly field.</summary>
    private bool ReadWhole(IObjectCreationOperation creation)
    {
        IOperation whole = creation;
        while (Code.UserOf(whole) is IArgumentOperation { Parent: IInvocationOperation next } && Call.From(next) is { } call && IsSetter(call) && call.Receiver == Values.Unwrap(whole))
            whole = next;
        switch (Code.UserOf(whole))
        {
            case IArgumentOperation { Parent: IInvocationOperation user } when Call.From(user) is { } write && CacheWrite.IsWrite(write):
            case IFieldInitializerOperation { InitializedFields: [{ IsReadOnly: true }] }:
            case IAssignmentOperation { Target: IFieldReferenceOperation { Field.IsReadOnly: true } }:
            case IPropertyInitializerOperation { InitializedProperties: [{ SetMethod: null }] }:
                ReadValue(whole, depth: 0);
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                ReadValue(whole, depth: 0);
                ReadUses(local, Code.Root(whole), depth: 0);
                return true;
            default:
                return false;
        }
    }

    private bool ReadHolder(IOperation holder)
    {
        holder = Values.Unwrap(holder);
        switch (holder)
        {
            case ILocalReferenceOperation local when Code.OnlyValueOf(local) is IObjectCreationOperation creation:
                return ReadWhole(creation);
            case ILocalReferenceOperation local when Call.From(Code.OnlyValueOf(local)) is { Name: "CreateEntry" }:
                ReadUses(local.Local, Code.Root(local), depth: 0);
                return true;
            case IParameterReferenceOperation { Parameter: { Type.Name: "ICacheEntry" } entry }:
                ReadUses(entry, Code.EnclosingBody(holder), depth: 0);
                return true;
            default:
                return false;
        }
    }

    private void ReadValue(IOperation value, int depth)
    {
        value = Values.Unwrap(value);
        if (Values.IsNull(value) || value is IDefaultValueOperation)
            return;
        switch (value)
        {
            case IObjectCreationOperation creation:
                ReadInitializer(creation);
                break;
            case IInvocationOperation when depth < 4 && Call.From(value) is { Receiver: { } receiver } call && IsSetter(call):
                ReadSetter(call, depth);
                ReadValue(receiver, depth);
                break;
            case ILocalReferenceOperation local when depth < 4 && Code.OnlyValueOf(local) is { } only:
                ReadValue(only, depth + 1);
                ReadUses(local.Local, Code.Root(local), depth + 1);
                break;
            default:
                _isUnknown = true;
                break;
        }
    }

    private void ReadInitializer(IObjectCreationOperation creation)
    {
        _isUnknown |= !creation.Arguments.IsEmpty;
        foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment)
                ReadProperty(target.Property.Name, assignment.Value, assignment);
            else if (initializer is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation member })
                ReadProperty(member.Property.Name, member, initializer);
        }
    }

    /// <summary>Everything that happens to a local or parameter which holds the options or the entry.</summary>
    private void ReadUses(ISymbol holder, IOperation scope, int depth)
    {
        foreach (var reference in Code.Within(scope))
        {
            _cancel.ThrowIfCancellationRequested();
            if (reference is not (ILocalReferenceOperation or IParameterReferenceOperation) || !Code.IsSame(Code.SymbolOf(reference), holder))
                continue;
            switch (Code.UserOf(reference))
            {
                case IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property when assignment.Target == property:
                    ReadProperty(property.Property.Name, assignment.Value, assignment);
                    break;
                case IPropertyReferenceOperation { Property.Name: "ExpirationTokens" }:
                    _isLimited = true;
                    break;
                case IPropertyReferenceOperation or IUsingOperation:
                    break;
                case IInvocationOperation call:
                    ReadChain(reference, Call.From(call), depth);
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    ReadChain(reference, Call.From(call), depth);
                    break;
                default:
                    _isUnknown = true;
                    break;
            }
        }
    }

    /// <summary>The holder used in a call: configured by it, given to the cache, or handed to code that may do anything.</summary>
    private void ReadChain(IOperation holder, Call? call, int depth)
    {
        if (call is null)
            _isUnknown = true;
        else if (IsSetter(call) && call.Receiver == Values.Unwrap(holder))
        {
            ReadSetter(call, depth);
            ReadChain(call, depth);
        }
        else if (call.Name is not "Dispose" && !CacheWrite.IsWrite(call))
            _isUnknown = true;
    }

    private void ReadChain(Call start, int depth)
    {
        foreach (var next in start.ChainDownwards().TakeWhile(IsSetter))
            ReadSetter(next, depth);
    }

    private void ReadSetter(Call call, int depth)
    {
        var value = call.Arguments.Select(argument => argument.Value).FirstOrDefault();
        switch (call.Name)
        {
            case "SetOptions" when value is not null && depth < 4:
                ReadValue(value, depth + 1);
                break;
            case "SetAbsoluteExpiration" or "AddExpirationToken":
                _isLimited = true;
                break;
            case "SetSlidingExpiration":
                Slide(call.Operation, value);
                break;
            case "SetPriority":
                ReadPriority(value);
                break;
        }
    }

    private void ReadProperty(string name, IOperation value, IOperation at)
    {
        switch (name)
        {
            case var _ when Values.Unwrap(value) is IInvalidOperation:
                _isUnknown = true;
                break;
            case "AbsoluteExpiration" or "AbsoluteExpirationRelativeToNow" when !Values.IsNull(value):
            case "ExpirationTokens":
                _isLimited = true;
                break;
            case "SlidingExpiration" when !Values.IsNull(value):
                Slide(at, value);
                break;
            case "Priority":
                ReadPriority(value);
                break;
        }
    }

    private void Slide(IOperation at, IOperation? time)
    {
        Sliding = at;
        SlidingTime = time is null ? null : Values.Unwrap(time);
    }

    /// <summary><c>NeverRemove</c> states the wish to keep the entry.</summary>
    private void ReadPriority(IOperation? value) =>
        _isLimited |= Code.SymbolOf(value)?.Name == "NeverRemove";

    private static bool IsSetter(Call call) =>
        call.Name is "SetOptions" or "SetAbsoluteExpiration" or "SetSlidingExpiration" or "AddExpirationToken" or "SetPriority" or "SetSize" or "SetValue" or "RegisterPostEvictionCallback"
        && call.DeclaringType.ContainingNamespace?.ToDisplayString() is "Microsoft.Extensions.Caching.Memory" or "Microsoft.Extensions.Caching.Distributed";
}
