using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

public partial class UnboundedQueueTests
{
    [Fact]
    public Task Fix_of_channels_bounds_them() => Rule.Fixes(
        """
        using System.Threading.Channels;
        class Jobs
        {
            private readonly Channel<string> _one = Channel.[|CreateUnbounded|]<string>(); // one
            private readonly Channel<string> _two = Channel.[|CreateUnbounded|]<string>(new UnboundedChannelOptions { SingleReader = true });
            private readonly Channel<int> _three = System.Threading.Channels.Channel.[|CreateUnbounded|]<int>(new()
            {
                SingleWriter = true, // the timer
            });
        }
        """,
        """
        using System.Threading.Channels;
        class Jobs
        {
            private readonly Channel<string> _one = Channel.CreateBounded<string>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.Wait }); // one
            private readonly Channel<string> _two = Channel.CreateBounded<string>(new BoundedChannelOptions(1000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
            private readonly Channel<int> _three = System.Threading.Channels.Channel.CreateBounded<int>(new BoundedChannelOptions(1000)
            {
                SingleWriter = true, // the timer
                FullMode = BoundedChannelFullMode.Wait,
            });
        }
        """);

    [Fact]
    public Task Fix_of_collections_and_blocks_bounds_them() => Rule.Fixes(
        """
        using System.Collections.Concurrent;
        using System.Threading.Tasks.Dataflow;
        class Jobs
        {
            private readonly BlockingCollection<string> _one = [|new|]();
            private readonly BlockingCollection<int> _two = new [|BlockingCollection<int>|](new ConcurrentStack<int>());
            private readonly BufferBlock<string> _three = new [|BufferBlock<string>|]();
            private readonly ActionBlock<string> _four = new [|ActionBlock<string>|](Console.WriteLine, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 4 });
            private readonly ActionBlock<string> _five = new [|ActionBlock<string>|](text => Console.WriteLine(text));
        }
        """,
        """
        using System.Collections.Concurrent;
        using System.Threading.Tasks.Dataflow;
        class Jobs
        {
            private readonly BlockingCollection<string> _one = new(1000);
            private readonly BlockingCollection<int> _two = new BlockingCollection<int>(new ConcurrentStack<int>(), 1000);
            private readonly BufferBlock<string> _three = new BufferBlock<string>(new DataflowBlockOptions { BoundedCapacity = 1000 });
            private readonly ActionBlock<string> _four = new ActionBlock<string>(Console.WriteLine, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 4, BoundedCapacity = 1000 });
            private readonly ActionBlock<string> _five = new ActionBlock<string>(text => Console.WriteLine(text), new ExecutionDataflowBlockOptions { BoundedCapacity = 1000 });
        }
        """);

    [Theory]
    [InlineData("private readonly Channel<string> _jobs = Channel.[|CreateUnbounded|]<string>(); void Add() => _jobs.Writer.TryWrite(\"\");")]
    [InlineData("private readonly BlockingCollection<string> _jobs = [|new|](); void Add() => _jobs.TryAdd(\"\");")]
    [InlineData("private readonly BufferBlock<string> _jobs = [|new|](); void Add() => _jobs.Post(\"\");")]
    [InlineData("private readonly Channel<string> _jobs = Channel.[|CreateUnboundedPrioritized|]<string>();")]
    public Task Fix_is_not_offered_where_writes_give_up(string members) => Rule.HasNoFix($$"""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        using System.Threading.Tasks.Dataflow;
        class Jobs
        {
            {{members}}
        }
        """);
}
