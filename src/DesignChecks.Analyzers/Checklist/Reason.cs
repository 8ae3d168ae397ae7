using System.Collections.Immutable;
using System.Text;

namespace DesignChecks.Checklist;

/// <summary>Reasons that people write, told from words that only fill the place of one.</summary>
internal static class Reason
{
    private static readonly ImmutableHashSet<string> Placeholders = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        [
            "n/a", "na", "none", "nil", "null", "no", "yes", "ok", "x", "xx", "xxx", "foo", "test",
            "tbd", "tba", "todo", "to do", "fixme", "wip", "pending", "later", "for now", "temp", "temporary", "to be done", "to be determined", "to be decided",
            "by design", "as designed", "intentional", "intended", "on purpose", "expected", "known", "fine", "justified", "accepted",
            "not needed", "not required", "not necessary", "unnecessary", "unneeded", "not applicable", "not relevant", "irrelevant", "won't fix", "wontfix",
            "skip", "skipped", "ignore", "ignored", "suppress", "suppressed", "disable", "disabled", "false positive", "noise", "because",
            "reason", "no reason", "a reason", "why", "where", "elsewhere", "somewhere", "justification", "your reason", "your reason here", "comment",
        ]);

    public static bool IsGiven(string? text) => text is not null && Words(text) is { Length: > 0 } words && !Placeholders.Contains(words);

    /// <summary>Lower case, and only what words are made of: <c>&lt;Pending&gt;</c> is "pending".</summary>
    private static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter) || letter is '/' or '\'')
                words.Append(char.ToLowerInvariant(letter));
            else if (words.Length > 0 && words[words.Length - 1] != ' ')
                words.Append(' ');
        }

        return words.ToString().Trim(' ', '/', '\'');
    }
}
