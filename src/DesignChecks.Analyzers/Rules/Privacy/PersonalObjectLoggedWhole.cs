using DesignChecks.Concepts.Logging;
using DesignChecks.Concepts.Privacy;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Privacy;

/// <summary>Finds objects with personal data in them that are logged with all their members.</summary>
internal sealed class PersonalObjectLoggedWhole : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1403",
        title: "Object with personal data logged whole",
        messageFormat: "'{0}' is logged with all its members, {1} among them and whatever is added later; log the members that are needed",
        category: Area.Privacy,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["14.1"],
        description: "A destructured or serialized object, or a record's own text, carries every member into the log: those that are personal today and those that are added tomorrow.");

    private const int MostNamed = 3;

    public PersonalObjectLoggedWhole() : base(Description)
    {
    }

    public override Library[] Needs => [Library.Logging, Library.Serilog, Library.NLog];

    public override RuleOption[] Options => [PersonalData.Names, Redaction.Methods];

    public override DiagnosticSeverity? InPlatform => DiagnosticSeverity.Warning;

    public override void Listen(Listeners on)
    {
        on.LooksUp(Destructuring.Words);
        on.Log(CheckCall);
        on.Attribute(["LoggerMessage"], CheckDeclaration);
    }

    private static void CheckCall(Found found, LogCall log)
    {
        foreach (var value in log.Values)
        {
            if (LoggerMessages.IsOne(log.Call.Method) || WholeObject.Of(value, found.World) is not { } whole)
                continue;
            if (value.IsDestructured && Destructuring.Of(found).Decides(whole.Type))
                continue;
            var members = WholeObject.PersonalMembers(whole.Type, PersonalData.Of(found));
            if (members.Count > 0)
                found.Report(whole.Value.Syntax.GetLocation(), whole.Type.Name, List(members));
        }
    }

    /// <summary>A generated log method writes a [LogProperties] parameter whole, less what it can redact.</summary>
    private static void CheckDeclaration(Found found, ISymbol carrier, AttributeData attribute)
    {
        if (carrier is not IMethodSymbol method || !LoggerMessages.IsOne(method))
            return;
        foreach (var parameter in method.Parameters)
        {
            if (!LoggerMessages.IsWritten(parameter) || WholeObject.OfParameter(parameter) is not { } type)
                continue;
            var members = WholeObject.PersonalMembers(type, PersonalData.Of(found)).Where(member => member.Kind != PersonalKind.Classified).ToArray();
            if (members.Length > 0)
                found.Report(parameter.Locations[0], type.Name, List(members));
        }
    }

    private static string List(IReadOnlyList<Personal> members)
    {
        var names = members.Select(member => member.Name).Distinct().ToArray();
        return string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'")) + (names.Length > MostNamed ? " and others" : "");
    }
}
