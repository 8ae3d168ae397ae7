using System.Runtime.CompilerServices;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Checklist;

/// <summary>
/// The team's decisions about the checklist's items, as far as the file can be read. Reading never fails: an entry that
/// can't be read is an entry with a problem.
/// </summary>
internal sealed class DesignRecord(IReadOnlyList<RecordEntry> entries, IReadOnlyList<RecordSection> sections)
{
    public const string FileName = "design-checklist.md";

    private static readonly ConditionalWeakTable<SourceText, DesignRecord> Read = new();

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<RecordEntry> Entries { get; } = entries;

    /// <summary>The checklist's sections that have a heading, in the order of the text.</summary>
    public IReadOnlyList<RecordSection> Sections { get; } = sections;

    /// <summary>The checklist's items without any entry, in the checklist's order.</summary>
    public IEnumerable<ChecklistItem> Missing => ChecklistItems.All.Where(item => Entries.All(entry => entry.Item != item));

    public static DesignRecord Of(SourceText text) => Read.GetValue(text, read => new RecordReader(read).Read());

    public static bool IsRecord(string path) => string.Equals(Path.GetFileName(path), FileName, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A heading that names a section of the checklist, and the text under it.</summary>
/// <param name="Number">1 to 20.</param>
/// <param name="Heading">The heading's line.</param>
/// <param name="Span">From the heading to the next one of its level, or to the end.</param>
internal sealed record RecordSection(int Number, TextSpan Heading, TextSpan Span);

/// <summary>Lets rules listen for the record.</summary>
internal static class RecordListening
{
    public static void Record(this Listeners on, Action<FoundFile, DesignRecord> handle) =>
        on.File(DesignRecord.IsRecord, found =>
        {
            if (found.Text is { } text)
                handle(found, DesignRecord.Of(text));
        });
}
