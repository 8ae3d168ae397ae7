using DesignChecks.Checklist;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Record;

/// <summary>Finds items that the record skips or hands elsewhere without saying why or where.</summary>
internal sealed class SkippedWithoutReason : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0003",
        title: "Skipped item has no reason",
        messageFormat: "{0} is {1}, so nobody can tell when the decision stops being right, and its rules stay on; write {2}",
        category: Area.Record,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["20.5"],
        description: "A skipped item is a decision, and a decision is as good as its reason. One without a reason silences no rule.");

    public SkippedWithoutReason() : base(Description)
    {
    }

    public override bool CanBeSkippedByRecord => false;

    public override void Listen(Listeners on) => on.Record(Check);

    private static void Check(FoundFile found, DesignRecord record)
    {
        foreach (var entry in record.Entries)
        {
            if (entry is { Problem: null, IsTicked: true, HasReason: false, Decision: Decision.Skipped or Decision.HandledElsewhere })
                Report(found, entry);
        }
    }

    private static void Report(FoundFile found, RecordEntry entry)
    {
        var isSkipped = entry.Decision == Decision.Skipped;
        var decision = isSkipped ? "skipped" : "handled elsewhere";
        var lack = entry.Reason.Length > 0 ? $"{decision} with '{entry.Reason.TrimEnd('.')}' for {(isSkipped ? "a reason" : "a place")}"
            : isSkipped ? "skipped without a reason"
            : "handled elsewhere without saying where";
        found.Report(entry.DecisionSpan, entry.Item, lack, isSkipped ? "'skipped because …'" : "'handled elsewhere: …' with the place");
    }
}
