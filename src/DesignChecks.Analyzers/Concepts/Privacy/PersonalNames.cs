using DesignChecks.Engine;

namespace DesignChecks.Concepts.Privacy;

/// <summary>
/// Identifiers that announce personal data. The last words of an identifier say what it is: <c>customerEmail</c> is an
/// e-mail address, <c>emailsSent</c> a number and <c>EmailOptions</c> an object.
/// </summary>
internal sealed class PersonalNames
{
    // Spelled as one word, because "EMail", "e_mail" and "email" are the same name.
    private static readonly string[] Known =
    [
        "email", "emailaddress", "mailaddress",
        "phone", "telephone", "cellphone", "mobile", "mobilephone",
        "ssn", "socialsecurity", "passport", "nationalid", "taxid", "iban", "cardnumber", "creditcard",
        "birthdate", "birthday", "dateofbirth", "dob",
        "firstname", "lastname", "fullname", "maidenname", "middlename", "surname", "familyname", "givenname",
        "street", "streetname", "streetaddress", "streetline", "addressline", "postalcode", "postcode", "zipcode",
        "ipaddress", "latitude", "longitude",
        "salary", "diagnosis", "religion", "ethnicity",
    ];

    /// <summary>Last words that say nothing of what the value is.</summary>
    private static readonly string[] Endings = ["value", "string", "raw", "number", "no", "nr"];

    /// <summary>Words before the name by which it belongs to a machine or a company: <c>supportEmail</c>, <c>serverIpAddress</c>.</summary>
    private static readonly string[] Impersonal =
    [
        "support", "noreply", "reply", "system", "service", "server", "host", "node", "listener", "bind", "local", "loopback", "gateway",
        "container", "pod", "cluster", "machine", "company", "organization", "organisation", "store", "shop", "warehouse", "office", "station", "venue",
        "sample", "dummy", "test", "fake", "example", "default", "type", "class", "assembly", "method", "file", "folder", "directory", "repository", "table", "column",
    ];

    private const int LongestPhrase = 4;

    public static readonly PersonalNames Default = new(new HashSet<string>(Known, StringComparer.Ordinal));

    private readonly HashSet<string> _phrases;

    private PersonalNames(HashSet<string> phrases) => _phrases = phrases;

    /// <summary>The built-in names with those of an option: <c>loyalty card</c> adds one, <c>-street</c> takes one away.</summary>
    public PersonalNames With(string[] changes)
    {
        if (changes.Length == 0)
            return this;
        var phrases = new HashSet<string>(_phrases, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.StartsWith("-", StringComparison.Ordinal))
                phrases.Remove(Joined(change));
            else
                phrases.Add(Joined(change));
        }

        return new PersonalNames(phrases);
    }

    /// <summary>The name that the identifier ends with, spelled as one word; null when it names nothing personal.</summary>
    public string? Find(string identifier)
    {
        var words = Words.Of(identifier);
        if (words.Count == 0)
            return null;
        words[words.Count - 1] = words[words.Count - 1].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return EndingOf(words) ?? EndingOf(Singular(words)) ?? EndingOf(WithoutEnding(words)) ?? EndingOf(WithoutEnding(Singular(words)));
    }

    private string? EndingOf(List<string> words)
    {
        for (var length = Math.Min(LongestPhrase, words.Count); length > 0; length--)
        {
            var phrase = string.Concat(words.Skip(words.Count - length));
            if (_phrases.Contains(phrase))
                return IsImpersonal(words, words.Count - length) || Redaction.IsSaidBy(words) ? null : phrase;
        }

        return null;
    }

    private static bool IsImpersonal(List<string> words, int before)
    {
        for (var i = 0; i < before; i++)
        {
            if (Array.IndexOf(Impersonal, words[i]) >= 0)
                return true;
        }

        return false;
    }

    private static List<string> Singular(List<string> words)
    {
        var last = words[words.Count - 1];
        var singular = last.EndsWith("sses", StringComparison.Ordinal) ? last.Substring(0, last.Length - 2)
            : last.EndsWith("s", StringComparison.Ordinal) && !last.EndsWith("ss", StringComparison.Ordinal) ? last.Substring(0, last.Length - 1)
            : last;
        return [.. words.Take(words.Count - 1), singular];
    }

    private static List<string> WithoutEnding(List<string> words) =>
        words.Count > 1 && Array.IndexOf(Endings, words[words.Count - 1]) >= 0 ? words.GetRange(0, words.Count - 1) : words;

    private static string Joined(string text) => new(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());
}
