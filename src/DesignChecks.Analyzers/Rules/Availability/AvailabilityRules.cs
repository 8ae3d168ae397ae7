using DesignChecks.Engine;

namespace DesignChecks.Rules.Availability;

internal static class AvailabilityRules
{
    public static readonly Rule[] Live =
    [
        new BackgroundLoopCanStopHost(),
        new BackgroundLoopIgnoresShutdown(),
    ];
}
