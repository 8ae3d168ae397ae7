using System.Reflection;
using System.Runtime.Loader;
using DesignChecks.Tests.Engine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>A source that is compiled as it stands, run, and started as ASP.NET Core starts it, but for the server.</summary>
internal static class StartedHost
{
    /// <summary>What a source without statements of its own is started by.</summary>
    private const string ControllerProgram = "var app = WebApplication.CreateBuilder().Build();\napp.MapControllers();";

    /// <summary>Starts the program of the files and asks its services.</summary>
    public static async Task<T> Ask<T>(string[] files, Func<IServiceProvider, T> question)
    {
        using var image = Compile(files);
        var context = new AssemblyLoadContext("Started", isCollectible: true);
        context.Resolving += (loading, name) => Compiled.FileOf(name.Name) is { } path ? loading.LoadFromAssemblyPath(path) : null;
        try
        {
            var assembly = context.LoadFromStream(image);
            using var host = Build(assembly);
            await host.StartAsync();
            var answer = question(host.Services);
            await host.StopAsync();
            return answer;
        }
        finally
        {
            context.Unload();
        }
    }

    private static MemoryStream Compile(string[] files) =>
        Compiled.Image("Started", files.Any(Sources.HasTopLevelStatements) ? files : [.. files, ControllerProgram], OutputKind.ConsoleApplication);

    /// <summary>Runs the program, which builds its host and returns.</summary>
    private static IHost Build(Assembly program)
    {
        using var listener = new HostListener(services =>
        {
            services.AddControllers().AddApplicationPart(program);
            services.AddAuthorization();
            services.AddSingleton<IServer, NoServer>();
            services.AddLogging(logging => logging.ClearProviders());
        });
        var main = program.EntryPoint!;
        main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()], null);
        return listener.Host ?? throw new InvalidOperationException("The program built no host.");
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
