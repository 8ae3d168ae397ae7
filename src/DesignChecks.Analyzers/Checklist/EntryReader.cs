using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Checklist;

/// <summary>Reads the text of one entry: id, name, decision, reason, owner and link, in this order.</summary>
internal sealed class EntryReader
{
    private const string Decisions = "'applied', 'skipped because …' or 'handled elsewhere: …'";

    private static readonly (string Word, Decision Decision)[] Words =
        [("applied", Decision.Applied), ("skipped", Decision.Skipped), ("handled elsewhere", Decision.HandledElsewhere)];

    private readonly EntryDraft _draft;
    private readonly string _text;
    private readonly int _idEnd;
    private readonly int _end;
    private readonly ChecklistItem? _item;
    private readonly (int Start, int End) _name;
    private readonly int _decisionStart;

    private EntryReader(EntryDraft draft)
    {
        _draft = draft;
        _text = draft.Text.ToString();
        _idEnd = Math.Max(ItemId.EndAt(_text, 0), 0);
        _item = ChecklistItems.Find(_text.Substring(0, _idEnd));
        _end = Math.Min(TagAt("owner:") ?? _text.Length, TagAt("see:") ?? _text.Length);
        _name = NameOf(_text, SkipSeparators(_text, _idEnd), _end, draft.FirstLineLength, _item);
        _decisionStart = Math.Min(SkipSeparators(_text, _name.End), _end);
    }

    public static RecordEntry Read(EntryDraft draft) => new EntryReader(draft).Read();

    /// <summary>True for a bullet without a box that is about an item all the same: "5.4 Idempotency: applied", not "5.4 ms at most".</summary>
    public static bool LooksLikeEntry(string text)
    {
        var idEnd = ItemId.EndAt(text, 0);
        if (idEnd < 0 || ChecklistItems.Find(text.Substring(0, idEnd)) is not { } item)
            return false;
        var start = SkipSeparators(text, idEnd);
        var (_, nameEnd) = NameOf(text, start, text.Length, text.Length, item);
        return nameEnd == start ? DecisionAt(text, start) is not null : item.IsNamed(text.Substring(start, nameEnd - start));
    }

    private RecordEntry Read()
    {
        var decision = DecisionAt(_text, _decisionStart);
        return new RecordEntry
        {
            Line = _draft.Line,
            Block = _draft.Block,
            Indent = _draft.Indent,
            Item = _item,
            IsTicked = _draft.Bullet.IsTicked,
            Decision = decision?.Decision ?? Decision.Undecided,
            DecisionSpan = Span(_decisionStart, _end),
            Reason = decision is { } made ? ReasonAt(made.End) : "",
            Owner = Tagged("owner:"),
            See = Tagged("see:"),
            Problem = Problem(decision is not null),
        };
    }

    private EntryProblem? Problem(bool isDecided)
    {
        var name = _text.Substring(_name.Start, _name.End - _name.Start).Trim();
        var named = ChecklistItems.Named(name);
        if (_idEnd == 0)
            return new EntryProblem(_draft.Line, "The entry has no item id", named is not null ? $"write '{named}'" : "begin it with an id and its name, such as '5.4 Idempotency'");
        var id = _text.Substring(0, _idEnd);
        if (_item is null)
            return new EntryProblem(Span(0, _idEnd), $"The checklist has no item {id}", named is not null ? $"write '{named}'" : Range(id));
        if (name.Length > 0 && !_item.IsNamed(name))
            return new EntryProblem(Span(_name.Start, _name.End), $"{id} is '{_item.Name}', not '{name}'", named is not null ? $"write '{_item}' or '{named}'" : $"write '{_item}'");
        if (_draft.Bullet.Box is null)
            return new EntryProblem(_draft.Line, $"{_item} has no box", "begin the entry with '[x]' when it is decided, else with '[ ]'");
        if (!_draft.Bullet.IsTicked && !_draft.Bullet.IsOpen)
            return new EntryProblem(_draft.Box, $"'[{_draft.Bullet.Box}]' is no box", "write '[x]' when the item is decided, else '[ ]'");
        if (!_draft.Bullet.IsTicked || isDecided)
            return null;
        return _decisionStart == _end
            ? new EntryProblem(_draft.Line, $"{_item} is ticked without a decision", "add " + Decisions)
            : new EntryProblem(Span(_decisionStart, _end), $"'{Start(_text.Substring(_decisionStart, _end - _decisionStart))}' is no decision", "write " + Decisions);
    }

    /// <summary>The ids that exist in the section of one that doesn't.</summary>
    private static string Range(string id)
    {
        var section = id.Substring(0, id.IndexOf('.') + 1);
        var items = ChecklistItems.All.Where(item => item.Id.StartsWith(section, StringComparison.Ordinal)).ToArray();
        return items.Length == 0 ? "its sections are 1 to 20" : $"section {section.TrimEnd('.')} has {items[0].Id} to {items[items.Length - 1].Id}";
    }

    private static string Start(string text)
    {
        const int Enough = 30;
        var start = text.Trim().TrimEnd('.');
        return start.Length <= Enough ? start : start.Substring(0, Enough) + "…";
    }

    private TextSpan Span(int start, int end) => _draft.Text.SpanOf(start, end);

    /// <summary>
    /// The item's own name where it stands, nothing where a decision follows at once, else what stands before a colon, a
    /// dash or the end of the line.
    /// </summary>
    private static (int Start, int End) NameOf(string text, int start, int end, int lineEnd, ChecklistItem? item)
    {
        start = Math.Min(start, end);
        if (item is not null && StartsWith(text, start, item.Name))
        {
            var after = start + item.Name.Length;
            var next = SkipSeparators(text, after);
            if (next >= end || after == lineEnd || text.IndexOfAny(Separators, after, next - after) >= 0 || DecisionAt(text, next) is not null)
                return (start, Math.Min(after, end));
        }

        if (DecisionAt(text, start) is not null)
            return (start, start);
        end = Math.Max(start, Math.Min(end, lineEnd));
        var separator = text.IndexOf(':', start, end - start);
        foreach (var dash in new[] { " - ", " – ", " — " })
        {
            if (separator < 0)
                separator = text.IndexOf(dash, start, end - start, StringComparison.Ordinal);
        }

        return (start, separator < 0 ? end : separator);
    }

    private static (Decision Decision, int End)? DecisionAt(string text, int start)
    {
        foreach (var (word, decision) in Words)
        {
            if (StartsWith(text, start, word))
                return (decision, start + word.Length);
        }

        return null;
    }

    private string ReasonAt(int start)
    {
        start = SkipSeparators(_text, start);
        if (StartsWith(_text, start, "because"))
            start = SkipSeparators(_text, start + "because".Length);
        return start < _end ? _text.Substring(start, _end - start).Trim() : "";
    }

    private static bool StartsWith(string text, int start, string words) =>
        string.Compare(text, start, words, 0, words.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (start + words.Length >= text.Length || !char.IsLetterOrDigit(text[start + words.Length]));

    private static readonly char[] Separators = [':', '-', '–', '—', '.', ',', ';', '=', '(', ')'];

    private static int SkipSeparators(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || Array.IndexOf(Separators, text[at]) >= 0))
            at++;
        return at;
    }

    private string? Tagged(string tag)
    {
        if (TagAt(tag) is not { } at)
            return null;
        var start = at + tag.Length;
        var next = new[] { TagAt("owner:"), TagAt("see:") }.Where(other => other > at).Min() ?? _text.Length;
        var value = _text.Substring(start, next - start).Trim(' ', '.', ',', ';', '(', ')');
        return Checklist.Reason.IsGiven(value) ? value : null;
    }

    private int? TagAt(string tag)
    {
        for (var at = _text.IndexOf(tag, _idEnd, StringComparison.OrdinalIgnoreCase); at >= 0; at = _text.IndexOf(tag, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || !char.IsLetterOrDigit(_text[at - 1]))
                return at;
        }

        return null;
    }
}
