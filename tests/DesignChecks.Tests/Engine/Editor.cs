using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Engine;

/// <summary>Looks at one document as an editor does: asks for it or a span of it alone, after each edit, and never for the whole compilation.</summary>
internal sealed class Editor(Document document, ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    public Document Document { get; private set; } = document;

    public Editor(Document document) : this(document, Analysis.Analyzers)
    {
    }

    public async Task<string> Text() => (await Document.GetTextAsync()).ToString();

    /// <summary>Replaces a text that stands once in the document; the tree is parsed anew only around it.</summary>
    public async Task Replace(string old, string replacement)
    {
        var text = await Document.GetTextAsync();
        var at = text.ToString().IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0 && at == text.ToString().LastIndexOf(old, StringComparison.Ordinal), $"'{old}' does not stand once in the document");
        Document = Document.WithText(text.WithChanges(new TextChange(new TextSpan(at, old.Length), replacement)));
    }

    public async Task<IReadOnlyList<Diagnostic>> Reports(TextSpan? span = null)
    {
        var asked = await Asked();
        var model = (await Document.GetSemanticModelAsync())!;
        var syntax = await asked.GetAnalyzerSyntaxDiagnosticsAsync(model.SyntaxTree, CancellationToken.None);
        var semantic = await asked.GetAnalyzerSemanticDiagnosticsAsync(model, span, CancellationToken.None);
        return InOrder(syntax.Concat(semantic));
    }

    public async Task<IReadOnlyList<Diagnostic>> ReportsOf(AdditionalText file)
    {
        var asked = await Asked();
        return InOrder((await asked.GetAnalysisResultAsync(file, CancellationToken.None)).GetAllDiagnostics());
    }

    /// <summary>The titles of what the light bulb offers at a report.</summary>
    public async Task<IReadOnlyList<string>> Offered(Diagnostic report) =>
        [.. (await Analysis.ActionsFor(Document, report)).Select(action => action.Title)];

    /// <summary>The document after "fix all in document" with the first action at the report; null where there is none.</summary>
    public async Task<string?> FixAll(Diagnostic report)
    {
        var action = (await Analysis.ActionsFor(Document, report)).FirstOrDefault();
        var fix = FixesById.All.FirstOrDefault(fix => fix.FixableDiagnosticIds.Contains(report.Id));
        if (action is null || fix?.GetFixAllProvider() is not { } all)
            return null;
        var context = new FixAllContext(Document, fix, FixAllScope.Document, action.EquivalenceKey!, [report.Id], new ShownReports(this), CancellationToken.None);
        var solution = await Analysis.Apply((await all.GetFixAsync(context))!);
        return (await solution.GetDocument(Document.Id)!.GetTextAsync()).ToString();
    }

    public static IReadOnlyList<Diagnostic> InOrder(IEnumerable<Diagnostic> reports) =>
        [.. reports.OrderBy(report => report.Location.SourceSpan.Start).ThenBy(report => report.Id, StringComparer.Ordinal)];

    private async Task<CompilationWithAnalyzers> Asked()
    {
        var compilation = (await Document.Project.GetCompilationAsync())!;
        return compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            Document.Project.AnalyzerOptions,
            (error, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed", error),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
    }

    private sealed class ShownReports(Editor editor) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await editor.Reports();

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
