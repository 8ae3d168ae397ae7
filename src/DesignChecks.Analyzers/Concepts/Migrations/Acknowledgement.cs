using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// How a team says that a dangerous operation is deliberate, the contract step of an expand/contract change, say:
/// <c>[SafeMigration("reason")]</c> on the migration or its method, <c>// safe: reason</c> at the operation. Without a
/// reason neither counts.
/// </summary>
internal static class Acknowledgement
{
    private const string AttributeName = "SafeMigration";

    private static readonly Regex SafeComment = new(@"^\s*safe\s*:\s*(?<reason>.*?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>By the attribute's name: teams declare their own.</summary>
    public static bool Is(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name is AttributeName or AttributeName + "Attribute"
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value))
            .Any(argument => argument is { Kind: TypedConstantKind.Primitive, Value: string reason } && IsReason(reason)));

    /// <summary>A comment on the operation's lines, or above it.</summary>
    public static bool IsAt(SyntaxNode operation)
    {
        SyntaxNode whole = operation.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode?)operation.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? operation;
        return whole is BlockSyntax ? IsIn(operation) : IsIn(whole);
    }

    private static bool IsIn(SyntaxNode code) => code.DescendantTrivia().Any(IsSafeComment);

    private static bool IsSafeComment(SyntaxTrivia trivia)
    {
        var text = trivia.Kind() switch
        {
            SyntaxKind.SingleLineCommentTrivia => trivia.ToString().Substring(2),
            SyntaxKind.MultiLineCommentTrivia => trivia.ToString().Substring(2).Replace("*/", ""),
            _ => null,
        };
        return text is not null && SafeComment.Match(text) is { Success: true } match && IsReason(match.Groups["reason"].Value);
    }

    private static bool IsReason(string text) => text.Any(char.IsLetter);
}
