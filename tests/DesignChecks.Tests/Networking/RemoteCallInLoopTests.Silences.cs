using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class RemoteCallInLoopTests
{
    [Theory]
    [InlineData("var tasks = new List<Task>(); foreach (var order in await shop.Orders.ToListAsync()) tasks.Add(http.GetAsync(\"/\" + order.Id)); await Task.WhenAll(tasks);")]
    [InlineData("await Task.WhenAll((await shop.Orders.ToListAsync()).Select(order => http.GetAsync(\"/\" + order.Id)));")]
    [InlineData("await Parallel.ForEachAsync(await shop.Orders.ToListAsync(), async (order, token) => await http.GetAsync(\"/\" + order.Id, token));")]
    [InlineData("var calls = new List<Grpc.Core.AsyncUnaryCall<HelloReply>>(); foreach (var order in await shop.Orders.ToListAsync()) { await Task.Yield(); calls.Add(greeter.SayHelloAsync(new HelloRequest(), null, DateTime.UtcNow.AddDays(order.Id))); }")]
    [InlineData("var batch = redis.CreateBatch(); foreach (var order in await shop.Orders.ToListAsync()) await batch.StringSetAsync(\"order:\" + order.Id, order.Label);")]
    public Task Silent_for_calls_that_run_together(string code) => Rule.Silent(Service(code));

    [Theory]
    [InlineData("foreach (var orders in (await shop.Orders.ToListAsync()).Chunk(100)) await http.PostAsJsonAsync(\"/orders\", orders);")]
    [InlineData("foreach (var order in await shop.Orders.Take(5).ToListAsync()) await http.GetAsync(\"/\" + order.Id);")]
    [InlineData("foreach (var order in (await shop.Orders.ToListAsync()).Take(3)) await http.GetAsync(\"/\" + order.Id);")]
    [InlineData("foreach (var country in await shop.Countries.ToListAsync()) await http.GetAsync(\"/\" + country.Id);")]
    public Task Silent_for_batches_and_few_rows(string code) => Rule.Silent(Service(code));

    [Fact]
    public Task Silent_for_entities_that_an_option_names() => Rule
        .With("dotnet_code_quality.DCK0919.bounded_entities = Order")
        .Silent(Service("foreach (var order in await shop.Orders.ToListAsync()) await http.GetAsync(\"/\" + order.Id);"));

    [Theory]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { var answer = await http.GetAsync(\"/\" + order.Id); if (!answer.IsSuccessStatusCode) break; }")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { var answer = await http.GetAsync(\"/\" + order.Id); if (answer.IsSuccessStatusCode) return; }")]
    [InlineData("var cursor = \"\"; foreach (var order in await shop.Orders.ToListAsync()) cursor = await http.GetStringAsync($\"/{order.Id}?after={cursor}\");")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { await http.GetAsync(\"/\" + order.Id); await Task.Delay(100); }")]
    public Task Silent_where_turns_depend_on_each_other_or_are_paced(string code) => Rule.Silent(Service(code));

    [Theory]
    [InlineData("var known = new Dictionary<int, string>(); foreach (var order in await shop.Orders.ToListAsync()) { if (!known.TryGetValue(order.CustomerId, out var name)) known[order.CustomerId] = name = await http.GetStringAsync(\"/\" + order.CustomerId); }")]
    [InlineData("var seen = new HashSet<int>(); foreach (var order in await shop.Orders.ToListAsync()) { if (!seen.Add(order.CustomerId)) continue; await http.GetStringAsync(\"/\" + order.CustomerId); }")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) order.Label ??= await http.GetStringAsync(\"/\" + order.CustomerId);")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { if (order.Label == null) order.Label = await http.GetStringAsync(\"/\" + order.CustomerId); }")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { if (order.Label is null) order.Label = await http.GetStringAsync(\"/\" + order.CustomerId); }")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) { try { await Task.Yield(); } catch (Exception) { await http.GetAsync(\"/failed/\" + order.Id); } }")]
    public Task Silent_where_the_answer_may_be_known(string code) => Rule.Silent(Service(code));

    [Theory]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) await http.GetAsync(\"/ping\");")]
    [InlineData("foreach (var id in new[] { 1, 2 }) await http.GetAsync(\"/\" + id);")]
    [InlineData("foreach (var name in http.DefaultRequestHeaders.Select(header => header.Key)) await http.GetAsync(\"/\" + name);")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) await Console.Out.WriteLineAsync(order.Label);")]
    [InlineData("foreach (var order in await shop.Orders.ToListAsync()) await shop.Orders.FindAsync(order.Id);")]
    [InlineData("foreach (var order in new List<Order>().AsQueryable()) await http.GetAsync(\"/\" + order.Id);")]
    public Task Silent_for_other_lists_and_calls_without_the_element(string code) => Rule.Silent(Service(code));

    [Fact]
    public Task Silent_in_imports_migrations_and_jobs() => Rule.Silent(Usings + """
        public class OrderImport(Shop shop, HttpClient http)
        {
            public async Task Run() { foreach (var order in await shop.Orders.ToListAsync()) await http.GetAsync("/" + order.Id); }
        }
        public class Service(Shop shop, HttpClient http)
        {
            public async Task SeedPrices() { foreach (var order in await shop.Orders.ToListAsync()) await http.GetAsync("/" + order.Id); }
        }
        """ + Shop);

    [Fact]
    public Task Silent_for_caches_conditions_and_classes_not_in_sight() => Rule.Silent(Usings + """
        using Microsoft.Extensions.Caching.Memory;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHttpClient<ITwice, One>();
        builder.Services.AddHttpClient<ITwice, Other>();
        builder.Services.AddHttpClient<ICustomers, CachedCustomers>();
        public interface ITwice { Task<string> Get(int id); }
        public class One(HttpClient http) : ITwice { public Task<string> Get(int id) => http.GetStringAsync($"/{id}"); }
        public class Other(HttpClient http) : ITwice { public Task<string> Get(int id) => http.GetStringAsync($"/{id}"); }
        public interface IElsewhere { Task<string> Get(int id); }
        public interface ICustomers { Task<string> Get(int id); }
        public class CachedCustomers(HttpClient http) : ICustomers { public Task<string> Get(int id) => http.GetStringAsync($"/{id}"); }
        public class Report(Shop shop, ITwice twice, IElsewhere elsewhere, ICustomers customers, HttpClient http, IMemoryCache cache)
        {
            public virtual Task<string> Open(int id) => http.GetStringAsync($"/{id}");
            private Task<string?> Cached(int id) => cache.GetOrCreateAsync(id, _ => http.GetStringAsync($"/{id}"));
            private async Task<string> Looked(int id) { if (cache.TryGetValue(id, out string? known)) return known!; return await http.GetStringAsync($"/{id}"); }
            private async Task Some(Order order) { if (!order.IsPaid) await http.GetAsync("/" + order.Id); }
            public async Task Run()
            {
                foreach (var order in await shop.Orders.ToListAsync())
                {
                    await twice.Get(order.Id);
                    await elsewhere.Get(order.Id);
                    await customers.Get(order.Id);
                    await Open(order.Id);
                    await Cached(order.Id);
                    await Looked(order.Id);
                    await Some(order);
                }
            }
        }
        """ + Shop);

    [Fact]
    public Task Silent_for_lists_of_services_short_lists_and_other_parameters() => Rule.Silent(Usings + """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        [ApiController, Route("orders")]
        public class OrdersController(HttpClient http) : ControllerBase
        {
            [HttpPost] public async Task Post(NewOrder order) { foreach (var line in order.Lines) await http.GetAsync($"/stock/{line}"); }
            [HttpPut] public async Task Put([FromServices] Settings settings) { foreach (var url in settings.Urls) await http.GetAsync(url); }
            private async Task Unused(List<string> names) { foreach (var name in names) await http.GetAsync(name); }
        }
        public class Settings { public List<string> Urls { get; } = []; }
        public class NewOrder { [MaxLength(5)] public int[] Lines { get; set; } = []; }
        """);

    [Fact]
    public Task Silent_without_the_libraries_for_own_methods_of_the_same_names() => new Verify<RemoteCallInLoop>().On(References.Framework).Silent("""
        public class Client { public Task GetAsync(string url) => Task.CompletedTask; }
        public class Service(Client http)
        {
            public async Task Run(List<string> names) { foreach (var name in names) await http.GetAsync(name); }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", "// <auto-generated/>\nusing System.Net.Http;\nusing System.Threading.Tasks;\n" + Service("foreach (var order in await shop.Orders.ToListAsync()) await http.GetAsync(\"/\" + order.Id);")).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Usings + """
        public class Service(Shop shop, HttpClient http)
        {
            public async Task Run()
            {
                foreach (var order in await shop.Orders.ToListAsync())
                    await http.GetAsync(
        """);
}
