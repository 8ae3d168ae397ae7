using System.Collections;
using System.Reflection;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>The version in the message is what the library calls it.</summary>
public partial class DeprecatedWithoutSunsetTests
{
    private static string Message(object? version) =>
        $"Version {version} is deprecated and nothing says until when it works, so callers never move and it can never be removed; add options.Policies.Sunset(…).Effective(…) with a date and a link to what follows";

    [Theory]
    [InlineData("ApiVersion(\"1.0\", Deprecated = true)")]
    [InlineData("ApiVersion(\"1.1\", Deprecated = true)")]
    [InlineData("ApiVersion(1.0, Deprecated = true)")]
    [InlineData("ApiVersion(2.5, Deprecated = true)")]
    [InlineData("ApiVersion(1.0, \"beta\", Deprecated = true)")]
    [InlineData("ApiVersion(\"1.0-rc\", Deprecated = true)")]
    [InlineData("ApiVersion(\"1\", Deprecated = true)")]
    [InlineData("ApiVersion(\"3-alpha\", Deprecated = true)")]
    [InlineData("ApiVersion(\"2026-05-01\", Deprecated = true)")]
    [InlineData("ApiVersion(\"2026-05-01-preview\", Deprecated = true)")]
    public async Task Says_the_version_as_the_library_does(string attribute)
    {
        var code = $$"""
            using Asp.Versioning;
            using Microsoft.AspNetCore.Mvc;
            public static class Services { public static void Add(IServiceCollection services) => services.AddApiVersioning(); }
            [ApiController, Route("api/orders"), [|{{attribute}}|]]
            public class OrdersController : ControllerBase { [HttpGet] public int List() => 1; }
            """;
        var real = Loaded.From(code).Assembly.GetType("OrdersController")!.GetCustomAttributes().Single(one => one.GetType().Name == "ApiVersionAttribute");
        var version = ((IEnumerable)real.GetType().GetProperty("Versions")!.GetValue(real)!).Cast<object>().Single();
        await Rule
            .Says(Message(version))
            .Reports(code);
    }

    [Theory]
    [InlineData("1, 0", "new ApiVersion(1, 0)")]
    [InlineData("1", "new ApiVersion(1, null)")]
    [InlineData("0.9", "new ApiVersion(0.9)")]
    [InlineData("2.0", "new ApiVersion(2.0)")]
    [InlineData("1, 1, \"beta\"", "new ApiVersion(1, 1, \"beta\")")]
    [InlineData("new ApiVersion(3, 0)", "new ApiVersion(3, 0)")]
    public async Task Says_the_version_of_a_call_as_the_library_does(string version, string real)
    {
        var code = $$"""
            using Asp.Versioning;
            public static class Api
            {
                public static string Version() => ({{real}}).ToString();
                public static void Add(IServiceCollection services) => services.AddApiVersioning();
                public static void Map(IEndpointRouteBuilder app) => app.NewVersionedApi().[|HasDeprecatedApiVersion|]({{version}}).MapGet("/orders", () => 1);
            }
            """;
        await Rule.Says(Message(await Loaded.From(code).Run("Api", "Version"))).Reports(code);
    }
}
