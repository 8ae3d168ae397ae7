using DesignChecks.Engine;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Messaging;

/// <summary>
/// Whether code declares a RabbitMQ queue that gives a message up by itself: one with <c>x-delivery-limit</c>, or a quorum
/// queue, whose limit is 20 deliveries by default since RabbitMQ 4.0.
/// </summary>
internal static class DeliveryLimit
{
    public static readonly string[] Words = ["delivery", "quorum"];

    public static bool IsDeclared(World world, CancellationToken cancel) =>
        Words.SelectMany(word => world.NodesOf(word, Shape.Text, cancel))
            .Any(node => node is LiteralExpressionSyntax { Token.ValueText: "quorum" or "x-delivery-limit" });
}
