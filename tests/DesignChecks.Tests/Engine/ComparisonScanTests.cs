using DesignChecks.Engine;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Engine;

public class ComparisonScanTests
{
    private static readonly string[] Stems = ["secret", "apikey"];

    [Fact]
    public void Operators_near_a_stem_are_found() =>
        Assert.Equal([7, 48], Find("Secret == a; " + "   x <= 1; y => 2; /* === !== */ " + "b != ApiKey"));

    [Fact]
    public void Operators_far_from_a_stem_are_not() => Assert.Empty(Find("secret" + new string(' ', 200) + "a == b"));

    /// <summary>Texts longer than one buffer: each operator is found once, wherever a buffer ends.</summary>
    [Fact]
    public void Each_operator_is_found_once_across_buffers()
    {
        for (var position = 7800; position < 8400; position += 7)
            Assert.Equal([position + 7], Find(new string(' ', position) + "secret == a" + new string(' ', 9000)));
    }

    [Fact]
    public void A_text_may_end_in_an_operator() => Assert.Equal([7], Find("secret =="));

    private static IReadOnlyList<int> Find(string text) => ComparisonScan.Find(SourceText.From(text), Stems, CancellationToken.None);
}
