using System.IO.Compression;

namespace DesignChecks.PackageTests.Workbench;

/// <summary>The package, packed once for a run under a version that no other folder of packages can hold.</summary>
internal sealed class Package
{
    private Package(string path) => Path = path;

    public static string Version { get; } = Repository.Version + "-test";

    public string Path { get; }

    public static Package Pack(string feed)
    {
        Dotnet.Run(
            Repository.Root,
            "pack", "src/DesignChecks.Package", "--no-build", "--configuration", Repository.Configuration, "--output", feed,
            "-p:PackageVersion=" + Version, "--nologo", "-v:q").Succeeded();
        return new Package(System.IO.Path.Combine(feed, $"DesignChecks.{Version}.nupkg"));
    }

    /// <summary>What the package holds, without what packing adds to any package.</summary>
    public IEnumerable<string> Entries => Read(archive => archive.Entries
        .Select(entry => entry.FullName)
        .Where(name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToList());

    public string Text(string entry)
    {
        using var bytes = new MemoryStream(Bytes(entry));
        return new StreamReader(bytes).ReadToEnd();
    }

    public byte[] Bytes(string entry) => Read(archive =>
    {
        using var content = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    });

    private T Read<T>(Func<ZipArchive, T> read)
    {
        using var archive = ZipFile.OpenRead(Path);
        return read(archive);
    }
}
