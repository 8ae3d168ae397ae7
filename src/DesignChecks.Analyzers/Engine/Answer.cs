namespace DesignChecks.Engine;

/// <summary>An answer that may be missing. Unknown is not bad: rules are silent on it.</summary>
internal enum Answer
{
    Unknown,
    No,
    Yes,
}
