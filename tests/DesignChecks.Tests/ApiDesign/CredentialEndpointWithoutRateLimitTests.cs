using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0506: an open endpoint that checks credentials as often as it is asked to.</summary>
public class CredentialEndpointWithoutRateLimitTests
{
    private static Verify<CredentialEndpointWithoutRateLimit> Rule => new();

    private const string Usings = """
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.RateLimiting;

        """;

    private const string Types = """
        record Login(string Name, string Password);
        class User { public string Hash { get; set; } = ""; public string Code { get; set; } = ""; }
        """;

    private static string Host(string endpoints, string services = "", string pipeline = "", string types = "") => Usings + $$"""
        var builder = WebApplication.CreateBuilder();
        {{services}}
        var app = builder.Build();
        {{pipeline}}
        {{endpoints}}
        app.Run();
        {{types}}

        """ + Types;

    private const string Check = "async (Login login, SignInManager<User> users) => (await users.PasswordSignInAsync(login.Name, login.Password, false, true)).Succeeded";

    [Theory]
    [InlineData("async (Login login, SignInManager<User> users) => (await users.PasswordSignInAsync(login.Name, login.Password, false, true)).Succeeded")]
    [InlineData("async (Login login, SignInManager<User> users, User user) => (await users.CheckPasswordSignInAsync(user, login.Password, true)).Succeeded")]
    [InlineData("async (Login login, UserManager<User> users) => { var user = await users.FindByNameAsync(login.Name); return user is not null && await users.CheckPasswordAsync(user, login.Password); }")]
    [InlineData("async (string name, UserManager<User> users) => { var user = await users.FindByNameAsync(name); return await users.GeneratePasswordResetTokenAsync(user!); }")]
    [InlineData("(Login login, IPasswordHasher<User> hasher) => hasher.VerifyHashedPassword(new User(), \"\", login.Password) == PasswordVerificationResult.Success")]
    [InlineData("(Login login) => new PasswordHasher<User>().VerifyHashedPassword(new User(), \"\", login.Password) == PasswordVerificationResult.Success")]
    [InlineData("(Login login) => BCrypt.Net.BCrypt.Verify(login.Password, new User().Hash)")]
    [InlineData("(Login login) => Isopoh.Cryptography.Argon2.Argon2.Verify(new User().Hash, login.Password)")]
    [InlineData("(Login login) => IsRight(login)", "static bool IsRight(Login login) => BCrypt.Net.BCrypt.EnhancedVerify(login.Password, new User().Hash);")]
    public Task Reports_checks_of_credentials(string handler, string more = "") => Rule.Reports(Host($"""app.[|MapPost|]("/session", {handler}); {more}"""));

    [Fact]
    public Task Says_what_can_be_done_with_it() => Rule
        .Says("'POST /session' checks a password or code, and nothing limits how often it is called, so it can be guessed at full speed; put a limiter on it (RequireRateLimiting, [EnableRateLimiting]) with a partition per address or account")
        .Says("'POST /reset' sends a code to whoever is named, and nothing limits how often, so a mailbox can be flooded and the code guessed; put a limiter on it (RequireRateLimiting, [EnableRateLimiting]) with a partition per address or account")
        .Reports(Host($"""
            app.[|MapPost|]("/session", {Check});
            app.[|MapPost|]("/reset", async (string name, UserManager<User> users) => await users.GeneratePasswordResetTokenAsync(new User()));
            """));

    [Fact]
    public Task Reports_actions_and_methods() => Rule.Reports(Host("app.MapControllers(); app.MapPost(\"/b\", Sessions.Open);", types: """
        [Route("session")]
        public class SessionController : ControllerBase
        {
            [HttpPost, AllowAnonymous] public bool [|Open|](string password) => IsRight(password);
            [HttpPut, Authorize] public bool Change(string password) => IsRight(password);
            [HttpGet] public bool Peek(string password) => IsRight(password);
            private static bool IsRight(string password) => BCrypt.Net.BCrypt.Verify(password, "");
        }
        static class Sessions
        {
            public static bool [|Open|](string password) => BCrypt.Net.BCrypt.Verify(password, "");
        }
        """));

    [Theory]
    [InlineData("app.MapPost(\"/session\", {0}).RequireRateLimiting(\"login\");")]
    [InlineData("app.MapGroup(\"/session\").RequireRateLimiting(\"login\").MapPost(\"/\", {0});")]
    [InlineData("app.MapPost(\"/session\", [EnableRateLimiting(\"login\")] {0});")]
    [InlineData("app.MapPost(\"/session\", {0}).AddEndpointFilter<ThrottleFilter>();")]
    [InlineData("app.MapPost(\"/session\", {0}).WithMetadata(new Slow());", "dotnet_code_quality.DCK0506.limiter_types = SlowBase")]
    [InlineData("app.MapPost(\"/session\", {0}).RequireAuthorization();")]
    [InlineData("app.MapPost(\"/session\", {0});", "dotnet_code_quality.designchecks.rate_limiting = gateway")]
    public Task Silent_with_a_limit_on_the_endpoint_its_group_or_a_gateway(string endpoint, string option = "") => Rule.With(option).Silent(Host(string.Format(endpoint, Check), types: """
        class SlowBase : Attribute;
        class Slow : SlowBase;
        class ThrottleFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
        """));

    [Fact]
    public Task Reports_where_a_limit_is_switched_off() => Rule.Reports(Host($"""
        app.MapGroup("/a").RequireRateLimiting("login").[|MapPost|]("/session", {Check}).DisableRateLimiting();
        """));

    [Theory]
    [InlineData("app.[|MapPost|](\"/session\", {0}).DisableRateLimiting();")]
    [InlineData("app.MapGroup(\"/a\").DisableRateLimiting().[|MapPost|](\"/session\", {0});")]
    [InlineData("app.[|MapPost|](\"/session\", [DisableRateLimiting] {0});")]
    public Task Reports_what_is_taken_out_of_the_global_limit(string endpoint) => Rule.Reports(Host(
        string.Format(endpoint, Check),
        "builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetNoLimiter(\"\")));",
        "app.UseRateLimiter();"));

    [Theory]
    [InlineData("builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetNoLimiter(\"\")));", "app.UseRateLimiter();")]
    [InlineData("builder.Services.AddRateLimiter(Limits.Filled);", "app.UseRateLimiter();")]
    [InlineData("", "app.UseMiddleware<RateLimitMiddleware>();")]
    [InlineData("", "app.UseMiddleware(typeof(Brake));", "dotnet_code_quality.DCK0506.limiter_types = T:Brake")]
    [InlineData("", "app.UseIpRateLimiting();")]
    public Task Silent_with_a_global_limit(string services, string pipeline, string option = "") => Rule.With(option).Silent(Host($"""app.MapPost("/session", {Check});""", services, pipeline, """
        static class Limits { public static Action<RateLimiterOptions> Filled { get; set; } = options => { }; }
        static class Other { public static void UseIpRateLimiting(this IApplicationBuilder app) { } }
        class RateLimitMiddleware(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }
        class Brake(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }
        """));

    [Theory]
    [InlineData("async (Login login, SignInManager<User> users, Throttler throttler) => throttler.Allows(login.Name) && (await users.PasswordSignInAsync(login.Name, login.Password, false, true)).Succeeded")]
    [InlineData("async (Login login, SignInManager<User> users, Captcha captcha) => captcha.IsSolved && (await users.PasswordSignInAsync(login.Name, login.Password, false, true)).Succeeded")]
    public Task Silent_where_the_code_brakes_itself(string handler) => Rule.Silent(Host($"""app.MapPost("/session", {handler});""", types: """
        class Throttler { public bool Allows(string name) => true; }
        class Captcha { public bool IsSolved => true; }
        """));

    [Theory]
    [InlineData("app.MapGet(\"/session\", {0});")]
    [InlineData("app.MapPost(\"/orders\", (Login login) => login.Name);")]
    [InlineData("app.MapPost(\"/check\", (Login login) => Own.Verify(login.Password));")]
    public Task Silent_for_other_endpoints(string endpoint) => Rule.Silent(Host(string.Format(endpoint, "(string password) => BCrypt.Net.BCrypt.Verify(password, \"\")"), types: "static class Own { public static bool Verify(string text) => text == \"\"; }"));

    [Fact]
    public Task Silent_in_a_library_whose_host_may_limit() => Rule.Silent(Usings + """
        [Route("session")]
        public class SessionController : ControllerBase { [HttpPost] public bool Open(string password) => BCrypt.Net.BCrypt.Verify(password, ""); }
        """);

    [Theory]
    [InlineData("builder.AddServiceDefaults();", "")]
    [InlineData("", "app.UseDefaults();")]
    public Task Silent_where_another_project_configures_the_host(string services, string pipeline) => Rule
        .On(References.With("Shop.ServiceDefaults", """
            public static class Defaults
            {
                public static void AddServiceDefaults(this IHostApplicationBuilder builder) { }
                public static void UseDefaults(this WebApplication app) { }
            }
            """))
        .Silent(Host($"""app.MapPost("/session", {Check});""", services, pipeline));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.AspNetCore.Builder;
        static class Made { public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => app.MapPost("/session", (string password) => BCrypt.Net.BCrypt.Verify(password, "")); }
        """).Silent(Host("Made.Map(app);"));

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Host("""app.MapPost("/session", (string password) => BCrypt.Net.BCrypt.Verify(password, """));

    private const string Limiter = """
        builder.Services.AddRateLimiter(options =>
        {
            options.AddFixedWindowLimiter("all", limiter => limiter.PermitLimit = 5);
            options.AddPolicy("per address", context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) }));
        });
        """;

    [Fact]
    public Task Fix_names_the_policy_that_is_there() => Rule.Fixes(
        Host("""app.[|MapPost|]("/session", (string password) => BCrypt.Net.BCrypt.Verify(password, "")).WithTags("session"); // open""", Limiter, "app.UseRateLimiter();"),
        Host("""app.MapPost("/session", (string password) => BCrypt.Net.BCrypt.Verify(password, "")).RequireRateLimiting("per address").WithTags("session"); // open""", Limiter, "app.UseRateLimiter();"));

    [Fact]
    public Task Fix_marks_methods() => Rule.Fixes(
        Host("app.MapControllers(); app.MapPost(\"/b\", Open);\n// local\nstatic bool [|Open|](string password) => BCrypt.Net.BCrypt.Verify(password, \"\");", Limiter, "app.UseRateLimiter();", """
            [Route("session")]
            public class SessionController : ControllerBase
            {
                /// <summary>Opens a session.</summary>
                [HttpPost]
                public bool [|Open|](string password) => BCrypt.Net.BCrypt.Verify(password, "");
            }
            """),
        Host("app.MapControllers(); app.MapPost(\"/b\", Open);\n// local\n[EnableRateLimiting(\"per address\")]\nstatic bool Open(string password) => BCrypt.Net.BCrypt.Verify(password, \"\");", Limiter, "app.UseRateLimiter();", """
            [Route("session")]
            public class SessionController : ControllerBase
            {
                /// <summary>Opens a session.</summary>
                [HttpPost]
                [EnableRateLimiting("per address")]
                public bool Open(string password) => BCrypt.Net.BCrypt.Verify(password, "");
            }
            """));

    [Theory]
    [InlineData("", "")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddPolicy(args[0], context => RateLimitPartition.GetNoLimiter(\"\")));", "app.UseRateLimiter();")]
    public Task Fix_is_not_offered_without_a_policy(string services, string pipeline) =>
        Rule.HasNoFix(Host("""app.[|MapPost|]("/session", (string password) => BCrypt.Net.BCrypt.Verify(password, ""));""", services, pipeline));

    [Fact]
    public Task Fix_is_not_offered_where_no_limiter_reaches() =>
        Rule.HasNoFix(Host("""app.[|MapPost|]("/session", (string password) => BCrypt.Net.BCrypt.Verify(password, "")).DisableRateLimiting();""", Limiter, "app.UseRateLimiter();"));
}
