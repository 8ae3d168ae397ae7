using DesignChecks.Checklist;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Record;

/// <summary>Finds entries of the record whose box is open.</summary>
internal sealed class ItemLeftUndecided : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0001",
        title: "Checklist item left undecided",
        messageFormat: "{0} is undecided{1}, so nobody has answered for it yet; tick its box and write 'applied', 'skipped because …' or 'handled elsewhere: …'",
        category: Area.Record,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["20.5"],
        description: "An open box in the record is a question that the design hasn't answered. The list of open boxes is the list of what is left to decide.");

    public ItemLeftUndecided() : base(Description)
    {
    }

    public override bool CanBeSkippedByRecord => false;

    public override void Listen(Listeners on) => on.Record(Check);

    private static void Check(FoundFile found, DesignRecord record)
    {
        foreach (var entry in record.Entries)
        {
            if (entry is { Problem: null, IsTicked: false })
                found.Report(entry.Line, entry.Item, entry.Decision == Decision.Undecided ? "" : " while its box is open");
        }
    }
}
