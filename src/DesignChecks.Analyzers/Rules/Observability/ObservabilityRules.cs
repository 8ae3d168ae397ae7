using DesignChecks.Engine;

namespace DesignChecks.Rules.Observability;

internal static class ObservabilityRules
{
    public static readonly Rule[] Live =
    [
        new MetricTagWithUnboundedValues(),
    ];
}
