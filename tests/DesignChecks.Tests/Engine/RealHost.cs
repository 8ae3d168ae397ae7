using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DesignChecks.Tests.Engine;

/// <summary>A web host that listens on a free port of this machine while a test asks it something.</summary>
internal static class RealHost
{
    public static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    public static async Task<T> Serve<T>(WebApplication app, Func<HttpClient, Task<T>> ask)
    {
        await using (app)
        {
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            return await ask(client);
        }
    }
}
