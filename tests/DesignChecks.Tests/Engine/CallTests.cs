using DesignChecks.Engine;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Tests.Engine;

public class CallTests
{
    private const string Library = """
        static class Gates
        {
            public static int Classic(this string gate, int limit = 5, int spare = 0) => limit;

            extension(string gate)
            {
                public int Modern(int limit = 5) => limit;
            }

            extension(string)
            {
                public static int Stateless(int limit) => limit;
            }
        }
        """;

    [SinceRoslynTheory("5.0")] // extension blocks
    [InlineData("gate.Classic(7)", "Classic", true)]
    [InlineData("Gates.Classic(gate, 7)", "Classic", true)]
    [InlineData("Gates.Classic(limit: 7, gate: gate)", "Classic", true)]
    [InlineData("gate.Modern(7)", "Modern", true)]
    [InlineData("Gates.Modern(gate, 7)", "Modern", true)]
    [InlineData("string.Stateless(7)", "Stateless", false)]
    public async Task Extension_members_look_alike_however_they_are_written(string expression, string name, bool hasReceiver)
    {
        var code = await Bound.Of($"var gate = \"north\";\nvar result = {expression};\n{Library}");
        var call = code.Call(name);
        Assert.True(call.IsOn(new TypeName("Gates")));
        Assert.Equal(7.0, Values.Number(call.Argument("limit")));
        if (hasReceiver)
            Assert.Equal("gate", Assert.IsAssignableFrom<ILocalReferenceOperation>(call.Receiver ?? call.Argument("gate")).Local.Name);
    }

    [Fact]
    public async Task An_argument_that_was_left_out_is_null()
    {
        var code = await Bound.Of("""
            var result = Gate(spare: 1);
            static int Gate(int limit = 5, int spare = 0) => limit;
            """);
        var call = code.Call("Gate");
        Assert.Null(call.Argument("limit"));
        Assert.Equal(1.0, Values.Number(call.Argument("spare")));
        Assert.Equal("spare", Assert.Single(call.Arguments).Parameter.Name);
        Assert.True(call.HasParameter("limit"));
        Assert.False(call.HasParameter("missing"));
    }

    [Fact]
    public async Task A_chain_is_read_in_both_directions()
    {
        var code = await Bound.Of("""
            using System.Linq;
            var result = new[] { 3 }.Where(n => n > 1).OrderBy(n => n).Take(2).ToList();
            """);
        Assert.Equal(["Take", "OrderBy", "Where"], code.Call("Take").ChainUpwards().Select(call => call.Name));
        Assert.Equal(["Take", "ToList"], code.Call("OrderBy").ChainDownwards().Select(call => call.Name));
    }

    [Fact]
    public async Task A_chain_ends_where_its_value_is_an_argument()
    {
        var code = await Bound.Of("""
            using System.Linq;
            var result = string.Join(",", new[] { 3 }.Where(n => n > 1));
            """);
        Assert.Empty(code.Call("Where").ChainDownwards());
    }

    [Fact]
    public async Task A_conditional_call_has_its_receiver_and_place()
    {
        var code = await Bound.Of("""
            string? text = Console.ReadLine();
            var result = text?.Trim();
            """);
        var call = code.Call("Trim");
        Assert.Null(call.ReceiverSyntax);
        Assert.Equal("Trim", call.NameLocation.SourceTree!.GetText().ToString(call.NameLocation.SourceSpan));
    }
}
