using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>
/// Base of every code fix. A fix looks at one report and offers edits; applying one edit and applying it to all reports
/// is the same code, so the two cannot differ.
/// </summary>
public abstract class DesignFix(params string[] ids) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ids.ToImmutableArray();

    /// <summary>False for an edit that shifts stored data or needs a decision at each place.</summary>
    protected virtual bool CanFixAll => true;

    public sealed override FixAllProvider? GetFixAllProvider() => CanFixAll ? FixAllReports.Instance : null;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var target = await FixTarget.Of(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (target is null)
                continue;
            foreach (var action in Offer(target))
                context.RegisterCodeFix(CodeActionOf(context.Document.Project.Solution, target, action), diagnostic);
        }
    }

    /// <summary>The edits for one report, all preconditions checked; nothing when the code is not what the rule reported.</summary>
    internal abstract IEnumerable<FixAction> Offer(FixTarget target);

    private static CodeAction CodeActionOf(Solution solution, FixTarget target, FixAction action)
    {
#pragma warning disable RS0030 // the one place that makes code actions
        return CodeAction.Create(
            action.Title,
            async cancel =>
            {
                var edit = new FixEdit(solution, cancel);
                await edit.Apply(target, action).ConfigureAwait(false);
                return edit.Result();
            },
            KeyOf(target, action));
#pragma warning restore RS0030
    }

    /// <summary>Ties an edit to its like at other reports. Never the title, which may hold names.</summary>
    internal static string KeyOf(FixTarget target, FixAction action) => target.Diagnostic.Id + ":" + action.Name;
}

/// <summary>One edit that a fix offers: its title, a stable name, and what it does.</summary>
internal sealed record FixAction(string Title, string Name, Func<FixEdit, Task> Apply)
{
    public FixAction(string title, string name, Action<FixEdit> apply)
        : this(title, name, edit =>
        {
            apply(edit);
            return Task.CompletedTask;
        })
    {
    }
}
