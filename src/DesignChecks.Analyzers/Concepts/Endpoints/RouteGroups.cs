using System.Collections.Concurrent;
using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Where endpoints are mapped: the application itself, a group, a versioned API.</summary>
/// <param name="Prefix">The route of the group and its parents; null when unknown.</param>
internal sealed record RouteGroup(string? Prefix, EndpointMetadata Metadata)
{
    public static readonly RouteGroup Root = new("/", EndpointMetadata.None);
    public static readonly RouteGroup Unknown = new(null, EndpointMetadata.Open);
}

/// <summary>Finds the group behind a route builder: through locals, and through parameters to the callers that fill them.</summary>
internal sealed class RouteGroups(World world)
{
    private const int MaxDepth = 6;

    private readonly ConcurrentDictionary<ISymbol, RouteGroup> _bySymbol = new(SymbolEqualityComparer.Default);

    public static RouteGroups Of(World world, CancellationToken cancel) => world.Concept((world, _) => new RouteGroups(world), cancel);

    public RouteGroup Behind(IOperation? builder, CancellationToken cancel) => Behind(builder, cancel, depth: 0);

    private RouteGroup Behind(IOperation? builder, CancellationToken cancel, int depth)
    {
        if (builder is null || depth > MaxDepth)
            return RouteGroup.Unknown;
        var source = Values.Unwrap(builder);
        if (RouteBuilders.Roots.AnyIs(source.Type))
            return RouteGroup.Root;
        switch (source)
        {
            case ILocalReferenceOperation local:
                if (!_bySymbol.TryGetValue(local.Local, out var group))
                    group = _bySymbol.GetOrAdd(local.Local, Behind(Code.OnlyValueOf(local), cancel, depth + 1));
                return group;
            case IParameterReferenceOperation { Parameter: var parameter }:
                if (!_bySymbol.TryGetValue(parameter, out group))
                    group = _bySymbol.GetOrAdd(parameter, BehindParameter(parameter, source, cancel, depth + 1));
                return group;
            case IInvocationOperation call when Call.From(call) is { } made:
                return BehindCall(made, cancel, depth + 1);
            default:
                return RouteGroup.Unknown;
        }
    }

    private RouteGroup BehindCall(Call call, CancellationToken cancel, int depth)
    {
        if (Array.IndexOf(RouteBuilders.Groups, call.Name) >= 0 && RouteBuilders.IsFramework(call))
        {
            var parent = Behind(call.Receiver, cancel, depth);
            var prefix = call.Name == "MapGroup" ? RouteText.Join(parent.Prefix, Values.Text(call.Argument("prefix"))) : parent.Prefix;
            return new RouteGroup(prefix, BuilderConventions.Of(call.Operation, ImmutableArray.Create(parent.Metadata), world, cancel));
        }

        if (RouteBuilders.IsConvention(call) && RouteBuilders.IsFramework(call))
            return Behind(call.Receiver, cancel, depth);
        return BehindOwnCall(call, cancel, depth);
    }

    /// <summary>A function of the project that gives a builder back: the one it got, or one that it made.</summary>
    private RouteGroup BehindOwnCall(Call call, CancellationToken cancel, int depth)
    {
        var returned = Code.RunBy(world.BodyOf(call.Method, cancel)).OfType<IReturnOperation>().Select(exit => exit.ReturnedValue).OfType<IOperation>().ToArray();
        if (returned.Length != 1)
            return RouteBuilders.IsConvention(call) ? Behind(call.Receiver, cancel, depth) : RouteGroup.Unknown;
        var bottom = Bottom(returned[0]);
        return bottom is IParameterReferenceOperation { Parameter: var parameter } && Code.IsSame(parameter.ContainingSymbol, call.Method.OriginalDefinition)
            ? Behind(call.Argument(parameter.Name), cancel, depth)
            : Behind(returned[0], cancel, depth);
    }

    /// <summary>The builder under conventions: <c>group</c> of <c>group.WithTags("x").RequireAuthorization()</c>.</summary>
    private static IOperation Bottom(IOperation builder)
    {
        var current = Values.Unwrap(builder);
        while (Call.From(current) is { Receiver: { } receiver } call && RouteBuilders.IsConvention(call))
            current = receiver;
        return current;
    }

    private RouteGroup BehindParameter(IParameterSymbol parameter, IOperation reference, CancellationToken cancel, int depth)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return RouteGroup.Unknown;
        if (method.MethodKind == MethodKind.AnonymousFunction)
            return IsGivenTo("UseEndpoints", method, reference) ? RouteGroup.Root : RouteGroup.Unknown;
        var builders = Callers(method, parameter, cancel);
        return Agreed(builders.Select(builder => Behind(builder, cancel, depth)).ToArray());
    }

    private IEnumerable<IOperation?> Callers(IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancel)
    {
        // Carter calls the modules with the builder that MapCarter got.
        if (method.Name == "AddRoutes" && method.ContainingType.AllInterfaces.Any(RouteBuilders.CarterModule.Is))
            return world.CallsOf("MapCarter", cancel).Select(call => call.Receiver);
        return CallSites.Of(world, cancel).CallersOf(method, cancel)
            .Select(call => call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value);
    }

    private static bool IsGivenTo(string name, IMethodSymbol lambda, IOperation inside) =>
        Code.Ancestors(inside).OfType<IAnonymousFunctionOperation>().FirstOrDefault(function => Code.IsSame(function.Symbol, lambda)) is { } function
        && Code.UserOf(function) is IArgumentOperation { Parent: IInvocationOperation call } && call.TargetMethod.Name == name;

    /// <summary>One group from those of all callers: a prefix that is the same for all, and metadata in which they must agree.</summary>
    private static RouteGroup Agreed(RouteGroup[] groups)
    {
        if (groups.Length <= 1)
            return groups.Length == 1 ? groups[0] : RouteGroup.Unknown;
        var prefix = Array.TrueForAll(groups, group => group.Prefix == groups[0].Prefix) ? groups[0].Prefix : null;
        return new RouteGroup(prefix, new EndpointMetadata(ImmutableArray<MetadataItem>.Empty, groups.Select(group => group.Metadata).ToImmutableArray(), isOpen: false));
    }
}
