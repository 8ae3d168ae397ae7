using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>The time in the message is the timeout that the clients of the same code have when it runs.</summary>
public partial class HttpClientKeepsDefaultTimeoutTests
{
    private static string Message(string client, HttpClient real) =>
        $"{client} waits up to {real.Timeout.TotalSeconds} s for an answer (the default), so one slow server ties up every request that needs it; set Timeout or add a resilience handler";

    [Theory]
    [InlineData("new HttpClient()")]
    [InlineData("new HttpClient(new HttpClientHandler())")]
    [InlineData("new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })")]
    public async Task Reports_a_client_in_a_field_with_its_timeout(string creation)
    {
        var code = $$"""
            public class Stock
            {
                private readonly HttpClient _http = [|{{creation}}|];
                public Task<string> Get() => _http.GetStringAsync("/stock");
            }
            """;
        var stock = Loaded.From(code).New("Stock");
        await Rule.Says(Message("'_http'", (HttpClient)Loaded.Field(stock, "_http")!)).Reports(code);
    }

    [Fact]
    public async Task Reports_a_typed_and_a_named_client_with_their_timeouts()
    {
        const string Code = """
            public class Startup
            {
                void Add(IServiceCollection services)
                {
                    services.[|AddHttpClient|]<Stock>(client => client.BaseAddress = new Uri("http://stock")).SetHandlerLifetime(TimeSpan.FromMinutes(5));
                    services.[|AddHttpClient|]("orders");
                }
            }
            public class Stock(HttpClient http)
            {
                public Task<string> Get() => http.GetStringAsync("/stock");
            }
            """;
        var clients = new LoadedClients(Loaded.From(Code));
        await Rule
            .Says(Message("The client of 'Stock'", clients.Named("Stock")))
            .Says(Message("The client 'orders'", clients.Named("orders")))
            .Reports(Code);
    }
}
