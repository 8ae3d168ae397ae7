namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Versions of endpoints, by the versioning library and by the route.</summary>
public class VersionTests
{
    [Fact]
    public Task Versions_of_routes() => EndpointTable.Holds("""
        using Asp.Versioning;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddApiVersioning();
        var app = builder.Build();
        var orders = app.NewVersionedApi("orders").MapGroup("/orders").HasApiVersion(2.0);
        orders.MapGet("/a", () => 1); // GET /orders/a | safe | unstated | - | single | unpaged | versioned
        orders.MapGet("/b", () => 1).MapToApiVersion(2.0); // GET /orders/b | safe | unstated | - | single | unpaged | versioned
        orders.MapGet("/c", () => 1).IsApiVersionNeutral(); // GET /orders/c | safe | unstated | - | single | unpaged | neutral
        var set = app.NewApiVersionSet().HasApiVersion(new ApiVersion(1)).Build();
        app.MapGet("/d", () => 1).WithApiVersionSet(set); // GET /d | safe | unstated | - | single | unpaged | versioned
        app.MapGet("/e", () => 1); // GET /e | safe | unstated | - | single | unpaged | none
        var old = app.NewVersionedApi();
        old.MapGet("/v{version:apiVersion}/f", () => 1).HasDeprecatedApiVersion(1.0).RequireAuthorization(); // GET /v{version:apiVersion}/f | safe | authorized | - | single | unpaged | versioned
        old.MapGroup("/g").HasApiVersion(3).MapPost("", () => 1); // POST /g | unsafe | unstated | - | single | unpaged | versioned
        app.MapGet("/v1/h", () => 1); // GET /v1/h | safe | unstated | - | single | unpaged | versioned
        app.MapGet("/2026-05-01/i", () => 1); // GET /2026-05-01/i | safe | unstated | - | single | unpaged | versioned
        app.MapGet("/documents/{version}", () => 1); // GET /documents/{version} | safe | unstated | - | single | unpaged | none
        """);

    [Fact]
    public Task Versions_of_actions() => EndpointTable.Holds("""
        using Asp.Versioning;
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddApiVersioning().AddMvc();
        var app = builder.Build();
        app.MapControllers();
        [ApiVersion("2.0"), Route("v{version:apiVersion}/versioned")]
        public class VersionedController : Controller
        {
            [HttpGet] public JsonResult Get() => Json(new[] { 1 }); // GET /v{version:apiVersion}/versioned | safe | unstated | - | list | unpaged | versioned
            public ViewResult Index() => View(); // ? /v{version:apiVersion}/versioned | ? | unstated | - | unknown | unpaged | versioned => ANY /v{version:apiVersion}/versioned | unsafe | unstated | - | versioned
        }
        [ApiVersion(1.0), ApiVersion(2.0), Route("mapped")]
        public class MappedController : ControllerBase
        {
            [HttpGet, MapToApiVersion(1.0)] public int One() => 1; // GET /mapped | safe | unstated | - | single | unpaged | versioned
            [HttpGet, MapToApiVersion(2.0)] public int Two() => 2; // GET /mapped | safe | unstated | - | single | unpaged | versioned
            [HttpGet("free"), ApiVersionNeutral] public int Free() => 2; // GET /mapped/free | safe | unstated | - | single | unpaged | neutral
        }
        [ApiVersionNeutral]
        public class HealthController : ControllerBase
        {
            [HttpGet("health")] public int Get() => 1; // GET /health | safe | unstated | - | single | unpaged | neutral
        }
        [ApiController, Route("api/[controller]")]
        [Route("api/v{version:apiVersion}/[controller]")]
        public class BothController : ControllerBase
        {
            [HttpGet] public int Get() => 1; // GET /api/Both | safe | unstated | - | single | unpaged | none; GET /api/v{version:apiVersion}/Both | safe | unstated | - | single | unpaged | versioned
        }
        """);
}
