using DesignChecks.Engine;

namespace DesignChecks.Rules.Migrations;

internal static class MigrationsRules
{
    public static readonly Rule[] Live =
    [
        new ColumnDropped(),
        new TableDropped(),
        new ColumnRenamed(),
        new TableRenamed(),
        new RequiredColumnWithoutDefault(),
        new ColumnMadeRequired(),
        new IndexBuildBlocksWrites(),
        new ScaffoldedDefaultHidesMissingData(),
    ];
}
