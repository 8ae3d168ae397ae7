using DesignChecks.Engine;

namespace DesignChecks.Concepts.Migrations;

/// <summary>Instances of the version before, which run on the schema that a migration leaves until a deployment has replaced them.</summary>
internal static class OlderInstances
{
    private const string Single = "single";
    private const string Several = "several";

    public static readonly ChoiceOption Option = new(
        "instances",
        [Single, Several],
        "single: the one instance stops before migrations run, so no older version meets the new schema.",
        defaultText: "single on SQLite, otherwise several");

    /// <summary>False where the application runs alone: as configured, else by the database.</summary>
    public static bool MayRun(Found found, Migration migration, MigrationStep step) => found.Option(Option) switch
    {
        Single => false,
        Several => true,
        _ => !DatabaseProviders.IsOfOneProcess(found, migration, step),
    };
}
