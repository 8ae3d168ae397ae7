using DesignChecks.Engine;

namespace DesignChecks.Rules.Consistency;

internal static class ConsistencyRules
{
    public static readonly Rule[] Live =
    [
        new UniquenessNotEnforced(),
        new TransactionDoesNotFlow(),
    ];
}
