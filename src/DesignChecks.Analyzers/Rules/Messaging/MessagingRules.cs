using DesignChecks.Engine;

namespace DesignChecks.Rules.Messaging;

internal static class MessagingRules
{
    public static readonly Rule[] Live =
    [
        new PoisonMessageRequeued(),
        new UnboundedQueue(),
    ];
}
