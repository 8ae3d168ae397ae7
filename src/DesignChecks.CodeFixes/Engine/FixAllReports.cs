using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Applies the chosen edit to every report, from the inside out, in one editor per document.</summary>
internal sealed class FixAllReports : FixAllProvider
{
    public static readonly FixAllReports Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var targets = await Targets(context).ConfigureAwait(false);
        if (targets.IsEmpty)
            return null;
        var fix = (DesignFix)context.CodeFixProvider;
#pragma warning disable RS0030 // the fix-all action
        return CodeAction.Create(
            "Fix all " + string.Join(", ", context.DiagnosticIds.OrderBy(id => id, StringComparer.Ordinal)),
            cancel => Apply(context.Solution, fix, targets, context.CodeActionEquivalenceKey, cancel),
            context.CodeActionEquivalenceKey);
#pragma warning restore RS0030
    }

    private static async Task<Solution> Apply(
        Solution solution, DesignFix fix, ImmutableArray<FixTarget> targets, string? key, CancellationToken cancel)
    {
        var edit = new FixEdit(solution, cancel);
        foreach (var target in targets)
        {
            cancel.ThrowIfCancellationRequested();
            var action = fix.Offer(target).FirstOrDefault(offered => DesignFix.KeyOf(target, offered) == key);
            if (action is not null)
                await edit.Apply(target, action).ConfigureAwait(false);
        }

        return edit.Result();
    }

    private static async Task<ImmutableArray<FixTarget>> Targets(FixAllContext context)
    {
        var targets = ImmutableArray.CreateBuilder<FixTarget>();
        foreach (var (document, diagnostics) in await Reports(context).ConfigureAwait(false))
        {
            // Inside out: a report inside another's node is edited first, so that the outer edit sees it.
            foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start).ThenBy(d => d.Location.SourceSpan.Length))
            {
                if (await FixTarget.Of(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } target)
                    targets.Add(target);
            }
        }

        return targets.ToImmutable();
    }

    private static async Task<IEnumerable<(Document, ImmutableArray<Diagnostic>)>> Reports(FixAllContext context)
    {
        var documents = context switch
        {
            { Scope: FixAllScope.Document, Document: { } document } => [document],
            { Scope: FixAllScope.Project } => context.Project.Documents,
            _ => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(project => project.Documents),
        };
        var reports = new List<(Document, ImmutableArray<Diagnostic>)>();
        foreach (var document in documents)
            reports.Add((document, await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)));
        return reports;
    }
}
