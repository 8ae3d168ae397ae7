using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Engine;

/// <summary>A word of the vocabulary at a position of a source text. It may stand in a comment or a string: the syntax decides later.</summary>
internal readonly record struct WordHit(int Word, int Position);

/// <summary>
/// Finds the words of a vocabulary in a source text. Reading characters is far cheaper than visiting syntax nodes:
/// nodes are made only around hits.
/// </summary>
internal static class WordScan
{
    private const int ChunkLength = 8192;

    [ThreadStatic]
    private static char[]? t_chunk;

    public static WordHit[] Find(SourceText text, Vocabulary vocabulary, CancellationToken cancel)
    {
        var hits = new List<WordHit>();
        var chunk = t_chunk ??= new char[ChunkLength];
        for (var at = 0; at < text.Length;)
        {
            cancel.ThrowIfCancellationRequested();
            var length = Math.Min(ChunkLength, text.Length - at);
            text.CopyTo(at, chunk, 0, length);
            at += FindInChunk(chunk, length, at, at + length == text.Length, vocabulary, hits);
        }

        return hits.ToArray();
    }

    /// <summary>Answers how many characters are done: an identifier cut off by the chunk's end is left for the next chunk.</summary>
    private static int FindInChunk(char[] chunk, int length, int offset, bool isLast, Vocabulary vocabulary, List<WordHit> hits)
    {
        var i = 0;
        while (i < length)
        {
            if (!IsWordCharacter(chunk[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var hash = Vocabulary.HashStart;
            while (i < length && IsWordCharacter(chunk[i]))
                hash = Vocabulary.Hash(hash, chunk[i++]);
            if (i == length && !isLast && start > 0)
                return start;
            var word = vocabulary.Find(chunk, start, i - start, hash);
            if (word >= 0)
                hits.Add(new WordHit(word, offset + start));
        }

        return length;
    }

    private static bool IsWordCharacter(char c) =>
        c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' || (c > 127 && char.IsLetterOrDigit(c));
}
