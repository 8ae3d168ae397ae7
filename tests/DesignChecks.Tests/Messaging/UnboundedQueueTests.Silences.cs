using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

public partial class UnboundedQueueTests
{
    [Fact]
    public Task Silent_where_the_user_of_the_type_chooses_between_a_bound_and_none() => Rule.Silent("""
        using System.Threading.Channels;
        class Executor
        {
            private readonly Channel<Func<Task>> _tasks;
            public Executor() => _tasks = Channel.CreateUnbounded<Func<Task>>();
            public Executor(int prefetch) => _tasks = Channel.CreateBounded<Func<Task>>(prefetch);
        }
        """);

    [Fact]
    public Task Silent_for_a_queue_that_its_reader_disposes_of() => Rule.Reports("""
        using System.Collections.Concurrent;
        class Once
        {
            private readonly BlockingCollection<string> _waiting = new();
            public void Add(string one) => _waiting.Add(one);
            public int Run()
            {
                var count = 0;
                try
                {
                    while (_waiting.TryTake(out _, 100))
                        count++;
                }
                finally
                {
                    _waiting.Dispose();
                }
                return count;
            }
        }
        class Always : IDisposable
        {
            private readonly BlockingCollection<string> _waiting = [|new|]();
            public void Add(string one) => _waiting.Add(one);
            public string Next() => _waiting.Take();
            public void Dispose() => _waiting.Dispose();
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
}
