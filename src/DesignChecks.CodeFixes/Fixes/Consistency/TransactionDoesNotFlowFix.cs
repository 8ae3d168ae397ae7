using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Consistency;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TransactionDoesNotFlowFix))]
public sealed class TransactionDoesNotFlowFix() : DesignFix("DCK0306")
{
    private const string Enabled = "System.Transactions.TransactionScopeAsyncFlowOption.Enabled";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // The overload with an EnterpriseServicesInteropOption has no form with a flow option.
        if (target.Around<BaseObjectCreationExpressionSyntax>() is not { ArgumentList.Arguments.Count: < 3 } creation)
            yield break;
        yield return new FixAction("Let the transaction flow across await", "enable-flow", edit =>
            edit.Replace(creation, current => current.WithArgumentList(WithFlow(current.ArgumentList ?? SyntaxFactory.ArgumentList()))));
    }

    private static ArgumentListSyntax WithFlow(ArgumentListSyntax arguments)
    {
        var stated = arguments.Arguments.FirstOrDefault(argument => argument.Expression.ToString().EndsWith("TransactionScopeAsyncFlowOption.Suppress", StringComparison.Ordinal));
        return stated is not null
            ? arguments.ReplaceNode(stated, stated.WithExpression(FixEdit.Expression(Enabled)))
            : arguments.AddArguments(SyntaxFactory.Argument(FixEdit.Expression(Enabled)));
    }
}
