namespace DesignChecks.Checklist;

/// <summary>The bullet of a list at the start of a line, and the box behind it: <c>- [x] 5.4 …</c>.</summary>
/// <param name="Indent">Characters of white space before the bullet.</param>
/// <param name="Box">What stands between the brackets; null without a box.</param>
/// <param name="BoxStart">Where the box begins in the line.</param>
/// <param name="TextStart">Where the text begins in the line.</param>
internal sealed record ListBullet(int Indent, string? Box, int BoxStart, int TextStart)
{
    public bool IsTicked => Box?.Trim() is "x" or "X";

    public bool IsOpen => Box is not null && Box.Trim().Length == 0;

    public static ListBullet? At(string line)
    {
        var indent = SkipBlanks(line, 0);
        var end = EndOfMarker(line, indent);
        if (end < 0)
            return null;
        var start = SkipBlanks(line, end);
        var boxEnd = EndOfBox(line, start);
        return boxEnd < 0
            ? new ListBullet(indent, null, start, start)
            : new ListBullet(indent, line.Substring(start + 1, boxEnd - start - 2), start, SkipBlanks(line, boxEnd));
    }

    public static int SkipBlanks(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t')
            at++;
        return at;
    }

    /// <summary>Behind <c>-</c>, <c>*</c>, <c>+</c> or a number; a blank must follow, which only a box may replace.</summary>
    private static int EndOfMarker(string line, int start)
    {
        var end = start;
        if (start < line.Length && line[start] is '-' or '*' or '+')
        {
            end++;
        }
        else
        {
            while (end < line.Length && char.IsDigit(line[end]))
                end++;
            if (end == start || end == line.Length || line[end++] is not ('.' or ')'))
                return -1;
        }

        return end == line.Length || line[end] is ' ' or '\t' or '[' ? end : -1;
    }

    /// <summary>Up to one character in brackets is a box, and any word in front of an item's id; never a link.</summary>
    private static int EndOfBox(string line, int start)
    {
        if (start >= line.Length || line[start] != '[')
            return -1;
        var close = line.IndexOf(']', start);
        if (close < 0 || (close + 1 < line.Length && line[close + 1] is '(' or '['))
            return -1;
        var isBox = close - start <= 4 && line.Substring(start + 1, close - start - 1).Trim().Length <= 1;
        return isBox || ItemId.EndAt(line, SkipBlanks(line, close + 1)) > 0 ? close + 1 : -1;
    }
}

/// <summary>An item's id as it is written: <c>5.4</c>.</summary>
internal static class ItemId
{
    /// <summary>Behind the id that starts here; -1 when none does. More than two numbers make an id that doesn't exist.</summary>
    public static int EndAt(string text, int start)
    {
        var end = SkipDigits(text, start);
        if (end == start)
            return -1;
        var parts = 1;
        while (end + 1 < text.Length && text[end] == '.' && SkipDigits(text, end + 1) is var next && next > end + 1)
        {
            end = next;
            parts++;
        }

        return parts > 1 && (end == text.Length || !char.IsLetterOrDigit(text[end])) ? end : -1;
    }

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && text[at] is >= '0' and <= '9')
            at++;
        return at;
    }
}
