using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts;

/// <summary>Code whose task is to keep a connection or a subscription alive: it may try for as long as the process lives.</summary>
internal static class KeepAlive
{
    private static readonly string[] Names =
        ["connect", "connects", "connection", "reconnect", "connecting", "subscribe", "subscriber", "subscription", "consume", "consumer", "listen", "listener", "watch", "watcher", "heartbeat", "receiver", "poll", "poller"];

    private static readonly TypeName HostedService = new("Microsoft.Extensions.Hosting.IHostedService");

    /// <summary>True in a hosted service, and in types and methods that say so by their names.</summary>
    public static bool IsIn(IOperation operation, SemanticModel model, CancellationToken cancel) => operation.Syntax.Ancestors().Any(ancestor => ancestor switch
    {
        MethodDeclarationSyntax method => Words.ContainAny(method.Identifier.ValueText, Names),
        LocalFunctionStatementSyntax function => Words.ContainAny(function.Identifier.ValueText, Names),
        TypeDeclarationSyntax type => Words.ContainAny(type.Identifier.ValueText, Names) || HostedService.IsBaseOf(model.GetDeclaredSymbol(type, cancel) as ITypeSymbol),
        _ => false,
    });
}
