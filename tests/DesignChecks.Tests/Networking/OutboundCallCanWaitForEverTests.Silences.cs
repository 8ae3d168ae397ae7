using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class OutboundCallCanWaitForEverTests
{
    [Fact]
    public Task Silent_for_clients_with_an_unknown_handler_or_origin() => Rule.Silent("""
        class Stock(HttpMessageHandler handler)
        {
            private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
            public Task<string> Get() => _http.GetStringAsync("/");
            public Task<string> Use(HttpClient given)
            {
                given.Timeout = Timeout.InfiniteTimeSpan;
                return given.GetStringAsync("/");
            }
            public HttpClient Make() => new() { Timeout = Timeout.InfiniteTimeSpan };
        }
        class Other
        {
            public TimeSpan Timeout { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;
            public void Set() => Timeout = System.Threading.Timeout.InfiniteTimeSpan;
        }
        """);

    [Fact]
    public Task Silent_for_handlers_named_in_the_option() => Rule.With("dotnet_code_quality.DCK0902.timeout_handler_types = Deadline").Silent("""
        class Startup
        {
            public void Add(IServiceCollection services) =>
                services.AddHttpClient<Stock>(client => client.Timeout = Timeout.InfiniteTimeSpan).AddHttpMessageHandler<Deadline>();
        }
        class Deadline : DelegatingHandler;
        class Stock(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync("/stock");
        }
        """);

    [Fact]
    public Task Silent_for_limits_unknown_values_and_other_texts() => Rule.Silent("""
        using System.Data.Common;
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        class Reports(DbContext db, DbConnection connection, int configured)
        {
            const string Shop = "Server=db;Command Timeout=60";
            const string Words = "Timeout=0";
            const string Sentence = "Host=db has Timeout=0, which is bad";
            public int CommandTimeout { get; set; }
            async Task Run()
            {
                CommandTimeout = 0;
                using var command = connection.CreateCommand();
                command.CommandTimeout = configured;
                db.Database.SetCommandTimeout(30);
                db.Database.SetCommandTimeout((int?)null);
                await connection.ExecuteAsync("delete from carts", commandTimeout: configured);
                Own(commandTimeout: 0);
            }
            void Own(int commandTimeout) { }
        }
        """);

    [Fact]
    public Task Silent_when_the_command_gets_a_token_with_a_time_limit() => Rule.Silent("""
        using System.Data.Common;
        class Reports(DbConnection connection)
        {
            async Task Run()
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                using var command = connection.CreateCommand();
                command.CommandTimeout = 0;
                await command.ExecuteNonQueryAsync(limit.Token);
            }
        }
        """);

    [Fact]
    public Task Silent_in_migrations_seeders_and_imports() => Rule.Silent("""
        using System.Data.Common;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;
        class ProductImporter(DbContext db) { void Run() => db.Database.SetCommandTimeout(0); }
        class ShopSeeder(DbContext db) { void Run() => db.Database.SetCommandTimeout(0); }
        class Startup(DbContext db, DbCommand command)
        {
            void ImportAll() => command.CommandTimeout = 0;
            void Update()
            {
                db.Database.SetCommandTimeout(TimeSpan.Zero);
                db.Database.Migrate();
            }
        }
        class MigrationConnections { const string Shop = "Server=db;Command Timeout=0"; }
        """);

    [Fact]
    public Task Silent_inside_a_development_branch() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        class Startup(IHostEnvironment environment, DbContext db)
        {
            void Run()
            {
                if (environment.IsDevelopment())
                    db.Database.SetCommandTimeout(0);
            }
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class HttpClient
        {
            public TimeSpan Timeout { get; set; }
            public int CommandTimeout { get; set; }
            public void SetCommandTimeout(int seconds) { }
            static void Use()
            {
                var client = new HttpClient { Timeout = System.Threading.Timeout.InfiniteTimeSpan, CommandTimeout = 0 };
                client.SetCommandTimeout(0);
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { private readonly System.Net.Http.HttpClient _http = new() { Timeout = System.Threading.Timeout.InfiniteTimeSpan }; object Get() => _http.GetStringAsync("/"); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Stock
        {
            private readonly HttpClient _http = new HttpClient { Timeout = 
            void Set(System.Data.Common.DbCommand command) { command.CommandTimeout = ;
        """);
}
