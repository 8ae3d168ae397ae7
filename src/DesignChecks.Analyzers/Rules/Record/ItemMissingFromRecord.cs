using DesignChecks.Checklist;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Rules.Record;

/// <summary>Finds records that don't hold every item of the checklist. One report names all that are missing.</summary>
internal sealed class ItemMissingFromRecord : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0004",
        title: "Checklist item missing from the record",
        messageFormat: "The record has no entry for {0}, so nobody has decided on {1}; add {1}, undecided ('- [ ] …') where need be",
        category: Area.Record,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["20.5"],
        description: "What is missing from the record was forgotten rather than decided. An undecided entry keeps the question in sight.");

    public ItemMissingFromRecord() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Always;

    public override bool CanBeSkippedByRecord => false;

    public override void Listen(Listeners on) => on.Record(Check);

    private static void Check(FoundFile found, DesignRecord record)
    {
        var missing = record.Missing.ToArray();
        if (missing.Length == 0 || found.Text is not { } text)
            return;
        found.Report(FirstLine(text), missing.Length == 1 ? missing[0] : $"{missing.Length} items ({Ranges(missing)})", missing.Length == 1 ? "it" : "them");
    }

    /// <summary>The first line that says something; the start of an empty file.</summary>
    private static TextSpan FirstLine(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (text.ToString(line.Span).Trim().Length > 0)
                return line.Span;
        }

        return default;
    }

    /// <summary>"1.1-1.5, 5.3, 5.5-5.6": runs within a section are joined.</summary>
    private static string Ranges(IReadOnlyList<ChecklistItem> items)
    {
        var ranges = new List<string>();
        for (var i = 0; i < items.Count;)
        {
            var last = i;
            while (last + 1 < items.Count && items[last + 1].Section == items[i].Section && items[last + 1].Number == items[last].Number + 1)
                last++;
            ranges.Add(last == i ? items[i].Id : $"{items[i].Id}-{items[last].Id}");
            i = last + 1;
        }

        return string.Join(", ", ranges);
    }
}
