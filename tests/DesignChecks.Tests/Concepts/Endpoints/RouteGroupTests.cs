namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Handlers that are mapped on groups, here and in functions that get one.</summary>
public class RouteGroupTests
{
    [Fact]
    public Task Groups() => EndpointTable.Holds("""
        var app = WebApplication.CreateBuilder().Build();
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapGet("/a", () => 1); // GET /api/a | safe | authorized | - | single | unpaged | none
        api.MapGet("/b", () => 1).AllowAnonymous(); // GET /api/b | safe | anonymous | - | single | unpaged | none
        var inner = api.MapGroup("inner").MapGroup("{tenant}");
        inner.RequireRateLimiting("p");
        inner.MapPost("c", () => 1); // POST /api/inner/{tenant}/c | unsafe | authorized | limited | single | unpaged | none
        inner.MapPost("free", () => 1).DisableRateLimiting(); // POST /api/inner/{tenant}/free | unsafe | authorized | disabled | single | unpaged | none
        app.MapGroup("/chained").WithTags("x").MapDelete("/d", () => 1); // DELETE /chained/d | unsafe | unstated | - | single | unpaged | none
        var open = api.MapGroup("/open").AllowAnonymous();
        open.MapPost("/login", () => 1); // POST /api/open/login | unsafe | anonymous | - | single | unpaged | none
        open.MapPost("/closed", () => 1).RequireAuthorization(); // POST /api/open/closed | unsafe | anonymous | - | single | unpaged | none
        app.MapGroup("").RequireAuthorization().MapPost("/bare", () => 1); // POST /bare | unsafe | authorized | - | single | unpaged | none
        app.MapGroup("/").MapPost("/slash", () => 1); // POST /slash | unsafe | unstated | - | single | unpaged | none
        app.MapGroup(string.Empty).MapPost("/empty", () => 1); // POST /empty | unsafe | unstated | - | single | unpaged | none
        app.MapGroup("/x").MapGet("", () => 1); // GET /x | safe | unstated | - | single | unpaged | none
        app.MapGroup("/y/").MapGet("/", () => 1); // GET /y | safe | unstated | - | single | unpaged | none
        var late = app.MapGroup("/late");
        late.MapPut("/e", () => 1); // PUT /late/e | unsafe | authorized | - | single | unpaged | none
        late.RequireAuthorization();
        var whole = app.MapGroup("/whole");
        whole.MapGroup("/part").RequireAuthorization();
        whole.MapPost("/f", () => 1); // POST /whole/f | unsafe | unstated | - | single | unpaged | none
        var filtered = app.MapGroup("/filtered").AddEndpointFilter((context, next) => next(context));
        filtered.MapPost("/g", () => 1); // POST /filtered/g | unsafe | unstated | - | single | unpaged | none
        var told = app.MapGroup("/told");
        told.MapPost("/l", () => 1); // POST /told/l | unsafe | unknown | unknown | single | unpaged | unknown => POST /told/l | unsafe | authorized | - | none
        ((IEndpointConventionBuilder)told).Finally(endpoint => endpoint.Metadata.Add(new Microsoft.AspNetCore.Authorization.AuthorizeAttribute()));
        var guarded = app.MapGroup("/guarded");
        if (Environment.NewLine.Length == 0)
            guarded.RequireAuthorization();
        guarded.MapPost("/m", () => 1); // POST /guarded/m | unsafe | unknown | - | single | unpaged | none => POST /guarded/m | unsafe | unstated | - | none
        var chosen = Environment.NewLine.Length > 0 ? app.MapGroup("/one").RequireAuthorization() : app.MapGroup("/two");
        chosen.MapPost("/h", () => 1); // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => POST /one/h | unsafe | authorized | - | none
        RouteGroupBuilder again = app.MapGroup("/first");
        again = app.MapGroup("/second").RequireAuthorization();
        again.MapPost("/i", () => 1); // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => POST /second/i | unsafe | authorized | - | none
        foreach (var some in new[] { "x", "z" })
            app.MapGroup(some).MapGet("/j", () => 1); // GET ? | safe | unstated | - | single | unpaged | unknown => GET /x/j | safe | unstated | - | none; GET /z/j | safe | unstated | - | none
        app.UseRouting();
        app.UseEndpoints(endpoints => endpoints.MapGet("/use", () => 1)); // GET /use | safe | unstated | - | single | unpaged | none
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapGet("/use/block", () => 1).RequireAuthorization(); // GET /use/block | safe | authorized | - | single | unpaged | none
            endpoints.MapGroup("/use/group").MapGet("k", () => 1); // GET /use/group/k | safe | unstated | - | single | unpaged | none
        });
        """);

    [Fact]
    public Task Groups_in_the_hands_of_functions() => EndpointTable.Holds(
        """
        var app = WebApplication.CreateBuilder().Build();
        var api = app.MapGroup("/api").RequireAuthorization();
        app.MapOrders();
        api.MapGroup("/v2").MapProducts().RequireRateLimiting("p");
        app.MapGroup("/one").MapBoth();
        app.MapGroup("/two").RequireAuthorization().MapBoth();
        new Users().Map(app.MapGroup("/users"));
        Extra.MapExtra(api);
        IModule module = new Module();
        module.Register(app.MapGroup("/module").RequireAuthorization());
        Handed(app.MapGroup("/handed")).MapGet("/f", () => 1); // GET /handed/f | safe | authorized | - | single | unpaged | none
        app.MapGroup("/own").WithDefaults().MapGet("/g", () => 1); // GET /own/g | safe | authorized | limited | single | unpaged | none
        Local(api);
        new Fields(app).Map();
        app.MapGroup("/a").MapTwice();
        app.MapGroup("/b").MapTwice().RequireAuthorization();
        Around(app.MapGroup("/around"), 1);
        Whole(app);
        new Owner(app).Map();
        var held = app.MapGroup("/held");
        held.MapPost("/n", () => 1); // POST /held/n | unsafe | unknown | unknown | single | unpaged | unknown => POST /held/n | unsafe | authorized | - | none
        new Holder(held).Close();
        api.MapElsewhere().MapGet("/after", () => 1); // GET /api/elsewhere/after | safe | authorized | - | single | unpaged | none
        static RouteGroupBuilder Handed(RouteGroupBuilder group) => group.RequireAuthorization();
        static void Local(RouteGroupBuilder group) => group.MapPost("/local", () => 1); // POST /api/local | unsafe | authorized | - | single | unpaged | none
        static void Whole(WebApplication application) => application.MapGroup("/w").MapPost("/p", () => 1); // POST /w/p | unsafe | unstated | - | single | unpaged | none
        static void Around(RouteGroupBuilder group, int depth)
        {
            group.MapPost("/o", () => 1); // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => POST /around/o | unsafe | unstated | - | none; POST /around/again/o | unsafe | unstated | - | none
            if (depth > 0)
                Around(group.MapGroup("/again"), depth - 1);
        }
        class Holder(RouteGroupBuilder group) { public void Close() => group.RequireAuthorization(); }
        static class Orders
        {
            public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder endpoints)
            {
                var group = endpoints.MapGroup("/orders").AllowAnonymous();
                group.MapGet("", List); // GET /orders | safe | anonymous | - | list | unpaged | none
                group.MapGet("/{id}", (int id) => id); // GET /orders/{id} | safe | anonymous | - | single | unpaged | none
                return endpoints;
            }
            private static List<int> List() => [];
        }
        static class Products
        {
            public static RouteGroupBuilder MapProducts(this IEndpointRouteBuilder endpoints)
            {
                var group = endpoints.MapGroup("products");
                group.MapGet("", () => 1); // GET /api/v2/products | safe | authorized | limited | single | unpaged | versioned
                return group;
            }
            public static void MapBoth(this RouteGroupBuilder group) =>
                group.MapGet("/both", () => 1); // GET ? | safe | unknown | - | single | unpaged | unknown => GET /one/both | safe | unstated | - | none; GET /two/both | safe | authorized | - | none
            public static void MapNever(this RouteGroupBuilder group) =>
                group.MapGet("/never", () => 1); // GET ? | safe | unknown | unknown | single | unpaged | unknown => nothing: nobody calls it
        }
        class Users
        {
            public void Map(IEndpointRouteBuilder app) => app.MapGet("/me", () => 1); // GET /users/me | safe | unstated | - | single | unpaged | none
        }
        static class Extra
        {
            public static void MapExtra(IEndpointRouteBuilder app) => Deeper(app);
            static void Deeper(IEndpointRouteBuilder app) => app.MapGet("/deep", () => 1); // GET /api/deep | safe | authorized | - | single | unpaged | none
        }
        static class Twice
        {
            public static RouteGroupBuilder MapTwice(this RouteGroupBuilder parent)
            {
                var group = parent.MapGroup("/twice").RequireRateLimiting("p");
                group.MapPost("", () => 1); // POST ? | unsafe | unknown | limited | single | unpaged | unknown => POST /a/twice | unsafe | unstated | limited | none; POST /b/twice | unsafe | authorized | limited | none
                return group;
            }
        }
        interface IModule { void Register(IEndpointRouteBuilder app); }
        class Module : IModule
        {
            public void Register(IEndpointRouteBuilder app) => app.MapGet("/x", () => 1); // GET /module/x | safe | authorized | - | single | unpaged | none
        }
        class Fields
        {
            private readonly RouteGroupBuilder _group;
            public Fields(WebApplication app) => _group = app.MapGroup("/fields").RequireAuthorization();
            public void Map() => _group.MapGet("/l", () => 1); // GET ? | safe | unknown | unknown | single | unpaged | unknown => GET /fields/l | safe | authorized | - | none
        }
        class Owner(WebApplication application)
        {
            private readonly WebApplication _application = application;
            public void Map() => _application.MapPost("/q", () => 1); // POST /q | unsafe | unstated | - | single | unpaged | none
        }
        static class Defaults
        {
            public static T WithDefaults<T>(this T builder) where T : IEndpointConventionBuilder => builder.RequireAuthorization().RequireRateLimiting("p");
        }
        """,
        """
        public static class Elsewhere
        {
            public static RouteGroupBuilder MapElsewhere(this RouteGroupBuilder parent)
            {
                var group = parent.MapGroup("/elsewhere").WithTags("elsewhere");
                group.MapPost("/", Add).RequireRateLimiting("p"); // POST /api/elsewhere | unsafe | authorized | limited | none | unpaged | none
                group.MapDelete("/{id:int}", Remove).AllowAnonymous(); // DELETE /api/elsewhere/{id:int} | unsafe | anonymous | - | none | unpaged | none
                return group;
            }
            private static void Add() { }
            private static void Remove(int id) { }
        }
        """);
}
