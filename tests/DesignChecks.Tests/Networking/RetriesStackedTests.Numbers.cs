using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>The product in the message is what the same code does when it runs.</summary>
public partial class RetriesStackedTests
{
    private static string Message(string one, string other, int times) =>
        $"{one} and {other} both retry, so one call is made up to {times} times when the service fails; keep one of the two";

    [Fact]
    public async Task Says_how_often_a_loop_or_a_policy_around_a_client_sends()
    {
        const string Code = """
            using Polly;
            public class Startup
            {
                void Add(IServiceCollection services)
                {
                    services.AddHttpClient<Stock>().AddStandardResilienceHandler();
                    services.AddHttpClient("orders").AddStandardResilienceHandler();
                }
            }
            public class Stock(HttpClient http)
            {
                public Task<string> Policied() => Policy.Handle<HttpRequestException>().RetryAsync(2).[|ExecuteAsync|](() => http.GetStringAsync("/stock"));
                public async Task<string?> Looped()
                {
                    for (var attempt = 1; attempt <= 5; attempt++)
                    {
                        try
                        {
                            return await http.GetStringAsync("/stock");
                        }
                        catch (HttpRequestException)
                        {
                            await [|Task.Delay(1)|];
                        }
                    }

                    return null;
                }
            }
            public class Orders(IHttpClientFactory factory)
            {
                public async Task<string> Get()
                {
                    var http = factory.CreateClient("orders");
                    for (var attempt = 0; ; attempt++)
                    {
                        try
                        {
                            return await http.GetStringAsync("/orders");
                        }
                        catch (HttpRequestException) when (attempt < 2)
                        {
                            await [|Task.Delay(1)|];
                        }
                    }
                }
            }
            """;
        var clients = new LoadedClients(Loaded.From(Code));
        await Rule
            .Says(Message("This policy", "AddStandardResilienceHandler of the client", await clients.Runs("Stock", "Policied")))
            .Says(Message("This loop", "AddStandardResilienceHandler of the client", await clients.Runs("Stock", "Looped")))
            .Says(Message("This loop", "AddStandardResilienceHandler of the client", await clients.Runs("Orders", "Get")))
            .Reports(Code);
    }

    [Fact]
    public async Task Says_how_often_three_handlers_send()
    {
        const string Code = """
            using Microsoft.Extensions.Http.Resilience;
            using Polly;
            public class Startup
            {
                void Add(IServiceCollection services)
                {
                    services.ConfigureHttpClientDefaults(http => http.AddTransientHttpErrorPolicy(policy => policy.RetryAsync(1)));
                    var a = services.AddHttpClient("a");
                    a.[|AddStandardResilienceHandler|](options => options.Retry.MaxRetryAttempts = 2);
                    a.[|AddResilienceHandler|]("a", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.Zero }));
                }
            }
            """;
        var times = await new LoadedClients(Loaded.From(Code)).Sends("a");
        await Rule
            .Says(Message("AddTransientHttpErrorPolicy", "AddStandardResilienceHandler", times))
            .Says(Message("AddStandardResilienceHandler", "AddResilienceHandler", times))
            .Reports(Code);
    }

    [Fact]
    public async Task Says_how_often_a_handler_sends_that_also_retries_for_another_reason()
    {
        const string Code = """
            using Polly;
            public class Startup
            {
                void Add(IServiceCollection services)
                {
                    var refresh = Policy.HandleResult<HttpResponseMessage>(answer => answer.StatusCode == System.Net.HttpStatusCode.Unauthorized).RetryAsync(1);
                    var transient = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(2);
                    services.AddHttpClient("a").AddPolicyHandler(Policy.WrapAsync(refresh, transient)).[|AddStandardResilienceHandler|]();
                }
            }
            """;
        await Rule
            .Says(Message("AddPolicyHandler", "AddStandardResilienceHandler", await new LoadedClients(Loaded.From(Code)).Sends("a")))
            .Reports(Code);
    }

    [Fact]
    public async Task Says_how_often_a_handler_sends_beside_hedging()
    {
        const string Code = """
            using Microsoft.Extensions.Http.Resilience;
            using Polly;
            public class Startup
            {
                void Add(IServiceCollection services)
                {
                    var a = services.AddHttpClient("a").AddTransientHttpErrorPolicy(policy => policy.RetryAsync(2));
                    a.[|AddStandardHedgingHandler|]().Configure(options => options.Hedging.MaxHedgedAttempts = 2);
                }
            }
            """;
        await Rule
            .Says(Message("AddTransientHttpErrorPolicy", "AddStandardHedgingHandler", await new LoadedClients(Loaded.From(Code)).Sends("a")))
            .Reports(Code);
    }

    [Fact]
    public async Task Says_how_often_three_layers_send()
    {
        const string Code = """
            using Polly;
            public class Startup
            {
                void Add(IServiceCollection services) => services.AddHttpClient<Stock>().AddStandardResilienceHandler();
            }
            public class Stock(HttpClient http)
            {
                private static readonly IAsyncPolicy Outer = Policy.Handle<HttpRequestException>().RetryAsync(1);
                private static readonly IAsyncPolicy Inner = Policy.Handle<HttpRequestException>().RetryAsync(2);
                public Task<string> Nested() => Outer.ExecuteAsync(() => Inner.[|ExecuteAsync|](() => http.GetStringAsync("/stock")));
                public async Task<string?> Looped()
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try
                        {
                            return await Outer.[|ExecuteAsync|](() => Inner.[|ExecuteAsync|](() => http.GetStringAsync("/stock")));
                        }
                        catch (HttpRequestException)
                        {
                            await Task.Delay(1);
                        }
                    }

                    return null;
                }
            }
            """;
        var clients = new LoadedClients(Loaded.From(Code));
        var looped = await clients.Runs("Stock", "Looped");
        await Rule
            .Says(Message("This policy", "the one around it", await clients.Runs("Stock", "Nested")))
            .Says(Message("This policy", "the loop around it", looped))
            .Says(Message("This policy", "the one around it", looped))
            .Reports(Code);
    }

    [Fact]
    public async Task Says_how_often_loops_inside_each_other_run_and_where_they_stop()
    {
        const string Code = """
            using Polly;
            public class Stock(HttpClient http)
            {
                private static readonly IAsyncPolicy Policied = Policy.Handle<HttpRequestException>().RetryAsync(1);
                public async Task<string?> Filtered()
                {
                    for (var attempt = 0; attempt < 10; attempt++)
                    {
                        try
                        {
                            return await Policied.[|ExecuteAsync|](() => http.GetStringAsync("/stock"));
                        }
                        catch (HttpRequestException) when (attempt < 3)
                        {
                            await Task.Delay(1);
                        }
                    }

                    return null;
                }
                public async Task<string?> Thrown()
                {
                    for (var attempt = 1; attempt <= 10; attempt++)
                    {
                        try
                        {
                            return await Policied.[|ExecuteAsync|](() => http.GetStringAsync("/stock"));
                        }
                        catch (HttpRequestException)
                        {
                            if (attempt == 4)
                                throw;
                            await Task.Delay(1);
                        }
                    }

                    return null;
                }
                public async Task<string?> Stopped()
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        if (attempt >= 3)
                            return null;
                        try
                        {
                            return await Policied.[|ExecuteAsync|](() => http.GetStringAsync("/stock"));
                        }
                        catch (HttpRequestException)
                        {
                            await Task.Delay(1);
                        }
                    }
                }
                public async Task<string?> Twice()
                {
                    for (var round = 0; round < 2; round++)
                    {
                        try
                        {
                            for (var attempt = 0; attempt < 3; attempt++)
                            {
                                try
                                {
                                    return await Policied.[|ExecuteAsync|](() => http.GetStringAsync("/stock"));
                                }
                                catch (HttpRequestException) when (attempt < 2)
                                {
                                    await Task.Delay(1);
                                }
                            }
                        }
                        catch (HttpRequestException)
                        {
                            await Task.Delay(1);
                        }
                    }

                    return null;
                }
            }
            """;
        var stock = Loaded.From(Code);
        async Task<string> Says(string method)
        {
            var server = new FailingServer();
            await Loaded.Run(stock.New("Stock", server.Client()), method);
            return Message("This policy", "the loop around it", server.Requests);
        }

        await Rule.Says(await Says("Filtered")).Says(await Says("Thrown")).Says(await Says("Stopped")).Says(await Says("Twice")).Reports(Code);
    }
}
