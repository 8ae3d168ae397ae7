using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongLivedHttpClientPinsDnsFix))]
public sealed class LongLivedHttpClientPinsDnsFix() : DesignFix("DCK0916")
{
    private const string Lifetime = "System.TimeSpan.FromMinutes(15)";
    private const string Handler = "new System.Net.Http.SocketsHttpHandler { PooledConnectionLifetime = " + Lifetime + " }";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<BaseObjectCreationExpressionSyntax>() is not { } creation)
            yield break;
        var handler = creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression as BaseObjectCreationExpressionSyntax;
        if (creation.ArgumentList is { Arguments.Count: > 0 } && (handler is null || target.Model.GetTypeInfo(handler).Type?.Name != "SocketsHttpHandler"))
            yield break; // a handler made elsewhere, or one whose settings have no like
        yield return new FixAction("Open connections anew every 15 minutes", "lifetime", edit =>
        {
            if (handler is null)
                edit.Replace(creation, WithHandler);
            else
                edit.Replace(handler, current => current.WithProperties(("PooledConnectionLifetime", Lifetime)));
        });
    }

    private static BaseObjectCreationExpressionSyntax WithHandler(BaseObjectCreationExpressionSyntax creation)
    {
        var arguments = SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(FixEdit.Expression(Handler))));
        return creation switch
        {
            // `new HttpClient { … }` has a space where its arguments come.
            ObjectCreationExpressionSyntax { ArgumentList: null } named => named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(arguments.WithTrailingTrivia(named.Type.GetTrailingTrivia())),
            _ => creation.WithArgumentList(arguments.WithTriviaFrom(creation.ArgumentList!)),
        };
    }
}
