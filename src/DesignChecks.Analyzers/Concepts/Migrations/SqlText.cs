using System.Text.RegularExpressions;

namespace DesignChecks.Concepts.Migrations;

/// <summary>What rules ask about the text of raw SQL in a migration. Text, not a parser: the questions are about names.</summary>
internal static class SqlText
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The name as a whole word, quoted or not.</summary>
    public static bool Mentions(string text, string name) =>
        Regex.IsMatch(text, $@"(?<![\w]){Regex.Escape(name)}(?![\w])", Options);

    /// <summary>An assignment of one column to the other: <c>SET "new" = lower("old")</c>; not one through a subquery.</summary>
    public static bool Copies(string text, string from, string to) =>
        Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(to)}[""\]`]?\s*=(?!\s*\(\s*select)[^,;=]*?(?<!\w){Regex.Escape(from)}(?!\w)", Options);

    /// <summary>The text makes a table of this name, or gives the name to one: <c>CREATE TABLE</c>, <c>RENAME TO</c>, <c>sp_rename</c>, <c>SELECT … INTO</c>.</summary>
    public static bool CreatesTable(string text, string name)
    {
        var quoted = $@"([\[\]\w""`]+\.)?[\[""`]?{Regex.Escape(name)}[\]""`]?(?!\w)";
        return Regex.IsMatch(text, $@"\bcreate\s+(\w+\s+)*table\s+(if\s+not\s+exists\s+)?{quoted}|\brename\s+to\s+{quoted}|\bsp_rename\b[^;]*?,\s*N?'{quoted}'|\binto\s+{quoted}\s+from\b", Options);
    }

    public static bool CreatesView(string text, string name) =>
        Regex.IsMatch(text, $@"\bcreate\s+(or\s+(replace|alter)\s+)?(\w+\s+)*view\s+(if\s+not\s+exists\s+)?([\[\]\w""`]+\.)?[\[""`]?{Regex.Escape(name)}[\]""`]?(?!\w)", Options);
}
