using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Migrations;

/// <summary>FluentMigrator's expressions: chains that start at <c>Create</c>, <c>Alter</c>, <c>Delete</c>, <c>Rename</c>, <c>Execute</c>, alone or after <c>IfDatabase(…)</c>.</summary>
internal static class FluentStep
{
    private static readonly TypeName Create = new("FluentMigrator.Builders.Create.ICreateExpressionRoot");
    private static readonly TypeName Alter = new("FluentMigrator.Builders.Alter.IAlterExpressionRoot");
    private static readonly TypeName Delete = new("FluentMigrator.Builders.Delete.IDeleteExpressionRoot");
    private static readonly TypeName Rename = new("FluentMigrator.Builders.Rename.IRenameExpressionRoot");
    private static readonly TypeName Execute = new("FluentMigrator.Builders.Execute.IExecuteExpressionRoot");
    private static readonly TypeName Update = new("FluentMigrator.Builders.Update.IUpdateExpressionRoot");

    private static readonly string[] Defaults = ["WithDefaultValue", "WithDefault", "SetExistingRowsTo", "Identity", "Computed"];
    private static readonly string[] OnlineOptions = ["AsConcurrently", "Online", "WithOnline"];

    /// <summary>The steps of the chain that a call starts; nothing for a call further down in it.</summary>
    public static IEnumerable<MigrationStep> From(Call first)
    {
        var root = first.Receiver?.Type;
        if (root is null)
            return [];
        var chain = new[] { first }.Concat(first.ChainDownwards()).ToArray();
        var steps =
            Create.Is(root) ? OfCreate(chain)
            : Alter.Is(root) ? OfAlter(chain)
            : Delete.Is(root) ? OfDelete(chain)
            : Rename.Is(root) ? OfRename(chain)
            : Execute.Is(root) ? [new MigrationStep(StepKind.Sql, first.Syntax, first.NameLocation) { Text = Values.Text(first.Argument("sqlStatement")) }]
            : Update.Is(root) ? [new MigrationStep(StepKind.DataChanged, first.Syntax, first.NameLocation)]
            : [];
        var database = AskedBy(first.Receiver);
        return database == DatabaseProvider.Unknown ? steps : steps.Select(step => step with { OnlyOn = database });
    }

    private static IEnumerable<MigrationStep> OfCreate(Call[] chain)
    {
        var first = chain[0];
        switch (first.Name)
        {
            case "Column":
                yield return new MigrationStep(StepKind.ColumnAdded, Link(chain, "OnTable").Syntax, first.NameLocation)
                {
                    Table = TableOf(chain, "OnTable"), Name = Text(first), Column = ColumnOf(chain),
                };
                break;
            case "Index":
                yield return new MigrationStep(StepKind.IndexCreated, Link(chain, "OnTable").Syntax, first.NameLocation)
                {
                    Table = TableOf(chain, "OnTable"),
                    Name = Text(first),
                    IsOnline = !IsWhole(chain) ? Answer.Unknown : chain.Any(call => Array.IndexOf(OnlineOptions, call.Name) >= 0) ? Answer.Yes : Answer.No,
                };
                break;
            case "ForeignKey":
                yield return new MigrationStep(StepKind.ForeignKeyAdded, first.Syntax, first.NameLocation) { Table = TableOf(chain, "FromTable"), Name = Text(first) };
                break;
            case "UniqueConstraint" or "PrimaryKey":
                yield return new MigrationStep(first.Name == "PrimaryKey" ? StepKind.PrimaryKeyAdded : StepKind.ConstraintAdded, first.Syntax, first.NameLocation)
                {
                    Table = TableOf(chain, "OnTable"), Name = Text(first),
                };
                break;
            case var name when Words.Of(name).Contains("table"):
                // Create.Table(…), and a team's own Create.TableWithAudit(…).
                yield return new MigrationStep(StepKind.TableCreated, first.Syntax, first.NameLocation) { Table = TableName.Of(Schema(chain), Text(first)) };
                break;
            default:
                yield return new MigrationStep(StepKind.Other, first.Syntax, first.NameLocation);
                break;
        }
    }

    private static IEnumerable<MigrationStep> OfAlter(Call[] chain)
    {
        var first = chain[0];
        if (first.Name == "Column")
        {
            yield return new MigrationStep(StepKind.ColumnAltered, Link(chain, "OnTable").Syntax, first.NameLocation)
            {
                Table = TableOf(chain, "OnTable"), Name = Text(first), Column = ColumnOf(chain),
            };
            yield break;
        }

        var table = TableName.Of(Schema(chain), Text(first));
        for (var i = 1; i < chain.Length; i++)
        {
            switch (chain[i].Name)
            {
                case "AddColumn" or "AlterColumn":
                    var column = chain.Skip(i).TakeWhile((call, at) => at == 0 || call.Name is not ("AddColumn" or "AlterColumn")).ToArray();
                    yield return new MigrationStep(chain[i].Name == "AddColumn" ? StepKind.ColumnAdded : StepKind.ColumnAltered, chain[i].Syntax, chain[i].NameLocation)
                    {
                        Table = table, Name = Text(chain[i]), Column = ColumnOf(column),
                    };
                    break;
                case "ToSchema":
                    yield return new MigrationStep(StepKind.TableRenamed, chain[i].Syntax, chain[i].NameLocation)
                    {
                        Table = table, NewTable = TableName.Of(Text(chain[i]), table?.Name),
                    };
                    break;
            }
        }
    }

    private static IEnumerable<MigrationStep> OfDelete(Call[] chain)
    {
        var first = chain[0];
        switch (first.Name)
        {
            case "Column":
                foreach (var column in chain.Where(call => call.Name == "Column"))
                {
                    yield return new MigrationStep(StepKind.ColumnDropped, Link(chain, "FromTable").Syntax, column.NameLocation)
                    {
                        Table = TableOf(chain, "FromTable"), Name = Text(column),
                    };
                }

                break;
            case "Table":
                yield return new MigrationStep(StepKind.TableDropped, first.Syntax, first.NameLocation) { Table = TableName.Of(Schema(chain), Text(first)), Name = Text(first) };
                break;
            case "Schema":
                yield return new MigrationStep(StepKind.SchemaDropped, first.Syntax, first.NameLocation) { Name = Text(first) };
                break;
            case "PrimaryKey":
                yield return new MigrationStep(StepKind.PrimaryKeyDropped, first.Syntax, first.NameLocation) { Table = TableOf(chain, "FromTable") };
                break;
            case "FromTable":
                yield return new MigrationStep(StepKind.DataChanged, first.Syntax, first.NameLocation) { Table = TableName.Of(Schema(chain), Text(first)), Text = "" };
                break;
            default:
                yield return new MigrationStep(StepKind.Other, first.Syntax, first.NameLocation);
                break;
        }
    }

    private static IEnumerable<MigrationStep> OfRename(Call[] chain)
    {
        var first = chain[0];
        var to = chain.FirstOrDefault(call => call.Name == "To") is { } last ? Text(last) : null;
        if (first.Name == "Column")
            yield return new MigrationStep(StepKind.ColumnRenamed, Link(chain, "OnTable").Syntax, first.NameLocation) { Table = TableOf(chain, "OnTable"), Name = Text(first), NewName = to };
        else if (first.Name == "Table")
            yield return new MigrationStep(StepKind.TableRenamed, first.Syntax, first.NameLocation) { Table = TableName.Of(Schema(chain), Text(first)), NewTable = TableName.Of(Schema(chain), to), NewName = to };
    }

    /// <summary>Only what is said counts: a column that is neither nullable nor not nullable gets the processor's default.</summary>
    private static ColumnState ColumnOf(Call[] chain)
    {
        var nullability = chain.LastOrDefault(call => call.Name is "Nullable" or "NotNullable")?.Name;
        var required = nullability switch { "NotNullable" => Answer.Yes, "Nullable" => Answer.No, _ => Answer.Unknown };
        var hasValue = chain.Any(call => Array.IndexOf(Defaults, call.Name) >= 0);
        return new ColumnState(required, hasValue ? ValueOfOldRows.Given : IsWhole(chain) ? ValueOfOldRows.None : ValueOfOldRows.Unknown)
        {
            ClrType = chain.FirstOrDefault(call => call.Name.StartsWith("As", StringComparison.Ordinal))?.Name,
        };
    }

    /// <summary>False for a chain that is kept in a variable or given away: it may go on elsewhere.</summary>
    private static bool IsWhole(Call[] chain)
    {
        var end = chain[chain.Length - 1];
        return (end.ChainDownwards().LastOrDefault() ?? end).Operation is var last && Code.UserOf(last) is null or IExpressionStatementOperation or IReturnOperation;
    }

    private static Call Link(Call[] chain, string name) => chain.FirstOrDefault(call => call.Name == name) ?? chain[0];

    private static TableName? TableOf(Call[] chain, string link) =>
        chain.FirstOrDefault(call => call.Name == link) is { } table ? TableName.Of(Schema(chain), Text(table)) : null;

    private static string? Schema(Call[] chain) => chain.FirstOrDefault(call => call.Name == "InSchema") is { } schema ? Text(schema) : null;

    private static string? Text(Call call) => call.Arguments.Select(argument => Values.Text(argument.Value)).FirstOrDefault(text => text is not null);

    /// <summary><c>IfDatabase("postgres").Create…</c></summary>
    private static DatabaseProvider AskedBy(IOperation? root)
    {
        if (root is not IPropertyReferenceOperation { Instance: { } asked } || Call.From(Values.Unwrap(asked)) is not { Name: "IfDatabase" } condition)
            return DatabaseProvider.Unknown;
        var found = DatabaseProvider.Unknown;
        foreach (var text in condition.Arguments.SelectMany(argument => Code.Within(argument.Value)).Select(Values.Text))
            found |= DatabaseProviders.FromName(text);
        return found;
    }
}
