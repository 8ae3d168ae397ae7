using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Where endpoints are met, and what they take from a request.</summary>
public class EndpointListeningTests
{
    [Fact]
    public async Task A_handler_is_met_in_the_tree_that_holds_its_code()
    {
        var reports = await Described.By<HandlerProbe>(
            "var app = WebApplication.CreateBuilder().Build();\napp.MapGet(\"/a\", Elsewhere.Get);\napp.MapGet(\"/b\", () => 1);\napp.MapPost(\"/c\", Elsewhere.Get);",
            "static class Elsewhere\n{\n    public static int Get() => 1;\n    public static int Other() => 1;\n}");
        Assert.Equal(["/File1.cs:3 GET /a", "/Test.cs:3 GET /b"], reports);
    }

    [Theory]
    [InlineData("(int id, Order body, Db db, IService service, HttpContext context, CancellationToken cancel)", "MapPost(\"/{id}\"", "id:Route body:Body Id:Body Name:Body db:Unknown service:Services context:Context cancel:Context")]
    [InlineData("(int id, string? text, int[] ids, Db db, DateOnly day)", "MapGet(\"/x\"", "id:Query text:Query ids:Query db:Services day:Query")]
    [InlineData("([FromHeader(Name = \"X-Id\")] string id, [FromServices] Order order, IFormFile file)", "MapPost(\"/x\"", "id=X-Id:Header order:Services file:Form")]
    [InlineData("([AsParameters] Search search)", "MapGet(\"/{text}\"", "search:Unknown Text:Unknown Size=s:Query Db:Unknown")]
    public async Task Inputs_of_routes(string parameters, string mapping, string expected)
    {
        var reports = await Described.By<InputProbe>(
            $"using Microsoft.AspNetCore.Mvc;\nvar app = WebApplication.CreateBuilder().Build();\napp.{mapping}, {parameters} => 1);\n"
            + "class Order { public int Id { get; set; } public string? Name { get; set; } }\nclass Db(IService s) { public IService S => s; }\ninterface IService;\n"
            + "record Search(string Text, [property: FromQuery(Name = \"s\")] int Size, IService Db);");
        Assert.Equal([expected], reports.Select(report => report.Substring(report.IndexOf(' ') + 1)));
    }

    [Fact]
    public async Task Inputs_of_actions()
    {
        var reports = await Described.By<InputProbe>("""
            using Microsoft.AspNetCore.Mvc;
            public class Order { public int Id { get; set; } }
            public interface IService;
            [ApiController, Route("a/{key}")]
            public class AController : ControllerBase
            {
                [HttpPost] public void Post(string key, int number, Order order, IService service, CancellationToken cancel) { }
                [HttpGet] public void Get([FromQuery] Order order, [FromQuery(Name = "q")] string text) { }
            }
            """);
        Assert.Equal(
            ["/Test.cs:7 key:Route number:Query order:Body Id:Body service:Services cancel:Context", "/Test.cs:8 order:Query Id:Query text=q:Query"],
            reports);
    }

    [Fact]
    public async Task Half_typed_endpoints_break_nothing()
    {
        var reports = await Described.By<EndpointProbe>(
            "using Microsoft.AspNetCore.Mvc;\nvar app = WebApplication.CreateBuilder().Build();\napp.MapGet(\napp.MapGet(\"/a\");\napp.MapGet(\"/b\", );\napp.MapPost(\"/c\", Missing);\napp.MapGroup().MapGet(\"/d\", () => \nclass AController : ControllerBase { [HttpGet(] public void }");
        Assert.DoesNotContain(reports, report => report.Contains("AD0001", StringComparison.Ordinal));
    }

    private sealed class HandlerProbe : DescribingRule
    {
        public override void Listen(Listeners on) => on.Endpoint((found, endpoint) => found.Report(endpoint.HandlerPlace, endpoint.Name));
    }

    private sealed class InputProbe : DescribingRule
    {
        public override void Listen(Listeners on) => on.Endpoint((found, endpoint) => found.Report(
            endpoint.HandlerPlace,
            string.Join(" ", endpoint.Inputs.Select(input => $"{input.Symbol.Name}{(input.Name == input.Symbol.Name ? "" : "=" + input.Name)}:{input.Source}"))));
    }
}
