using DesignChecks.Engine;

namespace DesignChecks.Rules.Record;

internal static class RecordRules
{
    public static readonly Rule[] Live =
    [
        new ItemLeftUndecided(),
        new UnreadableEntry(),
        new SkippedWithoutReason(),
        new ItemMissingFromRecord(),
        new SuppressedWithoutReason(),
        new UnknownOption(),
    ];
}
