using Microsoft.CodeAnalysis;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>One report in its document: the node reported and the facts that the rule left for the fix.</summary>
internal sealed class FixTarget
{
    private FixTarget(Document document, Diagnostic diagnostic, SemanticModel model, SyntaxNode node)
    {
        Document = document;
        Diagnostic = diagnostic;
        Model = model;
        Node = node;
    }

    public Document Document { get; }

    public Diagnostic Diagnostic { get; }

    public SemanticModel Model { get; }

    /// <summary>The innermost node at the reported span.</summary>
    public SyntaxNode Node { get; }

    public static async Task<FixTarget?> Of(Document document, Diagnostic diagnostic, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root is null || model is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            return null;
        return new FixTarget(document, diagnostic, model, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true));
    }

    /// <summary>The innermost node of a kind at or around the report; null when the code is not what the rule reported.</summary>
    public T? Around<T>() where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

    public string? Fact(string key) => Diagnostic.Properties.TryGetValue(key, out var value) ? value : null;

    /// <summary>A type that the project can use, by metadata name.</summary>
    public INamedTypeSymbol? Type(string metadataName) =>
        Model.Compilation.GetTypesByMetadataName(metadataName)
            .FirstOrDefault(type => Model.Compilation.IsSymbolAccessibleWithin(type, Model.Compilation.Assembly));
}
