using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.House;

/// <summary>
/// Files that are written from the descriptors. A test compares; with DESIGNCHECKS_BLESS=1 in the environment it writes
/// instead, and the change is reviewed in the diff.
/// </summary>
internal static class Generated
{
    private const string Bless = "DESIGNCHECKS_BLESS";

    private static bool IsBlessing => Environment.GetEnvironmentVariable(Bless) == "1";

    public static void File(string path, string content)
    {
        var full = Path.Combine(Repository.Root, path);
        var actual = System.IO.File.Exists(full) ? System.IO.File.ReadAllText(full) : "";
        if (actual == content)
            return;
        if (!IsBlessing)
            Assert.Fail($"{path} is stale. Write it anew: {Bless}=1 dotnet test tests/DesignChecks.Tests --filter House{Difference(actual, content)}");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, content);
    }

    /// <summary>The text between <c>&lt;!-- name: … --&gt;</c> and <c>&lt;!-- /name --&gt;</c> of a file.</summary>
    public static void Block(string path, string name, string content)
    {
        var full = Path.Combine(Repository.Root, path);
        var lines = System.IO.File.ReadAllLines(full).ToList();
        var start = lines.FindIndex(line => line.StartsWith($"<!-- {name}:", StringComparison.Ordinal));
        var end = lines.FindIndex(line => line == $"<!-- /{name} -->");
        Assert.True(start >= 0 && end > start, $"{path} has no <!-- {name}: … --> and <!-- /{name} --> around a generated block");
        var body = content.Length == 0 ? [] : content.TrimEnd('\n').Split('\n');
        lines.RemoveRange(start + 1, end - start - 1);
        lines.InsertRange(start + 1, body);
        File(path, string.Join("\n", lines) + "\n");
    }

    private static string Difference(string actual, string expected)
    {
        var left = actual.Split('\n');
        var right = expected.Split('\n');
        var at = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(i => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i));
        return $"\nline {at + 1} is:  {left.ElementAtOrDefault(at)}\nshould be: {right.ElementAtOrDefault(at)}";
    }
}
