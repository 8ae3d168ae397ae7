using Grpc.Net.Client;

namespace Storefront.Clients;

public class CreditCheck(IConfiguration configuration)
{
    public async Task<decimal> Limit(string customer)
    {
        using var channel = GrpcChannel.ForAddress(configuration["Credit"] ?? "https://credit");
        var client = new Credit.CreditClient(channel);
        var reply = await client.GetLimitAsync(new LimitRequest(customer));
        return reply.Limit;
    }

    public async Task<decimal> LimitInTime(Credit.CreditClient client, string customer)
    {
        var reply = await client.GetLimitAsync(new LimitRequest(customer), deadline: DateTime.Now.AddSeconds(2));
        return reply.Limit;
    }
}
