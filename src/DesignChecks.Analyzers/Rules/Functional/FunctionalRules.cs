using DesignChecks.Engine;

namespace DesignChecks.Rules.Functional;

internal static class FunctionalRules
{
    public static readonly Rule[] Live =
    [
        new SlowWorkInHandler(),
        new TextSearchWithoutIndex(),
        new TenantDataWithoutFilter(),
        new UniqueIndexIgnoresTenant(),
    ];
}
