using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Storefront.Clients;
using Storefront.Data;
using Storefront.Telemetry;

namespace Storefront.Orders;

public static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var orders = app.MapGroup("/api/orders").RequireAuthorization();
        orders.MapGet("/{id:int}", Find);
        orders.MapGet("/", List);
        orders.MapPost("/", Place);
        orders.MapPost("/{id:int}/pay", Pay);
        orders.MapPost("/{id:int}/refund", Refund);
        orders.MapGet("/{id:int}/cancel", Cancel);
        orders.MapPost("/{id:int}/ship", Ship);
        orders.MapPut("/{id:int}/email", ChangeEmail).AddEndpointFilter<ValidBody<EmailChange>>();
    }

    private static async Task<Results<Ok<OrderDto>, NotFound>> Find(int id, StoreDbContext db)
    {
        var order = await db.Orders.SingleOrDefaultAsync(order => order.Id == id);
        return order is null ? TypedResults.NotFound() : TypedResults.Ok(OrderDto.Of(order));
    }

    private static async Task<List<OrderDto>> List(int customerId, StoreDbContext db, int skip = 0, int take = 50) =>
        await db.Orders
            .Where(order => order.CustomerId == customerId)
            .OrderByDescending(order => order.CreatedAt).ThenBy(order => order.Id)
            .Skip(skip)
            .Take(Math.Min(take, 100))
            .Select(order => new OrderDto(order.Id, order.Status, order.Total))
            .ToListAsync();

    /// <summary>A client that times out and sends the order again gets two.</summary>
    private static async Task<Created<OrderDto>> Place(NewOrder request, StoreDbContext db, StockClient stock, StoreMetrics metrics, ILogger<Order> logger)
    {
        logger.LogDebug("Placing {Order}", request);
        foreach (var line in request.Lines)
            await stock.Reserve(line.Sku, line.Quantity);

        var order = new Order
        {
            CustomerId = request.CustomerId,
            CustomerEmail = request.Email,
            Total = request.Total,
            CreatedAt = DateTimeOffset.UtcNow,
            Lines = [.. request.Lines.Select(line => new OrderLine { Sku = line.Sku, Quantity = line.Quantity })],
        };
        db.Orders.Add(order);
        await db.SaveChangesAsync();

        logger.LogInformation("Order {OrderId} placed by {Email}", order.Id, request.Email);
        metrics.OrderPlaced(order);
        return TypedResults.Created($"/api/orders/{order.Id}", OrderDto.Of(order));
    }

    /// <summary>Charges the card again each time it is called.</summary>
    private static async Task<Results<Ok<OrderDto>, NotFound>> Pay(int id, CardDetails card, StoreDbContext db, PaymentClient payments)
    {
        var order = await db.Orders.FindAsync(id);
        if (order is null)
            return TypedResults.NotFound();
        await payments.Charge(order.Id, card, order.Total);
        order.Status = OrderStatus.Paid;
        await db.SaveChangesAsync();
        return TypedResults.Ok(OrderDto.Of(order));
    }

    /// <summary>The neighbour that hands the caller's key on.</summary>
    private static async Task<Results<Ok<OrderDto>, NotFound>> Refund(
        int id, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey, StoreDbContext db, PaymentClient payments, ILogger<Order> logger)
    {
        var order = await db.Orders.FindAsync(id);
        if (order is null)
            return TypedResults.NotFound();
        await payments.Refund(order.Id, order.Total, idempotencyKey);
        order.Status = OrderStatus.Cancelled;
        await db.SaveChangesAsync();
        logger.LogInformation("Order {OrderId} refunded", order.Id);
        return TypedResults.Ok(OrderDto.Of(order));
    }

    /// <summary>A link for the support team, which the preview of their chat follows as well.</summary>
    private static async Task<Results<Ok<OrderDto>, NotFound>> Cancel(int id, StoreDbContext db)
    {
        var order = await db.Orders.FindAsync(id);
        if (order is null)
            return TypedResults.NotFound();
        order.Status = OrderStatus.Cancelled;
        await db.SaveChangesAsync();
        return TypedResults.Ok(OrderDto.Of(order));
    }

    /// <summary>The neighbour that says with its verb that it changes something.</summary>
    private static async Task<Results<Ok<OrderDto>, NotFound>> Ship(int id, StoreDbContext db)
    {
        var order = await db.Orders.FindAsync(id);
        if (order is null)
            return TypedResults.NotFound();
        order.Status = OrderStatus.Shipped;
        await db.SaveChangesAsync();
        return TypedResults.Ok(OrderDto.Of(order));
    }

    /// <summary>The neighbour whose filter runs what the attributes of the body say.</summary>
    private static async Task<Results<Ok<OrderDto>, NotFound>> ChangeEmail(int id, EmailChange change, StoreDbContext db)
    {
        var order = await db.Orders.FindAsync(id);
        if (order is null)
            return TypedResults.NotFound();
        order.CustomerEmail = change.Email;
        await db.SaveChangesAsync();
        return TypedResults.Ok(OrderDto.Of(order));
    }
}

public record NewOrder(int CustomerId, string Email, decimal Total, NewOrderLine[] Lines);

public record NewOrderLine(string Sku, [Range(1, 99)] int Quantity);

public record EmailChange([Required, EmailAddress] string Email);

public record CardDetails(string Token);

public record OrderDto(int Id, OrderStatus Status, decimal Total)
{
    public static OrderDto Of(Order order) => new(order.Id, order.Status, order.Total);
}
