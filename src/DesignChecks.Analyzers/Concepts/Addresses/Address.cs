using DesignChecks.Engine;

namespace DesignChecks.Concepts.Addresses;

/// <summary>The host, and the port where one is written, of an address in a text.</summary>
/// <param name="Host">In lower case, without brackets.</param>
/// <param name="Port">Null where none is written.</param>
internal sealed record Address(string Host, int? Port)
{
    private const int MostText = 500;

    private static readonly string[] ServerKeys = ["server", "host", "data source", "address", "addr", "network address", "endpoint", "accountendpoint", "blobendpoint", "queueendpoint"];

    /// <summary>Of a URI: <c>http://stock:8080/items</c>, <c>amqp://user:secret@queue</c>; null when the host isn't spelled out.</summary>
    public static Address? OfUri(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start <= 0 || text.Length > MostText || !text.Take(start).All(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '.'))
            return null;
        var authority = text.Substring(start + 3).Split('/', '?', '#')[0];
        return OfHost(authority.Substring(authority.LastIndexOf('@') + 1).Split(',')[0]);
    }

    /// <summary>Of <c>host</c>, <c>host:port</c>, or the first of a list; options behind commas are left out.</summary>
    public static Address? OfHost(string text)
    {
        text = text.Trim().ToLowerInvariant();
        if (text.StartsWith("[", StringComparison.Ordinal))
        {
            var close = text.IndexOf(']');
            return close < 0 ? null : Make(text.Substring(1, close - 1), text.Substring(close + 1).TrimStart(':'));
        }

        var colon = text.IndexOf(':');
        return colon < 0 ? Make(text, "")
            : text.LastIndexOf(':') != colon ? Make(text, "") // an IPv6 address without a port
            : Make(text.Substring(0, colon), text.Substring(colon + 1));
    }

    /// <summary>Of the server in a connection string: <c>Server=tcp:sql.shop.internal,1433;Database=…</c>.</summary>
    public static Address? OfConnectionString(string text)
    {
        foreach (var pair in text.Split(';'))
        {
            var at = pair.IndexOf('=');
            if (at < 0 || Array.IndexOf(ServerKeys, pair.Substring(0, at).Trim().ToLowerInvariant()) < 0)
                continue;
            var server = pair.Substring(at + 1).Trim();
            if (server.IndexOf("://", StringComparison.Ordinal) > 0)
                return OfUri(server);
            if (server.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
                server = server.Substring("tcp:".Length);
            // An instance of SQL Server stands behind a backslash, its port behind a comma.
            return OfHost(server.Split('\\', ',')[0]);
        }

        return null;
    }

    /// <summary>The same machine, or whatever the text leaves open.</summary>
    public bool IsLocal => Host is "localhost" or "." or "(local)" or "(localdb)" or "::1" or "0.0.0.0" or "::" or "host.docker.internal" or "10.0.2.2"
        || Host.StartsWith("127.", StringComparison.Ordinal)
        || Host.EndsWith(".localhost", StringComparison.Ordinal)
        || Host.StartsWith("/", StringComparison.Ordinal);

    /// <summary>A name that the cluster or a registry resolves: <c>stock</c>, <c>stock.shop.svc.cluster.local</c>.</summary>
    public bool IsServiceName => !IsNumeric && Host.IndexOf('.') < 0 || Array.Exists(["svc", "service"], label => Labels.Contains(label)) && EndsWithAny("svc", "local", "consul");

    /// <summary>An IP address.</summary>
    public bool IsNumeric => Host.IndexOf(':') >= 0 || Labels is { Length: 4 } labels && labels.All(label => label.Length is > 0 and < 4 && label.All(char.IsDigit));

    public string[] Labels => Host.Split('.');

    public bool IsIn(string domain) => Host == domain || Host.EndsWith("." + domain, StringComparison.Ordinal);

    public override string ToString() => Port is { } port ? $"{(Host.IndexOf(':') >= 0 ? $"[{Host}]" : Host)}:{port}" : Host;

    private bool EndsWithAny(params string[] labels) => labels.Contains(Labels[Labels.Length - 1]);

    private static Address? Make(string host, string port)
    {
        if (host.Length == 0 || !host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '(' or ')' or '/'))
            return null; // a part that varies, a template, a wildcard
        return port.Length == 0 ? new Address(host, null) : int.TryParse(port, out var number) ? new Address(host, number) : null;
    }
}
