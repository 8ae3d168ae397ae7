using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// Lets rules listen for operations of migrations on tables that held rows before. What is common to all of them is
/// decided here: not in <c>Down</c>, not on tables of the same migration, not up to the configured start, not on small
/// tables, not where the operation is acknowledged.
/// </summary>
internal static class MigrationListening
{
    public static void MigrationStep(this Listeners on, StepKind kind, Action<Found, Migration, MigrationStep> handle)
    {
        on.LooksUp(DatabaseProviders.Words);
        on.Call(WordsOf(kind), (found, _) => Dispatch(found, kind, handle), where: MayBe);
    }

    private static string[] WordsOf(StepKind kind) => kind switch
    {
        StepKind.SchemaDropped => ["DropSchema", "Schema"],
        StepKind.TableDropped => ["DropTable", "Table"],
        StepKind.TableRenamed => ["RenameTable", "Table", "ToSchema"],
        StepKind.ColumnAdded => ["AddColumn", "OnTable"],
        StepKind.ColumnAltered => ["AlterColumn", "OnTable"],
        StepKind.ColumnDropped => ["DropColumn", "FromTable"],
        StepKind.ColumnRenamed => ["RenameColumn", "OnTable"],
        StepKind.IndexCreated => ["CreateIndex", "OnTable"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No words are known for this kind of step."),
    };

    private static void Dispatch(Found found, StepKind kind, Action<Found, Migration, MigrationStep> handle)
    {
        if (found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || found.Model.GetDeclaredSymbol(declaration, found.Cancel) is not INamedTypeSymbol type
            || Migration.Of(type, found.World, found.Cancel) is not { IsAcknowledged: false } migration)
        {
            return;
        }

        foreach (var step in migration.StepsAt(found.Node))
        {
            if (step.Kind == kind && !step.IsAcknowledged && IsAsked(found, migration, step))
                handle(found, migration, step);
        }
    }

    private static bool IsAsked(Found found, Migration migration, MigrationStep step)
    {
        if (!MigrationOptions.IsAfterStart(migration.Id, found.Option(MigrationOptions.StartAfter)) || migration.IsOnExistingTable(step) != Answer.Yes)
            return false;
        var small = found.Option(MigrationOptions.SmallTables);
        return small.Length == 0 || step.Kind == StepKind.SchemaDropped || (step.Table is { } table && !MigrationOptions.IsSmall(table, small));
    }

    /// <summary>
    /// Cheap test before binding: a class with a base or of several parts, not its <c>Down</c>, and not a table that the same method creates under
    /// the same literal name, which most indexes are on.
    /// </summary>
    private static bool MayBe(InvocationExpressionSyntax call)
    {
        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Table" or "Schema" } plain && LastName(plain.Expression) is not ("Delete" or "Rename"))
            return false;
        if (call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || (type.BaseList is null && !type.Modifiers.Any(SyntaxKind.PartialKeyword)))
            return false;
        var method = call.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        if (method is null or { Identifier.ValueText: "Down" })
            return false;
        return Literal(call, "table") is not { } table || method.Body is not { } body || !Creates(body, table);
    }

    private static bool Creates(BlockSyntax body, string table)
    {
        foreach (var statement in body.Statements)
        {
            var expression = (statement as ExpressionStatementSyntax)?.Expression;
            while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
            {
                if (access.Name.Identifier.ValueText == "CreateTable" && Literal(call, "name") == table && Literal(call, "schema") is null)
                    return true;
                expression = access.Expression;
            }
        }

        return false;
    }

    private static string? Literal(InvocationExpressionSyntax call, string parameter)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == parameter)
                return (argument.Expression as LiteralExpressionSyntax)?.Token.Value as string;
        }

        return null;
    }

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
