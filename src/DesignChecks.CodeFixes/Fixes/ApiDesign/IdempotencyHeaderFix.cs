using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

/// <summary>Adds the parameter that takes an idempotency key: the first step, which the rules see; the rest is the handler's.</summary>
public abstract class IdempotencyHeaderFix(string id) : DesignFix(id)
{
    private const string Name = "idempotencyKey";

    internal sealed override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (HandlerAt(target) is not { } handler || !Signature.CanTake(handler, target.Model, optional: false, Name) || Signature.ListOf(handler) is not { } list)
            yield break;
        if (target.Type("Microsoft.AspNetCore.Mvc.FromHeaderAttribute") is not { } fromHeader)
            yield break;
        yield return new FixAction("Require an Idempotency-Key header (the handler must then honour it: keep it, and answer repeats)", "idempotency-key", edit =>
            edit.Replace(list, current => current.WithHeader("Idempotency-Key", Name, edit.Type(fromHeader))));
    }

    /// <summary>The method or local function whose name is reported; the lambda given to the reported mapping.</summary>
    private static SyntaxNode? HandlerAt(FixTarget target) => target.Node switch
    {
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => target.Node,
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax mapping } } =>
            mapping.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<ParenthesizedLambdaExpressionSyntax>().FirstOrDefault(),
        _ => null,
    };
}
