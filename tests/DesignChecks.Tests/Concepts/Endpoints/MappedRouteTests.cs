using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Handlers that are mapped on the application: verbs, routes, and what is said of them.</summary>
public class MappedRouteTests
{
    [Fact]
    public Task Verbs_and_routes() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/", () => "up"); // GET / | safe | unstated | - | single | unpaged | none
        app.MapGet("orders", () => new List<int>()); // GET /orders | safe | unstated | - | list | unpaged | none
        app.MapGet("/orders/", (int page) => new int[1]); // GET /orders | safe | unstated | - | list | paged | none
        app.MapPost("/orders", (Order order) => Results.Created("/orders/1", order)); // POST /orders | unsafe | unstated | - | single | unpaged | none
        app.MapPut("/orders/{id:int}", (int id, Order order) => { }); // PUT /orders/{id:int} | unsafe | unstated | - | none | unpaged | none
        app.MapPatch("/orders/{id}", (int id) => Results.NoContent()); // PATCH /orders/{id} | unsafe | unstated | - | unknown | unpaged | none
        app.MapDelete("/orders/{id}", async (int id) => await Task.Yield()); // DELETE /orders/{id} | unsafe | unstated | - | none | unpaged | none
        app.MapMethods("/a", ["GET", "HEAD"], () => "a"); // GET,HEAD /a | safe | unstated | - | single | unpaged | none
        app.MapMethods("/b", new[] { HttpMethods.Get, "POST" }, () => "b"); // GET,POST /b | unsafe | unstated | - | single | unpaged | none
        app.MapMethods("/c", new[] { "get", "POST" }, () => "c"); // GET,POST /c | unsafe | unstated | - | single | unpaged | none
        app.MapMethods("/d", new List<string> { "DELETE" }, () => "d"); // ? /d | ? | unstated | - | single | unpaged | none => DELETE /d | unsafe | unstated | - | none
        app.MapMethods("/e", Routes.Verbs, () => "e"); // GET,PUT /e | unsafe | unstated | - | single | unpaged | none
        app.MapMethods("/f", [HttpMethods.Options], () => "f"); // OPTIONS /f | unsafe | unstated | - | single | unpaged | none
        app.MapGet(Routes.Items, () => 1); // GET /items | safe | unstated | - | single | unpaged | none
        app.MapGet($"{Routes.Items}/{{id}}", (int id) => 1); // GET /items/{id} | safe | unstated | - | single | unpaged | none
        app.MapGet(Routes.Items + "/sum", () => 1); // GET /items/sum | safe | unstated | - | single | unpaged | none
        app.MapGet(string.Empty, () => 1); // GET / | safe | unstated | - | single | unpaged | none
        app.MapPost(handler: () => 1, pattern: "/swapped"); // POST /swapped | unsafe | unstated | - | single | unpaged | none
        EndpointRouteBuilderExtensions.MapGet(app, "/static", () => 1); // GET /static | safe | unstated | - | single | unpaged | none
        IEndpointRouteBuilder endpoints = app;
        endpoints.MapPost("/interface", () => 1); // POST /interface | unsafe | unstated | - | single | unpaged | none
        ((IEndpointRouteBuilder)app).MapPost("/cast", () => 1); // POST /cast | unsafe | unstated | - | single | unpaged | none
        app.MapGet("/files/{*path}", (string path) => 1); // GET /files/{*path} | safe | unstated | - | single | unpaged | none
        app.MapGet("/optional/{id?}", (int? id) => 1); // GET /optional/{id?} | safe | unstated | - | single | unpaged | none
        var path = Environment.NewLine.Trim() + "/computed";
        app.MapGet(path, () => 1); // GET ? | safe | unstated | - | single | unpaged | unknown => GET /computed | safe | unstated | - | none
        foreach (var name in new[] { "one", "two" })
            app.MapGet("/" + name, () => 1); // GET ? | safe | unstated | - | single | unpaged | unknown => GET /one | safe | unstated | - | none; GET /two | safe | unstated | - | none
        if (Environment.NewLine.Length == 0)
            app.MapGet("/never", () => 1); // GET /never | safe | unstated | - | single | unpaged | none => nothing: the condition doesn't hold
        app.MapGet("/v1/orders", () => new List<int>()); // GET /v1/orders | safe | unstated | - | list | unpaged | versioned
        app.MapGet([Mark] () => 1, "/wrapped"); // GET /wrapped | safe | authorized | - | single | unpaged | none
        sealed class MarkAttribute : Attribute;
        static class Wrappers
        {
            public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder app, Delegate handler, string pattern = "") => app.MapGet(pattern, handler).RequireAuthorization();
        }
        static class Routes
        {
            public const string Items = "/items";
            public static readonly string[] Verbs = ["GET", "PUT"];
        }
        record Order(int Id);
        """);

    [Fact]
    public Task Access_and_limiters() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.RateLimiting;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/me", () => 1).RequireAuthorization(); // GET /me | safe | authorized | - | single | unpaged | none
        app.MapGet("/policy", () => 1).RequireAuthorization("admin"); // GET /policy | safe | authorized | - | single | unpaged | none
        app.MapGet("/built", () => 1).RequireAuthorization(policy => policy.RequireRole("admin")); // GET /built | safe | authorized | - | single | unpaged | none
        app.MapGet("/public", () => 1).AllowAnonymous().RequireAuthorization(); // GET /public | safe | anonymous | - | single | unpaged | none
        app.MapGet("/limited", () => 1).RequireRateLimiting("p").WithName("limited"); // GET /limited | safe | unstated | limited | single | unpaged | none
        app.MapGet("/unlimited", () => 1).DisableRateLimiting(); // GET /unlimited | safe | unstated | disabled | single | unpaged | none
        app.MapGet("/both", () => 1).DisableRateLimiting().RequireRateLimiting("p"); // GET /both | safe | unstated | disabled | single | unpaged | none
        app.MapGet("/attributes", [Authorize, EnableRateLimiting("p")] () => 1); // GET /attributes | safe | authorized | limited | single | unpaged | none
        app.MapGet("/derived", [Admin] () => 1); // GET /derived | safe | authorized | - | single | unpaged | none
        app.MapGet("/requirement", [Adult] () => 1); // GET /requirement | safe | authorized | - | single | unpaged | none
        app.MapGet("/contradiction", [AllowAnonymous, Authorize] () => 1); // GET /contradiction | safe | anonymous | - | single | unpaged | none
        app.MapGet("/metadata", () => 1).WithMetadata(new AuthorizeAttribute("admin")); // GET /metadata | safe | authorized | - | single | unpaged | none
        app.MapGet("/metadata/limit", () => 1).WithMetadata(new EnableRateLimitingAttribute("p")); // GET /metadata/limit | safe | unstated | limited | single | unpaged | none
        app.MapGet("/metadata/more", () => 1).WithMetadata("x", new AllowAnonymousAttribute()); // GET /metadata/more | safe | anonymous | - | single | unpaged | none
        app.MapGet("/added", () => 1).Add(endpoint => endpoint.Metadata.Add(new AuthorizeAttribute())); // GET /added | safe | unknown | unknown | single | unpaged | unknown => GET /added | safe | authorized | - | none
        var kept = app.MapGet("/kept", () => 1); // GET /kept | safe | authorized | - | single | unpaged | none
        kept.RequireAuthorization();
        app.MapGet("/own", () => 1).WithDefaults(); // GET /own | safe | authorized | limited | single | unpaged | none
        app.MapGet("/handler", Handlers.Get); // GET /handler | safe | authorized | - | single | unpaged | none
        app.MapGet("/class", Handlers.Other); // GET /class | safe | unstated | - | single | unpaged | none
        app.MapGet("/override", new Special().Get); // GET /override | safe | authorized | - | single | unpaged | none
        var held = [Authorize] () => 1;
        app.MapGet("/held", held); // GET /held | safe | authorized | - | single | unpaged | none
        app.MapGet("/filtered", () => 1).AddEndpointFilter((context, next) => next(context)); // GET /filtered | safe | unstated | - | single | unpaged | none
        app.MapGet("/filter", () => 1).AddEndpointFilter<Filter>(); // GET /filter | safe | unstated | - | single | unpaged | none
        var maybe = app.MapGet("/maybe", () => 1); // GET /maybe | safe | unknown | - | single | unpaged | none => GET /maybe | safe | unstated | - | none
        if (Environment.NewLine.Length == 0)
            maybe.RequireAuthorization().WithTags("a");
        var either = app.MapGet("/either", () => 1).RequireRateLimiting("p"); // GET /either | safe | unknown | limited | single | unpaged | unknown => GET /either | safe | anonymous | limited | none
        _ = Environment.NewLine.Length == 0 ? either.RequireAuthorization() : either.AllowAnonymous();
        if (Environment.NewLine.Length > 0)
        {
            var inside = app.MapGet("/inside", () => 1); // GET /inside | safe | authorized | - | single | unpaged | none
            inside.RequireAuthorization();
        }
        var listed = new[] { app.MapGet("/listed", () => 1) }; // GET /listed | safe | unknown | unknown | single | unpaged | unknown => GET /listed | safe | authorized | - | none
        listed[0].RequireAuthorization();
        app.MapGet("/left", () => 1).UnlessLeft(true); // GET /left | safe | unknown | - | single | unpaged | none => GET /left | safe | unstated | - | none
        RouteHandlerBuilder alias;
        alias = app.MapGet("/alias", () => 1); // GET /alias | safe | authorized | - | single | unpaged | none
        RouteHandlerBuilder other;
        other = alias;
        other.RequireAuthorization();
        app.MapGet("/told", () => 1).Unless(false); // GET /told | safe | unknown | - | single | unpaged | none => GET /told | safe | authorized | - | none
        class AdminAttribute() : AuthorizeAttribute("admin");
        class AdultAttribute : Attribute, IAuthorizationRequirementData { public IEnumerable<IAuthorizationRequirement> GetRequirements() => []; }
        class Filter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
        [Authorize]
        static class Handlers
        {
            [Authorize] public static int Get() => 1;
            public static int Other() => 1;
        }
        class General { [Authorize] public virtual int Get() => 1; }
        class Special : General { public override int Get() => 2; }
        static class Defaults
        {
            public static T WithDefaults<T>(this T builder) where T : IEndpointConventionBuilder => builder.RequireAuthorization().RequireRateLimiting("p");
            public static RouteHandlerBuilder UnlessLeft(this RouteHandlerBuilder builder, bool isOpen)
            {
                if (isOpen)
                    return builder;
                return builder.RequireAuthorization();
            }
            public static RouteHandlerBuilder Unless(this RouteHandlerBuilder builder, bool isOpen)
            {
                if (!isOpen)
                    builder.RequireAuthorization();
                return builder;
            }
        }
        """);

    [SinceRoslynFact("5.0")]
    public Task Extension_members() => EndpointTable.Holds("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapThings("/things").RequireAuthorization();
        app.MapGroup("/group").MapGet("/x", () => 1).Secured(); // GET /group/x | safe | authorized | - | single | unpaged | none
        static class Extensions
        {
            extension(IEndpointRouteBuilder endpoints)
            {
                public RouteGroupBuilder MapThings(string prefix)
                {
                    var things = endpoints.MapGroup("/a");
                    things.MapPost("/b", () => 1); // POST /a/b | unsafe | authorized | - | single | unpaged | none
                    return things;
                }
            }
            extension(RouteHandlerBuilder route)
            {
                public RouteHandlerBuilder Secured() => route.RequireAuthorization();
            }
        }
        """);
}
