using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Storefront.Data;

namespace Storefront.Catalog;

public class PriceCache(IMemoryCache cache, StoreDbContext db)
{
    /// <summary>A price that changes is never seen again by this instance.</summary>
    public async Task<decimal?> Price(string sku)
    {
        if (cache.TryGetValue($"price:{sku}", out decimal known))
            return known;
        var product = await db.Products.FirstOrDefaultAsync(product => product.Sku == sku);
        if (product is null)
            return null;
        cache.Set($"price:{sku}", product.Price);
        return product.Price;
    }

    /// <summary>A product that everyone looks at is the one whose withdrawal is never noticed.</summary>
    public Task<bool> IsActive(string sku) =>
        cache.GetOrCreateAsync($"active:{sku}", entry =>
        {
            entry.SlidingExpiration = TimeSpan.FromMinutes(10);
            return db.Products.Where(product => product.Sku == sku).Select(product => product.IsActive).FirstOrDefaultAsync();
        });

    /// <summary>The neighbour that lets go after five minutes.</summary>
    public Task<string?> Name(string sku) =>
        cache.GetOrCreateAsync($"name:{sku}", entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
            return db.Products.Where(product => product.Sku == sku).Select(product => product.Name).FirstOrDefaultAsync();
        });
}
