using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.RateLimits;

/// <summary>A policy that the rate limiter's options define by name.</summary>
/// <param name="Name">The name; null when code doesn't fix it.</param>
/// <param name="Definition">The call that defines it.</param>
/// <param name="IsShared">True when all callers share one budget: <c>AddFixedWindowLimiter</c> and its like make one partition.</param>
internal sealed record LimiterPolicy(string? Name, Call Definition, bool IsShared)
{
    /// <summary>Extension methods of <c>RateLimiterOptions</c> that make one limiter for a name (source: RateLimiterOptionsExtensions).</summary>
    public static readonly string[] SharedLimiters = ["AddFixedWindowLimiter", "AddSlidingWindowLimiter", "AddTokenBucketLimiter", "AddConcurrencyLimiter"];

    public static readonly string[] Words = [.. SharedLimiters, "AddPolicy"];

    private static readonly TypeName Options = new("Microsoft.AspNetCore.RateLimiting.RateLimiterOptions");
    private static readonly TypeName Attribute = new("Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute");
    private static readonly TypeName Extensions = new("Microsoft.AspNetCore.RateLimiting.RateLimiterOptionsExtensions");

    /// <summary>Null for any other method of the name: authorization and CORS have policies, too.</summary>
    public static LimiterPolicy? From(Call call, World world, CancellationToken cancel)
    {
        var isShared = Array.IndexOf(SharedLimiters, call.Name) >= 0;
        return call.IsOn(isShared ? Extensions : Options) ? new LimiterPolicy(NameIn(call.Argument("policyName"), world, cancel), call, isShared) : null;
    }

    /// <summary>The text that code gives as a policy's name, also through a readonly field.</summary>
    public static string? NameIn(IOperation? name, World world, CancellationToken cancel) => Values.Text(name) ?? Values.Text(Held.ValueOf(name, world, cancel));

    /// <summary>The one policy that an endpoint and its groups name; null when there is none, or several, of which the order of mapping picks one.</summary>
    public static string? NameOf(Endpoint endpoint)
    {
        if (endpoint.Metadata.IsRateLimited != Answer.Yes)
            return null;
        var names = endpoint.Metadata.All.Where(IsLimit).Select(item => NameIn(item, endpoint)).Distinct(StringComparer.Ordinal).ToArray();
        return names.Length == 1 ? names[0] : null;
    }

    private static bool IsLimit(MetadataItem item) => item.Name is "RequireRateLimiting" || Attribute.IsBaseOf(item.Type);

    private static string? NameIn(MetadataItem item, Endpoint endpoint) =>
        item.Attribute is { ConstructorArguments: [{ Value: string name }] } ? name
        : item.Convention?.Name == "RequireRateLimiting" ? NameIn(item.Convention.Argument("policyName"), endpoint.World, endpoint.Cancel)
        : null;
}
