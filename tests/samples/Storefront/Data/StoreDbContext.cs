using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Orders;

namespace Storefront.Data;

public class StoreDbContext(DbContextOptions<StoreDbContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>(product =>
        {
            product.HasIndex(p => p.Sku).IsUnique();
            product.HasIndex(p => p.CategoryId);
            product.HasIndex(p => new { p.CategoryId, p.Price });
        });

        modelBuilder.Entity<Order>(order =>
        {
            order.HasIndex(o => new { o.CustomerId, o.CreatedAt });
            order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderId);
        });
    }
}
