using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Privacy;

/// <summary>Values that give access to whoever reads them: passwords, keys, tokens, the Authorization header.</summary>
internal static class Secrets
{
    private static readonly string[] Names =
    [
        "password", "passwd", "pwd", "passphrase", "secret", "api key", "apikey", "private key", "secret key", "access key", "signing key",
        "jwt", "authorization header", "auth header", "cvv", "cvv2", "cvc", "card security number", "card security code", "security code",
    ];

    /// <summary>Words before "token" by which it lets someone in; a page token or a change token opens nothing.</summary>
    private static readonly string[] TokenKinds =
    [
        "access", "refresh", "bearer", "id", "auth", "authentication", "authorization", "session", "security", "user", "login", "password", "reset", "confirmation", "verification",
        "activation", "invite", "invitation", "api", "jwt", "raw", "webhook", "bot", "service", "client", "github",
    ];

    /// <summary>Words after the secret's name that say where it came from, not that it is something else.</summary>
    private static readonly string[] Particulars = ["received", "expected", "provided", "supplied", "presented", "given"];

    /// <summary>Types whose tokens are pieces of a language.</summary>
    private static readonly string[] Languages = ["parser", "lexer", "tokenizer", "scanner", "syntax", "grammar", "expression", "template", "reader", "compiler", "query"];

    private static readonly TypeName SecureString = new("System.Security.SecureString");
    private static readonly TypeName Headers = new("Microsoft.AspNetCore.Http.IHeaderDictionary");

    public static bool IsNamed(string identifier, INamedTypeSymbol? around)
    {
        var words = Words.Of(identifier);
        while (words.Count > 1 && Array.IndexOf(Particulars, words[words.Count - 1]) >= 0)
            words.RemoveAt(words.Count - 1);
        return !Redaction.IsSaidBy(words) && (Array.Exists(Names, name => Words.EndWith(words, name)) || IsToken(words, around));
    }

    private static bool IsToken(List<string> words, INamedTypeSymbol? around) =>
        words.Count > 0 && words[words.Count - 1] == "token"
        && (words.Count == 1 || Array.IndexOf(TokenKinds, words[words.Count - 2]) >= 0)
        && !(around is not null && Words.ContainAny(around.Name, Languages));

    /// <summary>True for types that hold the text itself.</summary>
    public static bool MayBeOf(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String }
        || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char }
        || SecureString.Is(type)
        || PersonalTypes.StringValues.Is(type);

    /// <summary><c>Request.Headers.Authorization</c> and <c>Request.Headers["Authorization"]</c>.</summary>
    public static bool IsAuthorizationHeader(IOperation value) =>
        value is IPropertyReferenceOperation { Property: var property } reference
        && Headers.IsBaseOf(reference.Instance?.Type ?? property.ContainingType)
        && (property.Name is "Authorization" or "ProxyAuthorization" or "Cookie"
            || (property.IsIndexer && reference.Arguments.Length == 1
                && (Values.Text(reference.Arguments[0].Value) ?? "").ToUpperInvariant() is "AUTHORIZATION" or "PROXY-AUTHORIZATION" or "COOKIE"));
}
