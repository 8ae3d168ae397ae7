using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Finds the strategies behind an expression: a Polly 8 pipeline, a Polly 7 policy, or a key under which one is registered.</summary>
internal static class Pipelines
{
    /// <summary>Words that rules about pipelines look up.</summary>
    public static readonly string[] Lookups = ["AddResiliencePipeline"];

    public static readonly TypeName[] PipelineTypes = [new("Polly.ResiliencePipeline"), new("Polly.ResiliencePipeline`1")];

    private static readonly TypeName[] BuilderTypes = [new("Polly.ResiliencePipelineBuilder"), new("Polly.ResiliencePipelineBuilder`1"), new("Polly.ResiliencePipelineBuilderBase")];
    /// <summary>Methods that make a builder and have a delegate fill it.</summary>
    private static readonly string[] Fillers = ["AddResiliencePipeline", "AddResilienceHandler", "GetOrAddPipeline", "TryAddBuilder"];

    private static readonly TypeName ProviderType = new("Polly.Registry.ResiliencePipelineProvider`1");

    /// <summary>The strategies that calls through the expression run in; null when the compilation doesn't show them.</summary>
    public static Pipeline? Behind(IOperation? expression, World world, CancellationToken cancel) =>
        Held.ValueOf(expression, world, cancel) switch
        {
            null => null,
            var value when Call.From(value) is { } call =>
                call.Name is "Build" && BuilderTypes.AnyIs(call.Receiver?.Type) ? OfBuild(call, world, cancel)
                : call.Name is "GetPipeline" && ProviderType.IsBaseOf(call.Receiver?.Type) ? Registered(call, world, cancel)
                : Policies.Of(value, world, cancel),
            var value => Policies.Of(value, world, cancel),
        };

    /// <summary>What a delegate adds to the builder that it gets as its first parameter.</summary>
    public static Pipeline OfDelegate(IOperation? configure, World world, CancellationToken cancel)
    {
        var (method, body) = configure switch
        {
            IAnonymousFunctionOperation lambda => (lambda.Symbol, (IOperation?)lambda.Body),
            IMethodReferenceOperation reference => (reference.Method, world.BodyOf(reference.Method, cancel)),
            _ => (null, null),
        };
        return body is not null && method is { Parameters: [var builder, ..] } ? new Pipeline([.. AddedTo(builder, body, world, cancel)])
            : configure is null ? Pipeline.Empty
            : new Pipeline([new Strategy(StrategyKind.Unknown, configure)]);
    }

    /// <summary>
    /// The pipeline that a call of <c>Add…</c> on a builder belongs to, with everything else that is added there; something
    /// unknown at its end where other code may add more.
    /// </summary>
    public static Pipeline? Holding(Call add, World world, CancellationToken cancel)
    {
        if (!BuilderTypes.AnyIsBaseOf(add.Receiver?.Type) && !BuilderTypes.AnyIsBaseOf(add.Operation.Type))
            return null;
        var holder = HolderOf(add);
        var strategies = holder is null
            ? add.ChainUpwards().Reverse().Concat(add.ChainDownwards()).TakeWhile(call => call.Name != "Build").Select(call => Strategies.From(call, world, cancel))
            : AddedTo(holder, holder is IParameterSymbol ? Code.EnclosingBody(add.Operation) : Code.Root(add.Operation), world, cancel);
        return new Pipeline([.. strategies, .. IsFilledHere(holder, add) ? (IEnumerable<Strategy>)[] : [new Strategy(StrategyKind.Unknown, add.Operation)]]);
    }

    /// <summary>The name of the builder that is added to: the one before the chain, or the local that the chain makes.</summary>
    private static ISymbol? HolderOf(Call add) =>
        Code.SymbolOf(add.ChainUpwards().Last().Receiver)
        ?? (Code.UserOf(EndOf(add)) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } && BuilderTypes.AnyIsBaseOf(local.Type) ? local : null);

    private static IOperation EndOf(Call call) => (call.ChainDownwards().LastOrDefault() ?? call).Operation;

    /// <summary>True when no other code can add to the builder: it is built here, or given to a delegate that alone fills it.</summary>
    private static bool IsFilledHere(ISymbol? holder, Call add) => holder switch
    {
        null => add.ChainDownwards().Any(call => call.Name == "Build"),
        IParameterSymbol => Code.EnclosingBody(add.Operation) is IAnonymousFunctionOperation lambda
            && Code.UserOf(lambda) is IArgumentOperation { Parent: var taker } && Call.From(taker) is { } call && Array.IndexOf(Fillers, call.Name) >= 0,
        ILocalSymbol => Code.Within(Code.Root(add.Operation)).OfType<ILocalReferenceOperation>().Where(use => Code.IsSame(use.Local, holder)).All(use => !IsPassedOn(use)),
        _ => false,
    };

    /// <summary>The builder, or what a chain that begins at it returns, goes elsewhere: into a result, another variable, a field.</summary>
    private static bool IsPassedOn(ILocalReferenceOperation builder)
    {
        var user = Code.UserOf(builder) is IArgumentOperation argument ? argument.Parent : Code.UserOf(builder);
        if (Call.From(user) is not { } first || first.Receiver != builder)
            return true;
        var end = EndOf(first);
        return BuilderTypes.AnyIsBaseOf(end.Type) && Code.UserOf(end) is not IExpressionStatementOperation;
    }

    /// <summary>The pipeline that a call of <c>Build</c> makes, with everything added to the builder before.</summary>
    public static Pipeline? OfBuild(Call build, World world, CancellationToken cancel)
    {
        var chain = build.ChainUpwards().Skip(1).Reverse().ToArray();
        var root = (chain.FirstOrDefault() ?? build).Receiver;
        return Code.SymbolOf(root) switch
        {
            ILocalSymbol builder => new Pipeline([.. AddedTo(builder, Code.Root(build.Operation), world, cancel)]),
            null when root is IObjectCreationOperation => new Pipeline([.. chain.Select(add => Strategies.From(add, world, cancel))]),
            _ => null,
        };
    }

    private static IEnumerable<Strategy> AddedTo(ISymbol builder, IOperation body, World world, CancellationToken cancel)
    {
        // The builder's own chain, then what is called on the name that holds it.
        var calls = Code.CallsIn(body).Where(call => Code.IsSame(RootOf(call), builder)).ToList();
        if (builder is ILocalSymbol && Code.Within(body).OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => Code.IsSame(declarator.Symbol, builder))?.Initializer?.Value is { } initial)
            calls.AddRange(Call.From(Values.Unwrap(initial))?.ChainUpwards() ?? []);
        foreach (var call in calls.OrderBy(call => call.NameLocation.SourceSpan.Start))
        {
            if (call.Name is "Build" or "ToString" || !call.Name.StartsWith("Add", StringComparison.Ordinal) && !BuilderTypes.AnyIsBaseOf(call.Operation.Type))
                continue;
            yield return IsConditional(call.Operation, body) ? new Strategy(StrategyKind.Unknown, call.Operation) : Strategies.From(call, world, cancel);
        }

        // Handed to other code, which may add more.
        foreach (var argument in Code.Within(body).OfType<IArgumentOperation>())
        {
            if (Code.IsSame(Code.SymbolOf(argument.Value), builder) && Call.From(argument.Parent) is { } call && !Code.IsSame(Code.SymbolOf(call.Receiver), builder))
                yield return new Strategy(StrategyKind.Unknown, argument);
        }
    }

    private static ISymbol? RootOf(Call call) => Code.SymbolOf(call.ChainUpwards().Last().Receiver);

    private static bool IsConditional(IOperation operation, IOperation body) =>
        Code.Ancestors(operation).TakeWhile(ancestor => ancestor != body).Any(ancestor => ancestor is IConditionalOperation or ILoopOperation or ISwitchOperation);

    /// <summary>The pipeline that <c>AddResiliencePipeline</c> registers under the key.</summary>
    private static Pipeline? Registered(Call get, World world, CancellationToken cancel)
    {
        if (Values.Constant(get.Argument("key")) is not { } key)
            return null;
        var registrations = world.CallsOf("AddResiliencePipeline", cancel).Where(add => key.Equals(Values.Constant(add.Argument("key")))).ToArray();
        return registrations is [var only] && only.Argument("configure") is { } configure ? OfDelegate(configure, world, cancel) : null;
    }
}
