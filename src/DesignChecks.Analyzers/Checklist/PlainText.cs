using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Checklist;

/// <summary>
/// Markdown as it is read: without emphasis, code marks, comments and the targets of links, over several lines. Each
/// character knows where it stands in the file.
/// </summary>
internal sealed class PlainText
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _positions = [];

    public int Length => _text.Length;

    public override string ToString() => _text.ToString();

    /// <summary>Where the characters from <paramref name="start"/> up to <paramref name="end"/> stand in the file, white space at both ends left out.</summary>
    public TextSpan SpanOf(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
            end--;
        while (start < end && char.IsWhiteSpace(_text[start]))
            start++;
        if (start < end)
            return TextSpan.FromBounds(_positions[start], _positions[end - 1] + 1);
        return new TextSpan(start < Length ? _positions[start] : Length > 0 ? _positions[Length - 1] + 1 : 0, 0);
    }

    /// <summary>Adds the rest of a line, which stands at <paramref name="position"/> in the file.</summary>
    public void Add(string line, int from, int position)
    {
        if (Length > 0)
            Append(' ', position);
        for (var i = from; i < line.Length; i++)
        {
            if (StartsAt(line, i, "<!--"))
                i = EndOf(line, i, "-->");
            else if (StartsAt(line, i, "]("))
                i = EndOf(line, i, ")");
            else if (line[i] == '\\' && i + 1 < line.Length && char.IsPunctuation(line[i + 1]))
                Append(line[++i], position + i - from);
            else if (!IsMark(line, i))
                Append(line[i], position + i - from);
        }
    }

    private void Append(char letter, int position)
    {
        _text.Append(letter);
        _positions.Add(position);
    }

    private static bool IsMark(string line, int i) => line[i] switch
    {
        '*' or '`' or '~' or '[' or ']' => true,
        '_' => i == 0 || i + 1 == line.Length || !char.IsLetterOrDigit(line[i - 1]) || !char.IsLetterOrDigit(line[i + 1]),
        _ => false,
    };

    private static bool StartsAt(string line, int i, string mark) => string.CompareOrdinal(line, i, mark, 0, mark.Length) == 0;

    /// <summary>The last character of what begins at <paramref name="start"/>: of the closing mark, or of the line where there is none.</summary>
    private static int EndOf(string line, int start, string mark)
    {
        var end = line.IndexOf(mark, start, StringComparison.Ordinal);
        return end < 0 ? line.Length - 1 : end + mark.Length - 1;
    }
}
