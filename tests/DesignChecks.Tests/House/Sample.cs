using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.House;

/// <summary>The sample service, as the compiler gets it.</summary>
internal static class Sample
{
    public const string Folder = "tests/samples/Storefront";

    private static string Root => Path.Combine(Repository.Root, Folder);

    public static Project Load()
    {
        var files = Directory.GetFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(Root, path).Replace('\\', '/'), Path: path))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, File.ReadAllText(file.Path)));
        return Analysis.Program("Storefront", [.. files]);
    }

    public static string Place(Diagnostic report)
    {
        var line = report.Location.GetLineSpan();
        return $"{line.Path.TrimStart('/')}({line.StartLinePosition.Line + 1}): {report.Id}";
    }
}
