using System.Text;
using DesignChecks.Checklist;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.CodeFixes.Fixes.Record;

[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ItemMissingFromRecordFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".md"])]
public sealed class ItemMissingFromRecordFix() : FileFix("DCK0004")
{
    internal override IEnumerable<FileFixAction> Offer(SourceText text, Diagnostic diagnostic)
    {
        if (DesignRecord.Of(text).Missing.Any())
            yield return new FileFixAction("Add the missing items as undecided entries", "add-items", current => new MissingEntries(current).Add());
    }

    /// <summary>Puts an open entry for each item that has none into its section, in the checklist's order.</summary>
    private sealed class MissingEntries(SourceText text)
    {
        private readonly DesignRecord _record = DesignRecord.Of(text);
        private readonly SortedDictionary<int, StringBuilder> _added = [];
        private readonly string _newLine = text.Lines[0] is { End: var end, EndIncludingLineBreak: var next } && next > end ? text.ToString(TextSpan.FromBounds(end, next)) : "\n";

        public SourceText Add()
        {
            var sections = _record.Missing.GroupBy(item => item.Section).ToLookup(section => Heading(section.Key) is not null);
            if (text.ToString().Trim().Length == 0)
                return text.Replace(0, text.Length, $"# Design checklist{_newLine}{_newLine}{TextOf(sections[false])}");
            foreach (var section in sections[true])
                AddTo(Heading(section.Key)!, section);
            foreach (var place in sections[false].GroupBy(section => PlaceOf(section.Key)))
                Insert(place.Key, GapBefore(place.Key) + TextOf(place) + (place.Key < text.Length ? _newLine : ""));
            return text.WithChanges(_added.Select(added => new TextChange(new TextSpan(added.Key, 0), added.Value.ToString())));
        }

        private RecordSection? Heading(int number) => _record.Sections.FirstOrDefault(section => section.Number == number);

        private void AddTo(RecordSection section, IEnumerable<ChecklistItem> items)
        {
            var entries = _record.Entries.Where(entry => section.Span.Contains(entry.Line.Start)).ToArray();
            foreach (var item in items)
            {
                if (Array.Find(entries, entry => entry.Item is { } other && other.Section == item.Section && other.Number > item.Number) is { } next)
                    Insert(next.Block.Start, next.Indent + TextOf(item) + _newLine);
                else if (entries.LastOrDefault() is { } last)
                    Insert(last.Block.End, _newLine + last.Indent + TextOf(item));
                else
                    AddBehindText(section, item);
            }
        }

        /// <summary>A section without entries gets them behind what it says, after an empty line.</summary>
        private void AddBehindText(RecordSection section, ChecklistItem item)
        {
            var end = section.Span.Start + text.ToString(section.Span).TrimEnd().Length;
            if (!_added.ContainsKey(end))
                Insert(end, _newLine);
            Insert(end, _newLine + TextOf(item));
        }

        /// <summary>Where a new section goes: before the first that follows it in the checklist, else at the end.</summary>
        private int PlaceOf(int section) => _record.Sections.FirstOrDefault(other => other.Number > section)?.Heading.Start ?? text.Length;

        private string GapBefore(int place)
        {
            var line = text.Lines.GetLineFromPosition(place);
            if (place > line.Start)
                return _newLine + _newLine;
            return line.LineNumber == 0 || text.ToString(text.Lines[line.LineNumber - 1].Span).Trim().Length == 0 ? "" : _newLine;
        }

        private string TextOf(IEnumerable<IGrouping<int, ChecklistItem>> sections) =>
            string.Join(_newLine, sections.Select(section =>
                $"## {section.Key}. {ChecklistItems.Sections[section.Key]}{_newLine}{_newLine}{string.Concat(section.Select(item => TextOf(item) + _newLine))}"));

        private static string TextOf(ChecklistItem item) => $"- [ ] {item}";

        private void Insert(int position, string added)
        {
            if (!_added.TryGetValue(position, out var there))
                _added.Add(position, there = new StringBuilder());
            there.Append(added);
        }
    }
}
