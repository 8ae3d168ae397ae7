using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0902: Outbound call can wait for ever.</summary>
public partial class OutboundCallCanWaitForEverTests
{
    private static Verify<OutboundCallCanWaitForEver> Rule => new();

    [Fact]
    public Task Says_what_is_switched_off() => Rule
        .Says("An infinite Timeout switches the limit of this HttpClient off, so a server that never answers keeps the caller, its connection and its memory for ever; set a limit such as 30 s")
        .Says("A command timeout of 0 means no limit, so a server that never answers keeps the caller, its connection and its memory for ever; set a limit such as 30 s")
        .Reports("""
            class Stock(System.Data.IDbCommand command)
            {
                private readonly HttpClient _http = new() { Timeout = [|Timeout.InfiniteTimeSpan|] };
                public Task<string> Get()
                {
                    command.CommandTimeout = [|0|];
                    return _http.GetStringAsync("/");
                }
            }
            """);

    [Fact]
    public Task Reports_an_infinite_timeout_of_a_client_made_here() => Rule
        .Reports("""
            class Stock
            {
                private readonly HttpClient _http = new() { Timeout = [|Timeout.InfiniteTimeSpan|] };
                private readonly HttpClient _other;
                public Stock()
                {
                    _other = new HttpClient(new SocketsHttpHandler());
                    _other.Timeout = [|TimeSpan.FromMilliseconds(-1)|];
                }

                public async Task<string> Get()
                {
                    using var local = new HttpClient { Timeout = [|Timeout.InfiniteTimeSpan|] };
                    return await _http.GetStringAsync("/") + await _other.GetStringAsync("/", default) + await local.GetStringAsync("/", CancellationToken.None);
                }
            }
            """);

    [Fact]
    public Task Reports_an_infinite_timeout_of_a_registered_client() => Rule.Reports("""
        class Startup
        {
            public void Add(IServiceCollection services)
            {
                services.AddHttpClient<Stock>(client => client.Timeout = [|Timeout.InfiniteTimeSpan|]);
                services.AddHttpClient("orders").ConfigureHttpClient((_, client) => { client.Timeout = [|Timeout.InfiniteTimeSpan|]; });
                services.AddHttpClient<Own>();
            }
        }
        class Stock(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync("/stock");
        }
        class Orders(IHttpClientFactory factory)
        {
            public Task<HttpResponseMessage> Put() => factory.CreateClient("orders").PutAsync("/orders/1", null);
        }
        class Own
        {
            private readonly HttpClient _http;
            public Own(HttpClient http)
            {
                _http = http;
                _http.Timeout = [|Timeout.InfiniteTimeSpan|];
            }
            public Task<string> Get() => _http.GetStringAsync("/own");
        }
        """);

    [Theory]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddResilienceHandler("p", p => p.AddTimeout(TimeSpan.FromSeconds(3)));""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddHttpMessageHandler<Deadline>();""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddHttpMessageHandler(() => given);""")]
    [InlineData("""services.AddHttpClient<Streams>(c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient<Limited>(c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient<Passes>(c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient("nobody", c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = TimeSpan.FromSeconds(3));""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = limit);""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = Timeout.InfiniteTimeSpan); services.ConfigureHttpClientDefaults(b => b.AddStandardResilienceHandler());""")]
    public Task Silent_when_something_else_limits_the_time_or_the_calls_are_unknown(string registration) => Rule.Silent($$"""
        using Polly;
        static class Registrations
        {
            static void Add(IServiceCollection services, DelegatingHandler given, TimeSpan limit)
            {
                {{registration}}
            }
        }

        class Stock(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync("/stock");
        }

        class Deadline : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                return await base.SendAsync(request, limit.Token);
            }
        }

        class Streams(HttpClient http)
        {
            public Task<Stream> Get() => http.GetStreamAsync("/video");
            public Task<HttpResponseMessage> Listen() => http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        }

        class Limited(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync("/stock").WaitAsync(TimeSpan.FromSeconds(3));
        }

        class Passes(HttpClient http)
        {
            public Task<string> Get(CancellationToken token) => http.GetStringAsync("/stock", token);
        }
        """);

    [Fact]
    public Task Reports_commands_without_a_limit() => Rule
        .Reports("""
            using System.Data;
            using System.Data.Common;
            using Dapper;
            using Microsoft.EntityFrameworkCore;
            class Reports(DbContext db, DbConnection connection, IDbCommand old)
            {
                void Configure(DbContextOptionsBuilder options) => options.UseSqlServer("name=shop", sql => sql.CommandTimeout([|0|]));
                async Task Run()
                {
                    using var command = connection.CreateCommand();
                    command.CommandTimeout = [|0|];
                    old.CommandTimeout = [|0|];
                    db.Database.SetCommandTimeout([|0|]);
                    db.Database.SetCommandTimeout([|TimeSpan.Zero|]);
                    await connection.ExecuteAsync("delete from carts", commandTimeout: [|0|]);
                    _ = new CommandDefinition("select 1", commandTimeout: [|0|]);
                    SqlMapper.Settings.CommandTimeout = [|0|];
                }
            }
            """);

    [Fact]
    public Task Reports_connection_strings_without_a_limit() => Rule
        .Says("'Command Timeout=0' in a connection string means no limit, so a server that never answers keeps the caller, its connection and its memory for ever; set a limit such as 30 s")
        .Says("'Timeout=0' in a connection string means no limit, so a server that never answers keeps the caller, its connection and its memory for ever; set a limit such as 30 s")
        .Reports("""
            class Connections
            {
                const string Shop = [|"Server=db;Database=shop;Command Timeout=0"|];
                string Orders { get; } = [|@"Host=db; Timeout=0 ;Database=orders"|];
            }
            """);
}
