namespace DesignChecks.Engine;

/// <summary>The words of an identifier, split at case and underscore boundaries: <c>pin</c> is no word of <c>shipping</c>.</summary>
internal static class Words
{
    public static List<string> Of(string identifier)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= identifier.Length; i++)
        {
            if (i < identifier.Length && !StartsWord(identifier, i))
                continue;
            AddWord(words, identifier, start, i);
            start = i;
        }

        return words;
    }

    /// <summary>True when the words of <paramref name="identifier"/> contain those of <paramref name="phrase"/> ("api key") in this order, side by side.</summary>
    public static bool Contain(string identifier, string phrase) => Contain(Of(identifier), phrase);

    public static bool Contain(List<string> words, string phrase)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (Spell(words, i, phrase))
                return true;
        }

        return false;
    }

    public static bool ContainAny(string identifier, string[] phrases)
    {
        var words = Of(identifier);
        return Array.Exists(phrases, phrase => Contain(words, phrase));
    }

    /// <summary>True when the identifier's last words are those of the phrase: <c>apiKey</c> ends with "api key", <c>apiKeyLength</c> doesn't.</summary>
    public static bool EndWith(string identifier, string phrase) => EndWith(Of(identifier), phrase);

    public static bool EndWith(List<string> words, string phrase)
    {
        var first = words.Count - phrase.Count(c => c == ' ') - 1;
        return first >= 0 && Spell(words, first, phrase);
    }

    public static bool EndWithAny(string identifier, string[] phrases)
    {
        var words = Of(identifier);
        return Array.Exists(phrases, phrase => EndWith(words, phrase));
    }

    /// <summary>True when the words from a place on spell the phrase. Compared in place: rules ask this of most names they meet.</summary>
    private static bool Spell(List<string> words, int from, string phrase)
    {
        var at = from;
        for (var start = 0; start <= phrase.Length; at++)
        {
            if (at >= words.Count)
                return false;
            var word = words[at];
            var end = start + word.Length;
            if (end > phrase.Length || (end < phrase.Length && phrase[end] != ' ') || string.CompareOrdinal(phrase, start, word, 0, word.Length) != 0)
                return false;
            start = end + 1;
        }

        return true;
    }

    private static bool StartsWord(string text, int i)
    {
        var current = text[i];
        if (!char.IsLetterOrDigit(current))
            return true;
        if (i == 0)
            return false;
        var before = text[i - 1];
        if (!char.IsLetterOrDigit(before))
            return true;
        if (!char.IsUpper(current))
            return false;

        // "IPAddress" is "ip", "address": an upper-case run ends before its last letter when a lower-case one follows.
        return !char.IsUpper(before) || (i + 1 < text.Length && char.IsLower(text[i + 1]));
    }

    private static void AddWord(List<string> words, string text, int start, int end)
    {
        while (start < end && !char.IsLetterOrDigit(text[start]))
            start++;
        if (start < end)
            words.Add(text.Substring(start, end - start).ToLowerInvariant());
    }
}
