using System.Security.Cryptography;
using System.Text;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>What the payment provider tells us, signed with a key that only it and we know.</summary>
public static class PaymentWebhooks
{
    public static void MapPaymentWebhooks(this IEndpointRouteBuilder app)
    {
        var hooks = app.MapGroup("/api/webhooks");
        hooks.MapPost("/paid", Paid);
        hooks.MapPost("/disputed", Disputed);
    }

    /// <summary>The comparison ends at the first wrong letter, and takes longer the more of a forged signature is right.</summary>
    private static async Task<IResult> Paid(HttpRequest request, StoreDbContext db, IConfiguration configuration)
    {
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        if (request.Headers["X-Signature"].ToString() != Signature(body, configuration))
            return Results.Unauthorized();
        return await Mark(body, OrderStatus.Paid, db);
    }

    /// <summary>The neighbour that looks at every byte in any case.</summary>
    private static async Task<IResult> Disputed(HttpRequest request, StoreDbContext db, IConfiguration configuration)
    {
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        var given = Encoding.UTF8.GetBytes(request.Headers["X-Signature"].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Signature(body, configuration))))
            return Results.Unauthorized();
        return await Mark(body, OrderStatus.Placed, db);
    }

    private static string Signature(string body, IConfiguration configuration) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(configuration["Payments:WebhookKey"] ?? ""), Encoding.UTF8.GetBytes(body)));

    private static async Task<IResult> Mark(string body, OrderStatus status, StoreDbContext db)
    {
        if (!int.TryParse(body, out var id) || await db.Orders.FindAsync(id) is not { } order)
            return Results.NotFound();
        order.Status = status;
        await db.SaveChangesAsync();
        return Results.NoContent();
    }
}
