using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class HttpClientKeepsDefaultTimeoutTests
{
    [Fact]
    public Task Fix_sets_the_timeout() => Rule.Fixes(
        """
        class Stock
        {
            private readonly HttpClient _http = [|new HttpClient()|]; // shared
            private readonly HttpClient _other = [|new() { BaseAddress = new Uri("http://stock") }|];
        }
        class Startup
        {
            public void Add(IServiceCollection services) => services.[|AddHttpClient|]("a").SetHandlerLifetime(TimeSpan.FromMinutes(5));
        }
        """,
        """
        class Stock
        {
            private readonly HttpClient _http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) }; // shared
            private readonly HttpClient _other = new() { BaseAddress = new Uri("http://stock"), Timeout = TimeSpan.FromSeconds(30) };
        }
        class Startup
        {
            public void Add(IServiceCollection services) => services.AddHttpClient("a").ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(30)).SetHandlerLifetime(TimeSpan.FromMinutes(5));
        }
        """);

    [Fact]
    public Task Second_fix_adds_the_standard_handler() => Rule.Action(1).Fixes(
        """
        class Startup
        {
            public void Add(IServiceCollection services)
            {
                services.[|AddHttpClient|]("a");
            }
        }
        """,
        """
        using Microsoft.Extensions.Http.Resilience;

        class Startup
        {
            public void Add(IServiceCollection services)
            {
                services.AddHttpClient("a").AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            }
        }
        """);
}
