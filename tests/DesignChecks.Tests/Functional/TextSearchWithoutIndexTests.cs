using DesignChecks.Rules.Functional;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Functional;

/// <summary>DCK0202: queries that look for a text inside a column.</summary>
public class TextSearchWithoutIndexTests
{
    private static Verify<TextSearchWithoutIndex> Rule => new();

    private static string Shop(string fluent = "", string entity = "Product", string more = "") => $$"""

        public class {{entity}} { public int Id { get; set; } public string Name { get; set; } = ""; public string? Description { get; set; } public bool Active { get; set; } public int BrandId { get; set; } public Brand? Brand { get; set; } public List<string> Tags { get; set; } = []; }
        public class Brand { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Shop : DbContext
        {
            public DbSet<{{entity}}> Products => Set<{{entity}}>();
            public DbSet<Brand> Brands => Set<Brand>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                {{fluent}}
            }
        }
        {{more}}
        """;

    private static string In(string body, string model = "", string @class = "public class Search") => $$"""
        using Microsoft.EntityFrameworkCore;
        {{@class}}
        {
            private static readonly string Fixed = "blue";
            public async Task<object?> Run(Shop shop, string term, int brand, IQueryable<Product> given, List<Product> list)
            {
                await Task.Yield();
                {{body}}
            }
        }
        """ + (model.Length > 0 ? model : Shop());

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("'Contains' looks for a text inside 'Name' of 'Product', where no ordered index helps, so each search reads every row; use full-text search (a tsvector, FULLTEXT or trigram index), or match the beginning")
        .Reports(In("return await shop.Products.Where(p => p.Name.[|Contains|](term)).ToListAsync();"));

    [Theory]
    [InlineData("return await shop.Products.Where(p => p.Active && p.Name.[|Contains|](term)).OrderBy(p => p.Id).Take(20).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.Name.[|EndsWith|](term)).CountAsync();")]
    [InlineData("return await shop.Products.FirstOrDefaultAsync(p => p.Name.[|Contains|](term));")]
    [InlineData("return shop.Products.Any(p => p.Name.ToLower().[|Contains|](term.ToLower()));")]
    [InlineData("return await shop.Products.Where(p => EF.Functions.[|Like|](p.Name, \"%\" + term + \"%\")).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => EF.Functions.[|Like|](p.Name, $\"%{term}%\")).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => EF.Functions.[|ILike|](p.Name, string.Format(\"%{0}%\", term))).ToListAsync();")]
    [InlineData("var pattern = $\"%{term}\"; return await shop.Products.Where(p => EF.Functions.[|ILike|](p.Name, pattern)).ToListAsync();")]
    [InlineData("return await (from p in shop.Products where p.Name.[|Contains|](term) select p.Id).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.Brand!.Name.[|Contains|](term)).ToListAsync();")]
    [InlineData("var q = shop.Products.AsNoTracking(); if (term != \"\") q = q.Where(p => p.Name.[|Contains|](term)); return await q.ToListAsync();")]
    [InlineData("return await given.Where(p => p.Name.[|Contains|](term)).ToListAsync();")]
    public Task Reports_every_form(string body) => Rule.Reports(In(body));

    [Theory]
    [InlineData("return await shop.Products.Where(p => p.Name.[|Contains|](term) || p.Description!.Contains(term)).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.Active && (EF.Functions.[|ILike|](p.Name, $\"%{term}%\") || p.Name.Contains(term))).ToListAsync();")]
    public Task Reports_a_search_in_several_columns_once(string body) => Rule.Reports(In(body));

    [Fact]
    public Task Names_the_column_behind_a_join() => Rule
        .Says("'Contains' looks for a text inside 'p.Name' of 'Brand', where no ordered index helps, so each search reads every row; use full-text search (a tsvector, FULLTEXT or trigram index), or match the beginning")
        .Reports(In("return await (from b in shop.Brands join p in shop.Products on b.Id equals p.BrandId where p.Name.[|Contains|](term) select p).ToListAsync();"));

    [Fact]
    public Task Reports_a_condition_that_may_be_left_out() => Rule.Reports(
        In("int? id = brand; return await shop.Products.Where(p => (id == null || p.BrandId == id) && p.Name.[|Contains|](term)).ToListAsync();"));

    [Fact]
    public Task Reports_an_entity_of_another_project_by_its_set() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        public class Search
        {
            public Task<List<Microsoft.AspNetCore.Identity.IdentityUser>> Run(DbSet<Microsoft.AspNetCore.Identity.IdentityUser> users, string term) =>
                users.Where(u => u.NormalizedEmail!.[|Contains|](term)).ToListAsync();
        }
        """);

    [Theory]
    [InlineData("return await shop.Products.Where(p => p.Name.StartsWith(term)).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => EF.Functions.Like(p.Name, term + \"%\")).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => EF.Functions.ILike(p.Name, term)).ToListAsync();")] // unknown pattern
    [InlineData("return await shop.Products.Where(p => p.Name.Contains(\"blue\")).ToListAsync();")] // constant
    [InlineData("const string what = \"blue\"; return await shop.Products.Where(p => p.Name.Contains(what)).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.Name.Contains(Fixed)).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => EF.Functions.Like(p.Name, \"%blue%\")).ToListAsync();")]
    public Task Silent_for_the_beginning_and_for_constants(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("return list.Where(p => p.Name.Contains(term)).ToList();")] // in memory
    [InlineData("return list.AsQueryable().Where(p => p.Name.Contains(term)).ToList();")]
    [InlineData("return (await shop.Products.Where(p => p.Active).ToListAsync()).Where(p => p.Name.Contains(term)).ToList();")]
    [InlineData("return await shop.Products.Where(p => term.Contains(p.Name)).ToListAsync();")] // the row is the term
    [InlineData("return await shop.Products.Where(p => p.Tags.Contains(term)).ToListAsync();")] // a list, not a text
    [InlineData("var ids = new List<int> { brand }; return await shop.Products.Where(p => ids.Contains(p.Id)).ToListAsync();")]
    [InlineData("return await shop.Products.Select(p => p.Name.Contains(term)).ToListAsync();")] // no condition
    [InlineData("return await shop.Products.Where(p => p.Description!.Contains(p.Name)).ToListAsync();")] // of one row
    public Task Silent_for_sequences_in_memory_and_other_questions(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("return await shop.Products.Where(p => p.BrandId == brand && p.Name.Contains(term)).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.BrandId == brand).Where(p => p.Name.Contains(term)).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.Name.Contains(term)).Where(p => p.BrandId == brand).ToListAsync();")]
    [InlineData("return await shop.Products.Where(p => p.BrandId == brand).Where(p => p.Description == term || EF.Functions.ILike(p.Name, $\"%{term}%\", \"\\\\\") || p.Id == brand).ToListAsync();")]
    [InlineData("IQueryable<Product> products; if (brand > 0) products = shop.Products.Where(p => p.BrandId == brand).Where(p => p.Description == term || p.Name.Contains(term)); else products = shop.Products; return await products.ToListAsync();")]
    [InlineData("return await (from b in shop.Brands join p in shop.Products on b.Id equals p.BrandId where p.Name.Contains(term) && b.Name == term select p).ToListAsync();")] // perhaps by the other table
    [InlineData("return await (from b in shop.Brands join p in shop.Products.Where(p => p.Name.Contains(term)) on b.Id equals p.BrandId select p).ToListAsync();")] // by the join
    public Task Silent_when_an_index_leaves_few_rows(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("model.Entity<Product>().HasIndex(p => p.Name).HasMethod(\"gin\").HasOperators(\"gin_trgm_ops\");")]
    [InlineData("model.HasPostgresExtension(\"pg_trgm\");")]
    [InlineData("model.Entity<Product>().HasIndex(p => new { p.Name, p.Description }).HasMethod(\"GIN\").IsTsVectorExpressionIndex(\"english\");")]
    public Task Silent_with_a_full_text_or_trigram_index(string fluent) =>
        Rule.Silent(In("return await shop.Products.Where(p => p.Name.Contains(term)).ToListAsync();", Shop(fluent)));

    [Fact]
    public Task Silent_with_a_vector_column() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        public class Product { public int Id { get; set; } public string Name { get; set; } = ""; public NpgsqlTypes.NpgsqlTsVector? Search { get; set; } }
        public class Shop : DbContext { public DbSet<Product> Products => Set<Product>(); }
        public class Search { public Task<List<Product>> Run(Shop shop, string term) => shop.Products.Where(p => p.Name.Contains(term)).ToListAsync(); }
        """);

    [Fact]
    public Task Silent_when_a_migration_makes_a_full_text_index() => Rule
        .File("Migrations/AddSearch.cs", "class AddSearch { string Sql => \"CREATE FULLTEXT INDEX ON Products(Name) KEY INDEX PK_Products\"; }")
        .Silent(In("return await shop.Products.Where(p => p.Name.Contains(term)).ToListAsync();"));

    [Fact]
    public Task Silent_for_small_tables() => Task.WhenAll(
        Rule.With("dotnet_code_quality.DCK0202.bounded_entities = Product").Silent(In("return await shop.Products.Where(p => p.Name.Contains(term)).ToListAsync();")),
        Rule.Silent("""
            using Microsoft.EntityFrameworkCore;
            public class Country { public int Id { get; set; } public string Name { get; set; } = ""; }
            public class Shop : DbContext { public DbSet<Country> Countries => Set<Country>(); }
            public class Search { public Task<List<Country>> Run(Shop shop, string term) => shop.Countries.Where(p => p.Name.Contains(term)).ToListAsync(); }
            """));

    [Theory]
    [InlineData("public class ProductImporter")]
    [InlineData("public abstract class Worker : BackgroundService")]
    public Task Silent_in_the_background(string @class) => Rule.Silent(In("return await shop.Products.Where(p => p.Name.Contains(term)).ToListAsync();", @class: @class));

    [Fact]
    public Task Silent_for_other_libraries_of_queries() => Rule.Silent("""
        public record Product(string Name);
        public class Search { public int Run(IQueryable<Product> products, string term) => products.Count(p => p.Name.Contains(term)); }
        """);

    [Fact]
    public Task Silent_without_EF() => Rule.On(References.Framework).Silent("""
        public class DbSet<T> : List<T>;
        public record Product(string Name);
        public class Search { public int Run(DbSet<Product> products, string term) => products.AsQueryable().Where(p => p.Name.Contains(term)).Count(); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Search.g.cs", In("return await shop.Products.Where(p => p.Name.Contains(term)).ToListAsync();")).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(In("return await shop.Products.Where(p => p.Missing.Contains(term) && p.Name.Contains("));
}
