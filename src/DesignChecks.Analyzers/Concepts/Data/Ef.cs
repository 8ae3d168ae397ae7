using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>The types of EF Core that concepts look at.</summary>
internal static class Ef
{
    public static readonly TypeName DbContext = new("Microsoft.EntityFrameworkCore.DbContext");
    public static readonly TypeName DbSet = new("Microsoft.EntityFrameworkCore.DbSet`1");
    public static readonly TypeName Queries = new("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions");
    public static readonly TypeName RelationalQueries = new("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions");
    public static readonly TypeName ModelBuilder = new("Microsoft.EntityFrameworkCore.ModelBuilder");
    public static readonly TypeName EntityBuilder = new("Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder");
    public static readonly TypeName EntityBuilderOfT = new("Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder`1");
    public static readonly TypeName OwnedBuilder = new("Microsoft.EntityFrameworkCore.Metadata.Builders.OwnedNavigationBuilder`2");
    public static readonly TypeName IndexAttribute = new("Microsoft.EntityFrameworkCore.IndexAttribute");
    public static readonly TypeName PrimaryKeyAttribute = new("Microsoft.EntityFrameworkCore.PrimaryKeyAttribute");
    public static readonly TypeName KeylessAttribute = new("Microsoft.EntityFrameworkCore.KeylessAttribute");
    public static readonly TypeName RequiredAttribute = new("System.ComponentModel.DataAnnotations.RequiredAttribute");
    public static readonly TypeName KeyAttribute = new("System.ComponentModel.DataAnnotations.KeyAttribute");
    public static readonly TypeName TimestampAttribute = new("System.ComponentModel.DataAnnotations.TimestampAttribute");
    public static readonly TypeName ConcurrencyCheckAttribute = new("System.ComponentModel.DataAnnotations.ConcurrencyCheckAttribute");
    public static readonly TypeName NotMappedAttribute = new("System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute");
    public static readonly TypeName ForeignKeyAttribute = new("System.ComponentModel.DataAnnotations.Schema.ForeignKeyAttribute");

    private static readonly TypeName Queryable = new("System.Linq.IQueryable`1");

    /// <summary>The T of an <c>IQueryable&lt;T&gt;</c> or a type that is one; null for anything else.</summary>
    public static ITypeSymbol? ElementOfQuery(ITypeSymbol? type) => Queryable.FormIn(type)?.TypeArguments[0];

    /// <summary>The T of a <c>DbSet&lt;T&gt;</c>; null while T doesn't resolve.</summary>
    public static INamedTypeSymbol? EntityOfSet(ITypeSymbol? type) => DbSet.FormIn(type)?.TypeArguments[0] is INamedTypeSymbol { TypeKind: not TypeKind.Error } entity ? entity : null;
}
