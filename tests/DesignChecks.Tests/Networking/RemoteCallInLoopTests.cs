using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0919: Remote call in a loop.</summary>
public partial class RemoteCallInLoopTests
{
    private static Verify<RemoteCallInLoop> Rule => new Verify<RemoteCallInLoop>().File(GreeterClient.File, GreeterClient.Source);

    private const string Shop = """

        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public string? Label { get; set; } public bool IsPaid { get; set; } }
        public class Country { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Country> Countries => Set<Country>(); }
        """;

    private const string Usings = """
        using System.Net.Http.Json;
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        using StackExchange.Redis;

        """;

    private static string Service(string code) => $$"""
        {{Usings}}
        public class Service(Shop shop, HttpClient http, IDatabase redis, Greeter.GreeterClient greeter, System.Data.Common.DbConnection connection, IPrices prices)
        {
            public async Task Run(CancellationToken stop)
            {
                {{code}}
            }
            private Task Send(Order order) => http.PostAsJsonAsync("/orders", order);
            private async Task<string> Read(int id)
            {
                try { return await Fetch(id); }
                finally { Console.WriteLine(id); }
            }
            private async Task<string> Fetch(int id) => await http.GetStringAsync($"/customers/{id}").ConfigureAwait(false);
            private Task<List<Order>> Open() => shop.Orders.Where(o => !o.IsPaid).ToListAsync();
        }
        public interface IPrices { [Refit.Get("/prices/{id}")] Task<decimal> Get(int id); }
        {{Shop}}
        """;

    [Theory]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync(stop)) await http.[|GetStringAsync|]($\"/customers/{order.CustomerId}\", stop);")]
    [InlineData("foreach (var order in shop.Orders) { var name = await http.[|GetStringAsync|]($\"/customers/{order.CustomerId}\"); Console.WriteLine(name); }")]
    [InlineData("await foreach (var order in shop.Orders.AsAsyncEnumerable()) { using var answer = await http.[|PostAsJsonAsync|](\"/orders\", order, stop); answer.EnsureSuccessStatusCode(); }")]
    [InlineData("var orders = await shop.Orders.Where(o => !o.IsPaid).Take(500).ToListAsync(); foreach (var id in orders.Select(o => o.CustomerId).Distinct()) await http.[|GetAsync|](\"/customers/\" + id).ConfigureAwait(false);")]
    [InlineData("var orders = await shop.Orders.ToArrayAsync(); for (var i = 0; i < orders.Length; i++) await http.[|GetAsync|](\"/customers/\" + orders[i].CustomerId);")]
    [InlineData("foreach (var order in await connection.QueryAsync<Order>(\"select * from orders\")) { var uri = new Uri(\"/customers/\" + order.CustomerId); await http.[|GetAsync|](uri); }")]
    [InlineData("foreach (var order in await Open()) await [|Send|](order);")]
    [InlineData("foreach (var order in await Open()) Console.WriteLine(await [|Read|](order.Id));")]
    [InlineData("foreach (var (id, paid) in await shop.Orders.Select(o => new KeyValuePair<int, bool>(o.Id, o.IsPaid)).ToListAsync()) { if (paid) await http.[|DeleteAsync|](\"/baskets/\" + id); }")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { try { await prices.[|Get|](order.Id); } catch (HttpRequestException) { continue; } }")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) await greeter.[|SayHelloAsync|](new HelloRequest(), deadline: DateTime.UtcNow.AddSeconds(order.Id));")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) await redis.[|StringSetAsync|](\"order:\" + order.Id, order.Label);")]
    [InlineData("foreach (var group in (await shop.Orders.ToListAsync()).GroupBy(o => o.CustomerId)) foreach (var order in group) await http.[|GetAsync|](\"/orders/\" + order.Id);")]
    public Task Reports_a_call_awaited_for_each_row(string code) => Rule.Reports(Service(code));

    [Fact]
    public Task Says_what_each_row_or_element_waits_for() => Rule
        .Says("Each row of the query of 'Order' waits here for an HTTP request of its own, one after the other, so time and cost grow with their number; make one call for all of them, or run a few at a time")
        .Says("Each row of the query waits here for a Redis command of its own, one after the other, so time and cost grow with their number; make one call for all of them, or run a few at a time")
        .Says("Each element of 'ids' waits here for a gRPC call of its own, one after the other, so time and cost grow with their number; make one call for all of them, or run a few at a time")
        .Reports(Usings + """
            var app = WebApplication.CreateBuilder().Build();
            app.MapGet("/a", async (Shop shop, HttpClient http) => { foreach (var order in shop.Orders) await http.[|GetAsync|]("/" + order.Id); });
            app.MapGet("/b", async (System.Data.Common.DbConnection db, IDatabase redis) => { foreach (var id in await db.QueryAsync<string>("select id from a")) await redis.[|KeyDeleteAsync|](id); });
            app.MapGet("/c", async (int[] ids, Greeter.GreeterClient greeter) => { foreach (var id in ids) await greeter.[|SayHelloAsync|](new HelloRequest(), null, DateTime.UtcNow.AddSeconds(id)); });
            """ + Shop);

    [Fact]
    public Task Reports_the_classes_that_the_container_puts_behind_interfaces() => Rule.Reports(Usings + """
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHttpClient<ICustomers, Customers>();
        builder.Services.AddScoped<IOrders, Orders>();
        public interface ICustomers { Task<string> Get(int id); }
        public class Customers(HttpClient http) : ICustomers { public Task<string> Get(int id) => http.GetStringAsync($"/customers/{id}"); }
        public interface IOrders { Task<List<Order>> All(); }
        public class Orders(Shop shop) : IOrders { public async Task<List<Order>> All() { var all = await shop.Orders.ToListAsync(); return all; } }
        public class Report(IOrders orders, ICustomers customers)
        {
            public async Task<List<string>> Names()
            {
                var names = new List<string>();
                var all = await orders.All();
                foreach (var order in all)
                    names.Add(await customers.[|Get|](order.CustomerId));
                return names;
            }
        }
        """ + Shop);

    [Fact]
    public Task Reports_lists_that_requests_and_messages_bring() => Rule.Reports(Usings + """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;
        using MassTransit;
        [ApiController, Route("orders")]
        public class OrdersController(HttpClient http) : ControllerBase
        {
            [HttpPost] public async Task Post(NewOrder order) { foreach (var line in order.Lines.Where(l => l > 0)) await http.[|GetAsync|]($"/stock/{line}"); }
            [HttpPut] public async Task Put([FromBody] List<int> ids) { var wanted = ids; await Load(wanted); }
            private async Task Load(List<int> wanted)
            {
                for (var i = 0; i < wanted.Count; i++)
                    await http.[|GetAsync|]($"/stock/{wanted[i]}");
            }
        }
        public class Chat(HttpClient http) : Hub
        {
            public async Task Send(string[] names) { foreach (var name in names) await http.[|GetAsync|](name); }
        }
        public class Placed(HttpClient http) : IConsumer<NewOrder>
        {
            public async Task Consume(ConsumeContext<NewOrder> context)
            {
                foreach (var line in context.Message.Lines) await http.[|GetAsync|]($"/stock/{line}");
            }
        }
        [Grpc.Core.BindServiceMethod(typeof(StockBase), "BindService")]
        public abstract class StockBase { public virtual Task<HelloReply> Check(NewOrder request, Grpc.Core.ServerCallContext context) => throw null!; }
        public class StockService(Greeter.GreeterClient greeter) : StockBase
        {
            public override async Task<HelloReply> Check(NewOrder request, Grpc.Core.ServerCallContext context)
            {
                foreach (var line in request.Lines) await greeter.[|SayHelloAsync|](new HelloRequest(), null, DateTime.UtcNow.AddSeconds(line)).ResponseAsync;
                return new HelloReply();
            }
        }
        public record NewOrder(int[] Lines);
        """);

    [Fact]
    public Task Reports_functions_lambdas_and_the_older_client_libraries() => new Verify<RemoteCallInLoop>().On(References.Older).Reports("""
        using Microsoft.EntityFrameworkCore;
        using StackExchange.Redis;
        public class Cleaner(Shop shop, IDatabase redis)
        {
            public Task Clean()
            {
                return Task.Run(async () =>
                {
                    await Inner();
                    async Task Inner()
                    {
                        foreach (var order in await shop.Orders.ToListAsync())
                            await redis.[|KeyDeleteAsync|]("order:" + order.Id);
                    }
                });
            }
        }
        public class Order { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """);
}
