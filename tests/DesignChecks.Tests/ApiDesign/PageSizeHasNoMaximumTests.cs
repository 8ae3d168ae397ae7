using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0515: Page size has no maximum.</summary>
public class PageSizeHasNoMaximumTests
{
    private static Verify<PageSizeHasNoMaximum> Rule => new();

    private const string Shop = """

        public class Order { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """;

    /// <summary>A GET endpoint with these parameters and this body.</summary>
    private static string Get(string parameters, string body, string more = "") => $$"""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", ({{parameters}}) => { {{body}} });
        {{more}}
        """ + Shop;

    [Theory]
    [InlineData("Shop shop, int take", "return shop.Orders.OrderBy(o => o.Id).Take([|take|]).ToListAsync();")]
    [InlineData("Shop shop, int? limit", "return shop.Orders.Take([|limit ?? 50|]).ToListAsync();")]
    [InlineData("Shop shop, int? limit", "return shop.Orders.Take([|limit.GetValueOrDefault(20)|]).ToListAsync();")]
    [InlineData("Shop shop, int? limit", "var q = shop.Orders.AsQueryable(); if (limit.HasValue) q = q.Take([|limit.Value|]); return q.ToListAsync();")]
    [InlineData("Shop shop, int page, int size", "var n = size; return shop.Orders.Skip(page * n).Take([|n|]).ToListAsync();")]
    [InlineData("Shop shop, int size", "if (size <= 0) size += 0; return shop.Orders.Take(size == 0 ? 10 : 20).ToListAsync();", false)]
    [InlineData("Shop shop, int size", "if (size < 1) return null!; return shop.Orders.Take([|size|]).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take([|size == 0 ? 10 : size|]).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take([|Math.Max(1, size)|]).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take([|size + 1|]).ToListAsync();")]
    [InlineData("Shop shop, int size", "return Load(shop, size); static Task<List<Order>> Load(Shop shop, int n) => shop.Orders.Take([|n|]).ToListAsync();")]
    [InlineData("Shop shop, [FromQuery(Name = \"per_page\")] int size", "return (from o in shop.Orders orderby o.Id select o).Take([|size|]).ToListAsync();")]
    public Task Reports_a_number_of_the_request_that_limits_a_query(string parameters, string body, bool reports = true) =>
        reports ? Rule.Reports(Get(parameters, body)) : Rule.Silent(Get(parameters, body));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("The caller sets 'PageSize' as high as it likes, so one request can read the whole table; cap it, as in Math.Clamp(query.PageSize, 1, 100)")
        .Reports(Get("Shop shop, [AsParameters] Query query", "return shop.Orders.Skip(query.Page).Take([|query.PageSize|]).ToListAsync();", "record Query(int Page, int PageSize = 20);"));

    [Fact]
    public Task Reports_in_controllers_and_functions_mapped_elsewhere() => Rule
        .File("Program.cs", "static class Api { static void Map(IEndpointRouteBuilder app) { app.MapGet(\"/a\", Handlers.List); app.MapGet(\"/b\", Handlers.List); } }")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.EntityFrameworkCore;
            [ApiController, Route("orders")]
            public class OrdersController(Shop shop) : ControllerBase
            {
                [HttpGet] public async Task<IActionResult> List(int page = 1, int pageSize = 20) => Ok(await shop.Orders.Skip((page - 1) * pageSize).Take([|pageSize|]).ToListAsync());
                [HttpGet("b")] public Task<List<Order>> Filtered([FromQuery] Filter filter) => Load(filter);
                [HttpPost("search")] public Task<List<Order>> Search(Filter filter) => shop.Orders.Take([|filter.Paging.Size|]).ToListAsync();
                private Task<List<Order>> Load(Filter filter) => shop.Orders.Take([|filter.Limit|]).ToListAsync();
            }
            public class Filter { public int Limit { get; set; } = 10; public Paging Paging { get; set; } = new(); }
            public class Paging { public int Size { get; set; } }
            static class Handlers { public static Task<List<Order>> List(Shop shop, int top) => shop.Orders.Take([|top|]).ToListAsync(); }
            """ + Shop);

    [Fact]
    public Task Reports_paging_methods_that_do_not_cap() => Rule.Reports("""
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        using System.Data.Common;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (Shop shop, int page, int size) => shop.Orders.Page(page, [|size|]).ToListAsync());
        app.MapGet("/b", (Shop shop, int page, int size) => Paged<Order>.Create(shop.Orders, page, [|size|]));
        app.MapGet("/c", (DbConnection db, int take) => db.Query<Order>("SELECT * FROM orders ORDER BY id LIMIT @take", new { [|take|] }));
        app.MapGet("/d", (DbConnection db, int n) => db.Query<Order>("SELECT * FROM orders ORDER BY id OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY", new { Rows = [|n|] }));
        app.MapGet("/e", (DbConnection db, int take, int taken) => db.Query<Order>("SELECT * FROM orders WHERE taken = @take LIMIT 20", new { take, taken }));
        app.MapGet("/f", (Shop shop, int page, int size) => shop.Orders.Capped(page, size).ToListAsync());
        app.MapGet("/g", (Shop shop, int page, int size) => shop.Orders.Checked(page, size).ToListAsync());
        static class Paging
        {
            public static IQueryable<T> Page<T>(this IQueryable<T> query, int page, int size) => query.Skip(page * size).Take(size);
            public static IQueryable<T> Capped<T>(this IQueryable<T> query, int page, int size) => query.Skip(page * size).Take(Math.Min(size, 50));
            public static IQueryable<T> Checked<T>(this IQueryable<T> query, int page, int size)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 100);
                return query.Skip(page * size).Take(size);
            }
        }
        class Paged<T> : List<T>
        {
            public static async Task<Paged<T>> Create(IQueryable<T> source, int index, int pageSize)
            {
                var result = new Paged<T>();
                result.AddRange(await source.Skip(index * pageSize).Take(pageSize).ToListAsync());
                return result;
            }
        }
        """ + Shop);

    [Theory]
    [InlineData("Shop shop, int size", "return shop.Orders.Take(Math.Min(size, 100)).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take(Math.Clamp(size, 1, 100)).ToListAsync();")]
    [InlineData("Shop shop, int size", "size = Math.Min(size, 100); return shop.Orders.Take(size).ToListAsync();")]
    [InlineData("Shop shop, int size", "var n = Math.Clamp(size, 1, 100); return shop.Orders.Take(n).ToListAsync();")]
    [InlineData("Shop shop, int size", "if (size > 100) size = 100; return shop.Orders.Take(size).ToListAsync();")]
    [InlineData("Shop shop, int size", "if (size > 100) throw new Exception(); return shop.Orders.Take(size).ToListAsync();")]
    [InlineData("Shop shop, int size", "if (size is < 1 or > 100) throw new Exception(); return shop.Orders.Take(size).ToListAsync();")]
    [InlineData("Shop shop, int? size", "var n = size ?? 20; if (100 < n) n = 100; return shop.Orders.Take(n).ToListAsync();")]
    [InlineData("Shop shop, int? size", "if (size > Limits.Max) throw new Exception(); return shop.Orders.Take(size ?? 20).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take(size > 100 ? 100 : size).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take(size switch { > 100 => 100, var n => n }).ToListAsync();")]
    [InlineData("Shop shop, int size", "ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 100); return shop.Orders.Take(size).ToListAsync();")]
    [InlineData("Shop shop, int size", "return shop.Orders.Take(Cap(size)).ToListAsync(); static int Cap(int n) => Math.Min(n, 10);")]
    [InlineData("Shop shop, byte size", "return shop.Orders.Take(size).ToListAsync();")]
    [InlineData("Shop shop", "return shop.Orders.Take(Limits.Max).ToListAsync();")]
    [InlineData("Shop shop, IConfiguration configuration", "return shop.Orders.Take(configuration.GetValue<int>(\"size\")).ToListAsync();")]
    [InlineData("Shop shop, [FromServices] Limits limits", "return shop.Orders.Take(limits.Size).ToListAsync();")]
    [InlineData("Shop shop, [AsParameters] Capped query", "return shop.Orders.Take(query.Size).ToListAsync();")]
    [InlineData("Shop shop, [AsParameters] Capped query", "return shop.Orders.Take(query.Limited).ToListAsync();")]
    [InlineData("Shop shop, [AsParameters] Plain query", "query.Normalize(); return shop.Orders.Take(query.Size).ToListAsync();")]
    [InlineData("Shop shop, int size", "return Task.FromResult(new[] { 1, 2, 3 }.Take(size).ToList());")]
    public Task Silent_when_something_caps_it_or_it_is_no_number_of_the_request(string parameters, string body) => Rule.Silent(Get(parameters, body, """
        class Limits { public const int Max = 100; public int Size { get; set; } }
        class Capped
        {
            private int _size = 20;
            public int Size { get => _size; set => _size = value > 50 ? 50 : value; }
            public int Wanted { get; set; }
            public int Limited => Math.Min(Wanted, 50);
        }
        class Plain { public int Size { get; set; } public void Normalize() => Size = Math.Min(Size, 10); }
        """));

    [Fact]
    public Task Silent_for_range_attributes_and_validators() => Rule.Silent("""
        using System.ComponentModel.DataAnnotations;
        using FluentValidation;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet] public Task<List<Order>> A([Range(1, 100)] int size) => shop.Orders.Take(size).ToListAsync();
            [HttpGet("b")] public Task<List<Order>> B([FromQuery] Ranged query) => shop.Orders.Take(query.Size).ToListAsync();
            [HttpGet("c")] public Task<List<Order>> C([FromQuery] Validated query) => shop.Orders.Take(query.Size).ToListAsync();
            [HttpGet("d")] public Task<List<Order>> D([FromQuery] Self query) => shop.Orders.Take(query.Size).ToListAsync();
            [HttpGet("e/{size:range(1,100)}")] public Task<List<Order>> E(int size) => shop.Orders.Take(size).ToListAsync();
            [HttpGet("f")] public Task<List<Order>> F([FromQuery] Record query) => shop.Orders.Take(query.Size).ToListAsync();
        }
        public class Ranged { [Range(1, 50)] public int Size { get; set; } }
        public record Record([Range(1, 50)] int Size);
        public class Validated { public int Size { get; set; } }
        public class ValidatedValidator : AbstractValidator<Validated> { public ValidatedValidator() => RuleFor(x => x.Size).InclusiveBetween(1, 100); }
        public class Self : IValidatableObject
        {
            public int Size { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) => [];
        }
        """ + Shop);

    [Fact]
    public Task Reports_a_range_attribute_on_a_route_that_nothing_reads() => Rule.Reports(Get("Shop shop, [Range(1, 100)] int size", "return shop.Orders.Take([|size|]).ToListAsync();"));

    [Fact]
    public Task Silent_for_a_range_attribute_on_a_route_that_validation_reads() => Rule.Silent("""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.EntityFrameworkCore;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddValidation();
        var app = builder.Build();
        app.MapGet("/orders", (Shop shop, [Range(1, 100)] int size) => shop.Orders.Take(size).ToListAsync());
        app.MapGet("/filter", (Shop shop, int size) => shop.Orders.Take(size).ToListAsync()).AddEndpointFilter<ValidationFilter>();
        class ValidationFilter : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => await next(context); }
        """ + Shop);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = new App();
        app.MapGet("/orders", (int size) => new Set().Take(size));
        class App { public void MapGet(string pattern, Delegate handler) { } }
        class Set { public int Take(int count) => count; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapGet("/orders", (Shop shop, int size) => shop.Orders.Take(size).ToListAsync()); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Silent_while_code_is_half_typed() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop, int size) => shop.Orders.Take(
        """ + Shop);

    [Fact]
    public Task Fix_clamps_every_size_and_keeps_comments() => Rule.Fixes(
        """
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (Shop shop, int size) => shop.Orders.Take([|size|] /* rows */).ToListAsync());
        app.MapGet("/b", (Shop shop, int? size) => shop.Orders
            .Take([|size ?? 50|]) // a page
            .ToListAsync());
        """ + Shop,
        """
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (Shop shop, int size) => shop.Orders.Take(Math.Clamp(size, 1, 100) /* rows */).ToListAsync());
        app.MapGet("/b", (Shop shop, int? size) => shop.Orders
            .Take(Math.Clamp(size ?? 50, 1, 100)) // a page
            .ToListAsync());
        """ + Shop);

    [Fact]
    public Task No_fix_inside_the_parameters_of_sql() => Rule.HasNoFix("""
        using Dapper;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/c", (System.Data.Common.DbConnection db, int take) => db.Query<int>("SELECT id FROM orders ORDER BY id LIMIT @take", new { [|take|] }));
        """);
}
