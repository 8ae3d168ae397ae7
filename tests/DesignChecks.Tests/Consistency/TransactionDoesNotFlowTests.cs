using DesignChecks.Rules.Consistency;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Consistency;

public class TransactionDoesNotFlowTests
{
    private static Verify<TransactionDoesNotFlow> Rule => new();

    [Fact]
    public Task Reports_a_using_block_with_an_await() => Rule.Reports("""
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using (var scope = [|new TransactionScope()|])
                {
                    await from.FlushAsync();
                    scope.Complete();
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_using_declaration_before_an_await() => Rule.Reports("""
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using var scope = [|new TransactionScope(TransactionScopeOption.RequiresNew)|];
                await from.FlushAsync();
                scope.Complete();
            }
        }
        """);

    [Fact]
    public Task Reports_a_target_typed_creation_in_a_lambda() => Rule.Reports("""
        using System.Transactions;
        Func<Stream, Task> run = async from =>
        {
            using TransactionScope scope = [|new()|];
            await from.FlushAsync();
            scope.Complete();
        };
        """);

    [Fact]
    public Task Reports_through_an_alias() => Rule.Reports("""
        using Scope = System.Transactions.TransactionScope;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using var scope = [|new Scope()|];
                await from.FlushAsync();
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_flow_is_enabled() => Rule.Silent("""
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
                await from.FlushAsync();
                scope.Complete();
            }
        }
        """);

    [Fact]
    public Task Silent_without_an_await_in_the_block() => Rule.Silent("""
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using (var scope = new TransactionScope())
                {
                    from.Flush();
                    scope.Complete();
                }

                await from.FlushAsync();
            }
        }
        """);

    [Fact]
    public Task Silent_when_only_a_lambda_inside_awaits() => Rule.Silent("""
        using System.Transactions;
        class Transfer
        {
            void Run(Stream from)
            {
                using var scope = new TransactionScope();
                Func<Task> later = async () => await from.FlushAsync();
                scope.Complete();
            }
        }
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using var scope = new TransactionScope(
                await
        """);

    [Fact]
    public Task Fix_enables_the_flow_and_keeps_comments() => Rule.Fixes(
        """
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using var first = [|new TransactionScope(/* inner */)|]; // first
                await from.FlushAsync();
                using var second = [|new TransactionScope(TransactionScopeOption.RequiresNew)|];
                await from.FlushAsync();
            }
        }
        """,
        """
        using System.Transactions;
        class Transfer
        {
            async Task Run(Stream from)
            {
                using var first = new TransactionScope(/* inner */TransactionScopeAsyncFlowOption.Enabled); // first
                await from.FlushAsync();
                using var second = new TransactionScope(TransactionScopeOption.RequiresNew, TransactionScopeAsyncFlowOption.Enabled);
                await from.FlushAsync();
            }
        }
        """);
}
