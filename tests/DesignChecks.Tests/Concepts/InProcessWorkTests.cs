using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Concepts;

/// <summary>DCK0904 and DCK0905: a retry around work that provably stays in the process has no service to spare.</summary>
public class InProcessWorkTests
{
    private static Verify<RetryWithoutJitter> Rule => new();

    /// <summary>A stored command is read, turned into an object, and handed to a mediator.</summary>
    [Fact]
    public Task Silent_for_commands_that_a_mediator_handles() => Rule.Silent("""
        using System.Text.Json;
        using MediatR;
        using Polly;
        record Stored(string Type, string Data);
        interface ITypes { Type Find(string name); }
        class Worker(IServiceProvider services, ITypes types)
        {
            async Task Run(List<Stored> commands)
            {
                var policy = Policy.Handle<Exception>().WaitAndRetryAsync(new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2) });
                foreach (var command in commands)
                {
                    var result = await policy.ExecuteAndCaptureAsync(() => Process(command));
                    Console.WriteLine(result.Outcome);
                }
            }

            async Task Process(Stored stored)
            {
                dynamic command = JsonSerializer.Deserialize(stored.Data, types.Find(stored.Type))!;
                await Dispatcher.Run(command, services);
            }
        }
        static class Dispatcher
        {
            public static async Task Run(IRequest command, IServiceProvider services)
            {
                using var scope = services.CreateScope();
                var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
                await mediator.Send(command);
            }

            public static async Task<T> Run<T>(IRequest<T> command, IServiceProvider services) =>
                await services.GetRequiredService<IMediator>().Send(command);
        }
        """);

    [Fact]
    public Task Silent_for_files_and_computing() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        class Files
        {
            static readonly ResiliencePipeline Held = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5 }).Build();

            void Delete(string path) => Policy.Handle<IOException>().WaitAndRetry(5, attempt => TimeSpan.FromMilliseconds(100 * attempt)).Execute(() => File.Delete(path));

            async Task<string> Read(string path, CancellationToken cancel) => await Held.ExecuteAsync(async token => await ReadAll(path, token), cancel);

            private static async Task<string> ReadAll(string path, CancellationToken cancel)
            {
                using var reader = new StreamReader(path);
                return await reader.ReadToEndAsync(cancel);
            }
        }
        """);

    [Theory]
    [InlineData("await http.GetStringAsync(\"/stock\")")]
    [InlineData("await db.SaveChangesAsync()")]
    [InlineData("await gateway.Charge()")]
    [InlineData("await Through()")]
    [InlineData("await Deeper.One(http)")]
    [InlineData("await given()")]
    [InlineData("await started")]
    [InlineData("await Started")]
    [InlineData("await Charge((dynamic)1)")]
    [InlineData("await ((dynamic)gateway).Charge()")]
    [InlineData("await new System.Net.Sockets.TcpClient().ConnectAsync(\"stock\", 80)")]
    [InlineData("await System.Net.Dns.GetHostAddressesAsync(\"stock\")")]
    [InlineData("await mediator.Publish(new Done()); await http.GetAsync(\"/stock\")")]
    [InlineData("await Overridden()")]
    public Task Reports_what_leaves_the_process_or_may(string work) => Rule.Reports($$"""
        using MediatR;
        using Microsoft.EntityFrameworkCore;
        using Polly;
        interface IGateway { Task Charge(); }
        record Done : INotification;
        class Worker(HttpClient http, DbContext db, IGateway gateway, IMediator mediator, Func<Task> given, Task started)
        {
            Task Started { get; } = Task.CompletedTask;

            async Task Run()
            {
                var policy = Policy.Handle<Exception>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));
                await policy.ExecuteAsync(async () => { {{work}}; });
            }

            async Task Through() => await Inner();
            async Task Inner() => await http.GetStringAsync("/stock");
            static Task Charge(int amount) => Task.CompletedTask;
            async Task Charge(string amount) { await gateway.Charge(); await http.GetAsync("/" + amount); await db.SaveChangesAsync(); await mediator.Publish(new Done()); await given(); await started; }
            protected virtual Task Overridden() => Task.CompletedTask;
        }
        static class Deeper
        {
            public static Task One(HttpClient http) => Two(http);
            static Task Two(HttpClient http) => Three(http);
            static Task Three(HttpClient http) => Four(http);
            static Task Four(HttpClient http) => Task.CompletedTask;
        }
        """);

    /// <summary>In synchronous code every call may be one that waits for others.</summary>
    [Fact]
    public Task Reports_synchronous_work_of_unknown_others() => Rule.Reports("""
        using Polly;
        interface IGateway { int Charge(); }
        class Worker(IGateway gateway)
        {
            int Run() => Policy.Handle<Exception>().[|WaitAndRetry|](3, attempt => TimeSpan.FromSeconds(attempt)).Execute(() => gateway.Charge());
        }
        """);

    [Fact]
    public Task Reports_policies_that_may_be_run_elsewhere_or_with_other_work() => Rule.Reports("""
        using Polly;
        class Policies(Func<Task> given)
        {
            public static readonly IAsyncPolicy Public = Policy.Handle<Exception>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));
            private static readonly IAsyncPolicy Private = Policy.Handle<Exception>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));
            private static readonly IAsyncPolicy Unused = Policy.Handle<Exception>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));

            Task One() => Public.ExecuteAsync(() => Task.CompletedTask);
            Task Two() => Private.ExecuteAsync(() => Task.CompletedTask);
            async Task Three() => await Private.ExecuteAsync(given);
            IAsyncPolicy Four() => Unused;
        }
        """);

    [Fact]
    public Task The_growth_of_such_a_wait_is_no_matter_either() => new Verify<RetryDelayDoesNotGrow>().Silent("""
        using Polly;
        class Files
        {
            void Delete(string path) => Policy.Handle<IOException>().WaitAndRetry(5, attempt => TimeSpan.FromMilliseconds(100)).Execute(() => File.Delete(path));
        }
        """);
}
