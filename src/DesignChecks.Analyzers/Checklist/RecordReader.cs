using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Checklist;

/// <summary>
/// Reads a record line by line: headings, entries with the lines that belong to them, and everything else, which is just
/// text. Code fences and comments hide what is in them.
/// </summary>
internal sealed class RecordReader(SourceText text)
{
    private readonly List<RecordEntry> _entries = [];
    private readonly List<(int Level, int? Section, TextSpan Line)> _headings = [];
    private readonly Dictionary<ChecklistItem, int> _lineOf = [];
    private EntryDraft? _entry;
    private string? _fence;
    private bool _isInComment;

    public DesignRecord Read()
    {
        foreach (var line in text.Lines)
            Take(line, text.ToString(line.Span));
        CloseEntry();
        return new DesignRecord(_entries, Sections());
    }

    private void Take(TextLine line, string content)
    {
        var trimmed = content.Trim();
        if (IsHidden(trimmed))
            return;
        if (trimmed.Length == 0)
            _entry?.EndText();
        else if (HeadingLevel(trimmed) is > 0 and var level)
            TakeHeading(line, trimmed, level);
        else if (ListBullet.At(content) is { } bullet)
            TakeBullet(line, content, bullet);
        else
            TakeText(line, content);
    }

    private bool IsHidden(string trimmed)
    {
        if (_fence is not null)
        {
            if (trimmed.StartsWith(_fence, StringComparison.Ordinal) && trimmed.Trim(_fence[0]).Length == 0)
                _fence = null;
            return true;
        }

        if (_isInComment)
        {
            _isInComment = trimmed.IndexOf("-->", StringComparison.Ordinal) < 0;
            return true;
        }

        if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
        {
            _fence = trimmed.Substring(0, 3);
            return true;
        }

        _isInComment = trimmed.LastIndexOf("<!--", StringComparison.Ordinal) > trimmed.LastIndexOf("-->", StringComparison.Ordinal);
        return _isInComment && trimmed.StartsWith("<!--", StringComparison.Ordinal);
    }

    private static int HeadingLevel(string trimmed)
    {
        var level = 0;
        while (level < trimmed.Length && trimmed[level] == '#')
            level++;
        return level <= 6 && level < trimmed.Length && trimmed[level] is ' ' or '\t' ? level : 0;
    }

    private void TakeHeading(TextLine line, string trimmed, int level)
    {
        CloseEntry();
        var title = new PlainText();
        title.Add(trimmed.Trim('#', ' ', '\t'), 0, line.Start);
        _headings.Add((level, SectionOf(title.ToString().Trim()), line.Span));
    }

    private static int? SectionOf(string title)
    {
        var end = 0;
        while (end < title.Length && title[end] is >= '0' and <= '9')
            end++;
        if (end is 1 or 2 && (end == title.Length || title[end] is '.' or ':' or ')' or ' ') && ItemId.EndAt(title, 0) < 0)
            return int.Parse(title.Substring(0, end), CultureInfo.InvariantCulture) is var number && ChecklistItems.Sections.ContainsKey(number) ? number : null;
        foreach (var section in ChecklistItems.Sections)
        {
            if (ChecklistItems.IsSameName(section.Value, title))
                return section.Key;
        }

        return null;
    }

    private void TakeBullet(TextLine line, string content, ListBullet bullet)
    {
        var isNested = _entry is not null && bullet.Indent > _entry.Bullet.Indent;
        var draft = new EntryDraft(line, content, bullet);
        if (IsEntry(draft, isNested))
        {
            CloseEntry();
            _entry = draft;
        }
        else if (isNested)
        {
            // A note about the entry, such as its owner; a box in it is a task of its own.
            _entry!.Add(line, content, bullet.TextStart, isText: bullet.Box is null);
        }
        else
        {
            CloseEntry();
        }
    }

    private bool IsEntry(EntryDraft draft, bool isNested)
    {
        var words = draft.Text.ToString();
        if (draft.Bullet.Box is null)
            return EntryReader.LooksLikeEntry(words);
        if (ItemId.EndAt(words, 0) > 0)
            return true;
        return (draft.Bullet.IsTicked || draft.Bullet.IsOpen) && words.Trim().Length > 0 && !isNested && !IsUnderOwnHeading();
    }

    /// <summary>Lists under a team's own heading ("Open questions") are theirs.</summary>
    private bool IsUnderOwnHeading()
    {
        var level = int.MaxValue;
        for (var i = _headings.Count - 1; i >= 0; i--)
        {
            if (_headings[i].Level >= level)
                continue;
            if (_headings[i].Section is not null)
                return false;
            level = _headings[i].Level;
        }

        return level < int.MaxValue && _headings[_headings.Count - 1].Level > 1;
    }

    private void TakeText(TextLine line, string content)
    {
        if (_entry is null)
            return;
        var indent = ListBullet.SkipBlanks(content, 0);
        if (indent > _entry.Bullet.Indent || (_entry.IsTextOpen && !IsBlockOfItsOwn(content)))
            _entry.Add(line, content, indent, isText: true);
        else
            CloseEntry();
    }

    /// <summary>Quotes, tables and rules interrupt a list; plain lines continue it.</summary>
    private static bool IsBlockOfItsOwn(string content) => content[0] is '>' or '|' || content.Trim('-', '=', '*', '_', ' ').Length == 0;

    private void CloseEntry()
    {
        if (_entry is null)
            return;
        var entry = EntryReader.Read(_entry);
        _entry = null;
        if (entry is { Item: { } item, Problem: null })
        {
            if (_lineOf.TryGetValue(item, out var first))
                entry = entry with { Problem = new EntryProblem(entry.Line, $"{item} has an entry in line {first + 1} already", "keep one of the two") };
            else
                _lineOf.Add(item, text.Lines.IndexOf(entry.Line.Start));
        }

        _entries.Add(entry);
    }

    private List<RecordSection> Sections()
    {
        var sections = new List<RecordSection>();
        for (var i = 0; i < _headings.Count; i++)
        {
            var (level, number, line) = _headings[i];
            if (number is not { } known)
                continue;
            var next = _headings.FindIndex(i + 1, heading => heading.Level <= level);
            var end = next < 0 ? text.Length : _headings[next].Line.Start;
            sections.Add(new RecordSection(known, line, TextSpan.FromBounds(line.Start, end)));
        }

        return sections;
    }
}
