using DesignChecks.Engine;

namespace DesignChecks.Rules.ApiDesign;

internal static class ApiDesignRules
{
    public static readonly Rule[] Live =
    [
        new GetChangesState(),
        new PostWithEffectHasNoIdempotencyKey(),
        new PostCreatesWithoutIdempotency(),
        new IdempotencyKeyDiffersOnEveryAttempt(),
        new ListWithoutPagination(),
        new PageSizeHasNoMaximum(),
        new PagingWithoutStableOrder(),
    ];
}
