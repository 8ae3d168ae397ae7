using DesignChecks.Checklist;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Record;

/// <summary>Finds entries of the record that decide nothing because they can't be read: a wrong id, a wrong name, no decision, a second entry.</summary>
internal sealed class UnreadableEntry : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0002",
        title: "Unreadable or unknown entry in the record",
        messageFormat: "{0}, so the entry decides nothing; {1}",
        category: Area.Record,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["20.5"],
        description: "A decision that can't be read is not in force: the rules of the item it was meant for go on reporting.");

    public UnreadableEntry() : base(Description)
    {
    }

    public override bool CanBeSkippedByRecord => false;

    public override void Listen(Listeners on) => on.Record(Check);

    private static void Check(FoundFile found, DesignRecord record)
    {
        foreach (var entry in record.Entries)
        {
            if (entry.Problem is { } problem)
                found.Report(problem.Span, problem.Complaint, problem.Advice);
        }
    }
}
