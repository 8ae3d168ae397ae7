using DesignChecks.Engine;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The HTTP methods that an endpoint answers to; none when code doesn't say.</summary>
internal sealed class Verbs
{
    public static readonly Verbs Unknown = new([]);

    private static readonly string[] Safe = ["GET", "HEAD"];

    private readonly string[] _names;

    private Verbs(string[] names) => _names = names;

    public static Verbs Of(IEnumerable<string> names) => new(names.Select(name => name.ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToArray());

    /// <summary>All of several; unknown when one of them is.</summary>
    public static Verbs All(IEnumerable<Verbs> parts)
    {
        var verbs = parts.ToArray();
        return Array.TrueForAll(verbs, part => part._names.Length > 0) ? Of(verbs.SelectMany(part => part._names)) : Unknown;
    }

    /// <summary>GET and HEAD only: a caller, a crawler or a cache may repeat it at will.</summary>
    public Answer AreSafe =>
        _names.Length == 0 ? Answer.Unknown
        : Array.TrueForAll(_names, name => Array.IndexOf(Safe, name) >= 0) ? Answer.Yes
        : Answer.No;

    public Answer Include(string verb) =>
        _names.Length == 0 ? Answer.Unknown
        : Array.IndexOf(_names, verb) >= 0 ? Answer.Yes
        : Answer.No;

    public override string ToString() => _names.Length == 0 ? "?" : string.Join(",", _names);
}
