using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

/// <summary>What an operation of a migration does to the schema.</summary>
internal enum StepKind
{
    /// <summary>A known operation that no rule asks about: a sequence, a comment, a dropped key.</summary>
    Other,
    SchemaDropped,
    TableCreated,
    TableDropped,
    TableRenamed,
    ColumnAdded,
    ColumnAltered,
    ColumnDropped,
    ColumnRenamed,
    IndexCreated,
    ForeignKeyAdded,
    ConstraintAdded,
    PrimaryKeyAdded,
    PrimaryKeyDropped,
    DataChanged,
    Sql,
}

/// <summary>
/// One operation of a migration's <c>Up</c>, as far as code states it: plain data, so that a migration can be remembered
/// without keeping its bound code alive.
/// </summary>
/// <param name="Kind">What it does.</param>
/// <param name="Anchor">The call that rules listen to.</param>
/// <param name="Location">Where a report stands: the name of the operation's method.</param>
internal sealed record MigrationStep(StepKind Kind, InvocationExpressionSyntax Anchor, Location Location)
{
    /// <summary>The place in the order of execution.</summary>
    public int Order { get; init; }

    /// <summary>The table that is changed, by its old name where it is renamed; null when the name is computed.</summary>
    public TableName? Table { get; init; }

    /// <summary>The column that is changed, by its old name where it is renamed, or the index that is built.</summary>
    public string? Name { get; init; }

    /// <summary>What a renamed table or column is called afterwards.</summary>
    public TableName? NewTable { get; init; }

    public string? NewName { get; init; }

    /// <summary>For a column that is added or altered.</summary>
    public ColumnState? Column { get; init; }

    /// <summary>For an index: whether it is built while the table stays writable (concurrently, online).</summary>
    public Answer IsOnline { get; init; }

    /// <summary>For raw SQL: the text; null when it is computed or read from a file.</summary>
    public string? Text { get; init; }

    /// <summary>The database that a condition around the operation asks for.</summary>
    public DatabaseProvider OnlyOn { get; init; }

    /// <summary>The method it stands in, or a call that leads there, is marked as deliberate with a reason.</summary>
    public bool IsAcknowledgedAbove { get; init; }

    public bool IsAcknowledged => IsAcknowledgedAbove || Acknowledgement.IsAt(Anchor);

    /// <summary>The table and the column or index as messages name them.</summary>
    public string TableText => Table is null ? "its table" : $"'{Table.Name}'";

    public string NameText => Name is null ? "" : $"'{Name}' ";
}

/// <summary>What the rows that exist get in a new column.</summary>
internal enum ValueOfOldRows
{
    Unknown,
    None,

    /// <summary>The zero of the type, as the scaffolder writes it.</summary>
    ScaffoldedZero,
    Given,
}

/// <summary>A column as an operation leaves it.</summary>
internal sealed record ColumnState(Answer IsRequired, ValueOfOldRows OldRows)
{
    /// <summary>For an altered column, where the operation says how it was.</summary>
    public Answer WasRequired { get; init; }

    public string? ClrType { get; init; }

    public string? StoreType { get; init; }
}

/// <summary>A table's name. A missing schema is the database's default one and may be any.</summary>
internal sealed record TableName(string? Schema, string Name)
{
    public bool IsSame(TableName other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && (Schema is null || other.Schema is null || string.Equals(Schema, other.Schema, StringComparison.OrdinalIgnoreCase));

    public static TableName? Of(string? schema, string? name) => name is null ? null : new TableName(schema, name);

    public override string ToString() => Name;
}
