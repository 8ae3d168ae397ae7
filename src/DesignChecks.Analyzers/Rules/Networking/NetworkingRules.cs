using DesignChecks.Engine;

namespace DesignChecks.Rules.Networking;

internal static class NetworkingRules
{
    public static readonly Rule[] Live =
    [
        new RetryWithoutJitter(),
        new RetryDelayDoesNotGrow(),
    ];
}
