using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0520: deprecated versions without a date until which they work.</summary>
public partial class DeprecatedWithoutSunsetTests
{
    private static Verify<DeprecatedWithoutSunset> Rule => new();

    private static string Controller(string version, string options = "", string more = "") => $$"""
        using Asp.Versioning;
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddApiVersioning(options => { {{options}} }).AddMvc();
        var app = builder.Build();
        {{more}}
        [ApiController, Route("api/orders")]
        {{version}}
        public class OrdersController : ControllerBase { [HttpGet] public int List() => 1; }
        """;

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("Version 1.0 is deprecated and nothing says until when it works, so callers never move and it can never be removed; add options.Policies.Sunset(…).Effective(…) with a date and a link to what follows")
        .Reports(Controller("[[|ApiVersion(\"1.0\", Deprecated = true)|], ApiVersion(\"2.0\")]"));

    [Theory]
    [InlineData("[[|ApiVersion(1.0, Deprecated = true)|]]", "")]
    [InlineData("[[|ApiVersion(\"2026-05-01\", Deprecated = true)|]]", "")]
    [InlineData("[[|ApiVersion(\"1\", Deprecated = true)|]]", "options.Policies.Sunset(2.0).Effective(2027, 1, 1);")]
    [InlineData("[[|ApiVersion(\"1.1-beta\", Deprecated = true)|]]", "options.Policies.Sunset(1.1).Effective(2027, 1, 1);")]
    [InlineData("[ApiVersion(\"1.0\", Deprecated = true)][[|ApiVersion(\"1.1\", Deprecated = true)|]]", "options.Policies.Sunset(1.0).Effective(2027, 1, 1);")]
    public Task Reports_attributes_of_versions_without_a_policy(string version, string options) => Rule.Reports(Controller(version, options));

    [Theory]
    [InlineData("var set = app.NewApiVersionSet().[|HasDeprecatedApiVersion|](new ApiVersion(1, 0)).HasApiVersion(new ApiVersion(2, 0)).Build();")]
    [InlineData("app.NewVersionedApi().[|HasDeprecatedApiVersion|](1, 0).MapGet(\"/orders\", () => 1);")]
    [InlineData("app.NewVersionedApi().[|HasDeprecatedApiVersion|](0.9).MapGet(\"/orders\", () => 1);")]
    public Task Reports_calls(string program) => Rule.Reports(Controller("", "options.Policies.Sunset(3.0).Effective(2027, 1, 1);", program));

    [Theory]
    [InlineData("[ApiVersion(\"1.0\", Deprecated = true)]", "options.Policies.Sunset(1.0).Effective(2027, 1, 1).Link(\"https://example.com\");")]
    [InlineData("[ApiVersion(1.0, Deprecated = true)]", "options.Policies.Sunset(1).Effective(2027, 1, 1);")]
    [InlineData("[ApiVersion(\"1.2\", Deprecated = true)]", "options.Policies.Sunset(1, 2).Effective(2027, 1, 1);")]
    [InlineData("[ApiVersion(\"1.0\", Deprecated = true)]", "options.Policies.Sunset(new ApiVersion(1, 0)).Effective(2027, 1, 1);")]
    [InlineData("[ApiVersion(\"1.0-beta\", Deprecated = true)]", "options.Policies.Sunset(1.0, \"beta\").Effective(2027, 1, 1);")]
    [InlineData("[ApiVersion(\"1.0\", Deprecated = true)]", "options.Policies.Sunset(\"Orders\").Effective(2027, 1, 1);")] // all versions of one API
    [InlineData("[ApiVersion(\"1.0\", Deprecated = true)]", "foreach (var old in new[] { 1.0, 1.1 }) options.Policies.Sunset(old).Effective(2027, 1, 1);")] // unknown
    public Task Silent_when_a_policy_says_it(string version, string options) => Rule.Silent(Controller(version, options));

    [Theory]
    [InlineData("[ApiVersion(\"1.0\")]")]
    [InlineData("[ApiVersion(\"1.0\", Deprecated = false)]")]
    [InlineData("[AdvertiseApiVersions(\"1.0\", Deprecated = true)]")] // implemented elsewhere
    public Task Silent_for_versions_that_stay(string version) => Rule.Silent(Controller(version));

    [Fact]
    public Task Silent_when_the_header_is_written_by_hand() => Rule.Silent(Controller(
        "[ApiVersion(\"1.0\", Deprecated = true)]", more: "app.Use(async (context, next) => { context.Response.Headers[\"Sunset\"] = \"Fri, 01 Jan 2027 00:00:00 GMT\"; await next(); });"));

    [Fact]
    public Task Silent_when_the_registration_is_elsewhere() => Rule.Silent("""
        using Asp.Versioning;
        using Microsoft.AspNetCore.Mvc;
        [ApiController, Route("api/orders"), ApiVersion("1.0", Deprecated = true)]
        public class OrdersController : ControllerBase { [HttpGet] public int List() => 1; }
        """);

    [Fact]
    public Task Silent_with_a_policy_manager_of_the_team() => Rule.Silent(Controller("[ApiVersion(\"1.0\", Deprecated = true)]") + """
        public class Sunsets : ISunsetPolicyManager
        {
            public bool TryGetPolicy(string? name, ApiVersion? apiVersion, out SunsetPolicy sunsetPolicy) { sunsetPolicy = new SunsetPolicy(DateTimeOffset.MaxValue); return true; }
        }
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        public class ApiVersionAttribute(string version) : Attribute { public string Version => version; public bool Deprecated { get; set; } }
        [ApiVersion("1.0", Deprecated = true)]
        public class OrdersController { public static void AddApiVersioning() { } public static void Start() => AddApiVersioning(); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule
        .File("Returns.g.cs", "[Microsoft.AspNetCore.Mvc.ApiController, Asp.Versioning.ApiVersion(\"1.0\", Deprecated = true)] public class ReturnsController : Microsoft.AspNetCore.Mvc.ControllerBase;")
        .Silent(Controller("[ApiVersion(\"1.0\")]"));

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Controller("[ApiVersion(, Deprecated = true)]"));
}
