using System.Globalization;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Abstractions;

namespace DesignChecks.Tests.House;

/// <summary>Every edit for every report in real code: no new compiler error, no new report, its own report gone, nothing left to repeat.</summary>
public class RealCodeFixTests(ITestOutputHelper output)
{
    private readonly SortedDictionary<string, (int Reports, int Edits)> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];

    [RealCodeFact]
    public async Task Every_edit_for_real_code_holds()
    {
        var solution = RealCode.Load();
        foreach (var project in solution.ProjectIds.Select(id => EveryRuleOn(solution.GetProject(id)!)))
            await Check(project);
        foreach (var (id, seen) in _seen)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id}: {seen.Reports} reports, {seen.Edits} edits"));
        Assert.True(_failures.Count == 0, string.Join("\n", _failures));
    }

    private static Project EveryRuleOn(Project project)
    {
        var options = (CSharpCompilationOptions)project.CompilationOptions!;
        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(
            options.SpecificDiagnosticOptions.SetItems(Catalogue.Rules.Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)))));
    }

    private async Task Check(Project project)
    {
        foreach (var report in await Analysis.Of(project))
        {
            if (project.Solution.GetDocument(report.Location.SourceTree) is not { } document || Catalogue.Find(report.Id).Fix == FixAvailability.None)
                continue;
            var actions = await Analysis.ActionsFor(document, report);
            var (reports, edits) = _seen.GetValueOrDefault(report.Id);
            _seen[report.Id] = (reports + 1, edits + actions.Count);
            foreach (var action in actions)
                await Check(project, report, action);
        }
    }

    private async Task Check(Project project, Diagnostic report, CodeAction action)
    {
        var changed = (await Analysis.Apply(action)).GetProject(project.Id)!;
        var edited = changed.GetChanges(project).GetChangedDocuments().ToArray();
        var documents = edited.Append(project.Solution.GetDocumentId(report.Location.SourceTree)!).ToHashSet();
        var (before, after) = (await Look.At(project, documents, report), await Look.At(changed, documents, report));
        void Hold(bool holds, string what)
        {
            if (!holds)
                _failures.Add($"'{action.Title}' for {report.Location.GetLineSpan()} {report.Id}: {what}");
        }

        Hold(edited.Length > 0, "changes nothing");
        var errors = after.Errors.Except(before.Errors).ToArray();
        Hold(errors.Length == 0, "no longer compiles: " + string.Join("; ", errors.Take(3)));
        Hold(after.Reports.Count(one => one.Id == report.Id) < before.Reports.Count(one => one.Id == report.Id), "still reported");
        // Rules that are off unless a team wants them may want more than the fix gives.
        Hold(after.Reports.Count(IsOnByDefault) <= before.Reports.Count(IsOnByDefault), "more reports");
        var same = after.Reports.Where(one => one.Id == report.Id && one.GetMessage() == report.GetMessage() && one.Location.SourceSpan.Start == report.Location.SourceSpan.Start);
        foreach (var again in same)
            Hold((await Analysis.ActionsFor(changed.GetDocument(again.Location.SourceTree)!, again)).Count == 0, "offered once more");
    }

    private static bool IsOnByDefault(Diagnostic report) => Catalogue.Find(report.Id).Descriptor.IsEnabledByDefault;

    /// <summary>What the compiler and the rules say of the changed documents and the reported one, and the compiler of those that name what was changed.</summary>
    private sealed record Look(IReadOnlyCollection<string> Errors, IReadOnlyList<Diagnostic> Reports)
    {
        public static async Task<Look> At(Project project, IReadOnlySet<DocumentId> documents, Diagnostic report)
        {
            var compilation = (await project.GetCompilationAsync())!;
            var asked = compilation.WithAnalyzers(Analysis.Analyzers, project.AnalyzerOptions);
            var reports = new List<Diagnostic>();
            var errors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var document in project.Documents.Where(one => documents.Contains(one.Id) || Names(one, report)))
            {
                var model = compilation.GetSemanticModel((await document.GetSyntaxTreeAsync())!);
                errors.UnionWith(model.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => $"{document.Name} {one.Id} {one.GetMessage(CultureInfo.InvariantCulture)}"));
                if (documents.Contains(document.Id))
                    reports.AddRange(await asked.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None));
            }

            return new Look(errors, reports);
        }

        private static bool Names(Document document, Diagnostic report)
        {
            var changed = report.Location.SourceTree!.GetRoot().FindNode(report.Location.SourceSpan, getInnermostNodeForTie: true)
                .AncestorsAndSelf().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>().FirstOrDefault();
            return changed is not null && document.TryGetText(out var text) && text.ToString().Contains(changed.Identifier.ValueText + "(", StringComparison.Ordinal);
        }
    }
}
