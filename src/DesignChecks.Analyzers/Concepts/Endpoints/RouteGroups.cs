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
    private readonly ConcurrentDictionary<ISymbol, RouteGroup> _bySymbol = new(SymbolEqualityComparer.Default);

    public static RouteGroups Of(World world, CancellationToken cancel) => world.Concept((world, _) => new RouteGroups(world), cancel);

    public RouteGroup Behind(IOperation? builder, CancellationToken cancel) => Behind(builder, new Search(cancel));

    private RouteGroup Behind(IOperation? builder, Search search)
    {
        if (builder is null)
            return RouteGroup.Unknown;
        var source = Values.Unwrap(builder);
        if (RouteBuilders.Roots.AnyIs(source.Type))
            return RouteGroup.Root;
        return source switch
        {
            ILocalReferenceOperation local => BehindSymbol(local.Local, search, () => Behind(Code.OnlyValueOf(local), search)),
            IParameterReferenceOperation { Parameter: var parameter } when FunctionOf(parameter, source, search.Cancel) is { } function =>
                BehindSymbol(Call.IsExtensionBlock(parameter.ContainingSymbol) ? function : parameter, search, () => BehindParameter(parameter, function, source, search)),
            IInvocationOperation call when Call.From(call) is { } made => BehindCall(made, search),
            _ => RouteGroup.Unknown,
        };
    }

    private RouteGroup BehindSymbol(ISymbol symbol, Search search, Func<RouteGroup> find)
    {
        if (_bySymbol.TryGetValue(symbol, out var known))
            return known;
        if (!search.Enter(symbol))
            return RouteGroup.Unknown;
        var group = find();
        search.Leave(symbol);
        // What was found on the way around a function that calls itself isn't the whole answer.
        return search.WasCut ? group : _bySymbol.GetOrAdd(symbol, group);
    }

    private RouteGroup BehindCall(Call call, Search search)
    {
        if (Array.IndexOf(RouteBuilders.Groups, call.Name) >= 0 && RouteBuilders.IsFramework(call))
        {
            var parent = Behind(call.Receiver, search);
            var prefix = call.Name == "MapGroup" ? RouteText.Join(parent.Prefix, Values.Text(call.Argument("prefix"))) : parent.Prefix;
            return new RouteGroup(prefix, BuilderConventions.Of(call.Operation, ImmutableArray.Create(parent.Metadata), world, search.Cancel));
        }

        if (RouteBuilders.IsConvention(call) && RouteBuilders.IsFramework(call))
            return Behind(call.Receiver, search);
        return BehindOwnCall(call, search);
    }

    /// <summary>A function of the project that gives a builder back: the one it got, or one that it made.</summary>
    private RouteGroup BehindOwnCall(Call call, Search search)
    {
        var returned = Code.RunBy(world.BodyOf(call.Method, search.Cancel)).OfType<IReturnOperation>().Select(exit => exit.ReturnedValue).OfType<IOperation>().ToArray();
        if (returned.Length != 1)
            return RouteBuilders.IsConvention(call) ? Behind(call.Receiver, search) : RouteGroup.Unknown;
        var bottom = Bottom(returned[0]);
        if (bottom is IParameterReferenceOperation { Parameter: var parameter } && call.Declares(parameter))
            return Behind(call.Given(parameter), search);
        if (!search.Enter(call.Method.OriginalDefinition))
            return RouteGroup.Unknown;
        var made = Behind(returned[0], search);
        search.Leave(call.Method.OriginalDefinition);
        return made;
    }

    /// <summary>The builder under conventions: <c>group</c> of <c>group.WithTags("x").RequireAuthorization()</c>.</summary>
    private static IOperation Bottom(IOperation builder)
    {
        var current = Values.Unwrap(builder);
        while (Call.From(current) is { Receiver: { } receiver } call && RouteBuilders.IsConvention(call))
            current = receiver;
        return current;
    }

    private RouteGroup BehindParameter(IParameterSymbol parameter, IMethodSymbol function, IOperation reference, Search search)
    {
        if (function.MethodKind == MethodKind.AnonymousFunction)
            return IsGivenTo("UseEndpoints", function, reference) ? RouteGroup.Root : RouteGroup.Unknown;
        return Agreed(Callers(function, parameter, search.Cancel).Select(builder => Behind(builder, search)).ToArray());
    }

    /// <summary>The function that gets a parameter; that of an extension block belongs to each member in it.</summary>
    private IMethodSymbol? FunctionOf(IParameterSymbol parameter, IOperation reference, CancellationToken cancel) =>
        parameter.ContainingSymbol as IMethodSymbol
        ?? (Call.IsExtensionBlock(parameter.ContainingSymbol) ? MemberAround(world.ModelFor(reference.Syntax.SyntaxTree).GetEnclosingSymbol(reference.Syntax.SpanStart, cancel), parameter) : null);

    private static IMethodSymbol? MemberAround(ISymbol? symbol, IParameterSymbol parameter)
    {
        while (symbol is not null && !Code.IsSame(symbol.ContainingSymbol, parameter.ContainingSymbol))
            symbol = symbol.ContainingSymbol;
        return symbol as IMethodSymbol;
    }

    private IEnumerable<IOperation?> Callers(IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancel)
    {
        // Carter calls the modules with the builder that MapCarter got.
        if (method.Name == "AddRoutes" && method.ContainingType.AllInterfaces.Any(RouteBuilders.CarterModule.Is))
            return world.CallsOf("MapCarter", cancel).Select(call => call.Receiver);
        return CallSites.Of(world, cancel).CallersOf(method, cancel).Select(call => call.Declares(parameter)
            ? call.Given(parameter)
            : call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value);
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

    /// <summary>The locals, parameters and functions that one question has led into: functions may hand a builder round in a circle.</summary>
    private sealed class Search(CancellationToken cancel)
    {
        private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

        public CancellationToken Cancel { get; } = cancel;

        public bool WasCut { get; private set; }

        public bool Enter(ISymbol symbol)
        {
            WasCut |= _open.Contains(symbol);
            return _open.Add(symbol);
        }

        public void Leave(ISymbol symbol) => _open.Remove(symbol);
    }
}
