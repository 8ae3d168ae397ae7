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
    public Task Silent_for_concurrent_queues_of_other_uses() => Rule.Silent("""
        using System.Collections.Concurrent;
        class Pool
        {
            private readonly ConcurrentQueue<byte[]> _free = new();
            public byte[] Rent() => _free.TryDequeue(out var buffer) ? buffer : new byte[100];
            public void Return(byte[] buffer) => _free.Enqueue(buffer);
        }

        class Limited : BackgroundService
        {
            private readonly ConcurrentQueue<string> _jobs = new();
            public void Add(string job) { if (_jobs.Count < 100) _jobs.Enqueue(job); }
            protected override Task ExecuteAsync(CancellationToken stop) => Task.FromResult(_jobs.TryDequeue(out _));
        }

        class Private : BackgroundService
        {
            private readonly ConcurrentQueue<string> _jobs = new();
            private void Add(string job) => _jobs.Enqueue(job);
            protected override Task ExecuteAsync(CancellationToken stop) { Add(""); return Task.FromResult(_jobs.TryDequeue(out _)); }
        }

        class Recent : BackgroundService
        {
            private readonly ConcurrentQueue<string> _lines = new();
            public void Add(string line) { _lines.Enqueue(line); _lines.TryDequeue(out _); }
            protected override Task ExecuteAsync(CancellationToken stop) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Silent_when_drained_in_the_same_method() => Rule.Silent("""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        using System.Threading.Tasks.Dataflow;
        class Import
        {
            object? _last;
            async Task Run(IEnumerable<string> lines)
            {
                var channel = Channel.CreateUnbounded<string>();
                _last = channel;
                var reading = Task.Run(async () => { await foreach (var line in channel.Reader.ReadAllAsync()) Console.WriteLine(line); });
                var collection = new BlockingCollection<string>();
                _last = collection;
                foreach (var line in collection.GetConsumingEnumerable()) Console.WriteLine(line);
                var block = new ActionBlock<string>(Console.WriteLine);
                _last = block;
                foreach (var line in lines) block.Post(line);
                block.Complete();
                await block.Completion;
                await reading;
            }
        }
        """);

    [Fact]
    public Task Silent_for_a_local_that_is_not_kept() => Rule.Silent("""
        using System.Threading.Channels;
        class Stream
        {
            ChannelReader<int> Counter(int count)
            {
                var channel = Channel.CreateUnbounded<int>();
                _ = Write(channel.Writer, count);
                return channel.Reader;
            }

            static Channel<string> Make() => Channel.CreateUnbounded<string>();
            static async Task Write(ChannelWriter<int> writer, int count) => await writer.WriteAsync(count);
        }
        """);

    [Fact]
    public Task Silent_when_bounded_or_when_options_come_from_elsewhere() => Rule.Silent("""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        using System.Threading.Tasks.Dataflow;
        class Jobs(ExecutionDataflowBlockOptions options, int capacity)
        {
            private readonly Channel<string> _one = Channel.CreateBounded<string>(100);
            private readonly BlockingCollection<string> _two = new(100);
            private readonly BlockingCollection<string> _three = new(new ConcurrentStack<string>(), 100);
            private readonly BufferBlock<string> _four = new(new DataflowBlockOptions { BoundedCapacity = 100 });
            private readonly ActionBlock<string> _five = new(Console.WriteLine, options);
            private readonly ActionBlock<string> _six = new(Console.WriteLine, new ExecutionDataflowBlockOptions { BoundedCapacity = capacity });
        }
        """);

    [Fact]
    public Task Silent_when_the_type_limits_its_writers() => Rule.Silent("""
        using System.Threading.Channels;
        class Counting
        {
            private readonly Channel<string> _jobs = Channel.CreateUnbounded<string>();
            public bool Add(string job) => _jobs.Reader.Count < 1000 && _jobs.Writer.TryWrite(job);
        }

        class Waiting
        {
            private readonly Channel<string> _jobs = Channel.CreateUnbounded<string>();
            private readonly SemaphoreSlim _free = new(100, 100);
            public async Task Add(string job) { await _free.WaitAsync(); await _jobs.Writer.WriteAsync(job); }
        }
        """);

    [Fact]
    public Task Silent_for_signals_and_for_a_type_with_a_capacity() => Rule.Silent("""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        class Signals
        {
            private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();
            private readonly BlockingCollection<bool> _more = new();
        }

        class Feed(int capacity)
        {
            private int _waiting;
            private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
            public bool Add(string line) => _waiting++ < capacity && _lines.Writer.TryWrite(line);
        }
        """);

    [Fact]
    public Task Silent_for_owners_that_the_team_allows() => Rule.With("dotnet_code_quality.DCK1010.unbounded_queue_owners = ControlMessages").Silent("""
        using System.Threading.Channels;
        class ControlMessages
        {
            private readonly Channel<string> _jobs = Channel.CreateUnbounded<string>();
        }
        """);

    [Fact]
    public Task Silent_for_look_alikes() => Rule.On(References.Framework).Silent("""
        class BufferBlock<T>;
        static class Channel { public static object CreateUnbounded<T>() => new(); }
        class Jobs
        {
            private readonly BufferBlock<string> _one = new();
            private readonly object _two = Channel.CreateUnbounded<string>();
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { System.Threading.Channels.Channel<int> _jobs = System.Threading.Channels.Channel.CreateUnbounded<int>(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Survives_incomplete_code() => Rule.Incomplete().Reports("""
        using System.Threading.Channels;
        class Jobs
        {
            private readonly Channel<string> _jobs = Channel.[|CreateUnbounded|]<string>(
        """);
}
