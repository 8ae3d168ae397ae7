namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>What the comment of one line says of its endpoints.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Said">What the concept says.</param>
/// <param name="Reported">What ASP.NET Core reports.</param>
/// <param name="IsNotAsked">True when it isn't started.</param>
internal sealed record TableRow(string Place, string[] Said, string[] Reported, bool IsNotAsked)
{
    private const string Nothing = "nothing: ";
    private const string NotAsked = "not asked: ";

    /// <summary>Verbs, route, safety, access, limiter, kind of answer, paging, versioning.</summary>
    private const int Columns = 8;

    public static TableRow Of(string place, string said, string reported)
    {
        var rows = Parts(said);
        if (reported.StartsWith(NotAsked, StringComparison.Ordinal))
            return new TableRow(place, rows, [], IsNotAsked: true);
        if (reported.StartsWith(Nothing, StringComparison.Ordinal))
            return new TableRow(place, rows, [], IsNotAsked: false);
        var known = rows.Select(row => KnownToBoth(row, place)).ToArray();
        if (reported.Length == 0)
        {
            Assert.False(known.Any(HasUnknown), $"{place} is to say what ASP.NET Core reports: {said}");
            return new TableRow(place, rows, [.. known.Select(Joined)], IsNotAsked: false);
        }

        var endpoints = Parts(reported);
        Assert.True(endpoints.Length != rows.Length || known.Any(HasUnknown), $"{place} says twice what is known: {said}");
        Assert.All(known, row => Assert.True(endpoints.Any(endpoint => Agree(row, Fields(endpoint))), $"{place} contradicts ASP.NET Core: {said} => {reported}"));
        return new TableRow(place, rows, endpoints, IsNotAsked: false);
    }

    private static string[] Parts(string text) => text.Split("; ", StringSplitOptions.RemoveEmptyEntries);

    private static bool Agree(string[] said, string[] reported) =>
        said.Length == reported.Length && said.Zip(reported).All(pair => IsUnknown(pair.First) || pair.First == pair.Second);

    private static bool HasUnknown(string[] fields) => fields.Any(IsUnknown);

    private static bool IsUnknown(string field) => field is "?" or "unknown";

    /// <summary>The columns that ASP.NET Core knows, too: neither the kind of answer nor paging.</summary>
    private static string[] KnownToBoth(string row, string place)
    {
        var fields = Fields(row);
        Assert.True(fields.Length == Columns, $"{place} has not {Columns} columns: {row}");
        return [.. fields[..5], fields[7]];
    }

    /// <summary>Verbs and route stand in one column.</summary>
    private static string[] Fields(string described)
    {
        var columns = described.Split(" | ");
        return [.. columns[0].Split(' ', 2), .. columns[1..]];
    }

    private static string Joined(string[] fields) => $"{fields[0]} {string.Join(" | ", fields[1..])}";
}
