using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace DesignChecks.Tests.Networking;

public partial class StandardHandlerRetriesUnsafeMethodsTests
{
    [SinceRoslynFact("5.0")] // older formatters leave the brace on the line of the arrow
    public Task Fix_disables_retries_of_unsafe_methods() => Rule.Fixes(
        $$"""
        using Microsoft.Extensions.Logging;
        class Startup
        {
            void Add(IServiceCollection services, IConfigurationSection section)
            {
                services.AddHttpClient<Orders>().[|AddStandardResilienceHandler|](); // defaults
                services.AddHttpClient<Orders>().[|AddStandardResilienceHandler|](o => o.Retry.MaxRetryAttempts = 2);
                services.AddHttpClient<Orders>().[|AddStandardResilienceHandler|](options =>
                {
                    // slow
                    options.Retry.Delay = TimeSpan.FromSeconds(5);
                });
            }
        }
        {{Orders}}
        """,
        $$"""
        using Microsoft.Extensions.Http.Resilience;
        using Microsoft.Extensions.Logging;
        class Startup
        {
            void Add(IServiceCollection services, IConfigurationSection section)
            {
                services.AddHttpClient<Orders>().AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()); // defaults
                services.AddHttpClient<Orders>().AddStandardResilienceHandler(o =>
                {
                    o.Retry.MaxRetryAttempts = 2;
                    o.Retry.DisableForUnsafeHttpMethods();
                });
                services.AddHttpClient<Orders>().AddStandardResilienceHandler(options =>
                {
                    // slow
                    options.Retry.Delay = TimeSpan.FromSeconds(5);
                    options.Retry.DisableForUnsafeHttpMethods();
                });
            }
        }
        {{Orders}}
        """);

    [Fact]
    public Task No_fix_for_hedging() => Rule.HasNoFix($$"""
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient<Orders>().[|AddStandardHedgingHandler|]();
        }
        {{Orders}}
        """);
}
