using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Engine;

/// <summary>Both shipped analyzers over one source, without marks: for pages, the sample and fuzzing.</summary>
internal static class Analysis
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => [new DesignChecksAnalyzer(), new BuildOnlyAnalyzer()];

    /// <summary>
    /// The reports of all rules that are on by default, and of one that is not; the code must compile. A file name other than
    /// null makes the text an AdditionalFile.
    /// </summary>
    public static async Task<IReadOnlyList<Diagnostic>> Of(string text, string? fileName = null, Rule? on = null)
    {
        var project = SwitchedOn(on, Project(fileName is null ? text : "", fileName is null ? null : (fileName, text)));
        await AssertCompiles(project);
        return await Of(project);
    }

    private static Project SwitchedOn(Rule? rule, Project project) =>
        rule is { Descriptor.IsEnabledByDefault: false }
            ? project.WithCompilationOptions(project.CompilationOptions!.WithSpecificDiagnosticOptions([new(rule.Id, ReportDiagnostic.Info)]))
            : project;

    public static async Task<IReadOnlyList<Diagnostic>> Of(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var reports = await compilation.WithAnalyzers(Analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. reports.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Applies the first fix of each report of a rule until none is left, and answers the text.</summary>
    public static async Task<string> Fix(string text, Rule rule)
    {
        var document = SwitchedOn(rule, Project(text, null)).Documents.Single(d => d.Name == "Test.cs");
        for (var round = 0; round < 20; round++)
        {
            var report = (await Of(document.Project)).FirstOrDefault(d => d.Id == rule.Id);
            if (report is null)
                return (await document.GetTextAsync()).ToString();
            var actions = await ActionsFor(document.Project.Solution.GetDocument(report.Location.SourceTree)!, report);
            document = (await Apply(actions[0])).GetDocument(document.Id)!;
        }

        throw new InvalidOperationException($"{rule.Id} is still reported after 20 fixes");
    }

    /// <summary>The text of an AdditionalFile after the fix of its one report of an id; null when no fix is offered.</summary>
    public static async Task<string?> FixFile(string name, string text, string id)
    {
        var file = Project("", (name, text)).AdditionalDocuments.Single();
        var report = (await Of(file.Project)).Single(d => d.Id == id);
        var actions = await ActionsFor(file, report);
        if (actions.Count == 0)
            return null;
        var changed = (await Apply(actions[0])).GetAdditionalDocument(file.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    public static async Task AssertCompiles(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>Fixes all reports of one id at once, by the first action that each is offered.</summary>
    public static async Task<Project> FixAll(Project project, IReadOnlyList<Diagnostic> reports)
    {
        var id = reports[0].Id;
        var fix = FixesById.Of(id);
        foreach (var report in reports)
        {
            var document = project.Solution.GetDocument(report.Location.SourceTree)!;
            if ((await ActionsFor(document, report)).FirstOrDefault() is not { } first)
                continue;
            if (fix.GetFixAllProvider() is not { } provider)
                return (await Apply(first)).GetProject(project.Id)!;
            var context = new FixAllContext(document, fix, FixAllScope.Project, first.EquivalenceKey!, [id], new Known(reports), CancellationToken.None);
            var action = await provider.GetFixAsync(context);
            return (await Apply(action!)).GetProject(project.Id)!;
        }

        return project;
    }

    public static async Task<IReadOnlyList<CodeAction>> ActionsFor(TextDocument document, Diagnostic report)
    {
        var actions = new List<CodeAction>();
        foreach (var fix in FixesById.All.Where(fix => fix.FixableDiagnosticIds.Contains(report.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    public static async Task<Solution> Apply(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
    }

    public static Project Project(string text, (string Name, string Text)? additionalFile)
    {
        var project = Program("Test", ("Test.cs", text));
        return additionalFile is { } file
            ? project.AddAdditionalDocument(file.Name, SourceText.From(file.Text), filePath: "/" + file.Name).Project
            : project;
    }

    /// <summary>A project of these files; a program when one of them has statements at its top.</summary>
    public static Project Program(string name, params (string Name, string Text)[] files)
    {
        var isProgram = files.Any(file => Sources.HasTopLevelStatements(file.Text));
        var project = new AdhocWorkspace().AddProject(name, LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .WithCompilationOptions(new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(References.Current);
        project = project.AddDocument("GlobalUsings.cs", Sources.GlobalUsings, filePath: "/GlobalUsings.cs").Project;
        foreach (var (file, text) in files)
            project = project.AddDocument(file, text, filePath: "/" + file).Project;
        return project;
    }

    /// <summary>The reports that a fix-all is about, as the host would hand them over.</summary>
    private sealed class Known(IReadOnlyList<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => document.Project.Solution.GetDocument(report.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(reports);
    }
}
