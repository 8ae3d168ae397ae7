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
    private readonly World _world;
    private readonly CancellationToken _cancel;
    private readonly HashSet<IOperation> _followed = [];
    private readonly ImmutableArray<MetadataItem>.Builder _items = ImmutableArray.CreateBuilder<MetadataItem>();
    private ImmutableArray<EndpointMetadata> _around;
    private bool _isOpen;

    private BuilderConventions(ImmutableArray<EndpointMetadata> around, World world, CancellationToken cancel)
    {
        _around = around;
        _world = world;
        _cancel = cancel;
    }

    private EndpointMetadata Said => new(_items.ToImmutable(), _around, _isOpen);

    /// <summary>What is said of the builder that an expression makes, in the places given around it.</summary>
    public static EndpointMetadata Of(IOperation made, ImmutableArray<EndpointMetadata> around, World world, CancellationToken cancel)
    {
        var conventions = new BuilderConventions(around, world, cancel);
        if (Call.From(made) is { } call && !RouteBuilders.IsFramework(call))
            conventions.FollowWrapper(call);
        conventions.Follow(made, new Place(made, LeavesToCallers: true, IsConditional: false));
        return conventions.Said;
    }

    /// <summary>Where a builder has come to.</summary>
    /// <param name="Origin">What made it, in the function at hand.</param>
    /// <param name="LeavesToCallers">True when the function's callers are what it is returned to.</param>
    /// <param name="IsConditional">True when the way here is taken under a condition.</param>
    private readonly record struct Place(IOperation Origin, bool LeavesToCallers, bool IsConditional);

    /// <summary>A method of the project that maps for its caller: what it says of the endpoint it makes.</summary>
    private void FollowWrapper(Call call)
    {
        var inner = Code.CallsIn(_world.BodyOf(call.Method, _cancel)).Where(made => Array.IndexOf(RouteBuilders.Mappings, made.Name) >= 0).ToArray();
        _isOpen |= inner.Length == 0;
        foreach (var made in inner)
            Follow(made.Operation, new Place(made.Operation, LeavesToCallers: false, IsConditional: false));
    }

    private void Follow(IOperation builder, Place place)
    {
        if (!_followed.Add(builder))
            return;
        var end = builder;
        while (Taker(end) is { } next && next.Receiver == Values.Unwrap(end))
        {
            if (!RouteBuilders.IsConvention(next))
            {
                HandOver(next, end, place);
                return;
            }

            Add(next, place);
            end = next.Operation;
        }

        switch (Code.UserOf(end))
        {
            case null or IExpressionStatementOperation or IAssignmentOperation { Target: IDiscardOperation }:
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                FollowLocal(local, end, place);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                FollowLocal(local, end, place);
                break;
            case IArgumentOperation when Taker(end) is { } taker:
                HandOver(taker, end, place);
                break;
            case IArgumentOperation { Parameter.Type: var taken }:
                _isOpen |= RouteBuilders.Conventions.IsBaseOf(taken);
                break;
            case IReturnOperation exit:
                if (place.LeavesToCallers)
                    FollowToCallers(exit);
                break;
            default:
                _isOpen = true;
                break;
        }
    }

    /// <summary>The call that the builder is given to, as receiver or argument.</summary>
    private static Call? Taker(IOperation builder) =>
        Call.From(Code.UserOf(builder) is IArgumentOperation argument ? argument.Parent : Code.UserOf(builder));

    private void FollowLocal(ILocalSymbol local, IOperation end, Place place)
    {
        foreach (var reference in Code.Within(Code.Root(end)).OfType<ILocalReferenceOperation>())
        {
            if (Code.IsSame(reference.Local, local) && !(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference))
                Follow(reference, place with { IsConditional = place.IsConditional || IsUnderCondition(reference, place.Origin) });
        }
    }

    /// <summary>What the callers say: one after the other where there are several, who may not agree.</summary>
    private void FollowToCallers(IOperation exit)
    {
        // A lambda's result goes to a framework method; a function's to its callers.
        if (Code.Ancestors(exit).Any(ancestor => ancestor is IAnonymousFunctionOperation))
            return;
        var callers = MethodAround(exit) is { } method ? CallSites.Of(_world, _cancel).CallersOf(method, _cancel) : [];
        if (callers.Count == 1)
            Follow(callers[0].Operation, new Place(callers[0].Operation, LeavesToCallers: true, IsConditional: false));
        else if (callers.Count == 0)
            _isOpen = true;
        else
            _around = callers.Select(caller => Beside(caller.Operation)).ToImmutableArray();
    }

    private EndpointMetadata Beside(IOperation caller)
    {
        var conventions = new BuilderConventions(_around, _world, _cancel);
        conventions._followed.UnionWith(_followed);
        conventions.Follow(caller, new Place(caller, LeavesToCallers: true, IsConditional: false));
        return conventions.Said;
    }

    private IMethodSymbol? MethodAround(IOperation operation) =>
        _world.ModelFor(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart, _cancel) as IMethodSymbol;

    private void Add(Call convention, Place place)
    {
        _items.AddRange(MetadataItems.Of(convention).Select(item => item with { IsConditional = place.IsConditional }));
        if (!RouteBuilders.IsFramework(convention) && !FollowInto(convention, place))
            _isOpen = true;
    }

    /// <summary>A call that gets the builder and may tell it something; the framework's own only map on it, and so does one that sees a route builder.</summary>
    private void HandOver(Call call, IOperation builder, Place place)
    {
        // A lambda given to these may add any metadata.
        _isOpen |= call.Name is "Add" or "Finally" && RouteBuilders.Conventions.IsBaseOf(call.DeclaringType);
        var taken = call.Operation.Arguments.FirstOrDefault(argument => Values.Unwrap(argument.Value) == Values.Unwrap(builder))?.Parameter;
        if (taken is not null && !RouteBuilders.Conventions.IsBaseOf(taken.Type))
            return;
        if (!RouteBuilders.IsFramework(call) && !FollowInto(call, place) && !RouteBuilders.IsMapping(call.Name))
            _isOpen = true;
    }

    /// <summary>Reads what a function of the project says of the builder that it gets; false when it isn't here.</summary>
    private bool FollowInto(Call call, Place place)
    {
        if (_world.BodyOf(call.Method, _cancel) is not { } body)
            return false;
        var exits = Code.RunBy(body).OfType<IReturnOperation>().Where(exit => IsUnderCondition(exit, body)).Select(exit => exit.Syntax.Span.End).ToArray();
        foreach (var reference in Code.Within(body).OfType<IParameterReferenceOperation>())
        {
            if (!TakesBuilder(reference.Parameter) || !call.Declares(reference.Parameter))
                continue;
            var isConditional = place.IsConditional || IsUnderCondition(reference, body) || Array.Exists(exits, exit => exit <= reference.Syntax.SpanStart);
            Follow(reference, new Place(body, LeavesToCallers: false, isConditional));
        }

        return true;
    }

    /// <summary>True when a branch that doesn't hold the origin has to be taken to get there.</summary>
    private static bool IsUnderCondition(IOperation reference, IOperation origin) => Code.Ancestors(reference)
        .TakeWhile(ancestor => !Code.IsInside(origin, ancestor))
        .Any(ancestor => ancestor is IConditionalOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation or ICatchClauseOperation);

    private static bool TakesBuilder(IParameterSymbol parameter) =>
        RouteBuilders.Builder.IsBaseOf(parameter.Type) || RouteBuilders.Conventions.IsBaseOf(parameter.Type);
}
