using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Idempotency;

internal enum EffectKind
{
    /// <summary>Money moves: charge, capture, refund, payout, transfer.</summary>
    Money,

    /// <summary>A person gets a mail or a text.</summary>
    Mail,

    /// <summary>Other services act on a message.</summary>
    Message,

    /// <summary>A method that the team named.</summary>
    Named,
}

/// <summary>A call that does something outside of the service that no transaction takes back.</summary>
internal sealed record OutsideEffect(Call Call, EffectKind Kind)
{
    public static readonly NameListOption EffectMethods = new(
        "effect_methods", "Methods with an effect outside of the service that must not happen twice, and types all of whose methods are such.");

    private static readonly TypeName[] PaymentServices =
    [
        new("Stripe.ChargeService"), new("Stripe.PaymentIntentService"), new("Stripe.RefundService"), new("Stripe.PayoutService"), new("Stripe.TransferService"),
        new("Stripe.InvoiceService"), new("Stripe.TopupService"), new("Braintree.ITransactionGateway"), new("Braintree.TransactionGateway"),
    ];

    private static readonly string[] PaymentVerbs =
        ["create", "charge", "pay", "capture", "confirm", "refund", "transfer", "payout", "send", "sale", "submit", "reverse"];

    private static readonly TypeName[] Mailers =
    [
        new("System.Net.Mail.SmtpClient"),
        new("MailKit.IMailTransport"),
        new("SendGrid.ISendGridClient"),
        new("Microsoft.AspNetCore.Identity.UI.Services.IEmailSender"),
        new("Microsoft.AspNetCore.Identity.IEmailSender`1"),
        new("Amazon.SimpleEmail.IAmazonSimpleEmailService"),
        new("Amazon.SimpleEmailV2.IAmazonSimpleEmailServiceV2"),
        new("FluentEmail.Core.IFluentEmail"),
        new("Azure.Communication.Email.EmailClient"),
        new("Azure.Communication.Sms.SmsClient"),
        new("PostmarkDotNet.PostmarkClient"),
        new("Twilio.Rest.Api.V2010.Account.MessageResource"),
    ];

    /// <summary>First words of methods that act; reads on the same types start with others.</summary>
    private static readonly string[] Actions = ["charge", "pay", "capture", "refund", "transfer", "payout", "send", "place", "submit"];

    private static readonly string[] MoneyWords = ["payment", "payments", "billing", "payout", "payouts", "refund", "refunds", "transfer", "transfers"];
    private static readonly string[] MailWords = ["mail", "mails", "mailer", "email", "emails", "emailer", "sms"];

    /// <summary>Transfers of things that are no money.</summary>
    private static readonly string[] OtherTransfers = ["file", "files", "data", "blob", "ownership", "object", "state", "mapper"];

    public static OutsideEffect? From(Call call, NameList named, NameList busTypes)
    {
        if (named.Contains(call.Method) || named.Contains(call.DeclaringType) || named.ContainsTypeOrBase(call.Receiver?.Type))
            return new OutsideEffect(call, EffectKind.Named);
        if (BrokerSend.Is(call, busTypes))
            return new OutsideEffect(call, EffectKind.Message);
        return KindOf(call) is { } kind ? new OutsideEffect(call, kind) : null;
    }

    private static EffectKind? KindOf(Call call)
    {
        if (Words.Of(call.Name) is not [var verb, ..])
            return null;
        var type = call.Receiver?.Type ?? call.DeclaringType;
        if (PaymentServices.AnyIsBaseOf(type))
            return Array.IndexOf(PaymentVerbs, verb) >= 0 ? EffectKind.Money : null;
        if (Mailers.AnyIsBaseOf(type))
            return verb == "send" || (verb == "create" && call.Method.IsStatic) ? EffectKind.Mail : null;
        return Array.IndexOf(Actions, verb) >= 0 && call.Operation.Instance is not IInstanceReferenceOperation ? ByWords(type) : null;
    }

    private static EffectKind? ByWords(ITypeSymbol type) =>
        Words.ContainAny(type.Name, OtherTransfers) ? null
        : Words.ContainAny(type.Name, MoneyWords) ? EffectKind.Money
        : Words.ContainAny(type.Name, MailWords) ? EffectKind.Mail
        : null;
}
