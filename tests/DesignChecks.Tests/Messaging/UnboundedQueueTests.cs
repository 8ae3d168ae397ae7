using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1010: Unbounded in-process queue.</summary>
public partial class UnboundedQueueTests
{
    private static Verify<UnboundedQueue> Rule => new();



    [Fact]
    public Task Reports_channels_that_are_kept() => Rule
        .Says("Nothing limits how many items wait in '_jobs', so when its reader is slower than its writers memory runs out and all of them are lost; use Channel.CreateBounded, whose writers wait while it is full")
        .Reports("""
            using System.Threading.Channels;
            class Jobs
            {
                private readonly Channel<string> _jobs = Channel.[|CreateUnbounded|]<string>();
            }
            """);

    [Fact]
    public Task Reports_every_way_to_keep_one() => Rule.Reports("""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        using static System.Threading.Channels.Channel;
        class Jobs
        {
            private readonly Channel<string> _one = Channel.[|CreateUnbounded|]<string>(new UnboundedChannelOptions { SingleReader = true });
            private readonly Channel<string> _two;
            private Channel<string>? _three;
            private readonly ChannelWriter<int> _four;
            private readonly ConcurrentDictionary<string, Channel<string>> _byName = new();
            private readonly Dictionary<string, Channel<string>> _more = [];
            public Channel<int> Five { get; } = Channel.[|CreateUnboundedPrioritized|]<int>();

            public Jobs(UnboundedChannelOptions options)
            {
                _two = [|CreateUnbounded|]<string>(options);
                _three ??= Channel.[|CreateUnbounded|]<string>();
                var four = Channel.[|CreateUnbounded|]<int>();
                _four = four;
                _byName.GetOrAdd("a", _ => Channel.[|CreateUnbounded|]<string>());
                _more["b"] = Channel.[|CreateUnbounded|]<string>();
                _more.Add("c", Channel.[|CreateUnbounded|]<string>());
            }
        }

        static class Registration
        {
            static void Add(IServiceCollection services)
            {
                services.AddSingleton(Channel.[|CreateUnbounded|]<string>());
                services.AddSingleton(_ => Channel.[|CreateUnbounded|]<int>());
                services.AddSingleton<Channel<long>>(_ => { return Channel.[|CreateUnbounded|]<long>(); });
            }
        }
        """);

    [Fact]
    public Task Reports_collections_and_dataflow_blocks() => Rule
        .Says("Nothing limits how many items wait in '_one', so when its reader is slower than its writers memory runs out and all of them are lost; pass a bounded capacity, so that Add waits while it is full")
        .Says("Nothing limits how many items wait in '_two', so when its reader is slower than its writers memory runs out and all of them are lost; pass a bounded capacity, so that Add waits while it is full")
        .Says("Nothing limits how many items wait in '_three', so when its reader is slower than its writers memory runs out and all of them are lost; set BoundedCapacity, so that SendAsync waits while it is full")
        .Says("Nothing limits how many items wait in '_four', so when its reader is slower than its writers memory runs out and all of them are lost; set BoundedCapacity, so that SendAsync waits while it is full")
        .Says("Nothing limits how many items wait in '_five', so when its reader is slower than its writers memory runs out and all of them are lost; set BoundedCapacity, so that SendAsync waits while it is full")
        .Reports("""
            using System.Collections.Concurrent;
            using System.Threading.Tasks.Dataflow;
            using Waiting = System.Collections.Concurrent.BlockingCollection<int>;
            class Jobs
            {
                private readonly BlockingCollection<string> _one = [|new|]();
                private readonly object _two = new [|Waiting|](new ConcurrentStack<int>());
                private readonly BufferBlock<string> _three = new [|BufferBlock<string>|]();
                private readonly ActionBlock<string> _four = new [|ActionBlock<string>|](Console.WriteLine, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 4 });
                private readonly TransformBlock<string, int> _five;

                Jobs()
                {
                    var options = new ExecutionDataflowBlockOptions();
                    options.BoundedCapacity = -1;
                    _five = new [|TransformBlock<string, int>|](text => text.Length, options);
                }
            }
            """);

    [Fact]
    public Task Reports_a_concurrent_queue_between_callers_and_a_hosted_service() => Rule
        .Says("Nothing limits how many items wait in '_jobs', so when its reader is slower than its writers memory runs out and all of them are lost; use a bounded channel, whose writers wait while it is full")
        .Says("Nothing limits how many items wait in '_own', so when its reader is slower than its writers memory runs out and all of them are lost; use a bounded channel, whose writers wait while it is full")
        .Reports("""
            using System.Collections.Concurrent;
            interface IJobs { void Add(string job); bool Next(out string? job); }
            class Jobs : IJobs
            {
                private readonly ConcurrentQueue<string> _jobs = new [|ConcurrentQueue<string>|]();
                public void Add(string job) => _jobs.Enqueue(job);
                public bool Next(out string? job) => _jobs.TryDequeue(out job);
            }

            class Worker(IJobs jobs) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stop) => Task.FromResult(jobs.Next(out _));
            }

            class Own : BackgroundService
            {
                private readonly ConcurrentQueue<string> _own = [|new|]();
                public void Add(string job) => this._own.Enqueue(job);
                protected override Task ExecuteAsync(CancellationToken stop) => Task.FromResult(_own.TryDequeue(out _));
            }
            """);

    [Fact]
    public Task Survives_incomplete_code() => Rule.Incomplete().Reports("""
        using System.Threading.Channels;
        class Jobs
        {
            private readonly Channel<string> _jobs = Channel.[|CreateUnbounded|]<string>(
        """);
}
