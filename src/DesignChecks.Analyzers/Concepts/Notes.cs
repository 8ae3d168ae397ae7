using DesignChecks.Concepts.Logging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts;

/// <summary>Calls that only note what happened: logs, metrics, traces, the console.</summary>
internal static class Notes
{
    private static readonly string[] Spaces =
        ["Microsoft.Extensions.Logging", "Serilog", "NLog", "log4net", "Prometheus", "OpenTelemetry", "System.Diagnostics", "Microsoft.ApplicationInsights", "Sentry"];

    private static readonly TypeName Console = new("System.Console");
    private static readonly TypeName TextWriter = new("System.IO.TextWriter");
    private static readonly TypeName Logger = new("Microsoft.Extensions.Logging.ILogger");

    public static bool Is(Call call) =>
        call.IsOn(Console) || call.IsOn(TextWriter) || LogMethods.IsOne(call) || LoggerMessages.IsOne(call.Method)
        || Logger.IsBaseOf(call.Receiver?.Type) || IsNoted(call.DeclaringType) || IsNoted(call.Receiver?.Type)
        || call.Arguments.Any(argument => Logger.IsBaseOf(argument.Parameter.Type));

    private static bool IsNoted(ITypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() is { } space
        && Array.Exists(Spaces, noted => space == noted || space.StartsWith(noted + ".", StringComparison.Ordinal));
}
