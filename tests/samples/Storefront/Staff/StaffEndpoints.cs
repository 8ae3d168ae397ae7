using Microsoft.AspNetCore.Identity;

namespace Storefront.Staff;

public static class StaffEndpoints
{
    public static void MapStaff(this IEndpointRouteBuilder app)
    {
        var staff = app.MapGroup("/api/staff").AllowAnonymous();
        staff.MapPost("/login", LogIn);
        staff.MapPost("/till", UnlockTill).RequireRateLimiting("per-address");
    }

    /// <summary>A list of leaked passwords is through in an hour.</summary>
    private static IResult LogIn(StaffLogin login, StaffAccounts accounts, IPasswordHasher<StaffAccount> hasher)
    {
        var account = accounts.Find(login.Name);
        if (account is null || hasher.VerifyHashedPassword(account, account.PasswordHash, login.Password) == PasswordVerificationResult.Failed)
            return Results.Unauthorized();
        return Results.SignIn(account.ToPrincipal());
    }

    /// <summary>The neighbour that allows five guesses a minute.</summary>
    private static IResult UnlockTill(TillCode code, StaffAccounts accounts, IPasswordHasher<StaffAccount> hasher)
    {
        var account = accounts.Find(code.Name);
        if (account is null || hasher.VerifyHashedPassword(account, account.TillCodeHash, code.Digits) == PasswordVerificationResult.Failed)
            return Results.Unauthorized();
        return Results.NoContent();
    }
}

public record StaffLogin(string Name, string Password);

public record TillCode(string Name, string Digits);
