using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Edits of one code action, in one editor per document: nested and neighbouring edits survive each other.</summary>
internal sealed class FixEdit(Solution solution, CancellationToken cancel)
{
    private readonly SolutionEditor _solution = new(solution);
    private readonly HashSet<(DocumentId Document, int Place, string Statement)> _inserted = [];
    private DocumentEditor? _document;

    public CancellationToken Cancel { get; } = cancel;

    private DocumentEditor Document => _document ?? throw new InvalidOperationException("No edit is being applied.");

    public SyntaxGenerator Generate => Document.Generator;

    public async Task Apply(FixTarget target, FixAction action)
    {
        _document = await _solution.GetDocumentEditorAsync(target.Document.Id, Cancel).ConfigureAwait(false);
        await action.Apply(this).ConfigureAwait(false);
    }

    public Solution Result() => _solution.GetChangedSolution();

    /// <summary>Replaces a node by what becomes of it; the function sees edits that were made inside it before.</summary>
    public void Replace<T>(T node, Func<T, SyntaxNode> change) where T : SyntaxNode =>
        Document.ReplaceNode(node, (current, _) => current is T same ? Tidy(same, change(same)) : current);

    public void InsertBefore(SyntaxNode node, params SyntaxNode[] added) => Document.InsertBefore(node, added.Select(Formatted));

    public void InsertAfter(SyntaxNode node, params SyntaxNode[] added) => Document.InsertAfter(node, added.Select(Formatted));

    public void Remove(SyntaxNode node) => Document.RemoveNode(node, SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives);

    /// <summary>Imports a namespace into the edited file, in the order of its using directives.</summary>
    public void Import(string space) =>
        Document.ReplaceNode(Document.OriginalRoot, (root, _) => root is CompilationUnitSyntax unit && unit.Usings.All(directive => directive.Name?.ToString() != space) ? WithUsing(unit, space) : root);

    private static CompilationUnitSyntax WithUsing(CompilationUnitSyntax unit, string space)
    {
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(space)).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var at = unit.Usings.TakeWhile(other => other.Alias is null && other.StaticKeyword.IsKind(SyntaxKind.None) && string.CompareOrdinal(other.Name?.ToString(), space) < 0).Count();
        if (unit.Usings.Count == 0)
        {
            // A header comment stays on top.
            var first = unit.GetFirstToken();
            return unit.ReplaceToken(first, first.WithLeadingTrivia()).AddUsings(directive.WithLeadingTrivia(first.LeadingTrivia));
        }

        if (at > 0)
            return unit.WithUsings(unit.Usings.Insert(at, directive));
        var head = unit.Usings[0];
        return unit.WithUsings(unit.Usings.Replace(head, head.WithLeadingTrivia()).Insert(0, directive.WithLeadingTrivia(head.GetLeadingTrivia())));
    }

    /// <summary>Removes an element of a comma-separated list with its comma.</summary>
    public void RemoveFromList(SyntaxNode node) => Document.RemoveNode(node, SyntaxRemoveOptions.KeepUnbalancedDirectives);

    /// <summary>Removes a node that stands on lines of its own; comments before and behind it stay.</summary>
    public void RemoveWithLine(SyntaxNode node)
    {
        Document.ReplaceNode(node, (current, _) => WithoutLine(current));
        Remove(node);
    }

    private static SyntaxNode WithoutLine(SyntaxNode node)
    {
        var behind = node.GetTrailingTrivia();
        if (!behind.All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            return node.WithTrailingTrivia(behind.SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        var before = node.GetLeadingTrivia();
        if (before.Count > 0 && before.Last().IsKind(SyntaxKind.WhitespaceTrivia))
            before = before.RemoveAt(before.Count - 1);
        return node.WithLeadingTrivia(before).WithoutTrailingTrivia();
    }

    /// <summary>Edits a node of another document of the solution (an entity's declaration, say).</summary>
    public async Task ReplaceIn<T>(SyntaxReference reference, Func<T, SyntaxNode> change) where T : SyntaxNode
    {
        var document = solution.GetDocument(reference.SyntaxTree);
        if (document is null)
            return;
        var editor = await _solution.GetDocumentEditorAsync(document.Id, Cancel).ConfigureAwait(false);
        var node = await reference.GetSyntaxAsync(Cancel).ConfigureAwait(false);
        editor.ReplaceNode(node, (current, _) => current is T same ? Tidy(same, change(same)) : current);
    }

    /// <summary>Adds a statement behind one of any document of the solution; once, when several reports ask for the same.</summary>
    public async Task InsertAfterIn(SyntaxReference reference, StatementSyntax added)
    {
        if (solution.GetDocument(reference.SyntaxTree) is not { } document || !_inserted.Add((document.Id, reference.Span.Start, added.ToString())))
            return;
        var editor = await _solution.GetDocumentEditorAsync(document.Id, Cancel).ConfigureAwait(false);
        var node = await reference.GetSyntaxAsync(Cancel).ConfigureAwait(false);
        var line = added
            .WithLeadingTrivia(node.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse())
            .WithTrailingTrivia(node.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).DefaultIfEmpty(SyntaxFactory.ElasticLineFeed));
        if (node.Parent is GlobalStatementSyntax global)
            editor.InsertAfter(global, SyntaxFactory.GlobalStatement(line));
        else
            editor.InsertAfter(node, line);
    }

    /// <summary>A type's name as an expression or type; the using directive it needs is added when the action is applied.</summary>
    public TypeSyntax Type(INamedTypeSymbol type) =>
        ((TypeSyntax)Generate.TypeExpression(type, addImport: true)).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);

    /// <summary>Parses an expression in which types are written by full name: <c>System.TimeSpan.FromSeconds(30)</c>. Names are shortened where usings allow.</summary>
    public static ExpressionSyntax Expression(string text) =>
        Simplifiable(SyntaxFactory.ParseExpression(text)).WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>Parses a type written by full name; the name is shortened where usings allow.</summary>
    public static TypeSyntax TypeName(string text) => Simplifiable(SyntaxFactory.ParseTypeName(text));

    /// <summary>Parses a statement, on a line of its own.</summary>
    public static StatementSyntax Statement(string text) =>
        (StatementSyntax)Formatted(Simplifiable(SyntaxFactory.ParseStatement(text)).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed));

    /// <summary>A block with each statement on a line of its own; the formatter would leave one that stands on one line as it is.</summary>
    public static BlockSyntax Block(params StatementSyntax[] statements) =>
        SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed),
            SyntaxFactory.List(statements.Select(statement => statement.HasTrailingTrivia ? statement : statement.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed))),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken));

    /// <summary>The simplifier looks at nodes that carry its annotation, not at what is inside them.</summary>
    private static T Simplifiable<T>(T node) where T : SyntaxNode =>
        node.ReplaceNodes(
            node.DescendantNodesAndSelf().Where(part => part is MemberAccessExpressionSyntax or NameSyntax),
            (_, part) => part.WithAdditionalAnnotations(Simplifier.Annotation));

    private static SyntaxNode Tidy(SyntaxNode before, SyntaxNode after) =>
        Formatted(after.GetLeadingTrivia().Count == 0 && after.GetTrailingTrivia().Count == 0 ? after.WithTriviaFrom(before) : after);

    private static SyntaxNode Formatted(SyntaxNode node) => node.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
}
