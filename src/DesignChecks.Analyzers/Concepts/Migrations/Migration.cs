using System.Collections.Concurrent;
using System.Globalization;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

internal enum MigrationFramework
{
    EfCore,
    FluentMigrator,
}

/// <summary>One migration: what its <c>Up</c> does, in the order of execution, and what that means for tables that exist.</summary>
internal sealed class Migration
{
    private static readonly TypeName EfMigration = new("Microsoft.EntityFrameworkCore.Migrations.Migration");
    private static readonly TypeName FluentMigration = new("FluentMigrator.MigrationBase");
    private const string IdAttribute = "MigrationAttribute";

    private IReadOnlyList<MigrationStep>? _downSteps;

    private Migration(INamedTypeSymbol type, MigrationFramework framework, World world, CancellationToken cancel)
    {
        Type = type;
        Framework = framework;
        Id = IdOf(type, cancel);
        IsAcknowledged = Acknowledgement.Is(type);
        Steps = UpCode.Steps(type, framework, world, cancel);
        TracedProvider = DatabaseProviders.TracedIn(type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree), world, cancel);
    }

    public INamedTypeSymbol Type { get; }

    public MigrationFramework Framework { get; }

    /// <summary>EF's id ("20240131120000_AddOrders"), FluentMigrator's version, else the number that the file's name starts with.</summary>
    public string? Id { get; }

    /// <summary>The whole migration is marked as deliberate.</summary>
    public bool IsAcknowledged { get; }

    public IReadOnlyList<MigrationStep> Steps { get; }

    /// <summary>The database that the migration's own files show.</summary>
    public DatabaseProvider TracedProvider { get; }

    /// <summary>The migration that a class is; null for a class that isn't one.</summary>
    public static Migration? Of(INamedTypeSymbol type, World world, CancellationToken cancel) =>
        world.Concept((_, _) => new Known(), cancel).Get(type, world, cancel);

    public IEnumerable<MigrationStep> StepsAt(SyntaxNode anchor) => Steps.Where(step => step.Anchor == anchor);

    /// <summary>Whether the step's table held rows before this migration.</summary>
    public Answer IsOnExistingTable(MigrationStep step)
    {
        if (step.Kind == StepKind.SchemaDropped)
            return Answer.Yes;
        var created = new List<TableName>();
        var isUnsure = false;
        foreach (var other in Steps)
        {
            // A table that is dropped and created anew held rows when it was dropped.
            if (other.Order >= step.Order && step.Kind is StepKind.TableDropped or StepKind.TableRenamed)
                break;
            if (other.Kind == StepKind.TableCreated && other.Table is null)
                isUnsure = true;
            else if (other.Kind == StepKind.TableCreated)
                created.Add(other.Table!);
            else if (other is { Kind: StepKind.Sql, Text: { } text } && other.Order < step.Order && step.Table is { } named && SqlText.CreatesTable(text, named.Name))
                created.Add(named);
            else if (other is { Kind: StepKind.TableRenamed, Table: { } old, NewTable: { } renamed } && created.Any(old.IsSame))
                created.Add(renamed);
        }

        if (step.Table is not { } table)
            return created.Count > 0 || isUnsure ? Answer.Unknown : Answer.Yes;
        return created.Any(table.IsSame) ? Answer.No : isUnsure ? Answer.Unknown : Answer.Yes;
    }

    /// <summary>Whether this migration itself added the step's column before.</summary>
    public bool IsOnNewColumn(MigrationStep step) => step is { Table: { } table, Name: { } column } && Steps.Any(other =>
        other.Kind == StepKind.ColumnAdded && other.Order < step.Order && other.Table?.IsSame(table) == true && IsNamed(other, column));

    /// <summary>
    /// The column that takes the place of a dropped one: added to the same table with the same type, and meant as the same
    /// by its name or by SQL that copies one to the other. To running instances that is a rename.
    /// </summary>
    public MigrationStep? ReplacementOf(MigrationStep drop, Found found)
    {
        if (drop is not { Kind: StepKind.ColumnDropped, Table: { } table, Name: { } old })
            return null;
        var added = Steps.Where(step => step.Kind == StepKind.ColumnAdded && step.Name is not null && step.Table?.IsSame(table) == true && !IsNamed(step, old)).ToArray();
        if (added.Length == 0)
            return null;
        _downSteps ??= UpCode.DownSteps(Type, Framework, found.World, found.Cancel);
        var type = _downSteps.FirstOrDefault(step => step.Kind == StepKind.ColumnAdded && step.Table?.IsSame(table) == true && IsNamed(step, old))?.Column?.ClrType;
        return added.FirstOrDefault(step => step.Column?.ClrType is { } newType && type is not null
            ? type == newType && (MeanTheSame(old, step.Name!) || IsCopied(old, step.Name!))
            : AreMostlyTheSame(old, step.Name!) || IsCopied(old, step.Name!));
    }

    /// <summary>A renamed table whose old name is a view from the same migration on: readers don't notice.</summary>
    public bool LeavesViewOf(TableName table) => Steps.Any(step => step is { Kind: StepKind.Sql, Text: { } text } && SqlText.CreatesView(text, table.Name));

    /// <summary>True when a table is dropped only to give its name to the one that was made to replace it: how SQLite changes columns.</summary>
    public bool IsRebuilt(MigrationStep drop) => drop.Table is { } table && Steps.Any(step =>
        step is { Kind: StepKind.TableRenamed, NewTable: { } renamed } && step.Order > drop.Order && renamed.IsSame(table)
        && IsOnExistingTable(step) != Answer.Yes);

    /// <summary>Whether a later step of the migration gives the column's rows a value of their own; unknown where SQL is out of sight.</summary>
    public Answer FillsLater(MigrationStep added)
    {
        var answer = Answer.No;
        foreach (var step in Steps.Where(step => step.Order > added.Order && step.Kind is StepKind.Sql or StepKind.DataChanged))
        {
            if (step.Text is null)
                answer = Answer.Unknown;
            else if (added.Name is null || SqlText.Mentions(step.Text, added.Name))
                return Answer.Yes;
        }

        return answer;
    }

    /// <summary>Whether SQL or a change of data runs before the step: MySQL's provider scaffolds one that overwrites the nulls.</summary>
    public bool MayFillBefore(MigrationStep step) => Steps.Any(other => other.Order < step.Order && other.Kind is StepKind.Sql or StepKind.DataChanged);

    /// <summary>Whether SQL before a drop may have saved what is dropped: its text names it, or isn't in sight.</summary>
    public bool MayBeSaved(MigrationStep drop) => Steps.Any(other =>
        other.Kind is StepKind.Sql or StepKind.DataChanged && other.Order < drop.Order
        && (other.Text is not { } text || ((drop.Name ?? drop.Table?.Name) is { } name && SqlText.Mentions(text, name))));

    private static bool IsNamed(MigrationStep step, string column) => string.Equals(step.Name, column, StringComparison.OrdinalIgnoreCase);

    private bool IsCopied(string old, string added) => Steps.Any(step => step is { Kind: StepKind.Sql, Text: { } text } && SqlText.Copies(text, old, added));

    private static readonly string[] CommonWords = ["id", "is", "has", "at", "on", "by", "of", "date", "time", "type"];

    /// <summary>Names that alone must tell, because the type of one isn't in sight: half of the words of each are the other's.</summary>
    private static bool AreMostlyTheSame(string old, string added)
    {
        var (one, other) = (Distinctive(old), Distinctive(added));
        return one.Count(other.Contains) * 2 >= Math.Max(one.Length, other.Length) && one.Length > 0 || IsMostOf(old, added) || IsMostOf(added, old);
    }

    /// <summary>One name says all that the other says (Name, CustomerName), or half of their words are the same (RenameEpisodes, RenameMovies).</summary>
    private static bool MeanTheSame(string old, string added)
    {
        var (one, other) = (Distinctive(old), Distinctive(added));
        var shared = one.Count(other.Contains);
        return (shared > 0 && (shared == Math.Min(one.Length, other.Length) || shared * 2 >= Math.Max(one.Length, other.Length)))
            || IsMostOf(old, added) || IsMostOf(added, old);
    }

    private static string[] Distinctive(string name) => Words.Of(name).Where(word => Array.IndexOf(CommonWords, word) < 0).Distinct().ToArray();

    private static bool IsMostOf(string part, string whole) =>
        part.Length > 3 && part.Length * 2 >= whole.Length && whole.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string? IdOf(INamedTypeSymbol type, CancellationToken cancel)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (!IsIdAttribute(attribute.AttributeClass))
                continue;
            switch (attribute.ConstructorArguments.FirstOrDefault().Value)
            {
                case string id:
                    return id;
                case IConvertible version:
                    return version.ToString(CultureInfo.InvariantCulture);
            }
        }

        return type.DeclaringSyntaxReferences
            .Select(reference => Path.GetFileName(reference.SyntaxTree.FilePath))
            .FirstOrDefault(name => name.Length > 0 && char.IsDigit(name[0]));
    }

    /// <summary>EF's, FluentMigrator's, or one that a team derives from it.</summary>
    private static bool IsIdAttribute(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name == IdAttribute)
                return true;
        }

        return false;
    }

    /// <summary>The migrations of a compilation that were asked for.</summary>
    private sealed class Known
    {
        private readonly ConcurrentDictionary<INamedTypeSymbol, Migration?> _migrations = new(SymbolEqualityComparer.Default);

        public Migration? Get(INamedTypeSymbol type, World world, CancellationToken cancel) => _migrations.GetOrAdd(type, asked =>
            EfMigration.IsBaseOf(asked) ? new Migration(asked, MigrationFramework.EfCore, world, cancel)
            : FluentMigration.IsBaseOf(asked) ? new Migration(asked, MigrationFramework.FluentMigrator, world, cancel)
            : null);
    }
}
