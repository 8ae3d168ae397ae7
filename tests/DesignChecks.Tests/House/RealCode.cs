using DesignChecks.Benchmarks;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.House;

/// <summary>A test over real projects, which are nowhere in this repository: DESIGNCHECKS_REAL_CODE names a folder of compiler arguments, as the benchmarks read them.</summary>
internal sealed class RealCodeFactAttribute : FactAttribute
{
    public RealCodeFactAttribute()
    {
        if (RealCode.Folder is null)
            Skip = "DESIGNCHECKS_REAL_CODE is not set";
    }
}

internal static class RealCode
{
    public static string? Folder => Environment.GetEnvironmentVariable("DESIGNCHECKS_REAL_CODE");

    /// <summary>The captured projects as an editor would hold them: one solution, projects that refer to each other.</summary>
    public static Solution Load()
    {
        var captured = CapturedSolution.Load([Folder!]).Projects;
        Assert.True(captured.Count > 0, $"{Folder} holds no .rsp file");
        var ids = captured.ToDictionary(project => project.Path, project => ProjectId.CreateNewId(project.Name));
        var solution = new AdhocWorkspace().CurrentSolution;
        foreach (var project in captured)
        {
            var uses = captured.Where(other => other != project && project.DependsOn.Contains(other.Path)).ToArray();
            solution = solution.AddProject(ProjectInfo.Create(
                ids[project.Path], VersionStamp.Default, project.Name, project.Name, LanguageNames.CSharp, project.Path,
                compilationOptions: project.Options,
                parseOptions: project.Trees[0].Options,
                projectReferences: uses.Select(use => new ProjectReference(ids[use.Path])),
                metadataReferences: project.References.Where(reference => !uses.Any(use => Path.GetFileNameWithoutExtension(reference.Display) == use.Name)),
                documents: project.Trees.Select(tree => DocumentInfo.Create(
                    DocumentId.CreateNewId(ids[project.Path]), Path.GetFileName(tree.FilePath), filePath: tree.FilePath,
                    loader: TextLoader.From(TextAndVersion.Create(tree.GetText(), VersionStamp.Default, tree.FilePath))))));
        }

        return solution;
    }
}
