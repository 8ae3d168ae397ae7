using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Logging;

/// <summary>Log methods that a generator implements: <c>[LoggerMessage] partial void SignedIn(string email)</c>. Every parameter that is not for the logger is written.</summary>
internal static class LoggerMessages
{
    public static readonly string[] Words = ["LoggerMessage", "LoggerMessageAttribute"];

    private static readonly TypeName Marker = new("Microsoft.Extensions.Logging.LoggerMessageAttribute");
    private static readonly TypeName[] Plumbing =
        [new("Microsoft.Extensions.Logging.ILogger"), new("Microsoft.Extensions.Logging.LogLevel"), new("System.Exception")];

    public static bool IsOne(IMethodSymbol method) => method is { IsPartialDefinition: true } or { PartialDefinitionPart: not null } && Attributes.Of(method.PartialDefinitionPart ?? method, Marker) is not null;

    /// <summary>False for the logger, the level and the exception.</summary>
    public static bool IsWritten(IParameterSymbol parameter) => !Plumbing.AnyIsBaseOf(parameter.Type);

    /// <summary>The names of all such methods that the compilation declares, found without binding; those that are listened for anyway are left out.</summary>
    public static IReadOnlyCollection<string> NamesIn(World world, CancellationToken cancel) => world.Concept(
        (w, c) => new Names(Words.SelectMany(word => w.NodesOf(word, Shape.Attribute, c))
            .Select(node => (node.Parent?.Parent as MethodDeclarationSyntax)?.Identifier.ValueText)
            .OfType<string>()
            .Except(LogMethods.RareNames)
            .Except(LogMethods.PlainNames)),
        cancel);

    private sealed class Names(IEnumerable<string> names) : HashSet<string>(names, StringComparer.Ordinal);
}
