using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0918: addresses of one environment in code.</summary>
public partial class HardCodedEndpointTests
{
    private static Verify<HardCodedEndpoint> Rule => new();

    private static string Send(string address) => $$"""
        namespace Acme.Orders;
        class Stock(HttpClient http)
        {
            public Task<string> Get(int id) => http.GetStringAsync({{address}});
        }
        """;

    [Theory]
    [InlineData("[|\"http://10.2.0.7/items\"|]")]
    [InlineData("[|\"http://[2001:db8::7]:8080/items\"|]")]
    [InlineData("[|\"https://stock.corp/items\"|]")]
    [InlineData("[|\"https://stock.shop.local\"|]")]
    [InlineData("[|\"https://shop-stock.azurewebsites.net/items\"|]")]
    [InlineData("[|\"https://abc.execute-api.eu-west-1.amazonaws.com/prod\"|]")]
    [InlineData("[|\"https://api.staging.vendor.com/items\"|]")]
    [InlineData("[|\"https://api-m.sandbox.paypal.com/v2/checkout\"|]")]
    [InlineData("[|\"https://stock-qa.vendor.com\"|]")]
    [InlineData("[|\"https://stock.vendor.com:8443/items\"|]")]
    [InlineData("[|\"https://api.acme.com/items\"|]")]
    [InlineData("[|$\"https://api.acme.com/items/{id}\"|]")]
    [InlineData("[|\"https://api.acme.com/items/\"|] + id")]
    [InlineData("new Uri([|\"https://api.acme.com/items\"|])")]
    public Task Reports_addresses_of_one_environment(string address) => Rule.Reports(Send(address));

    [Theory]
    [InlineData("\"items\"")]
    [InlineData("\"test.json\"")]
    [InlineData("\"/items?from=https://api.acme.com\"")]
    [InlineData("$\"{id}/items\"")]
    [InlineData("\"http://stock/items\"")]
    [InlineData("\"http://stock:8080/items\"")]
    [InlineData("\"https+http://stock/items\"")]
    [InlineData("\"http://stock.shop.svc.cluster.local:8080/items\"")]
    [InlineData("\"http://stock.service.consul/items\"")]
    [InlineData("\"http://localhost:5001/items\"")]
    [InlineData("\"http://127.0.0.1:3500/v1.0/invoke\"")]
    [InlineData("\"http://[::1]:3500/v1.0\"")]
    [InlineData("\"http://host.docker.internal:8080\"")]
    [InlineData("\"https://api.github.com/repos\"")]
    [InlineData("\"https://login.microsoftonline.com/common\"")]
    [InlineData("\"http://169.254.169.254/latest/meta-data\"")]
    [InlineData("\"http://metadata.google.internal/computeMetadata/v1/instance/zone\"")]
    [InlineData("\"https://api.vendor.com/items\"")]
    [InlineData("\"https://api.vendor.com:443/items\"")]
    [InlineData("$\"https://{Host}/items\"")]
    [InlineData("$\"https://api.{Host}.acme.com/items\"")]
    [InlineData("\"https://<tenant>.acme.internal\"")]
    [InlineData("Configured ?? \"https://api.acme.com\"")]
    [InlineData("Configured is null ? \"https://api.acme.com\" : Configured")]
    [InlineData("Options.Url")]
    [InlineData("\"http://\"")]
    [InlineData("\"://x\"")]
    public Task Silent_for_names_loopback_public_services_and_what_may_vary(string address) => Rule.Silent("""
        namespace Acme.Orders;
        class Stock(HttpClient http)
        {
            private string Host => Environment.MachineName;
            private string? Configured => Environment.GetEnvironmentVariable("STOCK");
            private Settings Options { get; } = new();
            public Task<string> Get(int id) => http.GetStringAsync(ADDRESS);
        }
        class Settings { public string Url { get; set; } = "https://api.acme.com"; }
        """.Replace("ADDRESS", address));

    [Fact]
    public Task Reports_every_way_to_give_an_address_to_a_request() => Rule.Reports("""
        namespace Acme;
        using Address = System.Uri;
        class Stock(HttpClient http)
        {
            private const string Root = "https://api.acme.com/";
            private static readonly Uri Items = new("https://items.acme.com");
            private readonly HttpClient _own = new() { BaseAddress = new([|"https://own.acme.com"|]) };
            private readonly HttpClient _held = new HttpClient { BaseAddress = [|Items|] };

            public async Task Get()
            {
                http.BaseAddress = new Address([|"https://late.acme.com"|]);
                await http.GetAsync([|Root + "items"|]);
                await http.PostAsJsonAsync([|"https://api.acme.com/orders"|], 1);
                await HttpClientJsonExtensions.GetFromJsonAsync<int>(http, [|"https://api.acme.com/orders"|]);
                await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, [|"https://api.acme.com"|]));
                await http.SendAsync(new() { RequestUri = new Uri([|"https://api.acme.com"|]) });
                var local = "https://local.acme.com/items";
                await http.DeleteAsync([|local|]);
                await http.GetStringAsync(new Uri([|"https://api.acme.com"|], UriKind.Absolute), CancellationToken.None);
                Func<Task> later = () => http.GetStreamAsync([|"https://api.acme.com"|]);
                Task Local() => http.GetStreamAsync([|"https://api.acme.com"|]);
            }
        }
        """);

    [Fact]
    public Task Reports_channels_and_interfaces() => Rule.Reports("""
        namespace Acme;
        using Grpc.Core;
        using Grpc.Net.Client;
        using Refit;
        public interface IStock { [Get("/items")] Task<string> Items(); }
        public class StockClient(ChannelBase channel) : ClientBase<StockClient>(channel)
        {
            protected override StockClient NewInstance(ClientBaseConfiguration configuration) => this;
        }
        class Startup
        {
            void Add(IServiceCollection services)
            {
                var channel = GrpcChannel.ForAddress([|"https://stock.acme.com"|]);
                services.AddGrpcClient<StockClient>(options => options.Address = new Uri([|"https://stock.acme.com"|]));
                services.AddRefitClient<IStock>().ConfigureHttpClient(client => client.BaseAddress = new Uri([|"https://stock.acme.com"|]));
                services.AddSingleton(RestService.For<IStock>([|"https://stock.acme.com"|]));
            }
        }
        """);

    /// <summary>MassTransit's package for RabbitMQ, by the names that the rule looks for.</summary>
    private const string MassTransitHosts = """
        namespace MassTransit
        {
            public static class Hosts
            {
                public static void Host(this IBusFactoryConfigurator configurator, string host, string virtualHost) { }
                public static void Host(this IBusFactoryConfigurator configurator, Uri hostAddress) { }
            }
        }
        """;

    [Fact]
    public Task Reports_brokers_and_caches() => Rule.File("Hosts.cs", MassTransitHosts).Reports("""
        using Confluent.Kafka;
        using MassTransit;
        using RabbitMQ.Client;
        using StackExchange.Redis;
        class Startup
        {
            private const string Queue = "amqps://guest:guest@queue.acme.com/shop";

            async Task Add(IBusFactoryConfigurator rabbit)
            {
                rabbit.Host([|"rabbitmq"|], "/");
                rabbit.Host(new Uri([|"rabbitmq://queue.acme.com/shop"|]));
                var factory = new ConnectionFactory();
                factory.Uri = [|new Uri(Queue)|];
                var config = new ProducerConfig { BootstrapServers = [|"kafka-1:9092,kafka-2:9092"|] };
                await ConnectionMultiplexer.ConnectAsync([|"redis:6379"|]);
            }
        }
        """);

    [Fact]
    public Task Reports_databases_and_accounts_of_clouds() => Rule.Reports("""
        using Azure.Messaging.ServiceBus;
        using Azure.Storage.Queues;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;
        using Npgsql;
        class Shop : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql([|"Host=postgres;Database=shop;Username=shop"|]);
        }
        class Stores
        {
            object[] Make() =>
            [
                new SqlConnection([|@"Data Source=db01.acme.com\SHOP;Initial Catalog=Orders"|]),
                new NpgsqlConnection([|"Host=db01,db02;Database=shop"|]),
                new ServiceBusClient([|"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=x"|]),
                new QueueServiceClient(new Uri([|"https://acme.queue.core.windows.net"|])),
            ];
        }
        """);

    [Fact]
    public Task Silent_for_databases_by_name_on_this_machine_and_for_tools() => Rule.Silent("""
        using Azure.Storage.Queues;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Design;
        using RabbitMQ.Client;
        using StackExchange.Redis;
        class Shop(DbContextOptions<Shop> options) : DbContext(options)
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options)
            {
                if (!options.IsConfigured)
                    options.UseNpgsql("Host=db01.acme.com;Database=shop");
            }
        }
        class ShopFactory : IDesignTimeDbContextFactory<Shop>
        {
            public Shop CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<Shop>().UseSqlServer("Server=db01.acme.com;Database=shop").Options);
        }
        class Startup
        {
            void Add(IServiceCollection services, IConfiguration configuration)
            {
                services.AddDbContext<Shop>(options => options.UseSqlServer("name=Shop"));
                services.AddDbContext<Shop>(options => options.UseSqlServer(@"Server=(localdb)\mssqllocaldb;Database=shop"));
                services.AddDbContext<Shop>(options => options.UseSqlServer("Server=.;Database=shop"));
                services.AddDbContext<Shop>(options => options.UseSqlite("Data Source=shop.db"));
                services.AddDbContext<Shop>(options => options.UseNpgsql(configuration.GetConnectionString("Shop")));
                services.AddSingleton(new ConnectionFactory { HostName = configuration["Queue"] ?? "localhost" });
                services.AddSingleton(new ConnectionFactory());
                services.AddSingleton(ConnectionMultiplexer.Connect("localhost:6379"));
                services.AddSingleton(new QueueServiceClient("UseDevelopmentStorage=true"));
            }
        }
        """);

    [Fact]
    public Task Silent_for_addresses_that_nobody_calls() => Rule.Silent("""
        using System.Xml.Linq;
        namespace Acme;
        class Names
        {
            public const string Schema = "https://schemas.acme.com/order";
            public static readonly XNamespace Orders = "http://acme.com/orders";
            public static readonly Uri Docs = new("https://docs.acme.com");
            public string Help { get; set; } = "https://help.acme.com";
            [Obsolete("see https://acme.com")] public void Old() => Console.WriteLine("https://acme.com");
        }
        """);

    [Fact]
    public Task Silent_for_allowed_hosts() => Rule.With("dotnet_code_quality.DCK0918.allowed_hosts = acme.com, 10.2.0.7").Silent("""
        namespace Acme;
        class Stock(HttpClient http)
        {
            Task[] Get() => [http.GetAsync("https://api.acme.com"), http.GetAsync("https://Acme.com:8443"), http.GetAsync("http://10.2.0.7")];
        }
        """);

    [Fact]
    public Task Silent_in_a_development_branch() => Rule.Silent("""
        var builder = WebApplication.CreateBuilder();
        if (builder.Environment.IsDevelopment())
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri("https://stock.dev.acme.com"));
        builder.Services.AddHttpClient("rates", client => client.BaseAddress = new Uri(builder.Environment.IsDevelopment() ? "https://rates.dev.acme.com" : builder.Configuration["Rates"]!));
        """);

    [Fact]
    public Task Reports_in_a_program_with_a_host() => Rule.Reports("""
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri([|"https://stock.dev.acme.com"|]));
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        namespace Acme
        {
            class HttpClient { public Uri? BaseAddress { get; set; } public void GetAsync(string requestUri) { } }
            class ConnectionFactory { public string? HostName { get; set; } }
            class SqlConnection(string connectionString) { public string Text => connectionString; }
            static class GrpcChannel { public static void ForAddress(string address) { } }
            static class Bus { public static void Host(string host) { } }
            class Use
            {
                void Make()
                {
                    var http = new HttpClient { BaseAddress = new Uri("https://api.acme.com") };
                    http.GetAsync("https://api.acme.com");
                    _ = new ConnectionFactory { HostName = "queue" };
                    _ = new SqlConnection("Server=db01.acme.com");
                    GrpcChannel.ForAddress("https://api.acme.com");
                    Bus.Host("queue");
                }
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { System.Net.Http.HttpClient Http => new() { BaseAddress = new System.Uri("https://10.2.0.7") }; }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using RabbitMQ.Client;
        class Stock(HttpClient http)
        {
            Task One() => http.GetAsync("https://
            Task Two() => http.GetAsync("https://10.2.0.7", );
            object Three() => new ConnectionFactory { HostName = };
            object Four() => new HttpRequestMessage(HttpMethod.Get, 
        """);
}
