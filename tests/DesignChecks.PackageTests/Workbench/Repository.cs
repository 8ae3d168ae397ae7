using System.Reflection;

namespace DesignChecks.PackageTests.Workbench;

/// <summary>The repository that the tests were built in, and the machine's folder of packages.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Version { get; } = Metadata("Version");

    public static string PackagesFolder { get; } = Metadata("PackagesFolder");

    public static string File(string path) => Path.Combine(Root, path);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
