using DesignChecks.Engine;

namespace DesignChecks.Rules.Storage;

internal static class StorageRules
{
    public static readonly Rule[] Live =
    [
        new RedundantIndex(),
    ];
}
