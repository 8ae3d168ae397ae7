using CsCheck;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Engine;

public class WordScanTests
{
    private static readonly Vocabulary Names = new(["HttpClient", "Take", "MapGet"]);

    [Fact]
    public void Whole_words_are_found_where_they_stand()
    {
        Assert.Equal(["HttpClient@4", "Take@15"], Find("new HttpClient.Take; HttpClients; xTake; Take2"));
    }

    /// <summary>Texts longer than one buffer: a word that lies across the buffer's end is found once, at its place.</summary>
    [Theory]
    [InlineData(8185)]
    [InlineData(8188)]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(16380)]
    public void A_word_across_the_end_of_a_buffer_is_found(int position)
    {
        var text = new string(' ', position) + "HttpClient" + new string(' ', 9000) + "Take";
        Assert.Equal([$"HttpClient@{position}", $"Take@{position + 9010}"], Find(text));
    }

    [Fact]
    public void A_word_as_long_as_a_buffer_ends() => Assert.Empty(Find(new string('x', 20000)));

    [Fact]
    public void Any_text_gives_what_a_plain_search_gives() =>
        Check.Sample(Gen.OneOf(Gen.Const("Take"), Gen.Const("MapGet"), Gen.Const("."), Gen.Const(" "), Gen.Const("é"), Gen.Const("x")).Array[0, 400],
            parts =>
            {
                var text = string.Concat(parts);
                var plain = System.Text.RegularExpressions.Regex.Matches(text, @"(?<![\w])(Take|MapGet|HttpClient)(?![\w])").Select(match => $"{match.Value}@{match.Index}");
                return plain.SequenceEqual(Find(text));
            }, iter: 300);

    private static IEnumerable<string> Find(string text) =>
        WordScan.Find(SourceText.From(text), Names, CancellationToken.None).Select(hit => $"{Names[hit.Word]}@{hit.Position}");
}
