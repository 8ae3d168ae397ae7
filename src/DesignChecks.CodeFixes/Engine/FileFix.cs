using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Base of fixes of AdditionalFiles: an edit turns the file's text into another.</summary>
public abstract class FileFix(params string[] ids) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ids.ToImmutableArray();

    /// <summary>None: such a rule has one report per file, and projects that share the file share the edit.</summary>
    public sealed override FixAllProvider? GetFixAllProvider() => null;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.TextDocument is not AdditionalDocument document)
            return;
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var action in Offer(text, diagnostic))
                context.RegisterCodeFix(CodeActionOf(document, diagnostic, action), diagnostic);
        }
    }

    /// <summary>The edits for one report; nothing when the text is not what the rule reported.</summary>
    internal abstract IEnumerable<FileFixAction> Offer(SourceText text, Diagnostic diagnostic);

    private static CodeAction CodeActionOf(TextDocument document, Diagnostic diagnostic, FileFixAction action)
    {
#pragma warning disable RS0030 // the one place that makes code actions for files
        return CodeAction.Create(
            action.Title,
            async cancel =>
            {
                var text = await document.GetTextAsync(cancel).ConfigureAwait(false);
                return document.Project.Solution.WithAdditionalDocumentText(document.Id, action.Change(text));
            },
            diagnostic.Id + ":" + action.Name);
#pragma warning restore RS0030
    }
}

/// <summary>One edit of a file: its title, a stable name, and what becomes of the text.</summary>
internal sealed record FileFixAction(string Title, string Name, Func<SourceText, SourceText> Change);
