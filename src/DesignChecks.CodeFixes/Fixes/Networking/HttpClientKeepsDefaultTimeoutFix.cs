using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpClientKeepsDefaultTimeoutFix))]
public sealed class HttpClientKeepsDefaultTimeoutFix() : DesignFix("DCK0901")
{
    private const string Limit = "System.TimeSpan.FromSeconds(30)";
    private const string Resilience = "Microsoft.Extensions.Http.Resilience";
    private const string RetryOptions = "HttpRetryStrategyOptionsExtensions";

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
        // The method that keeps POST and its like from being retried came with version 9.10 of the package.
        if (target.Type($"{Resilience}.{RetryOptions}") is null || call.Parent is not ExpressionStatementSyntax)
            yield break;
        var isImported = !target.Model.LookupNamespacesAndTypes(call.SpanStart, name: RetryOptions).IsEmpty;
        yield return new FixAction("Add the standard resilience handler (30 s in all, safe requests retried, circuit breaker)", "standard-handler", edit =>
        {
            if (!isImported)
                edit.Import(Resilience);
            edit.Replace(call, current => current.Chained("AddStandardResilienceHandler", FixEdit.Expression("options => options.Retry.DisableForUnsafeHttpMethods()")));
        });
    }
}
