using DesignChecks.Engine;

namespace DesignChecks.Rules.Record;

internal static class RecordRules
{
    public static readonly Rule[] Live =
    [
    ];
}
