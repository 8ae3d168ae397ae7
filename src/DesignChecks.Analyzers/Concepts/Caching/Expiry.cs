namespace DesignChecks.Concepts.Caching;

/// <summary>What ends the life of a cache entry.</summary>
internal enum Expiry
{
    Unknown,

    /// <summary>Nothing but a full cache.</summary>
    None,

    /// <summary>Only that nobody reads it.</summary>
    Sliding,

    /// <summary>A time, a change token, or a stated wish to keep it.</summary>
    Limited,
}
