using Microsoft.EntityFrameworkCore;

namespace Storefront.Vouchers;

/// <summary>Each tenant is a shop that sells under its own name.</summary>
public class Voucher
{
    public int Id { get; set; }

    public int TenantId { get; set; }

    public required string Code { get; set; }

    public decimal Discount { get; set; }
}

/// <summary>Filtered nowhere: the list of uses shows a shop what the others' customers bought.</summary>
public class VoucherUse
{
    public int Id { get; set; }

    public int TenantId { get; set; }

    public int VoucherId { get; set; }

    public int OrderId { get; set; }

    public DateTimeOffset UsedAt { get; set; }
}

/// <summary>The neighbour that keeps the shops apart, in queries and in its index.</summary>
[Index(nameof(TenantId), nameof(Number), IsUnique = true)]
public class GiftCard
{
    public int Id { get; set; }

    public int TenantId { get; set; }

    public required string Number { get; set; }

    public decimal Balance { get; set; }
}

/// <summary>The shop that the request came to.</summary>
public class CurrentTenant
{
    public int Id { get; set; }
}
