using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>An effect outside of the service that a repeated POST has again.</summary>
internal static class UnguardedEffect
{
    /// <summary>Requests for a mail: whoever sends one twice wants, or gets, two.</summary>
    private static readonly string[] MailRequests =
    [
        "login", "logout", "register", "registration", "signup", "sign", "forgot", "reset", "password", "confirm", "confirmation", "verify", "verification",
        "resend", "remind", "reminder", "otp", "code", "factor", "token", "invite", "invites", "invitation", "reinvite", "test", "email", "mail", "contact", "send", "sms", "account", "accounts",
    ];

    /// <summary>The first one of the endpoint that nothing in sight keeps from happening twice.</summary>
    public static OutsideEffect? In(Endpoint endpoint, Found found)
    {
        if (endpoint.Verbs.Include("POST") != Answer.Yes || endpoint.Body is null)
            return null;
        var named = found.Option(OutsideEffect.EffectMethods);
        var busTypes = found.Option(BrokerSend.BusTypes);
        foreach (var code in endpoint.Runs)
        {
            foreach (var call in code.Calls)
            {
                if (OutsideEffect.From(call, named, busTypes) is { } effect && !IsAskedFor(effect, endpoint) && !RepeatGuard.Precedes(call.Operation, code, endpoint))
                    return IsGuarded(endpoint, found) ? null : effect;
            }
        }

        return null;
    }

    public static bool IsGuarded(Endpoint endpoint, Found found) =>
        RepeatGuard.IsForFormsOrCallbacks(endpoint) || RepeatGuard.MayBeOn(endpoint, found.Option(IdempotencyKeys.Headers));

    private static bool IsAskedFor(OutsideEffect effect, Endpoint endpoint) =>
        effect.Kind == EffectKind.Mail
        && (Words.ContainAny(endpoint.Handler?.Name ?? "", MailRequests) || (endpoint.Route is { } route && Words.ContainAny(route, MailRequests)));
}
