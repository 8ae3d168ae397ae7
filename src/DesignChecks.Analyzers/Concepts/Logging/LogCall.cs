using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Logging;

/// <summary>One value that a log call writes: an argument, a part of a message built in place, an entry of a scope.</summary>
/// <param name="Value">The expression, conversions removed.</param>
/// <param name="Name">The placeholder or property that the value fills; null when the call doesn't show it.</param>
/// <param name="IsDestructured">Its members are written (<c>{@User}</c>).</param>
internal sealed record LogValue(IOperation Value, string? Name, bool IsDestructured);

/// <summary>
/// A call that writes to a log or to the scope around its entries: ILogger and its extensions, Serilog, NLog, and methods
/// marked [LoggerMessage].
/// </summary>
internal sealed class LogCall
{
    private static readonly TypeName ExceptionType = new("System.Exception");
    private static readonly string[] MessageParameters = ["message", "messageTemplate", "messageFormat"];
    private static readonly string[] NameParameters = ["name", "propertyName", "propertyKey", "key", "item"];
    private static readonly string[] ValueParameters =
        ["args", "arg1", "arg2", "arg3", "argument", "argument1", "argument2", "argument3", "value", "propertyValue", "propertyValue0", "propertyValue1", "propertyValue2", "propertyValues", "state"];

    private LogCall(Call call) => Call = call;

    public Call Call { get; }

    /// <summary>The message argument as written; null for scopes and [LoggerMessage] methods.</summary>
    public IOperation? Message { get; private set; }

    /// <summary>The template, when the message is constant and well formed.</summary>
    public MessageTemplate? Template { get; private set; }

    /// <summary>The exception that is passed as such, not as a value.</summary>
    public IOperation? Exception { get; private set; }

    public IReadOnlyList<LogValue> Values { get; private set; } = [];

    public static LogCall? From(Call call)
    {
        if (LoggerMessages.IsOne(call.Method))
            return OfLoggerMessage(call);
        if (!LogMethods.IsOne(call))
            return null;
        var log = new LogCall(call);
        var given = new List<(IParameterSymbol Parameter, IOperation Value)>();
        string? name = null;
        foreach (var (parameter, value) in call.Arguments)
        {
            if (Array.IndexOf(MessageParameters, parameter.Name) >= 0)
                log.Message = value;
            else if (ExceptionType.IsBaseOf(parameter.Type))
                log.Exception = value;
            else if (Array.IndexOf(NameParameters, parameter.Name) >= 0)
                name = Engine.Values.Text(value);
            else if (Array.IndexOf(ValueParameters, parameter.Name) >= 0)
                given.Add((parameter, value));
        }

        log.Template = Engine.Values.Text(log.Message) is { } text ? MessageTemplate.Parse(text) : null;
        log.Values = [.. MessageValues(log.Message), .. log.Named(given.SelectMany(Elements), name)];
        return log;
    }

    private static LogCall OfLoggerMessage(Call call)
    {
        var log = new LogCall(call) { Exception = call.Arguments.FirstOrDefault(argument => ExceptionType.IsBaseOf(argument.Parameter.Type)).Value };
        log.Values = call.Arguments
            .Where(argument => LoggerMessages.IsWritten(argument.Parameter))
            .Select(argument => new LogValue(argument.Value, argument.Parameter.Name, false))
            .ToArray();
        return log;
    }

    /// <summary>A message that is built in place holds its values itself.</summary>
    private static IEnumerable<LogValue> MessageValues(IOperation? message) =>
        message is null ? [] : TextParts.Of(message).Select(part => new LogValue(part, null, false));

    private static IEnumerable<IOperation> Elements((IParameterSymbol Parameter, IOperation Value) given) => given.Value switch
    {
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.Select(Engine.Values.Unwrap),
        IArrayCreationOperation => [],
        _ when given.Parameter.Type is IArrayTypeSymbol => [], // an array made elsewhere: its values are unknown
        var value => [value],
    };

    private IEnumerable<LogValue> Named(IEnumerable<IOperation> values, string? name)
    {
        var index = 0;
        foreach (var value in values)
        {
            var placeholder = Template is { } template && index < template.Placeholders.Count ? template.Placeholders[index] : (Placeholder?)null;
            index++;
            if (Message is null && ScopeEntries.Of(value) is { Count: > 0 } entries)
            {
                foreach (var entry in entries)
                    yield return entry;
                continue;
            }

            yield return new LogValue(
                value,
                placeholder is { IsNumber: false } named ? named.Name : name,
                placeholder is { IsDestructured: true } || Engine.Values.Flag(Call.Argument("destructureObjects")) == true);
        }
    }
}

/// <summary>Lets rules listen for log calls of every library.</summary>
internal static class LogListening
{
    public static void Log(this Listeners on, Action<Found, LogCall> handle)
    {
        void IfLog(Found found, Call call)
        {
            if (LogCall.From(call) is { } log)
                handle(found, log);
        }

        on.LooksUp(LoggerMessages.Words);
        on.Call(LogMethods.RareNames, IfLog, where: LogMethods.WritesValue);
        on.Call(LogMethods.PlainNames, IfLog, where: LogMethods.MayBe);
        on.CallNamed((world, cancel) => LoggerMessages.NamesIn(world, cancel), IfLog);
    }
}
