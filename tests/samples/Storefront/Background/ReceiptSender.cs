using Storefront.Messaging;

namespace Storefront.Background;

/// <summary>The neighbour that stops with the host.</summary>
public class ReceiptSender(ReceiptQueue receipts, ILogger<ReceiptSender> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var order = await receipts.Next(stoppingToken);
                logger.LogInformation("Receipt for order {OrderId}", order.OrderId);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.LogError(error, "Sending a receipt failed");
            }
        }
    }
}
