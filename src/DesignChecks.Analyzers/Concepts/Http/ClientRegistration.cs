using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>
/// One <c>AddHttpClient(…)</c> with everything that its builder is told, in order: in the chain, or on the variable that
/// holds the builder.
/// </summary>
internal sealed class ClientRegistration
{
    /// <summary>Words that rules about registrations look up.</summary>
    public static readonly string[] Words = ["AddHttpClient", "ConfigureHttpClientDefaults", "CreateClient", "AddServiceDefaults", "AddBasicServiceDefaults", .. ResilienceHandler.Lookups];

    private static readonly TypeName Extensions = new("Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions");
    private static readonly TypeName RefitExtensions = new("Refit.HttpClientFactoryExtensions");

    private readonly World _world;
    private readonly CancellationToken _cancel;

    private ClientRegistration(Call add, IReadOnlyList<Call> builderCalls, World world, CancellationToken cancel)
    {
        Add = add;
        BuilderCalls = builderCalls;
        _world = world;
        _cancel = cancel;
    }

    public Call Add { get; }

    /// <summary>The calls on the builder, in the order of the text.</summary>
    public IReadOnlyList<Call> BuilderCalls { get; }

    /// <summary>True when the builder is told something that doesn't bind, while it is typed or because a package is missing: that may be anything.</summary>
    public bool IsHalfTyped { get; private init; }

    /// <summary>The name of a named client; null for typed ones and names that aren't constant.</summary>
    public string? Name => Values.Text(Add.Argument("name"));

    /// <summary>The class that gets the client: the implementation where two types are given.</summary>
    public INamedTypeSymbol? TypedClient => Add.Method.TypeArguments.LastOrDefault() as INamedTypeSymbol;

    /// <summary><c>AddHttpClient()</c> without name or type registers the factory, not a client.</summary>
    public bool IsFactoryOnly => Add.Method.TypeArguments.IsEmpty && !Add.HasParameter("name");

    /// <summary>A name that isn't constant: what else is said of that client can't be found.</summary>
    public bool IsNameHidden => TypedClient is null && Add.Argument("name") is not null && Name is null;

    public static ClientRegistration? From(Call call, World world, CancellationToken cancel) =>
        call.Name == "AddHttpClient" && call.IsOn(Extensions) || call.Name == "AddRefitClient" && call.IsOn(RefitExtensions)
            ? new ClientRegistration(call, CallsOnBuilder(call, out var isHalfTyped), world, cancel) { IsHalfTyped = isHalfTyped }
            : null;

    /// <summary>The registration that a call on its builder belongs to; null when the builder comes from elsewhere.</summary>
    public static ClientRegistration? Around(Call onBuilder, World world, CancellationToken cancel)
    {
        var root = onBuilder.ChainUpwards().Last();
        if (From(root, world, cancel) is { } registration)
            return registration;
        // The chain starts at a variable that holds the builder: AddHttpClient stands where it is declared.
        return root.Receiver is ILocalReferenceOperation builder && Call.From(Code.OnlyValueOf(builder)) is { } held
            ? From(held.ChainUpwards().Last(), world, cancel) ?? From(held, world, cancel)
            : null;
    }

    /// <summary>The only registration of a typed client; null when there is none or more.</summary>
    public static ClientRegistration? Of(INamedTypeSymbol typedClient, World world, CancellationToken cancel) =>
        All(world, cancel).Where(registration => Code.IsSame(registration.TypedClient, typedClient)).Take(2).ToArray() is [var only] ? only : null;

    /// <summary>The registration of the client that sends a request: a typed client's own, or that of the name it was created by.</summary>
    public static ClientRegistration? OfSender(HttpSend send, World world, CancellationToken cancel) => Held.ValueOf(send.Call.Receiver, world, cancel) switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } => Of(constructor.ContainingType, world, cancel),
        IInvocationOperation { TargetMethod.Name: "CreateClient" } create when Values.Text(Call.From(create)?.Argument("name")) is { } name =>
            All(world, cancel).Where(registration => registration.Name == name).Take(2).ToArray() is [var only] ? only : null,
        _ => null,
    };

    /// <summary>Every client that the compilation registers by name or type.</summary>
    public static IEnumerable<ClientRegistration> All(World world, CancellationToken cancel) =>
        world.CallsOf("AddHttpClient", cancel).Select(call => From(call, world, cancel)).OfType<ClientRegistration>().Where(registration => !registration.IsFactoryOnly);

    /// <summary>The resilience handlers of the client's own builder, the outermost first.</summary>
    public IEnumerable<ResilienceHandler> Handlers() => HandlersIn(BuilderCalls);

    /// <summary>The handlers that a request of the client goes through, those of the defaults included; <c>RemoveAllResilienceHandlers</c> takes away what was added before it.</summary>
    public IEnumerable<ResilienceHandler> AllHandlers(ClientDefaults defaults)
    {
        var calls = BuilderCalls.ToList();
        var cleared = calls.FindLastIndex(call => call.Name == "RemoveAllResilienceHandlers");
        return cleared < 0 ? defaults.Handlers.Concat(Handlers()) : HandlersIn(calls.Skip(cleared + 1));
    }

    private IEnumerable<ResilienceHandler> HandlersIn(IEnumerable<Call> calls) => calls.Select(call => ResilienceHandler.From(call, _world, _cancel)).OfType<ResilienceHandler>();

    public bool HasResilience => BuilderCalls.Any(call => Array.IndexOf(ResilienceHandler.Names, call.Name) >= 0);

    /// <summary>Whether a time limit of its own applies to the client, wherever the compilation shows it.</summary>
    public Answer HasTimeLimit(NameList timeoutHandlers) =>
        FirstSure(ConfigureDelegates().Select(SetsTimeout).Append(HandlersLimitTime(timeoutHandlers)).Append(UsersLimitTime()));

    /// <summary>Whether a handler of the builder limits the time of each request.</summary>
    public Answer HandlersLimitTime(NameList timeoutHandlers) =>
        HasResilience ? Answer.Yes
        : FirstSure(BuilderCalls.Select(call => LimitsTime(call, timeoutHandlers)).Append(IsHalfTyped ? Answer.Unknown : Answer.No));

    /// <summary>Yes when one says so, unknown when one is unknown, else no.</summary>
    private static Answer FirstSure(IEnumerable<Answer> answers)
    {
        var sum = Answer.No;
        foreach (var answer in answers)
        {
            if (answer == Answer.Yes)
                return Answer.Yes;
            if (answer == Answer.Unknown)
                sum = Answer.Unknown;
        }

        return sum;
    }

    /// <summary>The delegates that get the HttpClient to configure.</summary>
    public IEnumerable<IOperation> ConfigureDelegates() => Configurations().Select(configuration => configuration.Delegate);

    /// <summary>The delegates that get the HttpClient to configure, each with the call that it is given to.</summary>
    public IEnumerable<(Call Call, IOperation Delegate)> Configurations()
    {
        foreach (var call in BuilderCalls.Where(call => call.Name == "ConfigureHttpClient").Prepend(Add))
        {
            if ((call.Argument("configureClient") ?? call.Argument("factory")) is { } configure)
                yield return (call, configure);
        }
    }

    /// <summary>The bodies of the types that use the client, as far as the compilation declares them.</summary>
    public IEnumerable<SyntaxNode> Users()
    {
        if (TypedClient is { } typed)
            return typed.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_cancel));
        return Name is not { } name ? [] : _world.CallsOf("CreateClient", _cancel)
            .Where(call => Values.Text(call.Argument("name")) == name)
            .Select(call => (SyntaxNode?)call.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .OfType<SyntaxNode>()
            .Distinct();
    }

    /// <summary>The requests that the client's users send with it, each with the type it stands in.</summary>
    public IEnumerable<(HttpSend Send, SyntaxNode User)> Sends()
    {
        foreach (var user in Users())
        {
            foreach (var send in HttpSend.InType(user, _world, _cancel))
            {
                if (IsByThisClient(send))
                    yield return (send, user);
            }
        }
    }

    /// <summary>False for a request that is sent with a client of another name or with one made on the spot.</summary>
    private bool IsByThisClient(HttpSend send) => Held.ValueOf(send.Call.Receiver, _world, _cancel) switch
    {
        IObjectCreationOperation => false,
        IInvocationOperation { TargetMethod.Name: "CreateClient" } create => Name is { } name && Values.Text(Call.From(create)?.Argument("name")) == name,
        _ => TypedClient is not null,
    };

    /// <summary>The types of the handlers that the registration adds to the client.</summary>
    public IEnumerable<INamedTypeSymbol> AddedHandlers() =>
        BuilderCalls.Where(call => call.Name == "AddHttpMessageHandler").SelectMany(call => call.Method.TypeArguments).OfType<INamedTypeSymbol>();

    /// <summary>The assignment of <c>Timeout</c> in a configure delegate, when it is in plain sight.</summary>
    public static IAssignmentOperation? TimeoutIn(IOperation? body) =>
        Code.Within(body).OfType<IAssignmentOperation>().FirstOrDefault(assignment =>
            assignment.Target is IPropertyReferenceOperation { Property: { Name: "Timeout", ContainingType: var owner } } && HttpClients.ClientType.Is(owner));

    public IOperation? BodyOf(IOperation configure) => configure switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        IMethodReferenceOperation reference => _world.BodyOf(reference.Method, _cancel),
        _ => null,
    };

    private Answer SetsTimeout(IOperation configure)
    {
        if (BodyOf(configure) is not { } body)
            return Answer.Unknown;
        if (TimeoutIn(body) is not null)
            return Answer.Yes;
        if (Code.Within(body).Any(operation => operation is IInvalidOperation))
            return Answer.Unknown;
        // The client handed on to another method may get its timeout there.
        foreach (var call in Code.CallsIn(body))
        {
            if (!call.Operation.Arguments.Any(argument => HttpClients.ClientType.Is(argument.Value.Type)))
                continue;
            if (_world.BodyOf(call.Method, _cancel) is not { } inner)
                return Answer.Unknown;
            if (TimeoutIn(inner) is not null)
                return Answer.Yes;
        }

        return Answer.No;
    }

    private Answer LimitsTime(Call call, NameList timeoutHandlers)
    {
        switch (call.Name)
        {
            case "AddHttpMessageHandler":
                var handler = call.Method.TypeArguments.FirstOrDefault();
                return handler is null || (handler.DeclaringSyntaxReferences.IsEmpty && !timeoutHandlers.ContainsTypeOrBase(handler)) ? Answer.Unknown
                    : HttpClients.IsTimeoutHandler(handler, timeoutHandlers, _cancel) ? Answer.Yes
                    : Answer.No;
            case "ConfigurePrimaryHttpMessageHandler":
                return HttpClients.IsPlainHandler(call, _world, _cancel) ? Answer.No : Answer.Unknown;
            case "AddTypedClient" or "ConfigureAdditionalHttpMessageHandlers":
                return Answer.Unknown;
        }

        if (call.DeclaringType.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.DependencyInjection" && call.DeclaringType.DeclaringSyntaxReferences.IsEmpty)
            return Answer.No;
        // A team's own extension method: read it when it is here, else who knows.
        if (_world.BodyOf(call.Method, _cancel) is not { } body)
            return Answer.Unknown;
        return TimeoutIn(body) is not null || Code.CallsIn(body).Any(inner => Array.IndexOf(ResilienceHandler.Names, inner.Name) >= 0) ? Answer.Yes : Answer.Unknown;
    }

    private Answer UsersLimitTime()
    {
        if (TypedClient is { } typed && (typed.DeclaringSyntaxReferences.IsEmpty || typed.TypeKind == TypeKind.Interface))
            return Answer.Unknown;
        foreach (var user in Users())
        {
            if (HttpClients.LimitsTimeItself(user) || HttpClients.OnlyStreams(user) || HttpClients.SetsTimeout(user, _world.ModelFor(user.SyntaxTree), null, _cancel))
                return Answer.Yes;
        }

        return Answer.No;
    }

    private static List<Call> CallsOnBuilder(Call add, out bool isHalfTyped)
    {
        var calls = add.ChainDownwards().ToList();
        var end = calls.LastOrDefault()?.Operation ?? add.Operation;
        isHalfTyped = Code.UserOf(end) is IInvalidOperation;
        if (end.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var builder } })
        {
            var code = Code.Root(end);
            calls.AddRange(CallsOn(builder, code));
            isHalfTyped |= Code.Within(code).Any(use => use is ILocalReferenceOperation { Local: var local } && Code.IsSame(local, builder) && Code.UserOf(use) is IInvalidOperation);
        }

        return calls;
    }

    /// <summary>The calls of all chains that start at a name that holds a builder, in the order of the text.</summary>
    public static IEnumerable<Call> CallsOn(ISymbol builder, IOperation code) =>
        Code.CallsIn(code).Where(call => Code.IsSame(Code.SymbolOf(FirstReceiver(call)), builder)).OrderBy(call => call.NameLocation.SourceSpan.Start);

    private static IOperation? FirstReceiver(Call call) => call.ChainUpwards().Last().Receiver;
}
