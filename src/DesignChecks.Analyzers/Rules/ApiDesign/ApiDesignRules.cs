using DesignChecks.Engine;

namespace DesignChecks.Rules.ApiDesign;

internal static class ApiDesignRules
{
    public static readonly Rule[] Live =
    [
        new IdempotencyKeyDiffersOnEveryAttempt(),
        new PageSizeHasNoMaximum(),
        new PagingWithoutStableOrder(),
    ];
}
