using DesignChecks.Engine;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>What keys of requests that must take effect once are called, in headers and in code.</summary>
internal static class IdempotencyKeys
{
    public static readonly TextListOption Headers = new(
        "idempotency_headers", "Headers that carry an idempotency key.", "Idempotency-Key, X-Idempotency-Key, X-Request-Id");

    private static readonly string[] KnownHeaders = ["Idempotency-Key", "X-Idempotency-Key", "IdempotencyKey"];
    private static readonly string[] Phrases = ["client token", "deduplication id", "dedup id", "dedup key"];

    /// <summary>A header whose value must be the same for each attempt: what the standard names, and what the team adds.</summary>
    public static bool IsHeader(string? name, string[] added) =>
        name is not null && (Says(name) || Is(name, KnownHeaders) || Is(name, added));

    /// <summary>An identifier that names such a key: <c>idempotencyKey</c>, <c>IdempotentAttribute</c>, <c>clientToken</c>.</summary>
    public static bool Says(string identifier)
    {
        var words = Words.Of(identifier);
        return words.Exists(word => word.StartsWith("idempoten", StringComparison.Ordinal)) || Array.Exists(Phrases, phrase => Words.Contain(words, phrase));
    }

    private static bool Is(string name, string[] names) => Array.Exists(names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}
