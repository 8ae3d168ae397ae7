using DesignChecks.Concepts.Logging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Privacy;

/// <summary>Lets rules listen for personal data on its way into a log, one value at a time.</summary>
internal static class LoggedData
{
    public static void LoggedPersonalData(this Listeners on, Action<Found, Personal, Location> handle)
    {
        on.Log((found, log) =>
        {
            foreach (var (personal, at) in In(log, PersonalData.Of(found)))
                handle(found, personal, at);
        });
        on.Attribute(["LoggerMessage"], (found, carrier, _) =>
        {
            foreach (var (personal, at) in InDeclaration(carrier, PersonalData.Of(found)))
                handle(found, personal, at);
        });
        on.Call(
            ["Define", "DefineScope"],
            (found, call) =>
            {
                foreach (var personal in InDefinition(call, PersonalData.Of(found)))
                    handle(found, personal, call.Argument("formatString")!.Syntax.GetLocation());
            },
            where: call => call.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "LoggerMessage" } });
    }

    private static IEnumerable<(Personal, Location)> In(LogCall log, PersonalData data)
    {
        foreach (var value in log.Values)
        {
            var parameter = LoggerMessages.IsOne(log.Call.Method) ? log.Call.Method.Parameters.FirstOrDefault(one => one.Name == value.Name) : null;
            if (parameter is not null && IsRedactedByGenerator(parameter))
                continue;
            foreach (var part in TextParts.Of(value.Value))
            {
                if (data.In(part, part == value.Value ? value.Name : null) is not { } personal)
                    continue;
                // What the parameter's own name says is reported once, where the method is declared.
                if (parameter is null || personal.Kind == PersonalKind.Classified || data.Named(parameter.Name, parameter.Type, parameter.ContainingType) is null)
                    yield return (personal, part.Syntax.GetLocation());
            }
        }
    }

    private static IEnumerable<(Personal, Location)> InDeclaration(ISymbol carrier, PersonalData data)
    {
        if (carrier is not IMethodSymbol method || !LoggerMessages.IsOne(method))
            yield break;
        foreach (var parameter in method.Parameters)
        {
            if (LoggerMessages.IsWritten(parameter) && !IsRedactedByGenerator(parameter) && data.Of(parameter, parameter.Type) is { } personal)
                yield return (personal, parameter.Locations[0]);
        }
    }

    /// <summary>
    /// <c>LoggerMessage.Define&lt;string&gt;(…, "User {Email} signed in")</c>: the template names what the type arguments are. The first
    /// of each kind: all stand at one place.
    /// </summary>
    private static IEnumerable<Personal> InDefinition(Call call, PersonalData data)
    {
        if (call.Argument("formatString") is not { } format || Values.Text(format) is not { } text || MessageTemplate.Parse(text) is not { } template)
            yield break;
        // DefineScope and Define return a delegate of the logger and these values.
        var types = call.Method.TypeArguments;
        var kinds = new HashSet<PersonalKind>();
        for (var i = 0; i < template.Placeholders.Count && i < types.Length; i++)
        {
            if (data.Named(template.Placeholders[i].Name, types[i], null) is { } personal && kinds.Add(personal.Kind))
                yield return personal;
        }
    }

    /// <summary>The generator of Microsoft.Extensions.Telemetry redacts what a parameter's attribute classifies.</summary>
    private static bool IsRedactedByGenerator(IParameterSymbol parameter) =>
        Classification.Of(parameter) is { } attribute && Classification.IsKnownToRedaction(attribute);
}
