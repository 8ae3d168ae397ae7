using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0505: endpoints that take a password, key or token from the query or the path.</summary>
public class CredentialInQueryStringTests
{
    private static Verify<CredentialInQueryString> Rule => new();

    private static string Program(string statements, string more = "") => $$"""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        {{statements}}
        {{more}}
        """;

    [Theory]
    [InlineData("app.MapGet(\"/orders\", (string [|apiKey|]) => apiKey);")]
    [InlineData("app.MapGet(\"/orders\", (string? [|access_token|], int page) => page);")]
    [InlineData("app.MapPost(\"/login\", (string user, string [|password|]) => user);")]
    [InlineData("app.MapGet(\"/orders\", ([FromQuery(Name = \"api_key\")] string [|key|]) => key);")]
    [InlineData("app.MapGet(\"/feeds/{secret}\", (string [|secret|]) => secret);")]
    [InlineData("app.MapGet(\"/feeds/{apiKey}\", (Guid [|apiKey|]) => apiKey);")]
    [InlineData("app.MapGet(\"/orders\", (HttpRequest request) => request.Query[[|\"api_key\"|]].ToString());")]
    [InlineData("app.MapGet(\"/orders\", (HttpContext context) => context.Request.Query.TryGetValue([|\"password\"|], out var given) ? 1 : 2);")]
    public Task Reports_credentials_in_the_url(string statement) => Rule.Reports(Program(statement));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("'api_key' comes in the URL, and access logs, proxies and browser histories keep URLs; take it from the Authorization header, another header or the body")
        .Reports(Program("app.MapGet(\"/orders\", ([FromQuery(Name = \"api_key\")] string [|key|]) => key);"));

    [Fact]
    public Task Reports_in_controllers_middleware_method_groups_and_local_functions() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", Handlers.List);
        app.MapGet("/b", List);
        app.Use((context, next) => context.Request.Query[[|"apikey"|]] == "" ? Task.CompletedTask : next(context));
        static string List(string [|clientSecret|]) => clientSecret;
        static class Handlers { public static async Task<string> List(string [|accessToken|]) => await Task.FromResult(accessToken); }
        [ApiController, Route("orders")]
        public class OrdersController : ControllerBase
        {
            [HttpGet] public string List(string [|apiKey|], [FromHeader] string secret) => apiKey + secret;
            [HttpGet("{secret}/x")] public string One(string [|secret|]) => secret;
            [HttpPost] public string Search([FromQuery] Filter [|filter|]) => filter.ToString()!;
        }
        public class Filter { public string? Text { get; set; } public string? ApiKey { get; set; } public string? Password { get; set; } }
        """);

    [Theory]
    [InlineData("app.MapPost(\"/login\", (Credentials body) => body.Password);")]
    [InlineData("app.MapGet(\"/orders\", ([FromHeader(Name = \"X-Api-Key\")] string apiKey) => apiKey);")]
    [InlineData("app.MapPost(\"/login\", ([FromForm] string password) => password);")]
    [InlineData("app.MapGet(\"/orders\", ([FromServices] Secrets secret) => secret);")]
    [InlineData("app.MapGet(\"/orders\", (string secretName, int passwordPolicyId, string apiKeyId, string pageToken, bool hasPassword) => secretName);")]
    [InlineData("app.MapGet(\"/orders\", (HttpRequest request) => request.Headers[\"api_key\"].ToString() + request.Form[\"password\"] + request.Query[\"page\"]);")]
    [InlineData("var names = new Dictionary<string, string> { [\"password\"] = \"a\" }; Console.WriteLine(names[\"password\"]);")]
    public Task Silent_for_other_places_and_names(string statement) => Rule.Silent(Program(statement, "record Credentials(string User, string Password); class Secrets { }"));

    [Theory]
    [InlineData("app.MapGet(\"/account/confirm\", (string secret) => secret);")]
    [InlineData("app.MapGet(\"/password/reset\", (string accessToken) => accessToken);")]
    [InlineData("app.MapGet(\"/a\", Reset); static string Reset(HttpRequest request) => request.Query[\"secret\"].ToString();")]
    public Task Silent_for_one_time_links(string statement) => Rule.Silent(Program(statement));

    [Fact]
    public Task Silent_for_the_token_hook_of_SignalR_and_for_sockets() => Rule.Silent("""
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.SignalR;
        var events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                var token = context.Request.Query["access_token"];
                if (context.Request.Path.StartsWithSegments("/hubs"))
                    context.Token = token;
                return Task.CompletedTask;
            },
        };
        class Chat : Hub { public override Task OnConnectedAsync() => Clients.All.SendAsync(Context.GetHttpContext()!.Request.Query["access_token"].ToString()); }
        class Sockets { public string? Key(HttpContext context) => context.WebSockets.IsWebSocketRequest ? context.Request.Query["api_key"] : ""; }
        class Tokens : JwtBearerEvents
        {
            public override Task MessageReceived(MessageReceivedContext context) { context.Token = context.Request.Query["access_token"]; return Task.CompletedTask; }
        }
        """);

    /// <summary>A GET reads no form: what no attribute says comes from the route or the query.</summary>
    [Fact]
    public Task Reports_actions_for_get_of_any_controller() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        [Route("dl/{indexer}")]
        public class DownloadController : Controller { [HttpGet] public string Download(string indexer, string path, string [|jackett_apikey|]) => path + jackett_apikey; }
        """);

    [Fact]
    public Task Silent_where_the_source_is_unknown() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        public class HomeController : Controller { [HttpPost] public string Login(string user, string password) => user + password; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", "static class Api { static void Map(WebApplication app) => app.MapGet(\"/a\", (string apiKey) => apiKey); }").Silent("class A { }");

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (string apiKey, ) => app.Query["password" ;
        """);
}
