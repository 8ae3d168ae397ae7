using System.Text.RegularExpressions;
using DesignChecks.Tests.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>The number of endpoints in the message is how many the host of the same code has with a version in their path.</summary>
public partial class SomeEndpointsUnversionedTests
{
    private static string Message(string what, object versioned) =>
        $"{what} carries no version, though {versioned} endpoints of this API do, so it can never change without breaking its callers; give it a version, or say that it is neutral";

    private static string Host(string routes, string types = "") => $$"""
        using Microsoft.AspNetCore.Mvc;
        public static class Api
        {
            public static void Map(WebApplication app)
            {
                {{routes}}
                app.MapControllers();
                app.[|MapGet|]("/api/products", () => 1);
            }
        }
        {{types}}
        """;

    private static async Task<int> VersionedEndpoints(string code)
    {
        var loaded = Loaded.From(code);
        var builder = RealHost.Builder();
        builder.Services.AddControllers().AddApplicationPart(loaded.Assembly);
        await using var app = builder.Build();
        await loaded.Run("Api", "Map", app);
        return ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Count(endpoint => endpoint.RoutePattern.RawText!.Trim('/').Split('/').Any(segment => segment is "v1" or "v2"));
    }

    private const string Three = "app.MapGet(\"/v1/a\", () => 1); app.MapPost(\"/v1/a\", () => 1); app.MapDelete(\"/v1/a/{id}\", (int id) => id);";

    [Theory]
    [InlineData(Three, "")]
    [InlineData(Three + "app.MapMethods(\"/v1/b\", [\"GET\", \"POST\"], () => 1);", "")]
    [InlineData(Three + "var v2 = app.MapGroup(\"/v2\"); v2.MapGet(\"/a\", () => 1); v2.MapGroup(\"/b\").MapPut(\"/{id}\", (int id) => id);", "")]
    [InlineData(Three, "[ApiController, Route(\"v1/c\")] public class CController : ControllerBase { [HttpGet] public int List() => 1; [HttpPost] public int Post() => 1; [NonAction] public int Not() => 1; }")]
    [InlineData(Three, "[ApiController, Route(\"v1/c\")] public class CController : ControllerBase { [HttpGet, HttpPost] public int Both() => 1; }")]
    [InlineData(Three, "[ApiController, Route(\"v1/c\")] public class CController : ControllerBase { [HttpGet(\"a\"), HttpGet(\"b\")] public int Both() => 1; }")]
    [InlineData(Three, "[ApiController, Route(\"v1/c\"), Route(\"v2/c\")] public class CController : ControllerBase { [HttpGet] public int List() => 1; [HttpGet(\"{id}\")] public int Get(int id) => id; }")]
    [InlineData(Three, "[ApiController, Route(\"c\")] public class CController : ControllerBase { [HttpGet(\"/v1/c\"), HttpGet(\"/v2/c\")] public int List() => 1; }")]
    [InlineData(Three, "[ApiController, Route(\"v1/c\")] public class CController : ControllerBase { [HttpGet, HttpPost(\"x\")] public int Both() => 1; [HttpGet(\"y\"), HttpPut, Route(\"z\")] public int Three() => 1; [AcceptVerbs(\"GET\", \"PUT\", Route = \"w\")] public int Verbs() => 1; }")]
    [InlineData(Three, "[ApiController, Route(\"v1/[controller]\")] public class CController : ControllerBase { [HttpGet] public virtual int List() => 1; [HttpGet(\"{id}\")] public int Get(int id) => id; } [Route(\"v2/[controller]\")] public class DController : CController { public override int List() => 2; [HttpPost] public int Post() => 1; }")]
    public async Task Says_how_many_endpoints_have_one(string routes, string types)
    {
        var code = Host(routes, types);
        await Rule.Says(Message("'GET /api/products'", await VersionedEndpoints(code))).Reports(code);
    }

    [Theory]
    [InlineData(Three, "[Route(\"v1/[controller]\")] public abstract class Base : ControllerBase { [HttpGet] public int List() => 1; } public class AController : Base; public class BController : Base { [HttpPost] public int Post() => 1; }")]
    [InlineData(Three + "foreach (var name in new[] { \"a\", \"b\" }) app.MapGroup(name).MapGet(\"/v1/x\", () => 1);", "")]
    [InlineData(Three + "Map(app.MapGroup(\"/v1/x\")); Map(app.MapGroup(\"/v1/y\")); static void Map(IEndpointRouteBuilder routes) => routes.MapGet(\"/v1/z\", () => 1);", "")]
    public async Task Says_at_least_where_more_may_be_mapped(string routes, string types)
    {
        var code = Host(routes, types);
        var actual = await VersionedEndpoints(code);
        var said = (await Analysis.Of(Regex.Replace(code, @"\[\||\|\]", ""))).Single(report => report.Id == "DCK0518").GetMessage();
        Assert.InRange(int.Parse(Regex.Match(said, @"at least (\d+) endpoints").Groups[1].Value), 3, actual);
    }
}
