using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

[ApiController]
[Route("api/products")]
public class ProductsController(StoreDbContext db) : ControllerBase
{
    private const int LargestPage = 100;

    /// <summary>The whole table, in one answer.</summary>
    [HttpGet]
    public async Task<ActionResult<List<ProductDto>>> List(int? categoryId) =>
        await db.Products
            .Where(product => product.IsActive && (categoryId == null || product.CategoryId == categoryId))
            .Select(product => new ProductDto(product.Id, product.Sku, product.Name, product.Price))
            .ToListAsync();

    /// <summary>Reads every product to find the few whose names have the text in them; the next one asks an index.</summary>
    [HttpGet("find")]
    public async Task<List<ProductDto>> Find(string text, int after = 0) =>
        await db.Products
            .Where(product => product.Id > after && product.Name.Contains(text))
            .OrderBy(product => product.Id)
            .Take(LargestPage)
            .Select(product => new ProductDto(product.Id, product.Sku, product.Name, product.Price))
            .ToListAsync();

    /// <summary>As many as the caller asks for, and one caller can use the budget of all up.</summary>
    [HttpGet("search"), EnableRateLimiting("search")]
    public async Task<List<ProductDto>> Search(string term, int offset = 0, int limit = 20) =>
        await db.Products
            .Where(product => product.Name.StartsWith(term))
            .OrderBy(product => product.Id)
            .Skip(offset)
            .Take(limit)
            .Select(product => new ProductDto(product.Id, product.Sku, product.Name, product.Price))
            .ToListAsync();

    /// <summary>Pages without an order: a row can be on two of them, or on none.</summary>
    [HttpGet("latest")]
    public async Task<List<ProductDto>> Latest(int page = 1) =>
        await db.Products
            .Where(product => product.IsActive)
            .Skip((page - 1) * LargestPage)
            .Take(LargestPage)
            .Select(product => new ProductDto(product.Id, product.Sku, product.Name, product.Price))
            .ToListAsync();

    /// <summary>Bounded, ordered, capped.</summary>
    [HttpGet("page")]
    public async Task<List<ProductDto>> Page(int after = 0, int size = 20) =>
        await db.Products
            .Where(product => product.Id > after)
            .OrderBy(product => product.Id)
            .Take(Math.Clamp(size, 1, LargestPage))
            .Select(product => new ProductDto(product.Id, product.Sku, product.Name, product.Price))
            .ToListAsync();

    [HttpGet("{id:int}")]
    public async Task<ActionResult<ProductDto>> Get(int id)
    {
        var product = await db.Products.FindAsync(id);
        return product is null ? NotFound() : new ProductDto(product.Id, product.Sku, product.Name, product.Price);
    }

    /// <summary>The row as it is: a margin that becomes a column goes out to callers the same day. The action above answers with a type of its own.</summary>
    [HttpGet("categories/{id:int}")]
    public async Task<ActionResult<Category>> GetCategory(int id) =>
        await db.Categories.FindAsync(id) is { } category ? category : NotFound();

    /// <summary>The price list's editor sends back the row that it got, with whatever it likes in it.</summary>
    [HttpPut("{id:int}")]
    public async Task<IActionResult> Replace(int id, Product product)
    {
        product.Id = id;
        db.Products.Update(product);
        await db.SaveChangesAsync();
        return NoContent();
    }

    /// <summary>The neighbour that takes what callers may set.</summary>
    [HttpPut("{id:int}/price")]
    public async Task<IActionResult> Reprice(int id, PriceChange change)
    {
        var product = await db.Products.FindAsync(id);
        if (product is null)
            return NotFound();
        product.Price = change.Price;
        await db.SaveChangesAsync();
        return NoContent();
    }

    /// <summary>The proxy sends a request again whose answer it missed, and the product gets cheaper twice.</summary>
    [HttpPut("{id:int}/discount")]
    public async Task<IActionResult> Discount(int id, decimal amount)
    {
        var product = await db.Products.FindAsync(id);
        if (product is null)
            return NotFound();
        product.Price -= amount;
        await db.SaveChangesAsync();
        return NoContent();
    }

    /// <summary>Two requests with one slug find nothing, and both add it. Between open reads, nobody noticed that this is open, too.</summary>
    [HttpPost("categories")]
    public async Task<ActionResult<int>> AddCategory(NewCategory request, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey)
    {
        if (await db.Categories.AnyAsync(category => category.Slug == request.Slug))
            return Conflict();
        var added = new Category { Name = request.Name, Slug = request.Slug };
        db.Categories.Add(added);
        await db.SaveChangesAsync();
        Response.Headers["Idempotency-Key"] = idempotencyKey;
        return added.Id;
    }
}

public record ProductDto(int Id, string Sku, string Name, decimal Price);

public record PriceChange(decimal Price);

public record NewCategory(string Name, string Slug);
