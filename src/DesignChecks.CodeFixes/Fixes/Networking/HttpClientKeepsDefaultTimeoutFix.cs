using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpClientKeepsDefaultTimeoutFix))]
public sealed class HttpClientKeepsDefaultTimeoutFix() : DesignFix("DCK0901")
{
    private const string Limit = "System.TimeSpan.FromSeconds(30)";

    internal override IEnumerable<FixAction> Offer(FixTarget target) => target.Fact("form") switch
    {
        "creation" => OfCreation(target),
        "registration" => OfRegistration(target),
        _ => [],
    };

    private static IEnumerable<FixAction> OfCreation(FixTarget target)
    {
        if (target.Around<BaseObjectCreationExpressionSyntax>() is { } creation)
            yield return new FixAction("Set Timeout to 30 s (slower answers then fail)", "timeout", edit =>
                edit.Replace(creation, current => current.WithProperties(("Timeout", Limit))));
    }

    private static IEnumerable<FixAction> OfRegistration(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { } call)
            yield break;
        // Between AddHttpClient and the rest of the chain: a timeout is no matter of order among plain builder calls.
        yield return new FixAction("Set the client's Timeout to 30 s (slower answers then fail)", "timeout", edit =>
            edit.Replace(call, current => current.Chained("ConfigureHttpClient", FixEdit.Expression($"client => client.Timeout = {Limit}"))));
        if (target.Type("Microsoft.Extensions.DependencyInjection.ResilienceHttpClientBuilderExtensions") is not null && call.Parent is ExpressionStatementSyntax)
            yield return new FixAction("Add the standard resilience handler (30 s in all, retries, circuit breaker)", "standard-handler", edit =>
                edit.Replace(call, current => current.Chained("AddStandardResilienceHandler")));
    }
}
