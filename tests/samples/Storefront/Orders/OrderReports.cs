using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>Numbers for the spreadsheets of the sales team.</summary>
public static class OrderReports
{
    public static void MapOrderReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/reports/daily", Daily);
        app.MapGet("/api/reports/open", Open);
    }

    /// <summary>The key is in the URL, and so in the log of the load balancer.</summary>
    private static async Task<IResult> Daily(string apiKey, DateTimeOffset day, StoreDbContext db, IConfiguration configuration)
    {
        if (!IsKnown(apiKey, configuration))
            return Results.Unauthorized();
        var next = day.AddDays(1);
        return Results.Ok(await db.Orders.Where(order => order.CreatedAt >= day && order.CreatedAt < next).SumAsync(order => order.Total));
    }

    /// <summary>The neighbour that takes it from a header.</summary>
    private static async Task<IResult> Open([FromHeader(Name = "X-Api-Key")] string apiKey, StoreDbContext db, IConfiguration configuration) =>
        IsKnown(apiKey, configuration)
            ? Results.Ok(await db.Orders.CountAsync(order => order.Status == OrderStatus.Placed))
            : Results.Unauthorized();

    private static bool IsKnown(string apiKey, IConfiguration configuration) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(apiKey), Encoding.UTF8.GetBytes(configuration["Reports:ApiKey"] ?? throw new InvalidOperationException("No key for reports.")));
}
