using DesignChecks.Concepts.Privacy;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Privacy;

/// <summary>Finds values of log calls whose name says e-mail, phone, birth date and the like.</summary>
internal sealed class PersonalDataLogged : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1402",
        title: "Personal-looking data logged",
        messageFormat: "'{0}' looks like personal data and goes into the log, where a request to delete it doesn't reach; log an id instead, or mask it first",
        category: Area.Privacy,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["14.1", "16.1"],
        description: "Logs are shipped, indexed and kept apart from the data they came from, so personal data in them is neither found nor deleted with the person's record.");

    private static readonly string[] SampleWords = ["sample", "samples", "seed", "seeder", "seeding", "fake", "faker", "dummy", "demo"];

    public PersonalDataLogged() : base(Description)
    {
    }

    public override Library[] Needs => [Library.Logging, Library.Serilog, Library.NLog];

    public override RuleOption[] Options => [PersonalData.Names, Redaction.Methods];

    public override void Listen(Listeners on) => on.LoggedPersonalData((found, personal, at) =>
    {
        if (personal.Kind == PersonalKind.ByName && !MakesSamples(found))
            found.Report(at, personal.Name);
    });

    /// <summary>The people of sample data don't exist.</summary>
    private static bool MakesSamples(Found found) =>
        found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && Words.ContainAny(type.Identifier.ValueText, SampleWords);
}
