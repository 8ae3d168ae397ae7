using DesignChecks.Engine;

namespace DesignChecks.Rules.Networking;

internal static class NetworkingRules
{
    public static readonly Rule[] Live =
    [
        new HttpClientKeepsDefaultTimeout(),
        new OutboundCallCanWaitForEver(),
        new RetryWithoutJitter(),
        new RetryDelayDoesNotGrow(),
        new UnsafeRequestRetried(),
        new StandardHandlerRetriesUnsafeMethods(),
        new TimeoutContradictsPipeline(),
        new LongLivedHttpClientPinsDns(),
    ];
}
