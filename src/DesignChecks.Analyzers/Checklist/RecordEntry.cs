using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Checklist;

/// <summary>What an entry of the record says of its item.</summary>
internal enum Decision
{
    Undecided,
    Applied,
    Skipped,
    HandledElsewhere,
}

/// <summary>One entry of the record: <c>- [x] 5.6 Versioning: skipped because one client deploys together with us. owner: Ann</c>.</summary>
internal sealed record RecordEntry
{
    /// <summary>The entry's first line, from its bullet on.</summary>
    public required TextSpan Line { get; init; }

    /// <summary>Whole lines: the entry's first and all that belong to it.</summary>
    public required TextSpan Block { get; init; }

    /// <summary>The white space before the bullet.</summary>
    public string Indent { get; init; } = "";

    /// <summary>Null when the entry names none that exists.</summary>
    public ChecklistItem? Item { get; init; }

    /// <summary>An entry whose box is open decides nothing yet, whatever it says.</summary>
    public bool IsTicked { get; init; }

    public Decision Decision { get; init; }

    /// <summary>From the decision's first word to the end of its reason.</summary>
    public TextSpan DecisionSpan { get; init; }

    /// <summary>Why the item is skipped, or where it is handled; empty when nothing is said.</summary>
    public string Reason { get; init; } = "";

    public string? Owner { get; init; }

    public string? See { get; init; }

    public EntryProblem? Problem { get; init; }

    /// <summary>A link counts: the reason stands where it leads.</summary>
    public bool HasReason => See is not null || Checklist.Reason.IsGiven(Reason);

    /// <summary>True when the rules of the item have nothing to say in this service.</summary>
    public bool SilencesItem =>
        Problem is null && IsTicked && Decision is Decision.Skipped or Decision.HandledElsewhere && HasReason;
}

/// <summary>Why an entry can't be taken for a decision.</summary>
/// <param name="Span">The words at fault.</param>
/// <param name="Complaint">What is wrong: a sentence without its end.</param>
/// <param name="Advice">What to write instead.</param>
internal sealed record EntryProblem(TextSpan Span, string Complaint, string Advice);
