using System.Threading.Channels;

namespace Storefront.Messaging;

/// <summary>Grows with every order that comes in faster than receipts go out.</summary>
public class ReceiptQueue
{
    private readonly Channel<OrderPlaced> _waiting = Channel.CreateUnbounded<OrderPlaced>();

    public ValueTask Add(OrderPlaced order, CancellationToken cancel) => _waiting.Writer.WriteAsync(order, cancel);

    public ValueTask<OrderPlaced> Next(CancellationToken cancel) => _waiting.Reader.ReadAsync(cancel);
}
