using DesignChecks.Concepts.Privacy;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Privacy;

/// <summary>Finds personal data that the team itself has classified, and secrets, among the values of log calls.</summary>
internal sealed class ClassifiedDataLogged : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1401",
        title: "Classified personal data logged",
        messageFormat: "'{0}' is {1} and goes into the log, where it is copied, kept and read by people who may not see it; log an id instead, or redact it first",
        category: Area.Privacy,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["14.1", "16.1"],
        description: "Logs are shipped, indexed and kept apart from the data they came from. What an attribute classifies as personal, and what gives access (passwords, keys, tokens), must not be in them.");

    public ClassifiedDataLogged() : base(Description)
    {
    }

    public override Library[] Needs => [Library.Logging, Library.Serilog, Library.NLog];

    public override RuleOption[] Options => [PersonalData.Names, Redaction.Methods];

    public override bool InWeekend => true;

    public override void Listen(Listeners on) => on.LoggedPersonalData(Check);

    private static void Check(Found found, Personal personal, Location at)
    {
        switch (personal.Kind)
        {
            case PersonalKind.Classified:
                found.Report(at, personal.Name, "classified as personal data");
                break;
            case PersonalKind.Secret:
                found.Report(at, personal.Name, "a secret");
                break;
        }
    }
}
