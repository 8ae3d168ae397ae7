using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

internal enum ResilienceForm
{
    /// <summary><c>AddStandardResilienceHandler</c>.</summary>
    Standard,

    /// <summary><c>AddStandardHedgingHandler</c>.</summary>
    Hedging,

    /// <summary><c>AddResilienceHandler</c> with a pipeline of its own.</summary>
    Custom,

    /// <summary>A Polly 7 policy.</summary>
    Policy,
}

/// <summary>A resilience handler on an HTTP client's builder, with the pipeline that it runs each request in.</summary>
internal sealed class ResilienceHandler
{
    /// <summary>Builder methods that add one.</summary>
    public static readonly string[] Names =
        ["AddStandardResilienceHandler", "AddStandardHedgingHandler", "AddResilienceHandler", "AddPolicyHandler", "AddPolicyHandlerFromRegistry", "AddTransientHttpErrorPolicy"];

    /// <summary>Words that the handlers' numbers are looked up by.</summary>
    public static readonly string[] Lookups = ["HttpStandardResilienceOptions", "HttpStandardHedgingResilienceOptions", .. Pipelines.Lookups];

    // Defaults of Microsoft.Extensions.Http.Resilience 10.11, measured.
    public static readonly TimeSpan DefaultAttemptLimit = TimeSpan.FromSeconds(10);

    private static readonly TypeName[] Classes =
        [new("Microsoft.Extensions.DependencyInjection.ResilienceHttpClientBuilderExtensions"), new("Microsoft.Extensions.DependencyInjection.PollyHttpClientBuilderExtensions")];

    private ResilienceHandler(Call add, ResilienceForm form, Pipeline pipeline)
    {
        Add = add;
        Form = form;
        Pipeline = pipeline;
    }

    public Call Add { get; }

    public ResilienceForm Form { get; }

    public Pipeline Pipeline { get; }

    /// <summary>The standard and the hedging handler switch HttpClient.Timeout off and limit the time themselves.</summary>
    public bool ReplacesClientTimeout => Form is ResilienceForm.Standard or ResilienceForm.Hedging;

    /// <summary>What the handler is called in messages.</summary>
    public string Description => Form switch
    {
        ResilienceForm.Standard => "the standard resilience handler",
        ResilienceForm.Hedging => "the standard hedging handler",
        ResilienceForm.Custom => "this resilience handler",
        _ => "this policy",
    };

    public static ResilienceHandler? From(Call add, World world, CancellationToken cancel)
    {
        if (!add.IsOn(Classes))
            return null;
        return add.Name switch
        {
            "AddStandardResilienceHandler" => new(add, ResilienceForm.Standard, Standard(add, world, cancel)),
            "AddStandardHedgingHandler" => new(add, ResilienceForm.Hedging, Hedging(add, world, cancel)),
            "AddResilienceHandler" => new(add, ResilienceForm.Custom, Pipelines.OfDelegate(add.Argument("configure"), world, cancel)),
            "AddPolicyHandler" or "AddTransientHttpErrorPolicy" => new(add, ResilienceForm.Policy, OfPolicy(add, world, cancel)),
            "AddPolicyHandlerFromRegistry" => new(add, ResilienceForm.Policy, Unknown(add)),
            _ => null,
        };
    }

    private static Pipeline Standard(Call add, World world, CancellationToken cancel)
    {
        var settings = SettingsOf(add, world, cancel);
        var site = add.Operation;
        return new Pipeline(
        [
            new Strategy(StrategyKind.Limiter, site),
            new Strategy(StrategyKind.Timeout, site) { Limit = LimitOf(settings, "TotalRequestTimeout", Strategies.DefaultLimit, world, cancel) },
            Strategies.Retry(settings, "Retry.", isHttp: true, site, world, cancel),
            new Strategy(StrategyKind.CircuitBreaker, site) { Sampling = settings.Time("CircuitBreaker.SamplingDuration", Strategies.DefaultSampling, world, cancel) },
            new Strategy(StrategyKind.Timeout, site) { Limit = LimitOf(settings, "AttemptTimeout", DefaultAttemptLimit, world, cancel) },
        ]);
    }

    private static Pipeline Hedging(Call add, World world, CancellationToken cancel)
    {
        var settings = SettingsOf(add, world, cancel);
        var site = add.Operation;
        return new Pipeline(
        [
            new Strategy(StrategyKind.Timeout, site) { Limit = LimitOf(settings, "TotalRequestTimeout", Strategies.DefaultLimit, world, cancel) },
            Strategies.Hedging(settings, "Hedging.", site, world, cancel),
            new Strategy(StrategyKind.Limiter, site),
            new Strategy(StrategyKind.CircuitBreaker, site) { Sampling = settings.Time("Endpoint.CircuitBreaker.SamplingDuration", Strategies.DefaultSampling, world, cancel) },
            new Strategy(StrategyKind.Timeout, site) { Limit = LimitOf(settings, "Endpoint.Timeout", DefaultAttemptLimit, world, cancel) },
        ]);
    }

    private static Setting<TimeSpan> LimitOf(Settings settings, string part, TimeSpan whenLeft, World world, CancellationToken cancel) =>
        settings.Sets(part + ".TimeoutGenerator") ? default : settings.Time(part + ".Timeout", whenLeft, world, cancel);

    /// <summary>What the call itself and each <c>Configure</c> after it set, in order.</summary>
    private static Settings SettingsOf(Call add, World world, CancellationToken cancel)
    {
        var isHedging = add.Name == "AddStandardHedgingHandler";
        var later = add.ChainDownwards().Where(call => call.Name == "Configure").Select(call => call.Argument("configure") ?? call.Operation);
        var delegates = isHedging || !add.Arguments.Any() ? later : later.Prepend(add.Argument("configure") ?? add.Operation);
        var options = isHedging ? Lookups[1] : Lookups[0];
        return Settings.FilledBy(IsConfiguredElsewhere(options, world, cancel) ? delegates.Append(null) : delegates, world, cancel);
    }

    /// <summary><c>services.Configure&lt;HttpStandardResilienceOptions&gt;(…)</c> and its like: any client's numbers may come from there.</summary>
    private static bool IsConfiguredElsewhere(string options, World world, CancellationToken cancel) =>
        world.NodesOf(options, Shape.Mention, cancel).Any(node => node.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.TypeArgumentListSyntax { Parent: Microsoft.CodeAnalysis.CSharp.Syntax.GenericNameSyntax });

    private static Pipeline OfPolicy(Call add, World world, CancellationToken cancel)
    {
        var policy = add.Argument("policy") ?? add.Argument("configurePolicy") ?? add.Argument("policySelector");
        if (policy is null)
            return Unknown(add);
        if (policy is IAnonymousFunctionOperation lambda)
            return (Selects(lambda) ? null : Policies.Of(Held.OnlyReturnOf(lambda.Body), world, cancel)) ?? Unknown(add);
        return Policies.Of(policy, world, cancel) ?? Unknown(add);
    }

    /// <summary>True when the delegate looks at the request, so that it may leave unsafe ones alone.</summary>
    private static bool Selects(IAnonymousFunctionOperation lambda) =>
        Code.Within(lambda.Body).OfType<IParameterReferenceOperation>().Any(use => use.Parameter.Type.Name == "HttpRequestMessage");

    private static Pipeline Unknown(Call add) => new([new Strategy(StrategyKind.Unknown, add.Operation)]);
}
