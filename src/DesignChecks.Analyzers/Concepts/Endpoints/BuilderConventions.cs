using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>
/// All that a builder is told after it was made: in the chain, on the local that holds it, in functions of the project that
/// it is handed to, and by the callers it is returned to.
/// </summary>
internal sealed class BuilderConventions
{
    private const int MaxDepth = 4;

    private readonly World _world;
    private readonly CancellationToken _cancel;
    private readonly ImmutableArray<MetadataItem>.Builder _items = ImmutableArray.CreateBuilder<MetadataItem>();

    private BuilderConventions(World world, CancellationToken cancel)
    {
        _world = world;
        _cancel = cancel;
    }

    private bool _isOpen;

    /// <summary>What is said of the builder that an expression makes, in the places given around it.</summary>
    public static EndpointMetadata Of(IOperation made, ImmutableArray<EndpointMetadata> around, World world, CancellationToken cancel)
    {
        var conventions = new BuilderConventions(world, cancel);
        if (Call.From(made) is { } call && !RouteBuilders.IsFramework(call))
            conventions.FollowWrapper(call);
        conventions.Follow(made, depth: 0);
        return new EndpointMetadata(conventions._items.ToImmutable(), around, conventions._isOpen);
    }

    /// <summary>A method of the project that maps for its caller: what it says of the endpoint it makes.</summary>
    private void FollowWrapper(Call call)
    {
        var inner = Code.CallsIn(_world.BodyOf(call.Method, _cancel)).Where(made => Array.IndexOf(RouteBuilders.Mappings, made.Name) >= 0).ToArray();
        _isOpen |= inner.Length == 0;
        foreach (var made in inner)
            Follow(made.Operation, depth: 1, leavesToCallers: false);
    }

    private void Follow(IOperation builder, int depth, bool leavesToCallers = true)
    {
        var end = builder;
        while (Taker(end) is { } next && next.Receiver == Values.Unwrap(end))
        {
            if (!RouteBuilders.IsConvention(next))
            {
                HandOver(next, end, depth);
                return;
            }

            Add(next, depth);
            end = next.Operation;
        }

        switch (Code.UserOf(end))
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                FollowLocal(local, end, depth, leavesToCallers);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                FollowLocal(local, end, depth, leavesToCallers);
                break;
            case IAssignmentOperation { Target: not IDiscardOperation }:
                _isOpen = true;
                break;
            case IArgumentOperation:
                if (Taker(end) is { } taker)
                    HandOver(taker, end, depth);
                break;
            case IReturnOperation exit when leavesToCallers:
                FollowToCallers(exit, depth);
                break;
        }
    }

    /// <summary>The call that the builder is given to, as receiver or argument.</summary>
    private static Call? Taker(IOperation builder) =>
        Call.From(Code.UserOf(builder) is IArgumentOperation argument ? argument.Parent : Code.UserOf(builder));

    private void FollowLocal(ILocalSymbol local, IOperation place, int depth, bool leavesToCallers)
    {
        if (depth > MaxDepth)
            return;
        foreach (var reference in Code.Within(Code.Root(place)).OfType<ILocalReferenceOperation>())
        {
            if (Code.IsSame(reference.Local, local) && reference.Parent is not IAssignmentOperation)
                Follow(reference, depth + 1, leavesToCallers);
        }
    }

    private void FollowToCallers(IOperation exit, int depth)
    {
        // A lambda's result goes to a framework method; a function's to its callers.
        if (Code.Ancestors(exit).Any(ancestor => ancestor is IAnonymousFunctionOperation))
            return;
        if (depth > MaxDepth || MethodAround(exit) is not { } method || CallSites.Of(_world, _cancel).CallersOf(method, _cancel) is not { Count: > 0 } callers)
        {
            _isOpen = true;
            return;
        }

        foreach (var caller in callers)
            Follow(caller.Operation, depth + 1);
    }

    private IMethodSymbol? MethodAround(IOperation operation) =>
        _world.ModelFor(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart, _cancel) as IMethodSymbol;

    private void Add(Call convention, int depth)
    {
        _items.AddRange(MetadataItems.Of(convention));
        if (!RouteBuilders.IsFramework(convention) && !FollowInto(convention, depth))
            _isOpen = true;
    }

    /// <summary>A call that gets the builder and may tell it something; the framework's own only map on it, and so does one that sees a route builder.</summary>
    private void HandOver(Call call, IOperation builder, int depth)
    {
        var taken = call.Operation.Arguments.FirstOrDefault(argument => Values.Unwrap(argument.Value) == Values.Unwrap(builder))?.Parameter;
        if (taken is not null && !RouteBuilders.Conventions.IsBaseOf(taken.Type))
            return;
        if (!RouteBuilders.IsFramework(call) && !FollowInto(call, depth) && !RouteBuilders.IsMapping(call.Name))
            _isOpen = true;
    }

    /// <summary>Reads what a function of the project says of the builder that it gets; false when it isn't here.</summary>
    private bool FollowInto(Call call, int depth)
    {
        if (depth > MaxDepth || _world.BodyOf(call.Method, _cancel) is not { } body)
            return false;
        foreach (var reference in Code.Within(body).OfType<IParameterReferenceOperation>())
        {
            if (TakesBuilder(reference.Parameter) && Code.IsSame(reference.Parameter.ContainingSymbol, call.Method.OriginalDefinition))
                Follow(reference, depth + 1, leavesToCallers: false);
        }

        return true;
    }

    private static bool TakesBuilder(IParameterSymbol parameter) =>
        RouteBuilders.Builder.IsBaseOf(parameter.Type) || RouteBuilders.Conventions.IsBaseOf(parameter.Type);
}
