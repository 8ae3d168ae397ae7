using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>Whether the database can search texts by more than their beginning.</summary>
internal sealed class FullTextSearch
{
    /// <summary>Words that rules about searches look up: as code they make such an index, inside SQL they are a part of it.</summary>
    public static readonly string[] Words =
        ["pg_trgm", "gin_trgm_ops", "gist_trgm_ops", "FULLTEXT", "HasGeneratedTsVectorColumn", "IsTsVectorExpressionIndex", "IsFullText", "ForMySqlIsFullText"];

    private static readonly TypeName Vector = new("NpgsqlTypes.NpgsqlTsVector");

    private readonly bool _isMentioned;

    private FullTextSearch(World world, CancellationToken cancel) =>
        _isMentioned = world.Compilation.SyntaxTrees.Any(tree => Words.Any(word => world.PositionsOf(tree, word, cancel).Any()));

    /// <summary>True when an index or column of the entity serves searches, or code speaks of such an index for whichever table.</summary>
    public static bool MayServe(Entity entity, Found found) =>
        entity.Indexes.Any(index => index is { Form: Form.Fluent, IsPlain: false })
        || entity.Properties.Any(property => Vector.Is(property.Type))
        || found.Concept((world, cancel) => new FullTextSearch(world, cancel))._isMentioned;
}
