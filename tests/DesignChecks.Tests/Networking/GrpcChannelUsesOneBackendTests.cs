using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0920: channels that use the first of several backends.</summary>
public class GrpcChannelUsesOneBackendTests
{
    private static Verify<GrpcChannelUsesOneBackend> Rule => new Verify<GrpcChannelUsesOneBackend>().File(GreeterClient.File, GreeterClient.Source);

    private static string Channel(string arguments) => $$"""
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;
        class Stock(GrpcChannelOptions given, ServiceConfig? config)
        {
            private const string Address = "dns:///stock";
            private static readonly GrpcChannelOptions Shared = new() { MaxRetryAttempts = 3 };
            private static readonly ServiceConfig Held = new();
            public void Use(GrpcChannelOptions other, ServiceConfig? late)
            {
                _ = given ?? other;
                _ = config ?? late ?? Held;
                _ = GrpcChannel.{{arguments}};
            }
        }
        """;

    [Theory]
    [InlineData("[|ForAddress|](\"dns:///stock\")")]
    [InlineData("[|ForAddress|](\"dns:///stock.shop.svc:5000\")")]
    [InlineData("[|ForAddress|](\"dns://10.0.0.10/stock\")")]
    [InlineData("[|ForAddress|](\"static:///stock\")")]
    [InlineData("[|ForAddress|](new Uri(\"DNS:///stock\"))")]
    [InlineData("[|ForAddress|]($\"dns:///{Environment.MachineName}\")")]
    [InlineData("[|ForAddress|](Address)")]
    [InlineData("[|ForAddress|](Address, new GrpcChannelOptions())")]
    [InlineData("[|ForAddress|](Address, new() { MaxRetryAttempts = 3 })")]
    [InlineData("[|ForAddress|](Address, Shared)")]
    [InlineData("[|ForAddress|](Address, new GrpcChannelOptions { ServiceConfig = null })")]
    [InlineData("[|ForAddress|](Address, new GrpcChannelOptions { ServiceConfig = new ServiceConfig { MethodConfigs = { new MethodConfig() } } })")]
    public Task Reports_channels_without_a_balancing_policy(string channel) => Rule.Reports(Channel(channel));

    [Theory]
    [InlineData("ForAddress(\"https://stock\")")]
    [InlineData("ForAddress(\"dns:///localhost:5000\")")]
    [InlineData("ForAddress(\"dns:///127.0.0.1:5000\")")]
    [InlineData("ForAddress(\"dns:\")")]
    [InlineData("ForAddress(\"dns:///\")")]
    [InlineData("ForAddress(\"stock\")")]
    [InlineData("ForAddress(Environment.MachineName)")]
    [InlineData("ForAddress(Address, given)")]
    [InlineData("ForAddress(Address, other)")]
    [InlineData("ForAddress(Address, new GrpcChannelOptions { ServiceConfig = config })")]
    [InlineData("ForAddress(Address, new GrpcChannelOptions { ServiceConfig = late })")]
    [InlineData("ForAddress(Address, new GrpcChannelOptions { ServiceConfig = Held })")]
    [InlineData("ForAddress(Address, new GrpcChannelOptions { ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } } })")]
    [InlineData("ForAddress(Address, new GrpcChannelOptions { ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new PickFirstConfig() } } })")]
    public Task Silent_for_one_address_unknown_options_and_a_stated_policy(string channel) => Rule.Silent(Channel(channel));

    [Fact]
    public Task Says_which_address_stands_for_several() => Rule
        .Says("'dns:///stock' may stand for several backends, and without a balancing policy this channel sends every call to the first that connects; add a RoundRobinConfig to the LoadBalancingConfigs of its ServiceConfig")
        .Reports("""
            using Grpc.Net.Client;
            var app = WebApplication.Create();
            Func<GrpcChannel> make = () => GrpcChannel.[|ForAddress|]("dns:///stock");
            """);

    [Fact]
    public Task Silent_when_the_policy_is_added_later() => Rule.Silent("""
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;
        class Stock
        {
            GrpcChannel Make()
            {
                var config = new ServiceConfig();
                config.LoadBalancingConfigs.Add(new RoundRobinConfig());
                var options = new GrpcChannelOptions();
                options.ServiceConfig = config;
                return GrpcChannel.ForAddress("dns:///stock", options);
            }
        }
        """);

    [Fact]
    public Task Reports_registered_clients() => Rule.Reports("""
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.[|AddGrpcClient|]<Greeter.GreeterClient>(options => options.Address = new Uri("dns:///greeter"));
                services.[|AddGrpcClient|]<Greeter.GreeterClient>("b", options => { options.Address = new("dns:///greeter"); })
                    .ConfigureChannel(options => options.MaxRetryAttempts = 2);
                services.[|AddGrpcClient|]<Greeter.GreeterClient>("c", options => options.Address = new Uri("static:///greeter")).EnableCallContextPropagation();
            }
        }
        """);

    [Theory]
    [InlineData("services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri(\"http://greeter\"));")]
    [InlineData("services.AddGrpcClient<Greeter.GreeterClient>(Configure);")]
    [InlineData("services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri(\"dns:///greeter\")).ConfigureChannel(options => options.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } });")]
    [InlineData("services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri(\"dns:///greeter\")).ConfigureChannel(given);")]
    [InlineData("services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri(\"dns:///greeter\")).AddOurDefaults();")]
    [InlineData("services.AddGrpcClient<Greeter.GreeterClient>(options => { options.Address = new Uri(\"dns:///greeter\"); options.ChannelOptionsActions.Add(given); });")]
    [InlineData("var builder = services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri(\"dns:///greeter\")); given(null!);")]
    public Task Silent_for_registered_clients_that_are_or_may_be_configured(string registration) => Rule.Silent($$"""
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;
        using Grpc.Net.ClientFactory;
        static class Startup
        {
            static void Add(IServiceCollection services, Action<GrpcChannelOptions> given)
            {
                {{registration}}
            }

            static void Configure(GrpcClientFactoryOptions options) => options.Address = new Uri("http://greeter");
            static IHttpClientBuilder AddOurDefaults(this IHttpClientBuilder builder) => builder;
        }
        """);

    [Fact]
    public Task Silent_without_the_library_for_types_of_the_same_names() => new Verify<GrpcChannelUsesOneBackend>().On(References.Framework).Silent("""
        static class GrpcChannel { public static void ForAddress(string address) { } }
        class Use { void Make() => GrpcChannel.ForAddress("dns:///stock"); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { object Channel() => Grpc.Net.Client.GrpcChannel.ForAddress("dns:///stock"); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Grpc.Net.Client;
        class Stock
        {
            void Use(IServiceCollection services)
            {
                GrpcChannel.ForAddress("dns:///
                GrpcChannel.ForAddress();
                services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri("dns:///greeter")).ConfigureChannel(options => options.
        """);

    [Fact]
    public Task Fix_adds_round_robin_to_channels() => Rule.Fixes(
        """
        using Grpc.Net.Client;

        class Stock
        {
            object[] Make() =>
            [
                GrpcChannel.[|ForAddress|]("dns:///stock"), // stock
                GrpcChannel.[|ForAddress|]("dns:///stock", new GrpcChannelOptions()),
                GrpcChannel.[|ForAddress|]("dns:///stock", new() { MaxRetryAttempts = 3 }),
            ];
        }
        """,
        """
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;

        class Stock
        {
            object[] Make() =>
            [
                GrpcChannel.ForAddress("dns:///stock", new GrpcChannelOptions { ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } } }), // stock
                GrpcChannel.ForAddress("dns:///stock", new GrpcChannelOptions { ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } } }),
                GrpcChannel.ForAddress("dns:///stock", new() { MaxRetryAttempts = 3, ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } } }),
            ];
        }
        """);

    [Fact]
    public Task Fix_configures_the_channel_of_a_registration() => Rule.Fixes(
        """
        using Grpc.Net.Client.Configuration;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                // the greeter
                services.[|AddGrpcClient|]<Greeter.GreeterClient>(options => options.Address = new Uri("dns:///greeter"));
                services.[|AddGrpcClient|]<Greeter.GreeterClient>("b", options => options.Address = new Uri("dns:///greeter"))
                    .EnableCallContextPropagation();
            }
        }
        """,
        """
        using Grpc.Net.Client.Configuration;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                // the greeter
                services.AddGrpcClient<Greeter.GreeterClient>(options => options.Address = new Uri("dns:///greeter")).ConfigureChannel(options => options.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } });
                services.AddGrpcClient<Greeter.GreeterClient>("b", options => options.Address = new Uri("dns:///greeter"))
                    .ConfigureChannel(options => options.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } })
                    .EnableCallContextPropagation();
            }
        }
        """);

    [Fact]
    public Task No_fix_for_options_from_elsewhere_and_configurations_that_exist() => Rule.HasNoFix("""
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;
        class Stock
        {
            private static readonly GrpcChannelOptions Shared = new() { MaxRetryAttempts = 3 };
            object[] Make() =>
            [
                GrpcChannel.[|ForAddress|]("dns:///stock", Shared),
                GrpcChannel.[|ForAddress|]("dns:///stock", new GrpcChannelOptions { ServiceConfig = new ServiceConfig() }),
            ];
        }
        """);
}
