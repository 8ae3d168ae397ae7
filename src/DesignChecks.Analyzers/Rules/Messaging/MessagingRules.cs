using DesignChecks.Engine;

namespace DesignChecks.Rules.Messaging;

internal static class MessagingRules
{
    public static readonly Rule[] Live =
    [
        new AutoAcknowledgedWork(),
        new AcknowledgesAutoAcknowledged(),
        new PoisonMessageRequeued(),
        new AcknowledgedBeforeProcessing(),
        new ConsumerSwallowsFailures(),
        new OffsetStoredBeforeProcessing(),
        new UnboundedQueue(),
        new ConsumerWithoutPrefetchLimit(),
        new MessageLostOnRestart(),
    ];
}
