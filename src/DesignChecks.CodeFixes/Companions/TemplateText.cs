using System.Text;
using DesignChecks.CodeFixes.Engine;
using DesignChecks.Concepts.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Companions;

/// <summary>
/// A message that code builds, taken apart into a template and its arguments. Without arguments of its own, braces in the
/// text meant themselves; with them, they are placeholders already and keep their arguments.
/// </summary>
internal sealed class TemplateText
{
    private readonly SemanticModel _model;
    private readonly ExpressionSyntax[] _given;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ExpressionSyntax> _arguments = [];
    private int _givenUsed;

    private TemplateText(ExpressionSyntax message, ExpressionSyntax[] given, SemanticModel model)
    {
        Message = message;
        _given = given;
        _model = model;
    }

    public ExpressionSyntax Message { get; private set; }

    public IReadOnlyList<ExpressionSyntax> Arguments => _arguments;

    private bool HasGiven => _given.Length > 0;

    /// <summary>Null when the message can't be taken apart without changing what is logged.</summary>
    public static TemplateText? Of(ExpressionSyntax message, ExpressionSyntax[] given, SemanticModel model)
    {
        var template = new TemplateText(message, given, model);
        return template.Build() && template.IsSafe() ? template : null;
    }

    private bool Build()
    {
        var sum = ConcatenatedText.Of(Message, _model);
        if (sum.Parts.Count == 1 && sum.Parts[0] is not InterpolatedStringExpressionSyntax)
            return false;
        var literals = new List<ExpressionSyntax>();
        foreach (var part in sum.Parts)
        {
            if (Literal(part) is not { } literal)
                return false;
            literals.Add(literal);
        }

        Message = sum.With(literals).WithTriviaFrom(Message);
        return _givenUsed == _given.Length && _arguments.Count > 0;
    }

    /// <summary>One array or null alone would become the argument list itself.</summary>
    private bool IsSafe() =>
        _arguments.Count > 1 || HasGiven
        || _model.GetTypeInfo(_arguments[0]) is { Type: not (IArrayTypeSymbol { ElementType.IsValueType: false } or IDynamicTypeSymbol or null) };

    private ExpressionSyntax? Literal(ExpressionSyntax part) => part switch
    {
        InterpolatedStringExpressionSyntax text => OfInterpolated(text),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => OfLiteral(literal),
        _ => Hole(part, null, null) is { } hole ? Quoted(hole).WithTriviaFrom(part) : null,
    };

    private LiteralExpressionSyntax? OfLiteral(LiteralExpressionSyntax literal)
    {
        var text = literal.Token.ValueText;
        if (HasGiven)
            return TakeGiven(text) ? literal : null;
        return text.IndexOfAny(['{', '}']) < 0 ? literal : Quoted(MessageTemplate.Escape(text)).WithTriviaFrom(literal);
    }

    private LiteralExpressionSyntax? OfInterpolated(InterpolatedStringExpressionSyntax text)
    {
        var start = text.StringStartToken.Text;
        var isRaw = start.Contains("\"\"\"");
        var source = new StringBuilder(start.Replace("$", ""));
        foreach (var content in text.Contents)
        {
            var piece = content switch
            {
                InterpolatedStringTextSyntax plain => Text(plain.TextToken, isRaw),
                InterpolationSyntax hole => Hole(hole.Expression, hole.AlignmentClause, hole.FormatClause),
                _ => null,
            };
            if (piece is null)
                return null;
            source.Append(piece);
        }

        source.Append(text.StringEndToken.Text);
        return SyntaxFactory.ParseExpression(source.ToString()) is LiteralExpressionSyntax { ContainsDiagnostics: false } literal
            ? literal.WithTriviaFrom(text)
            : null;
    }

    /// <summary>Between holes, in the source: regular and verbatim strings double their braces, raw ones don't.</summary>
    private string? Text(SyntaxToken token, bool isRaw)
    {
        if (!HasGiven)
            return isRaw ? MessageTemplate.Escape(token.Text) : token.Text;
        var source = isRaw ? token.Text : token.Text.Replace("{{", "{").Replace("}}", "}");
        return TakeGiven(source) ? source : null;
    }

    /// <summary>Moves the arguments of the placeholders in a piece of the template behind those before it.</summary>
    private bool TakeGiven(string text)
    {
        if (MessageTemplate.Parse(text) is not { } template || _givenUsed + template.Placeholders.Count > _given.Length)
            return false;
        foreach (var placeholder in template.Placeholders)
        {
            _names.Add(placeholder.Name);
            _arguments.Add(_given[_givenUsed++]);
        }

        return true;
    }

    private string? Hole(ExpressionSyntax expression, InterpolationAlignmentClauseSyntax? alignment, InterpolationFormatClauseSyntax? format)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        if (_model.GetTypeInfo(expression).Type is null or IErrorTypeSymbol or IPointerTypeSymbol or { IsRefLikeType: true } or { SpecialType: SpecialType.System_Void })
            return null;
        var width = alignment is null ? "" : _model.GetConstantValue(alignment.Value).Value is int columns ? "," + columns : null;
        var pattern = format?.FormatStringToken.ValueText ?? "";
        if (width is null || pattern.IndexOfAny(['{', '}']) >= 0)
            return null;
        _arguments.Add(expression);
        return "{" + Unique(PlaceholderName.Of(expression)) + width + (pattern.Length > 0 ? ":" + pattern : "") + "}";
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = name + i;
        return unique;
    }

    private static LiteralExpressionSyntax Quoted(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
