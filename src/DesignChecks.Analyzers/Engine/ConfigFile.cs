using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Engine;

/// <summary>A <c>key = value</c> of an .editorconfig or .globalconfig.</summary>
internal sealed record ConfigLine(string Key, TextSpan KeySpan, string Value, TextSpan ValueSpan);

/// <summary>Reads configuration files as the compiler does. It gives analyzers values, not files: they are read where a project passes them as AdditionalFiles.</summary>
internal static class ConfigFile
{
    public static bool IsConfig(string path) =>
        path.EndsWith(".editorconfig", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".globalconfig", StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<ConfigLine> Lines(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (Read(text.ToString(line.Span), line.Start) is { } read)
                yield return read;
        }
    }

    private static ConfigLine? Read(string line, int start)
    {
        var separator = line.IndexOfAny(['=', ':']);
        if (separator <= 0)
            return null;
        var key = line.Substring(0, separator).Trim();
        if (key.Length == 0 || !key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.'))
            return null; // a comment, a section, or nothing that the compiler reads
        var comment = line.IndexOfAny(['#', ';'], separator);
        var value = line.Substring(separator + 1, (comment < 0 ? line.Length : comment) - separator - 1);
        return new ConfigLine(
            key,
            new TextSpan(start + line.IndexOf(key, StringComparison.Ordinal), key.Length),
            value.Trim(),
            new TextSpan(start + separator + 1 + (value.Length - value.TrimStart().Length), value.Trim().Length));
    }
}
