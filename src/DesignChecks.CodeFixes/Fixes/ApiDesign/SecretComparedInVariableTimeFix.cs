using System.Globalization;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SecretComparedInVariableTimeFix))]
public sealed class SecretComparedInVariableTimeFix() : DesignFix("DCK0504")
{
    private const string FixedTime = "System.Security.Cryptography.CryptographicOperations.FixedTimeEquals";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (Comparison(target) is not { } comparison || SideAt(target, comparison, "one") is not { } one || SideAt(target, comparison, "other") is not { } other)
            yield break;
        var maybeNull = (target.Fact("null") ?? "").Split(',');
        var guarded = new[] { ("one", one), ("other", other) }.Where(side => Array.IndexOf(maybeNull, side.Item1) >= 0).Select(side => side.Item2).ToArray();
        // The test for null reads the value twice.
        if (guarded.Any(side => !IsPlain(side)))
            yield break;
        var isText = target.Fact("form") == "text";
        yield return new FixAction("Compare in fixed time", "fixed-time", edit =>
        {
            edit.Import("System.Security.Cryptography");
            if (isText)
                edit.Import("System.Text");
            edit.Replace(comparison, current => Equality(current, one, other, guarded, isText));
        });
    }

    private static ExpressionSyntax? Comparison(FixTarget target) => target.Node switch
    {
        BinaryExpressionSyntax binary => binary,
        SimpleNameSyntax name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>(),
        _ => null,
    };

    private static ExpressionSyntax? SideAt(FixTarget target, ExpressionSyntax comparison, string fact)
    {
        if (target.Fact(fact)?.Split(',') is not [var start, var length])
            return null;
        var span = new TextSpan(int.Parse(start, CultureInfo.InvariantCulture), int.Parse(length, CultureInfo.InvariantCulture));
        return comparison.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(node => node.Span == span);
    }

    private static bool IsPlain(ExpressionSyntax side) => side switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsPlain(access.Expression),
        PostfixUnaryExpressionSyntax suppression when suppression.IsKind(SyntaxKind.SuppressNullableWarningExpression) => IsPlain(suppression.Operand),
        _ => false,
    };

    private static ExpressionSyntax Equality(ExpressionSyntax comparison, ExpressionSyntax one, ExpressionSyntax other, ExpressionSyntax[] guarded, bool isText)
    {
        var call = $"{FixedTime}({Bytes(one, isText)}, {Bytes(other, isText)})";
        var isNegated = comparison.IsKind(SyntaxKind.NotEqualsExpression);
        if (guarded.Length == 0)
            return FixEdit.Expression(isNegated ? "!" + call : call).WithTriviaFrom(comparison);
        var whole = string.Concat(guarded.Select(side => $"{WithoutSuppression(side)} != null && ")) + call;
        var isOperand = comparison.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax;
        return FixEdit.Expression(isNegated ? $"!({whole})" : isOperand ? $"({whole})" : whole).WithTriviaFrom(comparison);
    }

    private static string WithoutSuppression(ExpressionSyntax side) => side.WithoutTrivia().ToString().TrimEnd('!');

    private static string Bytes(ExpressionSyntax side, bool isText) => isText ? $"System.Text.Encoding.UTF8.GetBytes({side.WithoutTrivia()})" : side.WithoutTrivia().ToString();
}
