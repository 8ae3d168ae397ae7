using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// EF Core's <c>MigrationBuilder</c> calls. Its methods and parameters are the same in EF 8, 9 and 10; what is special to a
/// provider follows as <c>.Annotation("Npgsql:…", value)</c>.
/// </summary>
internal static class EfStep
{
    private static readonly TypeName Builder = new("Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder");

    private static readonly string[] OnlineAnnotations = ["Npgsql:CreatedConcurrently", "SqlServer:Online"];

    public static IEnumerable<MigrationStep> From(Call call)
    {
        if (!Builder.IsBaseOf(call.DeclaringType))
        {
            // A team's own extension method on the builder may run any SQL: its text is out of sight.
            if (Builder.IsBaseOf(call.Receiver?.Type) && call.Method.IsExtensionMethod && !call.Name.StartsWith("Is", StringComparison.Ordinal))
                yield return new MigrationStep(StepKind.Sql, call.Syntax, call.NameLocation);
            yield break;
        }

        var kind = KindOf(call.Name);
        yield return new MigrationStep(kind, call.Syntax, call.NameLocation)
        {
            Table = TableOf(call, kind),
            Name = Values.Text(call.Argument("name")),
            NewTable = kind == StepKind.TableRenamed ? NewTable(call) : null,
            NewName = Values.Text(call.Argument("newName")),
            Column = kind is StepKind.ColumnAdded or StepKind.ColumnAltered ? ColumnOf(call) : null,
            IsOnline = kind == StepKind.IndexCreated ? IsOnline(call) : Answer.Unknown,
            Text = kind switch
            {
                StepKind.Sql => Values.Text(call.Argument("sql")),
                StepKind.DataChanged => TextIn(call),
                _ => null,
            },
        };
    }

    private static StepKind KindOf(string method) => method switch
    {
        "DropSchema" => StepKind.SchemaDropped,
        "CreateTable" => StepKind.TableCreated,
        "DropTable" => StepKind.TableDropped,
        "RenameTable" => StepKind.TableRenamed,
        "AddColumn" => StepKind.ColumnAdded,
        "AlterColumn" => StepKind.ColumnAltered,
        "DropColumn" => StepKind.ColumnDropped,
        "RenameColumn" => StepKind.ColumnRenamed,
        "CreateIndex" => StepKind.IndexCreated,
        "AddForeignKey" => StepKind.ForeignKeyAdded,
        "AddCheckConstraint" or "CreateCheckConstraint" or "AddUniqueConstraint" => StepKind.ConstraintAdded,
        "AddPrimaryKey" => StepKind.PrimaryKeyAdded,
        "DropPrimaryKey" => StepKind.PrimaryKeyDropped,
        "InsertData" or "UpdateData" or "DeleteData" => StepKind.DataChanged,
        "Sql" => StepKind.Sql,
        _ => StepKind.Other,
    };

    private static TableName? TableOf(Call call, StepKind kind)
    {
        var name = kind is StepKind.TableCreated or StepKind.TableDropped or StepKind.TableRenamed ? "name" : "table";
        return TableName.Of(Values.Text(call.Argument("schema")), Values.Text(call.Argument(name)));
    }

    /// <summary>A schema that is left out is the default one: the scaffolder writes both where a table stays in its schema.</summary>
    private static TableName? NewTable(Call call)
    {
        var name = call.Argument("newName") is { } newName && !Values.IsNull(newName) ? newName : call.Argument("name");
        return TableName.Of(Values.Text(call.Argument("newSchema")), Values.Text(name));
    }

    private static ColumnState ColumnOf(Call call)
    {
        var type = call.Method.TypeArguments.FirstOrDefault();
        return new ColumnState(IsRequired(call, "nullable"), OldRows(call))
        {
            WasRequired = call.HasParameter("oldNullable") ? IsRequired(call, "oldNullable") : Answer.Unknown,
            ClrType = type?.ToDisplayString(),
            StoreType = Values.Text(call.Argument("type")),
        };
    }

    /// <summary>Left out means false: the column is required.</summary>
    private static Answer IsRequired(Call call, string nullable) => call.Argument(nullable) is not { } value ? Answer.Yes : Values.Flag(value) switch
    {
        true => Answer.No,
        false => Answer.Yes,
        null => Answer.Unknown,
    };

    private static ValueOfOldRows OldRows(Call call)
    {
        if (Given(call, "defaultValueSql") || Given(call, "computedColumnSql") || Values.Flag(call.Argument("rowVersion")) == true || IsGenerated(call))
            return ValueOfOldRows.Given;
        if (!Given(call, "defaultValue"))
            return ValueOfOldRows.None;
        return ScaffoldedDefault.IsZero(call.Argument("defaultValue")!) ? ValueOfOldRows.ScaffoldedZero : ValueOfOldRows.Given;
    }

    private static bool Given(Call call, string parameter) => call.Argument(parameter) is { } value && !Values.IsNull(value);

    /// <summary>Identity columns, serials and row versions: the database makes the values.</summary>
    private static bool IsGenerated(Call call) =>
        Annotations(call).Any(annotation => annotation.Name is not { } name
            || name.EndsWith("Identity", StringComparison.Ordinal) || name.Contains("ValueGenerat") || name.EndsWith("Autoincrement", StringComparison.Ordinal))
        || Values.Text(call.Argument("type"))?.ToLowerInvariant() is "serial" or "bigserial" or "smallserial" or "rowversion" or "xid";

    private static Answer IsOnline(Call call)
    {
        if (call.ChainDownwards().LastOrDefault() is { } last ? Code.UserOf(last.Operation) is not IExpressionStatementOperation : Code.UserOf(call.Operation) is not IExpressionStatementOperation)
            return Answer.Unknown; // kept in a variable: annotated elsewhere, perhaps
        var answer = Answer.No;
        foreach (var (name, value) in Annotations(call))
        {
            if (name is null || (Array.IndexOf(OnlineAnnotations, name) >= 0 && Values.Flag(value) is null))
                answer = Answer.Unknown;
            else if (Array.IndexOf(OnlineAnnotations, name) >= 0 && Values.Flag(value) == true)
                return Answer.Yes;
        }

        return answer;
    }

    private static IEnumerable<(string? Name, IOperation? Value)> Annotations(Call call) =>
        call.ChainDownwards().Where(next => next.Name == "Annotation").Select(next => (Values.Text(next.Argument("name")), next.Argument("value")));

    /// <summary>All texts in the arguments: the tables and columns that data is changed in.</summary>
    private static string TextIn(Call call) =>
        string.Join(" ", call.Arguments.SelectMany(argument => Code.Within(argument.Value)).Select(Values.Text).Where(text => text is not null).Distinct());
}
