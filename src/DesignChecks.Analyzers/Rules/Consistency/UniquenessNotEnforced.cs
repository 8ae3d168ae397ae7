using DesignChecks.Concepts;
using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Consistency;

/// <summary>Finds inserts guarded only by a query for the same values: two requests at once both find nothing and both insert.</summary>
internal sealed class UniquenessNotEnforced : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0304",
        title: "Uniqueness checked, not enforced",
        messageFormat: "No unique index or key of '{0}' covers {1}, so two requests at once both find nothing here and both insert; add a unique index and handle the DbUpdateException of the loser",
        category: Area.Consistency,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["3.3"],
        description: "Between a query that finds nothing and the insert that follows, another request can do the same. Only the database can refuse the second row: with a unique index or key.");

    /// <summary>Facts for the fix: the entity's metadata name, and the properties of the index that is missing.</summary>
    internal const string EntityFact = "entity";
    internal const string PropertiesFact = "properties";

    private static readonly TypeName[] Conflicts =
    [
        new("Microsoft.EntityFrameworkCore.DbUpdateException"),
        new("System.Data.Common.DbException"),
    ];

    private static readonly TypeName TransactionScope = new("System.Transactions.TransactionScope");
    private static readonly TypeName Facade = new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions");
    private static readonly string[] SeedWords = ["seed", "seeds", "seeder", "seeding", "initializer", "initialiser", "initialize", "initialise", "bootstrap", "bootstrapper", "migration", "migrations", "migrator"];

    public UniquenessNotEnforced() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override RuleOption[] Options => [DistributedLocks.Types];

    public override Library[] Needs => [Library.EfCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Call(ExistenceCheck.Names, Check, where: ExistenceCheck.MayGuardSave);
    }

    private static void Check(Found found, Call call)
    {
        if (ExistenceCheck.From(call, found.World, found.Cancel) is not { } check || EntityModel.Of(found).Find(check.Query.Entity) is not { IsComplete: true } entity)
            return;
        if (Gap(check.Query, entity) is not { } gap || IsSeeding(call, found))
            return;
        var function = Code.EnclosingBody(call.Operation);
        var around = OutermostFunction(call.Operation);
        if (Insert(check, gap, function, found) is not { } save || HandlesConflict(save) || IsSerialized(around) || DistributedLocks.AreTakenIn(around, found.Option(DistributedLocks.Types)))
            return;
        found.Report(call.NameLocation, FactsFor(check.Query, entity, gap), entity.Name, Listed(gap));
    }

    /// <summary><c>'Email'</c>; <c>'ShopId', 'Name' together</c>; <c>'Email' (where 'IsDeleted' is as asked)</c>.</summary>
    private static string Listed(RowFilter gap)
    {
        var asked = Quoted(gap.Conditions.Where(condition => !IsFixed(condition)), out var count) + (count > 1 ? " together" : "");
        var given = Quoted(gap.Conditions.Where(IsFixed), out count);
        return count == 0 ? asked : $"{asked} (where {given} {(count == 1 ? "is" : "are")} as asked)";
    }

    private static string Quoted(IEnumerable<Condition> conditions, out int count)
    {
        var names = conditions.Select(condition => condition.Property).Distinct().ToArray();
        count = names.Length;
        return string.Join(", ", names.Select(name => $"'{name}'"));
    }

    /// <summary>The values asked for that no key or unique index covers; null when all are covered, or the query isn't plain equality.</summary>
    private static RowFilter? Gap(EfQuery query, Entity entity)
    {
        // Who asks for the newest of several rows doesn't want one to be unique.
        if (query.Steps.Any(step => step.IsOrder))
            return null;
        var alternatives = query.Alternatives;
        if (!alternatives.All(filter => filter.IsExact && filter.Conditions.All(IsPlainEquality) && !filter.Conditions.All(IsFixed)))
            return null;
        return alternatives.FirstOrDefault(filter => entity.Determines(filter.EqualProperties) == Answer.No);
    }

    private static bool IsPlainEquality(Condition condition) => condition.Comparison == Comparison.Equal && condition.Property.IndexOf('.') < 0;

    /// <summary>Compared with a constant: the rows meant, not the value that must be unique among them.</summary>
    private static bool IsFixed(Condition condition) => condition.Value is null || Values.Constant(condition.Value) is not null || Values.IsNull(condition.Value);

    /// <summary>The save that inserts a row of the entity, run only when the check found nothing.</summary>
    private static Call? Insert(ExistenceCheck check, RowFilter gap, IOperation function, Found found)
    {
        var calls = Code.RunBy(function).Select(Call.From).OfType<Call>().Where(call => call.Syntax.SpanStart > check.Call.Syntax.SpanStart).ToArray();
        foreach (var call in calls)
        {
            if (EntityAdd.From(call) is not { } add || !IsOrDerivesFrom(add.Entity, check.Query.Entity) || AddsSeveral(add, check) || !check.Guards(call.Operation) || LeavesOut(add, gap, function))
                continue;
            var save = Array.Find(calls, later => later.Syntax.SpanStart > call.Syntax.SpanStart && Saves.IsSave(later, found.World));
            if (save is not null)
                return save;
        }

        return null;
    }

    /// <summary>Rows that share what was asked for: a list, or a loop below the check.</summary>
    private static bool AddsSeveral(EntityAdd add, ExistenceCheck check) =>
        add.IsList || Code.Ancestors(add.Call.Operation).Any(ancestor => ancestor is ILoopOperation && !Code.IsInside(check.Call.Operation, ancestor));

    private static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol wanted)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Code.IsSame(current, wanted))
                return true;
        }

        return false;
    }

    /// <summary>True when code shows that the new row isn't given the values asked for: the check is about something else.</summary>
    private static bool LeavesOut(EntityAdd add, RowFilter gap, IOperation function)
    {
        var creation = add.Value is ILocalReferenceOperation local ? Code.OnlyValueOf(local) : add.Value;
        if (creation is not IObjectCreationOperation { Arguments.IsEmpty: true })
            return false;
        return gap.EqualProperties.Any(property => !Code.Within(function).OfType<IAssignmentOperation>().Any(assignment =>
            assignment.Target is IMemberReferenceOperation { Member.Name: var name } && name == property));
    }

    /// <summary>A catch of the exception that a unique index causes: then there is one, seen by its author.</summary>
    private static bool HandlesConflict(Call save) =>
        Code.Ancestors(save.Operation).OfType<ITryOperation>().SelectMany(attempt => attempt.Catches).Any(handler => Conflicts.AnyIsBaseOf(handler.ExceptionType));

    /// <summary>Serializable isolation, or a statement of the team's own that may lock.</summary>
    private static bool IsSerialized(IOperation function) => Code.Within(function).Any(operation => operation switch
    {
        IFieldReferenceOperation { Field: { Name: "Serializable", ContainingType.Name: "IsolationLevel" } } => true,
        IObjectCreationOperation creation => TransactionScope.Is(creation.Type),
        IInvocationOperation call => call.TargetMethod.Name.StartsWith("ExecuteSql", StringComparison.Ordinal) && Facade.Is(call.TargetMethod.ContainingType),
        _ => false,
    });

    /// <summary>The whole method around a call; for one in Program.cs the handler or local function.</summary>
    private static IOperation OutermostFunction(IOperation operation)
    {
        var outermost = operation;
        foreach (var ancestor in Code.Ancestors(operation))
        {
            if (ancestor is IAnonymousFunctionOperation or ILocalFunctionOperation || (ancestor.Parent is null && ancestor.Syntax is not CompilationUnitSyntax))
                outermost = ancestor;
        }

        return outermost;
    }

    /// <summary>Code that fills an empty database once, by one process: named so, or the program's own start.</summary>
    private static bool IsSeeding(Call call, Found found)
    {
        for (var symbol = found.Model.GetEnclosingSymbol(call.Syntax.SpanStart, found.Cancel); symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (Words.ContainAny(symbol.Name, SeedWords))
                return true;
        }

        return Code.EnclosingBody(call.Operation).Syntax is CompilationUnitSyntax;
    }

    /// <summary>An index can be written for one list of columns that are compared as they are, with values from outside.</summary>
    private static FixFacts? FactsFor(EfQuery query, Entity entity, RowFilter gap) =>
        query.Alternatives.Count == 1 && gap.Conditions.All(condition => condition.IsBare && !IsFixed(condition))
            ? FixFacts.Of(EntityFact, MetadataName(entity.Type)).With(PropertiesFact, string.Join(",", gap.EqualProperties))
            : null;

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.MetadataName
        : type.MetadataName;
}
