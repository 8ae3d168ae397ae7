using DesignChecks.Engine;

namespace DesignChecks.Rules.ApiDesign;

internal static class ApiDesignRules
{
    public static readonly Rule[] Live =
    [
        new GetChangesState(),
        new SecretComparedInVariableTime(),
        new CredentialInQueryString(),
        new PostWithEffectHasNoIdempotencyKey(),
        new PostCreatesWithoutIdempotency(),
        new IdempotencyKeyDiffersOnEveryAttempt(),
        new RepeatedPutOrDelete(),
        new ListWithoutPagination(),
        new PageSizeHasNoMaximum(),
        new PagingWithoutStableOrder(),
        new RequestBindsEntity(),
        new ValidationNotRun(),
    ];
}
