using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Engine;

/// <summary>
/// Finds <c>==</c> and <c>!=</c> in a source text where a word of interest stands near. An operator has no name that a
/// vocabulary could hold, and there are too many of them to look at the syntax of each.
/// </summary>
internal static class ComparisonScan
{
    private const int ChunkLength = 8192;

    /// <summary>How far from the operator its operands may name themselves.</summary>
    private const int Reach = 160;

    [ThreadStatic]
    private static char[]? t_chunk;

    /// <summary>The positions of operators with one of the stems around them, in upper or lower case, also inside a longer word.</summary>
    public static IReadOnlyList<int> Find(SourceText text, string[] stems, CancellationToken cancel)
    {
        var found = new List<int>();
        var chunk = t_chunk ??= new char[ChunkLength];
        for (var at = 0; at < text.Length; at += ChunkLength - (2 * Reach))
        {
            cancel.ThrowIfCancellationRequested();
            var length = Math.Min(ChunkLength, text.Length - at);
            text.CopyTo(at, chunk, 0, length);
            var isLast = at + length == text.Length;
            FindInChunk(chunk, length, at, from: at == 0 ? 0 : Reach, to: isLast ? length : length - Reach, stems, found);
            if (isLast)
                break;
        }

        return found;
    }

    private static void FindInChunk(char[] chunk, int length, int offset, int from, int to, string[] stems, List<int> found)
    {
        for (var i = from; i < to && i + 1 < length; i++)
        {
            if (chunk[i + 1] != '=' || chunk[i] is not ('=' or '!'))
                continue;
            if (IsOperator(chunk, length, i) && NamesAny(chunk, Math.Max(0, i - Reach), Math.Min(length, i + Reach), stems))
                found.Add(offset + i);
        }
    }

    /// <summary>Not part of a line of equals signs.</summary>
    private static bool IsOperator(char[] chunk, int length, int i) =>
        (i + 2 >= length || chunk[i + 2] != '=') && (i == 0 || chunk[i - 1] is not ('=' or '!' or '<' or '>'));

    private static bool NamesAny(char[] chunk, int start, int end, string[] stems)
    {
        for (var i = start; i < end; i++)
        {
            foreach (var stem in stems)
            {
                if (Lower(chunk[i]) == stem[0] && i + stem.Length <= end && Stands(chunk, i, stem))
                    return true;
            }
        }

        return false;
    }

    private static bool Stands(char[] chunk, int at, string stem)
    {
        for (var i = 1; i < stem.Length; i++)
        {
            if (Lower(chunk[at + i]) != stem[i])
                return false;
        }

        return true;
    }

    private static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
}
