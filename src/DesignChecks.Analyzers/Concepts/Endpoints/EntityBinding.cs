using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>A parameter by which a request fills an entity as a whole.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Entity">The entity, or that of the list.</param>
internal sealed record EntityBinding(IParameterSymbol Parameter, INamedTypeSymbol Entity)
{
    private static readonly TypeName Enumerable = new("System.Collections.Generic.IEnumerable`1");
    private static readonly TypeName ODataController = new("Microsoft.AspNetCore.OData.Routing.Controllers.ODataController");

    /// <summary>Attributes that decide what is bound.</summary>
    private static readonly string[] Limits = ["BindAttribute", "ModelBinderAttribute", "BindNeverAttribute"];

    /// <summary>First words of methods that look at an object and keep nothing of it.</summary>
    private static readonly string[] Checks = ["validate", "validator", "check", "ensure", "guard", "against", "throw", "is", "map", "adapt", "to"];

    public static IEnumerable<EntityBinding> In(Endpoint endpoint)
    {
        if (endpoint.Verbs.AreSafe != Answer.No || endpoint is ControllerAction action && ODataController.IsBaseOf(action.Controller))
            yield break;
        var entities = MappedTypes.Of(endpoint.World, endpoint.Cancel);
        foreach (var input in endpoint.Inputs)
        {
            if (input.Symbol is not IParameterSymbol parameter || !IsFromBody(input, endpoint))
                continue;
            var type = Enumerable.FormIn(input.Type) is { TypeArguments: [var element] } ? element : input.Type;
            if (type is INamedTypeSymbol entity && entities.Has(entity) && IsOpen(parameter, entity) && IsHandedOn(parameter, endpoint))
                yield return new EntityBinding(parameter, entity);
        }
    }

    /// <summary>Model binding of a controller fills objects from the form, too; on a route, what is no service is the body.</summary>
    private static bool IsFromBody(EndpointInput input, Endpoint endpoint) =>
        input.Source is BindingSource.Body or BindingSource.Form
        || (input.Source == BindingSource.Unknown && endpoint is ControllerAction or MappedRoute && !EndpointInputs.IsAsParameters(input.Parameter));

    /// <summary>Something can be set, and nothing says that only a part may be.</summary>
    private static bool IsOpen(IParameterSymbol parameter, INamedTypeSymbol entity) =>
        !IsLimited(parameter) && !IsLimited(entity)
        && EntityShape.PropertiesOf(entity) is var properties
        && properties.Any(property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public })
        && !properties.Any(IsLimited);

    private static bool IsLimited(ISymbol symbol) => symbol.GetAttributes().Any(attribute => Array.IndexOf(Limits, attribute.AttributeClass?.Name) >= 0);

    /// <summary>Stored or given away as a whole. Code that copies some properties out of it decides what callers may set.</summary>
    private static bool IsHandedOn(IParameterSymbol parameter, Endpoint endpoint) =>
        endpoint.Runs.Take(1).SelectMany(code => code.Operations).OfType<IParameterReferenceOperation>()
            .Any(reference => Code.IsSame(reference.Parameter, parameter) && Code.UserOf(reference) switch
            {
                IArgumentOperation { Parent: IInvocationOperation call } => Call.From(call) is not { } made || !(Notes.Is(made) || Array.IndexOf(Checks, Words.Of(made.Name).FirstOrDefault()) >= 0 || IsAnswer(made)),
                IArgumentOperation { Parent: IObjectCreationOperation } => true,
                IVariableInitializerOperation or IAssignmentOperation => true,
                IForEachLoopOperation => true,
                _ => false,
            });

    /// <summary><c>Ok(product)</c>, <c>CreatedAtAction(…, product)</c>: what it answers it doesn't keep.</summary>
    private static bool IsAnswer(Call call) => call.DeclaringType.Name is "ControllerBase" or "Controller" or "Results" or "TypedResults";
}
