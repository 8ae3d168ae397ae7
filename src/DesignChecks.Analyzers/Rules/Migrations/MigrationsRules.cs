using DesignChecks.Engine;

namespace DesignChecks.Rules.Migrations;

internal static class MigrationsRules
{
    public static readonly Rule[] Live =
    [
    ];
}
