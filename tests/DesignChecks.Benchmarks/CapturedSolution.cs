using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Benchmarks;

/// <summary>
/// Real projects, read from captured compiler arguments. Trees and references are read once; each measurement gets fresh
/// compilations, so that nothing is bound before it starts. Header lines (<c>#out=</c>, <c>#pref=</c>, <c>#proj=</c>) turn project
/// references into in-memory ones; without them the reference on disk is used where it exists.
/// </summary>
internal sealed class CapturedSolution(IReadOnlyList<CapturedProject> projects)
{
    public IReadOnlyList<CapturedProject> Projects { get; } = projects;

    public int Files => Projects.Sum(project => project.Trees.Length);

    public int Lines => Projects.Sum(project => project.Trees.Sum(tree => tree.GetText().Lines.Count));

    public static CapturedSolution Load(IEnumerable<string> inputs)
    {
        var files = inputs.SelectMany(input => Directory.Exists(input) ? Directory.GetFiles(input, "*.rsp") : [input]).Order(StringComparer.Ordinal);
        return new CapturedSolution([.. files.Select(CapturedProject.Read).OfType<CapturedProject>()]);
    }

    /// <summary>A fresh compilation of each project, dependencies first.</summary>
    public IEnumerable<(CapturedProject Project, CSharpCompilation Compilation)> Compilations()
    {
        var made = new Dictionary<CapturedProject, CSharpCompilation>();
        foreach (var project in Projects)
            yield return (project, Make(project, made, []));
    }

    private CSharpCompilation Make(CapturedProject project, Dictionary<CapturedProject, CSharpCompilation> made, HashSet<CapturedProject> open)
    {
        if (made.TryGetValue(project, out var known))
            return known;
        open.Add(project);
        var dependencies = Projects.Where(other => project.DependsOn.Contains(other.Path) && !open.Contains(other)).ToArray();
        var inMemory = dependencies.Select(dependency => (MetadataReference)Make(dependency, made, open).ToMetadataReference());
        var onDisk = project.References.Where(reference => !dependencies.Any(dependency => Path.GetFileNameWithoutExtension(reference.Display) == dependency.Name));
        var compilation = CSharpCompilation.Create(project.Name, project.Trees, onDisk.Concat(inMemory), project.Options);
        open.Remove(project);
        return made[project] = compilation;
    }
}

internal sealed record CapturedProject(
    string Path, string Name, SyntaxTree[] Trees, IReadOnlyList<MetadataReference> References, IReadOnlySet<string> DependsOn, CSharpCompilationOptions Options)
{
    private static readonly ConcurrentDictionary<string, MetadataReference> s_references = new();

    public static CapturedProject? Read(string file)
    {
        var lines = File.ReadAllLines(file);
        string Header(string key) => lines.FirstOrDefault(line => line.StartsWith($"#{key}=", StringComparison.Ordinal))?[(key.Length + 2)..] ?? "";
        var folder = Header("dir") is { Length: > 0 } given ? given : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!;
        var arguments = CSharpCommandLineParser.Default.Parse(lines.Where(line => line.Length > 0 && line[0] != '#'), folder, sdkDirectory: null);
        // As editors do: without it, the host calls no semantic-model action when asked for one document.
        var parsing = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.Parse);
        var trees = arguments.SourceFiles.Where(source => File.Exists(source.Path))
            .Select(source => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(source.Path)), parsing, source.Path)).ToArray();
        if (trees.Length == 0)
            return null;
        var references = arguments.MetadataReferences
            .Select(reference => System.IO.Path.Combine(folder, reference.Reference)).Where(File.Exists)
            .Select(path => s_references.GetOrAdd(path, _ => MetadataReference.CreateFromFile(path)));
        var options = arguments.CompilationOptions
            .WithConcurrentBuild(false).WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithStrongNameProvider(null).WithCryptoKeyFile(null).WithPublicSign(false);
        var name = Header("asm") is { Length: > 0 } assembly ? assembly : arguments.CompilationName ?? System.IO.Path.GetFileNameWithoutExtension(file);
        var dependsOn = lines.Where(line => line.StartsWith("#pref=", StringComparison.Ordinal)).Select(line => line[6..]).ToHashSet();
        return new CapturedProject(Header("proj"), name, trees, [.. references], dependsOn, options);
    }
}
