using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Orders;
using Storefront.Vouchers;

namespace Storefront.Data;

public class StoreDbContext(DbContextOptions<StoreDbContext> options, CurrentTenant tenant) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Voucher> Vouchers => Set<Voucher>();

    public DbSet<VoucherUse> VoucherUses => Set<VoucherUse>();

    public DbSet<GiftCard> GiftCards => Set<GiftCard>();

    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

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

        modelBuilder.Entity<Voucher>(voucher =>
        {
            // Two shops can't both have a SPRING25.
            voucher.HasIndex(v => v.Code).IsUnique();
            voucher.HasQueryFilter(v => v.TenantId == tenant.Id);
        });

        modelBuilder.Entity<OutgoingMail>().HasIndex(mail => mail.Key).IsUnique();

        modelBuilder.Entity<GiftCard>().HasQueryFilter(card => card.TenantId == tenant.Id);
    }
}
