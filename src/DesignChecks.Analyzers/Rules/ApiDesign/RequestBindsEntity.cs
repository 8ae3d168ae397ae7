using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds endpoints whose body is an entity: the caller sets each of its columns.</summary>
internal sealed class RequestBindsEntity : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0521",
        title: "Request binds directly to an entity",
        messageFormat: "The caller sets any property of the entity '{0}', its key, owner and flags included; take a request type with the properties that callers may set",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.1", "13.5"],
        description: "A serializer fills every property that the request names. Where the body is an entity, that is every column: a caller can take over another's row, or make itself an administrator.");

    public RequestBindsEntity() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfCore];

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp(MappedTypes.Words);
        on.Endpoint((found, endpoint) =>
        {
            foreach (var binding in EntityBinding.In(endpoint))
                found.Report(TypeOf(binding.Parameter, found), binding.Entity.Name);
        });
    }

    private static Location TypeOf(IParameterSymbol parameter, Found found) =>
        (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(found.Cancel) as ParameterSyntax)?.Type?.GetLocation() ?? parameter.Locations[0];
}
