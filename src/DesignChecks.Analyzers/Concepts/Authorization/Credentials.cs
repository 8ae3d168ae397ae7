using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;

namespace DesignChecks.Concepts.Authorization;

/// <summary>Endpoints at which someone proves who they are: they are open to everyone, and worth guessing at.</summary>
internal static class Credentials
{
    /// <summary>Methods that check a password or code, or send one out.</summary>
    public static readonly string[] Checks =
    [
        "PasswordSignInAsync", "CheckPasswordSignInAsync", "TwoFactorSignInAsync", "TwoFactorAuthenticatorSignInAsync", "TwoFactorRecoveryCodeSignInAsync",
        "CheckPasswordAsync", "VerifyTwoFactorTokenAsync", "GeneratePasswordResetTokenAsync", "GenerateTwoFactorTokenAsync",
        "VerifyHashedPassword", "Verify", "EnhancedVerify",
    ];

    private static readonly TypeName SignIn = new("Microsoft.AspNetCore.Identity.SignInManager`1");

    private static readonly TypeName[] Checkers =
    [
        SignIn,
        new("Microsoft.AspNetCore.Identity.UserManager`1"),
        new("Microsoft.AspNetCore.Identity.IPasswordHasher`1"),
        new("BCrypt.Net.BCrypt"),
        new("Isopoh.Cryptography.Argon2.Argon2"),
    ];

    private static readonly string[] Senders = ["GeneratePasswordResetTokenAsync", "GenerateTwoFactorTokenAsync"];

    /// <summary>Words of endpoints that can't ask for a login yet.</summary>
    private static readonly string[] OpenPhrases =
    [
        "login", "log in", "signin", "sign in", "logon", "log on", "logout", "log out", "logoff", "log off", "signout", "sign out", "register", "registration", "signup", "sign up",
        "token", "refresh", "forgot password", "forgotpassword", "reset password", "resetpassword", "confirm email", "confirmemail", "verify email", "resend", "otp", "two factor", "2fa",
        "external login",
    ];

    /// <summary>The first check of a credential in the handler or a function of its class.</summary>
    public static Call? CheckIn(Endpoint endpoint) =>
        endpoint.Runs.SelectMany(run => run.Calls).FirstOrDefault(call => Array.IndexOf(Checks, call.Name) >= 0 && Checkers.AnyIsBaseOf(call.Receiver?.Type ?? call.DeclaringType));

    /// <summary>True for a call that sends a code out instead of checking one.</summary>
    public static bool IsSender(Call check) => Array.IndexOf(Senders, check.Name) >= 0;

    /// <summary>True when the endpoint checks credentials, takes them, is a step of signing in, or is named after one.</summary>
    public static bool AreTakenBy(Endpoint endpoint) =>
        CheckIn(endpoint) is not null
        || endpoint.Runs.SelectMany(run => run.Calls).Any(call => SignIn.IsBaseOf(call.Receiver?.Type))
        || endpoint.Inputs.Any(input => Words.EndWith(input.Symbol.Name, "password") || Words.EndWith(input.Symbol.Name, "refresh token"))
        || endpoint.Handler is { CanBeReferencedByName: true } handler && Words.ContainAny(handler.Name, OpenPhrases)
        || endpoint.Route is { } route && RouteText.Segments(route).LastOrDefault(segment => segment[0] != '{') is { } last && Words.ContainAny(last, OpenPhrases);
}
