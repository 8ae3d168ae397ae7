using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Whether something runs the validation attributes of what an endpoint takes.</summary>
internal static class RunValidation
{
    /// <summary>How code speaks to validator libraries, which may check what attributes say.</summary>
    private static readonly string[] ValidatorWords =
    [
        "AbstractValidator", "InlineValidator", "IValidator", "AddValidatorsFromAssembly", "AddValidatorsFromAssemblyContaining", "AddFluentValidation", "AddFluentValidationAutoValidation",
        "MiniValidator", "WithParameterValidation", "AddFastEndpoints",
    ];

    /// <summary>Words that rules about validation look up.</summary>
    public static readonly string[] Words =
    [
        .. ValidatorWords, "AddValidation", "CreateBuilder", "CreateSlimBuilder", "AddControllers", "AddControllersWithViews", "AddMvc", "AddMvcCore",
        "TryValidateObject", "ValidateObject", "TryValidateProperty", "ModelState", "TryValidateModel",
    ];

    private const string ValidationAssembly = "Microsoft.Extensions.Validation";

    /// <summary>The file that the framework's generator adds: it names each type that is validated.</summary>
    private const string GeneratedFile = "ValidatableInfoResolver.g.cs";

    private static readonly TypeName Host = new("Microsoft.AspNetCore.Builder.WebApplication");
    private static readonly TypeName ControllerBase = new("Microsoft.AspNetCore.Mvc.ControllerBase");
    private static readonly TypeName Controller = new("Microsoft.AspNetCore.Mvc.Controller");
    private static readonly TypeName[] Filters = [new("Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata"), new("Microsoft.AspNetCore.Http.IEndpointFilter")];
    private static readonly string[] Validations = ["TryValidateObject", "ValidateObject", "TryValidateProperty"];
    private static readonly TypeName[] HttpTypes = [new("System.Net.Http.HttpClient"), new("System.Net.Http.IHttpClientFactory")];
    private static readonly string[] CheckWords = ["validate", "validated", "validation", "validator", "valid", "check", "ensure", "guard", "verify"];
    private static readonly string[] PipelineWords = ["mediator", "sender", "dispatcher", "bus", "publisher", "pipeline"];
    private static readonly string[] Registrations = ["AddControllers", "AddControllersWithViews", "AddMvc", "AddMvcCore"];

    /// <summary>The calls that make the compilation's own host.</summary>
    public static IEnumerable<Call> Hosts(World world, CancellationToken cancel) =>
        world.CallsOf("CreateBuilder", cancel).Concat(world.CallsOf("CreateSlimBuilder", cancel)).Where(call => call.IsOn(Host));

    /// <summary>
    /// For the body of a mapped route: no where the host is in the compilation and neither it nor the endpoint has anything that
    /// validates. Another project's <c>AddValidation</c> is about the endpoints of that project.
    /// </summary>
    public static Answer Reaches(EndpointInput body, MappedRoute route)
    {
        var (world, cancel) = (route.World, route.Cancel);
        if (!Hosts(world, cancel).Any() || UsesValidators(world, cancel) || ValidatesByHand(world, cancel))
            return Answer.Unknown;
        if (route.Metadata.IsOpen || route.Metadata.Filters.Any() || IsHandedToCheck(body, route))
            return Answer.Unknown;
        if (world.CallsOf("AddValidation", cancel).Count > 0)
            return IsLeftOut(body.Type, world, cancel) && route.Metadata.Has(item => item.Name == "DisableValidation") != Answer.Yes ? Answer.No : Answer.Yes;
        // The type's own project may have switched validation on for it.
        return world.Declares(body.Type) || !MayValidateElsewhere(world) ? Answer.No : Answer.Unknown;
    }

    /// <summary>For an action of a controller without [ApiController]: no where neither it, its class, nor a filter looks at the model's state.</summary>
    public static Answer Reaches(EndpointInput input, ControllerAction action)
    {
        var (world, cancel) = (action.World, action.Cancel);
        if (!Registrations.Any(name => world.CallsOf(name, cancel).Count > 0) || UsesValidators(world, cancel) || ValidatesByHand(world, cancel))
            return Answer.Unknown;
        if (action.Metadata.Filters.Any(filter => filter.Type?.ContainingAssembly?.Name.StartsWith("Microsoft.", StringComparison.Ordinal) == false) || IsHandedToCheck(input, action))
            return Answer.Unknown;
        return AsksForState(action.Controller, world, cancel) || FilterAsksForState(world, cancel) ? Answer.Unknown : Answer.No;
    }

    /// <summary>True where the generator ran for the compilation and didn't take the type: it isn't public.</summary>
    private static bool IsLeftOut(ITypeSymbol type, World world, CancellationToken cancel) =>
        world.Concept((world, cancel) => new GeneratedTypes(world, cancel), cancel).Text is { } generated
        && type is INamedTypeSymbol { TypeArguments.IsEmpty: true }
        && world.Declares(type)
        && generated.IndexOf($"typeof({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})", StringComparison.Ordinal) < 0;

    private static bool UsesValidators(World world, CancellationToken cancel) => world.Concept((world, cancel) => new Validators(world, cancel), cancel).AreUsed;

    private static bool MayValidateElsewhere(World world) => world.Compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly =>
        !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == ValidationAssembly)));

    /// <summary>Somewhere, for whom it may concern; a filter does it for the endpoints that have it.</summary>
    private static bool ValidatesByHand(World world, CancellationToken cancel) =>
        Validations.Any(name => world.CallsOf(name, cancel).Any(call => !IsInFilter(call)));

    private static bool IsInFilter(Call call) =>
        Filters.AnyIsBaseOf(call.Operation.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart)?.ContainingType)
        || Code.Ancestors(call.Operation).OfType<IInvocationOperation>().Any(outer => outer.TargetMethod.Name.StartsWith("AddEndpointFilter", StringComparison.Ordinal));

    /// <summary>Given to something that checks by its name, to a mediator whose pipeline may, or to another service, which checks what it gets.</summary>
    private static bool IsHandedToCheck(EndpointInput input, Endpoint endpoint) => endpoint.Runs.Any(code => code.Operations.Any(operation => IsHalfTyped(operation, input)) || code.Calls.Any(call =>
        (IsClient(call.Receiver?.Type) || Engine.Words.ContainAny(call.Name, CheckWords) || Engine.Words.ContainAny(call.DeclaringType.Name, CheckWords) || Engine.Words.ContainAny((call.Receiver?.Type ?? call.DeclaringType).Name, PipelineWords))
        && (Names(call.Receiver, input) || call.Arguments.Any(argument => Names(argument.Value, input) || argument.Value is IObjectCreationOperation))));

    private static bool IsClient(ITypeSymbol? type) =>
        HttpTypes.AnyIs(type) || type is INamedTypeSymbol { TypeKind: TypeKind.Class } named && named.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => HttpTypes.AnyIs(parameter.Type)));

    private static bool IsHalfTyped(IOperation operation, EndpointInput input) =>
        operation is IInvalidOperation && Code.Within(operation).Any(inner => inner is IParameterReferenceOperation && Names(inner, input));

    private static bool Names(IOperation? value, EndpointInput input) => Code.IsSame(Code.SymbolOf(value), input.Parameter);

    /// <summary>Also unknown where a base class is out of sight.</summary>
    private static bool AsksForState(INamedTypeSymbol controller, World world, CancellationToken cancel)
    {
        for (var type = controller; type is not null && !ControllerBase.Is(type) && !Controller.Is(type); type = type.BaseType)
        {
            if (type.DeclaringSyntaxReferences.IsEmpty || type.SpecialType == SpecialType.System_Object)
                return true;
            if (type.DeclaringSyntaxReferences.Any(part => Mentions(part.GetSyntax(cancel), world, cancel)))
                return true;
        }

        return false;
    }

    private static bool Mentions(SyntaxNode node, World world, CancellationToken cancel) => world.Mentions(node, "ModelState", cancel) || world.Mentions(node, "TryValidateModel", cancel);

    private static bool FilterAsksForState(World world, CancellationToken cancel) => world.Concept((world, cancel) => new StateFilters(world, cancel), cancel).Exist;

    private sealed class GeneratedTypes(World world, CancellationToken cancel)
    {
        public string? Text { get; } = world.Compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath.EndsWith(GeneratedFile, StringComparison.Ordinal))?.GetText(cancel).ToString();
    }

    private sealed class Validators(World world, CancellationToken cancel)
    {
        public bool AreUsed { get; } = world.Compilation.SyntaxTrees.Any(tree => !GeneratedCode.LooksGenerated(tree) && ValidatorWords.Any(word => world.PositionsOf(tree, word, cancel).Any()));
    }

    private sealed class StateFilters(World world, CancellationToken cancel)
    {
        public bool Exist { get; } = world.NodesOf("ModelState", Shape.Mention, cancel)
            .Select(node => node.FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .OfType<TypeDeclarationSyntax>()
            .Distinct()
            .Any(type => Filters.AnyIsBaseOf(world.ModelFor(type.SyntaxTree).GetDeclaredSymbol(type, cancel)));
    }
}
