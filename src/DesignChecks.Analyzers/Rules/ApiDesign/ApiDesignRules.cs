using DesignChecks.Engine;

namespace DesignChecks.Rules.ApiDesign;

internal static class ApiDesignRules
{
    public static readonly Rule[] Live =
    [
        new GetChangesState(),
        new UnsafeEndpointWithoutAuthorization(),
        new NothingRequiredByDefault(),
        new SecretComparedInVariableTime(),
        new CredentialInQueryString(),
        new CredentialEndpointWithoutRateLimit(),
        new RateLimiterNotEnforced(),
        new RejectedWith503(),
        new HostWithoutRateLimiting(),
        new PostWithEffectHasNoIdempotencyKey(),
        new PostCreatesWithoutIdempotency(),
        new IdempotencyKeyDiffersOnEveryAttempt(),
        new RepeatedPutOrDelete(),
        new ListWithoutPagination(),
        new PageSizeHasNoMaximum(),
        new PagingWithoutStableOrder(),
        new DeepOffsetPaging(),
        new SomeEndpointsUnversioned(),
        new ApiWithoutVersion(),
        new DeprecatedWithoutSunset(),
        new RequestBindsEntity(),
        new EntityAsContract(),
        new OnePartitionForAllCallers(),
        new RequestTimeoutNotEnforced(),
        new ValidationNotRun(),
    ];
}
