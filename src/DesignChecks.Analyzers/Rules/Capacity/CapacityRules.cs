using DesignChecks.Engine;

namespace DesignChecks.Rules.Capacity;

internal static class CapacityRules
{
    public static readonly Rule[] Live =
    [
        new DownloadBuffered(),
        new FileLoadedToBeServed(),
        new RequestFieldWithoutBound(),
    ];
}
