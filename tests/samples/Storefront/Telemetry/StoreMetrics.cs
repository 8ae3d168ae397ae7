using System.Diagnostics.Metrics;
using Storefront.Orders;

namespace Storefront.Telemetry;

public class StoreMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _orders = meters.Create("Storefront").CreateCounter<long>("storefront.orders.placed");

    /// <summary>One time series per customer, for ever.</summary>
    public void OrderPlaced(Order order) => _orders.Add(1,
        new KeyValuePair<string, object?>("status", order.Status),
        new KeyValuePair<string, object?>("customer_id", order.CustomerId));
}
