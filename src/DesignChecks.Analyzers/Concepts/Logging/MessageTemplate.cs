namespace DesignChecks.Concepts.Logging;

/// <summary>A message template: <c>"User {UserId} paid {Amount,10:F2}"</c>.</summary>
internal sealed class MessageTemplate
{
    private MessageTemplate(IReadOnlyList<Placeholder> placeholders) => Placeholders = placeholders;

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Placeholder> Placeholders { get; }

    /// <summary>Null when the braces don't pair up.</summary>
    public static MessageTemplate? Parse(string text)
    {
        var placeholders = new List<Placeholder>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
                continue;
            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                i++;
                continue;
            }

            var end = text[i] == '{' ? text.IndexOfAny(['{', '}'], i + 1) : -1;
            if (end < 0 || text[end] != '}')
                return null;
            placeholders.Add(Placeholder.Of(text.Substring(i + 1, end - i - 1)));
            i = end;
        }

        return new MessageTemplate(placeholders);
    }

    /// <summary>The text as a template writes it where it means itself.</summary>
    public static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");
}

/// <summary>One hole of a template. The name of <c>{@User}</c> is User, and its members are written.</summary>
internal readonly record struct Placeholder(string Name, bool IsDestructured)
{
    private static readonly char[] NameEnds = [',', ':'];

    public static Placeholder Of(string content)
    {
        var end = content.IndexOfAny(NameEnds);
        var name = (end < 0 ? content : content.Substring(0, end)).Trim();
        return name.Length > 0 && name[0] is '@' or '$'
            ? new Placeholder(name.Substring(1), name[0] == '@')
            : new Placeholder(name, false);
    }

    /// <summary><c>{0}</c> numbers a value and says nothing of it.</summary>
    public bool IsNumber => int.TryParse(Name, out _);
}
