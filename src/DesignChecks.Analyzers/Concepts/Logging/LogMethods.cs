using DesignChecks.Engine;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Logging;

/// <summary>The methods by which the logging libraries write.</summary>
internal static class LogMethods
{
    /// <summary>Names that hardly anything but logging has.</summary>
    public static readonly string[] RareNames =
        ["LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical", "BeginScope", "ForContext", "PushProperty", "PushScopeProperty", "WithProperty"];

    /// <summary>Names that need a look at what stands before the dot.</summary>
    public static readonly string[] PlainNames =
        ["Log", "Verbose", "Trace", "Debug", "Information", "Info", "Warning", "Warn", "Error", "Fatal", "Write"];

    private static readonly TypeName[] Declarers =
    [
        new("Microsoft.Extensions.Logging.LoggerExtensions"),
        new("Microsoft.Extensions.Logging.ILogger"),
        new("Serilog.ILogger"),
        new("Serilog.Log"),
        new("Serilog.Core.Logger"),
        new("Serilog.Context.LogContext"),
        new("NLog.ILogger"),
        new("NLog.ILoggerBase"),
        new("NLog.ILoggerExtensions"),
        new("NLog.Logger"),
        new("NLog.ScopeContext"),
    ];

    /// <summary>False for a plain text, alone or after an exception, a level or a logger: no value is written. Many log calls are such, and needn't be bound.</summary>
    public static bool WritesValue(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        return arguments.Count is not (1 or 2)
            || arguments[arguments.Count - 1].Expression is not LiteralExpressionSyntax
            || (arguments.Count == 2 && arguments[0].Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax));
    }

    public static bool IsOne(Call call) => call.IsOn(Declarers);

    /// <summary>A call with an argument, without a receiver (<c>using static</c>), at the end of a chain, or on something called a log.</summary>
    public static bool MayBe(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.Count > 0 && WritesValue(call) && call.Expression switch
    {
        SimpleNameSyntax => true,
        MemberAccessExpressionSyntax access => IsLog(access.Expression),
        MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access && IsLog(access.Expression),
        _ => false,
    };

    private static bool IsLog(ExpressionSyntax receiver) => receiver switch
    {
        InvocationExpressionSyntax => true,
        MemberAccessExpressionSyntax access => NamesLog(access.Name),
        SimpleNameSyntax name => NamesLog(name),
        _ => false,
    };

    private static bool NamesLog(SimpleNameSyntax name) => name.Identifier.ValueText.IndexOf("log", StringComparison.OrdinalIgnoreCase) >= 0;
}
