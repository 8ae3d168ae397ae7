namespace Storefront.Catalog;

public class Product
{
    public int Id { get; set; }

    public required string Sku { get; set; }

    public required string Name { get; set; }

    public int CategoryId { get; set; }

    public decimal Price { get; set; }

    public bool IsActive { get; set; }

    public DateTimeOffset AddedAt { get; set; }
}

public class Category
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Slug { get; set; }
}
