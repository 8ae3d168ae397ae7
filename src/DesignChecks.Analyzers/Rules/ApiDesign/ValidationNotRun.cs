using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds bodies whose validation attributes are there to read and that nobody runs.</summary>
internal sealed class ValidationNotRun : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0525",
        title: "Validation attributes that nothing runs",
        messageFormat: "Nothing runs the validation attributes of '{0}' here, so invalid values reach the code behind them; {1}",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["13.5"],
        description: "Attributes such as [Range] only describe. MVC evaluates them and answers for [ApiController] only; minimal APIs evaluate them where AddValidation() is called in the same project.");

    /// <summary>Facts for the fix: the local with the host's builder, and where it is declared.</summary>
    internal const string BuilderFact = "builder";
    internal const string FileFact = "file";
    internal const string PlaceFact = "place";

    private const string Remedy = "Microsoft.Extensions.DependencyInjection.ValidationServiceCollectionExtensions";

    public ValidationNotRun() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. RunValidation.Words, .. MappedTypes.Words]);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        foreach (var input in endpoint.Inputs)
        {
            if (input.Symbol is not IParameterSymbol || !IsFromBody(input, endpoint) || !DeclaredValidation.IsOn(input.Type, MappedTypes.Of(found)))
                continue;
            if (endpoint is MappedRoute route && RunValidation.Reaches(input, route) == Answer.No)
                Report(found, input, AdviceForRoutes(found), FactsFor(found));
            else if (endpoint is ControllerAction action && RunValidation.Reaches(input, action) == Answer.No)
                Report(found, input, "mark the controller [ApiController], or answer 400 unless ModelState.IsValid", FixFacts.None);
        }
    }

    /// <summary>[ApiController] answers an invalid body by itself; other controllers bind objects from forms, too.</summary>
    private static bool IsFromBody(EndpointInput input, Endpoint endpoint) => endpoint switch
    {
        MappedRoute => input.Source == BindingSource.Body,
        ControllerAction action => endpoint.Verbs.AreSafe == Answer.No && !action.IsApi && input.Source is BindingSource.Body or BindingSource.Form or BindingSource.Unknown,
        _ => false,
    };

    private static void Report(Found found, EndpointInput input, string advice, FixFacts facts)
    {
        if (input.Parameter.Locations.FirstOrDefault() is { } place && place.SourceTree == found.Node.SyntaxTree)
            found.Report(place, facts, input.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), advice);
    }

    private static string AdviceForRoutes(Found found) =>
        found.World.CallsOf("AddValidation", found.Cancel).Count > 0 ? "make the type public, which AddValidation() needs to see it"
        : found.World.Type(Remedy) is not null ? "call builder.Services.AddValidation()"
        : "check them in an endpoint filter";

    private static FixFacts FactsFor(Found found)
    {
        if (found.World.Type(Remedy) is null || found.World.CallsOf("AddValidation", found.Cancel).Count > 0)
            return FixFacts.None;
        foreach (var host in RunValidation.Hosts(found.World, found.Cancel))
        {
            if (Code.UserOf(host.Operation) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Name: var builder } }
                && host.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { } declaration)
            {
                return FixFacts.Of(BuilderFact, builder).With(FileFact, declaration.SyntaxTree.FilePath).With(PlaceFact, $"{declaration.SpanStart}");
            }
        }

        return FixFacts.None;
    }
}
