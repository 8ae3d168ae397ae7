using System.Text.RegularExpressions;
using DesignChecks.Concepts;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Tests.Concepts;

public partial class RequestPathTests
{
    [Fact]
    public async Task Each_call_of_Mark_stands_where_its_comment_says()
    {
        const string Source = """
            using Grpc.Core;
            using MassTransit;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.Filters;
            using Microsoft.AspNetCore.Mvc.RazorPages;
            using Microsoft.AspNetCore.SignalR;
            using static Marks;
            Mark(); // -
            var app = WebApplication.CreateBuilder().Build();
            app.MapGet("/a", () => Mark()); // Endpoint
            app.MapGet("/b", Local);
            app.MapGet("/c", Handlers.Get);
            app.MapGet("/d", () => Enumerable.Range(1, 2).Select(_ => Mark()).ToList()); // Endpoint
            app.Use(async (context, next) => { Mark(); await next(context); }); // Middleware
            app.Run(async context => { await Task.Yield(); Mark(); }); // Middleware
            app.MapGet("/e", () => 1).AddEndpointFilter(async (context, next) => { Mark(); return await next(context); }); // Filter
            app.Lifetime.ApplicationStarted.Register(() => Mark()); // -
            int Local() => Mark(); // Endpoint
            int Unused() => Mark(); // -
            static class Marks { public static int Mark() => 1; }
            static class Handlers
            {
                public static int Get() => Mark(); // Endpoint
                public static int Other() => Mark(); // -
            }
            public class AController : ControllerBase
            {
                private readonly int _made = Mark(); // -
                public int Get() => Mark() + Helper(); // Endpoint
                private int Helper() => Mark(); // Endpoint
                public static int Shared() => Mark(); // -
            }
            class Conventional(RequestDelegate next)
            {
                public Task InvokeAsync(HttpContext context) { Mark(); return next(context); } // Middleware
                public int Other() => Mark(); // -
            }
            class Factory : IMiddleware { public Task InvokeAsync(HttpContext context, RequestDelegate next) { Mark(); return next(context); } } // Middleware
            class Filter : IActionFilter
            {
                public void OnActionExecuting(ActionExecutingContext context) => Mark(); // Filter
                public void OnActionExecuted(ActionExecutedContext context) { }
            }
            class EndpointFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) { Mark(); return next(context); } } // Filter
            class IndexModel : PageModel
            {
                public void OnGet() => Mark(); // Page
                public Task OnPostSaveAsync() => Task.FromResult(Mark()); // Page
                public int Other() => Mark(); // -
            }
            class Chat : Hub { public int Say() => Mark(); } // Hub
            class Greeter : GreeterBase { public override int Greet() => Mark(); } // GrpcService
            [BindServiceMethod(typeof(GreeterBase), "BindService")] class GreeterBase { public virtual int Greet() => 1; }
            class OrderConsumer : IConsumer<Order> { public Task Consume(ConsumeContext<Order> context) => Task.FromResult(Mark()); } // Consumer
            record Order;
            class Service { public int Run() => Mark(); } // -
            class Worker : BackgroundService { protected override Task ExecuteAsync(CancellationToken stop) => Task.FromResult(Mark()); } // -
            """;
        var world = await Concept.WorldOf(Source, RequestPath.Words);
        var path = RequestPath.Of(world, CancellationToken.None);
        var tree = world.Compilation.SyntaxTrees.Single(tree => tree.FilePath == "/Test.cs");
        var lines = Source.Split('\n');
        var marks = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression.ToString() == "Mark").ToArray();
        Assert.Equal(lines.Count(line => line.Contains("Mark()", StringComparison.Ordinal)) - 1, marks.Length);
        Assert.All(marks, mark =>
        {
            var line = lines[mark.GetLocation().GetLineSpan().StartLinePosition.Line];
            var kind = path.Around(world.OperationAt(mark, CancellationToken.None)!, CancellationToken.None);
            Assert.Equal((line, Comment().Match(line).Groups[1].Value), (line, kind?.ToString() ?? "-"));
        });
    }

    [GeneratedRegex(@"// (\S+)$")]
    private static partial Regex Comment();
}
