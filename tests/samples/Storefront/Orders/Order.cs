namespace Storefront.Orders;

public class Order
{
    public int Id { get; set; }

    public int CustomerId { get; set; }

    public required string CustomerEmail { get; set; }

    public OrderStatus Status { get; set; }

    public decimal Total { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<OrderLine> Lines { get; set; } = [];
}

public class OrderLine
{
    public int Id { get; set; }

    public int OrderId { get; set; }

    public required string Sku { get; set; }

    public int Quantity { get; set; }
}

public enum OrderStatus
{
    Placed,
    Paid,
    Shipped,
    Cancelled,
}
