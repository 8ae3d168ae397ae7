using DesignChecks.Concepts.Authorization;
using DesignChecks.Concepts.RateLimits;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>What a host asks of endpoints that say nothing themselves, beside the options that ASP.NET Core is started with.</summary>
public class HostDefaultTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);", true, true)]
    [InlineData("builder.Services.AddAuthorization(options => { options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build(); });", true, true)]
    [InlineData("builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());", true, true)]
    [InlineData("builder.Services.AddAuthorizationBuilder().AddFallbackPolicy(\"users\", policy => policy.RequireAuthenticatedUser());", true, true)]
    [InlineData("builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = options.DefaultPolicy);", true, true)]
    [InlineData("builder.Services.AddAuthorization(options => options.FallbackPolicy = null);", false, false)]
    [InlineData("builder.Services.AddAuthorization(options => options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireRole(\"a\").Build());", false, false)]
    [InlineData("builder.Services.AddAuthorization(options => options.AddPolicy(\"a\", policy => policy.RequireRole(\"a\")));", false, false)]
    [InlineData("builder.Services.AddControllers(options => options.Filters.Add(new AuthorizeFilter()));", false, true)]
    [InlineData("builder.Services.AddControllers(options => options.Filters.Add<AuthorizeFilter>());", false, true)]
    [InlineData("builder.Services.AddControllers(options => options.Filters.Add(new ProducesAttribute(\"text/plain\")));", false, false)]
    public async Task Users(string services, bool ofAll, bool ofActions)
    {
        var source = Program("using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.Authorization;", services);
        var said = (await Described.By<AccessProbe>(source)).Distinct();
        Assert.Equal([$"/Test.cs:4 {Yes(ofAll)} {Yes(ofActions)}"], said);
        var reported = await StartedHost.Ask([source], host => (
            host.GetRequiredService<IOptions<AuthorizationOptions>>().Value.FallbackPolicy is not null,
            host.GetRequiredService<IOptions<MvcOptions>>().Value.Filters.Any(filter => filter is AuthorizeFilter or TypeFilterAttribute { ImplementationType.Name: nameof(AuthorizeFilter) })));
        Assert.Equal((ofAll, ofActions), (reported.Item1, reported.Item1 || reported.Item2));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"p\", limiter => limiter.PermitLimit = 1));", false)]
    [InlineData("builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(context => RateLimitPartition.GetNoLimiter(1)));", true)]
    [InlineData("builder.Services.Configure<RateLimiterOptions>(options => { options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(context => RateLimitPartition.GetNoLimiter(1)); });", true)]
    [InlineData("builder.Services.AddRateLimiter(options => options.GlobalLimiter = null);", false)]
    public async Task Limits(string services, bool hasGlobal)
    {
        var source = Program("using System.Threading.RateLimiting;\nusing Microsoft.AspNetCore.RateLimiting;", services);
        Assert.Equal([$"/Test.cs:3 {Yes(hasGlobal)}"], (await Described.By<LimitProbe>(source)).Distinct());
        Assert.Equal(hasGlobal, await StartedHost.Ask([source], host => host.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter is not null));
    }

    private static string Program(string usings, string services) =>
        $"{usings}\nvar builder = WebApplication.CreateBuilder(args); {services} var app = builder.Build(); app.MapControllers(); app.MapPost(\"/a\", () => 1);";

    private static Answer Yes(bool value) => value ? Answer.Yes : Answer.No;

    private sealed class AccessProbe : DescribingRule
    {
        public override void Listen(Listeners on)
        {
            on.LooksUp(AccessDefaults.Words);
            on.Call(["MapPost"], (found, _) => found.Report(found.Node, $"{AccessDefaults.Of(found).RequireUser} {AccessDefaults.Of(found).RequireUserOfControllers}"));
        }
    }

    private sealed class LimitProbe : DescribingRule
    {
        public override void Listen(Listeners on)
        {
            on.LooksUp(RateLimits.Words);
            on.Call(["MapPost"], (found, _) => found.Report(found.Node, RateLimits.Of(found).HasGlobal.ToString()));
        }
    }
}
