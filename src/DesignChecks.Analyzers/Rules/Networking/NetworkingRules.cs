using DesignChecks.Engine;

namespace DesignChecks.Rules.Networking;

internal static class NetworkingRules
{
    public static readonly Rule[] Live =
    [
        new HttpClientKeepsDefaultTimeout(),
        new OutboundCallCanWaitForEver(),
        new GrpcCallWithoutDeadline(),
        new RetryWithoutJitter(),
        new RetryDelayDoesNotGrow(),
        new RetryWithoutLimit(),
        new UnsafeRequestRetried(),
        new StandardHandlerRetriesUnsafeMethods(),
        new RetryHandlesEveryException(),
        new RetriesStacked(),
        new JitterComputedOnce(),
        new TimeoutContradictsPipeline(),
        new SharedCircuitBreaker(),
        new RetryWithoutCircuitBreaker(),
        new HttpClientPerCall(),
        new LongLivedHttpClientPinsDns(),
        new ExpensiveClientPerCall(),
        new HardCodedEndpoint(),
        new RemoteCallInLoop(),
        new GrpcChannelUsesOneBackend(),
        new GrpcDeadlineIsNotUtc(),
        new TimeoutMissesStreamedBody(),
        new ResilienceStateThrownAway(),
    ];
}
