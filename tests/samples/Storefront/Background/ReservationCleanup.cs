using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Background;

/// <summary>Goes on until the host kills the process: the stopping token is never looked at.</summary>
public class ReservationCleanup(IServiceScopeFactory scopes, ILogger<ReservationCleanup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<StoreDbContext>();
                var limit = DateTimeOffset.UtcNow.AddHours(-1);
                await db.Orders.Where(order => order.Status == OrderStatus.Placed && order.CreatedAt < limit).ExecuteDeleteAsync();
            }
            catch (Exception error)
            {
                logger.LogError(error, "Cleaning up reservations failed");
            }

            await Task.Delay(TimeSpan.FromMinutes(5));
        }
    }
}
