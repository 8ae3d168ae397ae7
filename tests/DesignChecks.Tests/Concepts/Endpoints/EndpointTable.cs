namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>
/// Sources in which a line that declares an endpoint ends in a comment with what the concept says of it: verbs and route, safety,
/// access, limiter, the kind of answer, paging, versioning. ASP.NET Core, started with the same source, must report the same of
/// all that it knows. An arrow says what else there is:
/// <list type="bullet">
/// <item><c>=> GET /a | safe | unstated | - | none</c>: what ASP.NET Core reports where the concept doesn't know, or has no endpoint;</item>
/// <item><c>=> nothing: reason</c>: ASP.NET Core has no such endpoint;</item>
/// <item><c>=> not asked: reason</c>: the source isn't started.</item>
/// </list>
/// Several endpoints of one line have a semicolon between them.
/// </summary>
internal static class EndpointTable
{
    private const string Arrow = "=> ";

    /// <summary>Each line with a comment declares the endpoint that it describes, no other line declares one, and ASP.NET Core agrees.</summary>
    public static async Task Holds(params string[] files)
    {
        var rows = files.SelectMany((text, index) => RowsIn(text, index == 0 ? "/Test.cs" : $"/File{index}.cs")).ToArray();
        Assert.NotEmpty(rows);
        Same(rows.SelectMany(row => row.Said.Select(said => $"{row.Place} {said}")), await Described.By<EndpointProbe>(files));
        if (rows.All(row => row.IsNotAsked))
            return;
        Assert.DoesNotContain(rows, row => row.IsNotAsked);
        Same(rows.SelectMany(row => row.Reported), await StartedHost.Ask(files, ReportedEndpoint.All));
    }

    public static IEnumerable<TableRow> RowsIn(string text, string path)
    {
        foreach (var (line, index) in text.Split('\n').Select((line, index) => (line, index)))
        {
            var start = line.IndexOf("// ", StringComparison.Ordinal);
            if (start < 0)
                continue;
            var comment = line[(start + 3)..];
            var arrow = comment.IndexOf(Arrow, StringComparison.Ordinal);
            if (arrow >= 0)
                yield return TableRow.Of($"{path}:{index + 1}", comment[..arrow].Trim(), comment[(arrow + Arrow.Length)..].Trim());
            else if (comment.Contains(" | ", StringComparison.Ordinal))
                yield return TableRow.Of($"{path}:{index + 1}", comment.Trim(), "");
        }
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var rest = actual.Order(StringComparer.Ordinal).ToList();
        var missing = expected.Where(line => !rest.Remove(line)).ToArray();
        Assert.True(missing.Length + rest.Count == 0, string.Join("\n", missing.Select(line => "- " + line).Concat(rest.Select(line => "+ " + line))));
    }
}
