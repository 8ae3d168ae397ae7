namespace Storefront.Background;

/// <summary>The first failed request ends the host, and with it everything that works.</summary>
public class RateRefresh(IHttpClientFactory clients, ILogger<RateRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rates = await clients.CreateClient("rates").GetStringAsync("/rates", stoppingToken);
            logger.LogInformation("Rates have {Length} characters", rates.Length);
            await Task.Delay(TimeSpan.FromMinutes(10), stoppingToken);
        }
    }
}
