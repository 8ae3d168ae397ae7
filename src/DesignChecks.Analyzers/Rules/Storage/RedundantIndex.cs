using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Storage;

/// <summary>Finds indexes whose columns another index or key of the entity starts with: it serves the same queries.</summary>
internal sealed class RedundantIndex : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0607",
        title: "Redundant index",
        messageFormat: "The index on {0} of '{1}' is redundant: {2} {3} and finds the same rows, so this one only makes every write slower; remove it",
        category: Area.Storage,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["6.3"],
        description: "An index can be read by any prefix of its columns. A second index on such a prefix answers no query that the longer one can't, and every insert, update and delete maintains both.");

    /// <summary>What makes the index redundant: <c>attribute</c>, <c>fluent</c> or <c>key</c>.</summary>
    internal const string ByFact = "by";

    public RedundantIndex() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfCore, Library.EfAttributes];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. EntityModel.Words, .. DatabaseProviders.Choices]);
        on.Attribute(["Index"], (found, carrier, _) => Check(found, carrier as INamedTypeSymbol, found.Node, found.Node.GetLocation()));
        on.Call(["HasIndex"], (found, call) => Check(found, FluentCall.On(call).Owner as INamedTypeSymbol, call.Syntax, call.NameLocation));
    }

    private static void Check(Found found, INamedTypeSymbol? type, SyntaxNode source, Location at)
    {
        if (type is null)
            return;
        var entity = EntityModel.Of(found).FactsOf(type, found.Cancel);
        if (entity.Indexes.FirstOrDefault(index => index.Source == source) is not { Columns: { Count: > 0 } columns } index || !CanBeServed(index, entity))
            return;
        if (Server(index, columns, entity, found) is not var (server, longer, by))
            return;
        found.Report(at, FixFacts.Of(ByFact, by), PropertyNames.Listed(columns), type.Name, server, longer ? "starts with the same columns" : "has the same columns");
    }

    /// <summary>False for an index with a purpose of its own: another method, covered columns, a filter, a foreign key's.</summary>
    private static bool CanBeServed(EntityIndex index, Entity entity) =>
        index is { IsPlain: true, IsCertain: true, HasFilter: false, Included.Count: 0, Descending: not null, Unique: not Answer.Unknown }
        && !entity.ForeignKeys.Any(key => key.Columns is null || key.Columns.SequenceEqual(index.Columns));

    private static (string Name, bool IsLonger, string By)? Server(EntityIndex index, IReadOnlyList<string> columns, Entity entity, Found found)
    {
        foreach (var key in entity.Keys)
        {
            if (key is { IsCertain: true, Columns: { } keyed } && StartsWith(keyed, columns) && IsShown(key, entity)
                && index.Descending!.All(descends => !descends) && (index.Unique == Answer.No || keyed.Count == columns.Count) && IsInSameModel(key.Source, index.Source))
            {
                return ($"the {(key.IsPrimary ? "primary" : "alternate")} key{(keyed.Count > 1 ? " " + PropertyNames.Listed(keyed) : "")}", keyed.Count > columns.Count, "key");
            }
        }

        foreach (var other in entity.Indexes)
        {
            if (other != index && Serves(other, index, columns) && IsInSameModel(other.Source, index.Source) && !MayLeaveOutNulls(other, entity, found))
                return ($"the index on {PropertyNames.Listed(other.Columns!)}", other.Columns!.Count > columns.Count, other.Form == Form.Fluent ? "fluent" : "attribute");
        }

        return null;
    }

    /// <summary>A key by convention holds only where a fluent call elsewhere can't replace it.</summary>
    private static bool IsShown(EntityKey key, Entity entity) => key.Form != Form.Convention || entity.IsComplete;

    private static bool Serves(EntityIndex other, EntityIndex index, IReadOnlyList<string> columns)
    {
        if (other is not { IsPlain: true, IsCertain: true, HasFilter: false, Columns: { } longer, Descending: { } directions, Unique: not Answer.Unknown })
            return false;
        if (!StartsWith(longer, columns) || !directions.Take(columns.Count).SequenceEqual(index.Descending!))
            return false;
        if (longer.Count > columns.Count)
            return index.Unique == Answer.No;
        // Without names, the same columns are one index that is configured twice.
        if (other.Name == index.Name)
            return false;
        return index.Unique == other.Unique ? IsBefore(other, index) : index.Unique == Answer.No;
    }

    /// <summary>On SQL Server EF gives a unique index the filter <c>IS NOT NULL</c> for each column that can be null, unless code states one.</summary>
    private static bool MayLeaveOutNulls(EntityIndex index, Entity entity, Found found) =>
        index is { Unique: Answer.Yes, IsFilterStated: false }
        && index.Columns!.Any(column => entity.Properties.FirstOrDefault(property => property.Name == column) is not { } property || EntityShape.MayBeNull(property))
        && DatabaseProviders.MayBe(DatabaseProvider.SqlServer, found);

    private static bool StartsWith(IReadOnlyList<string> longer, IReadOnlyList<string> columns) =>
        longer.Count >= columns.Count && columns.SequenceEqual(longer.Take(columns.Count));

    private static bool IsBefore(EntityIndex one, EntityIndex other) =>
        one.Form != other.Form ? one.Form == Form.Attribute
        : one.Source is { } first && other.Source is { } second
          && (string.CompareOrdinal(first.SyntaxTree.FilePath, second.SyntaxTree.FilePath), first.SpanStart - second.SpanStart) is (< 0, _) or (0, < 0);

    /// <summary>
    /// Attributes hold in every model. Two fluent calls hold in the same one when they stand in one class, and the index that
    /// serves isn't made under a condition that the other is free of.
    /// </summary>
    private static bool IsInSameModel(SyntaxNode? server, SyntaxNode? index)
    {
        if (server is null or AttributeSyntax)
            return true;
        if (index is AttributeSyntax)
            return !ConditionsAround(server).Any();
        return TypeAround(server) == TypeAround(index!) && ConditionsAround(server).All(branch => index!.AncestorsAndSelf().Contains(branch));
    }

    private static SyntaxNode? TypeAround(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The branches that the node stands in.</summary>
    private static IEnumerable<SyntaxNode> ConditionsAround(SyntaxNode node) =>
        node.AncestorsAndSelf().TakeWhile(ancestor => ancestor is not MemberDeclarationSyntax)
            .Where(ancestor => ancestor.Parent is IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax);
}
