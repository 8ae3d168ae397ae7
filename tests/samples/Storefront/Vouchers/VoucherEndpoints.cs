using System.Net.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Storefront.Data;

namespace Storefront.Vouchers;

public static class VoucherEndpoints
{
    public static void MapVouchers(this IEndpointRouteBuilder app)
    {
        var vouchers = app.MapGroup("/api/v1/vouchers");
        vouchers.MapPost("/{code}/invite", Invite);
        vouchers.MapPost("/{code}/remind", Remind);
    }

    /// <summary>When the mail server is slow, so is the shop; when it is down, nobody can be invited.</summary>
    private static async Task<Ok<string>> Invite(
        string code, Recipient recipient, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey, SmtpClient mail)
    {
        using var invitation = new MailMessage("shop@storefront.example", recipient.Address, "A voucher for you", $"Enter {code} and save.");
        invitation.Headers.Add("Message-ID", $"<{idempotencyKey}@storefront.example>");
        await mail.SendMailAsync(invitation);
        return TypedResults.Ok(code);
    }

    /// <summary>The neighbour that writes down what is to be sent; a worker sends it.</summary>
    private static async Task<Accepted> Remind(
        string code, Recipient recipient, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey, StoreDbContext db)
    {
        db.OutgoingMails.Add(new OutgoingMail { Key = idempotencyKey, Recipient = recipient.Address, Subject = "Your voucher", Text = $"{code} is still good." });
        await db.SaveChangesAsync();
        return TypedResults.Accepted((string?)null);
    }
}

public record Recipient(string Address);

/// <summary>A mail to be sent once; the key keeps a repeated request from adding it again.</summary>
public class OutgoingMail
{
    public int Id { get; set; }

    public required string Key { get; set; }

    public required string Recipient { get; set; }

    public required string Subject { get; set; }

    public required string Text { get; set; }
}
