using System.Transactions;
using Storefront.Orders;

namespace Storefront.Clients;

public class PaymentClient(HttpClient http, PaymentLedger ledger, ILogger<PaymentClient> logger)
{
    public async Task Charge(int orderId, CardDetails card, decimal amount)
    {
        using var transaction = new TransactionScope();
        await ledger.Write(orderId, amount);
        logger.LogDebug("Charging {Amount} for order {OrderId} to card {Token}", amount, orderId, card.Token);
        var response = await http.PostAsJsonAsync("charges", new { orderId, card.Token, amount });
        response.EnsureSuccessStatusCode();
        transaction.Complete();
    }

    public async Task Refund(int orderId, decimal amount, string idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "refunds") { Content = JsonContent.Create(new { orderId, amount }) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}

public class PaymentLedger
{
    public Task Write(int orderId, decimal amount) => Task.CompletedTask;
}
