using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Whether something keeps a number of the request from being as large as the caller likes.</summary>
internal static class UpperBound
{
    /// <summary>Words that rules about bounds look up.</summary>
    public static readonly string[] Words = ["AbstractValidator", "AddValidation", "CreateBuilder", "CreateSlimBuilder", .. ValidatorRules.Words];

    private static readonly TypeName ValidationAttribute = new("System.ComponentModel.DataAnnotations.ValidationAttribute");
    private static readonly TypeName RequiredAttribute = new("System.ComponentModel.DataAnnotations.RequiredAttribute");
    private static readonly TypeName[] Unlimiting =
    [
        RequiredAttribute,
        new("System.ComponentModel.DataAnnotations.MinLengthAttribute"),
        new("System.ComponentModel.DataAnnotations.EmailAddressAttribute"),
        new("System.ComponentModel.DataAnnotations.UrlAttribute"),
        new("System.ComponentModel.DataAnnotations.PhoneAttribute"),
        new("System.ComponentModel.DataAnnotations.CompareAttribute"),
    ];

    private static readonly TypeName Validatable = new("System.ComponentModel.DataAnnotations.IValidatableObject");
    private static readonly TypeName Validator = new("FluentValidation.AbstractValidator`1");

    /// <summary>Words of methods that check or change what they get.</summary>
    private static readonly string[] GuardWords =
        ["guard", "against", "ensure", "validate", "validator", "validation", "throw", "check", "assert", "verify", "clamp", "cap", "limit", "bound", "min", "max", "normalize", "sanitize", "range", "contract", "requires", "coerce", "fix"];

    private static readonly string[] RouteBounds = [":range(", ":max("];

    /// <summary>Yes where one is found or may be where code doesn't show it.</summary>
    public static bool MayLimit(EndpointInput input, Endpoint endpoint) =>
        input.Type.SpecialType is SpecialType.System_Byte or SpecialType.System_SByte
        || IsLimitedByRoute(input, endpoint)
        || IsLimitedByAttribute(input, endpoint)
        || IsLimitedByType(input, endpoint.World, endpoint.Cancel)
        || HasValidatingFilter(endpoint)
        || endpoint.Runs.Any(run => IsChecked(input, run, endpoint));

    /// <summary>
    /// Whether the declaration of a field of a request says how long or large it may be: by an attribute, its setter, a
    /// validator of the compilation, or an object that validates itself.
    /// </summary>
    public static bool IsDeclared(IPropertySymbol field, IParameterSymbol body, World world, CancellationToken cancel)
    {
        var input = new EndpointInput(field, field.Name, EndpointInputs.WithoutNull(field.Type), BindingSource.Body, body);
        return field.GetAttributes().Any(Limits) || PrimaryParametersOf(field).Any(parameter => parameter.GetAttributes().Any(Limits)) || IsLimitedByType(input, world, cancel);
    }

    /// <summary>Any check but those that say nothing of the size.</summary>
    private static bool Limits(AttributeData attribute) => ValidationAttribute.IsBaseOf(attribute.AttributeClass) && !Unlimiting.AnyIsBaseOf(attribute.AttributeClass);

    /// <summary>A filter of the endpoint, its class or its groups whose name says that it validates.</summary>
    public static bool HasValidatingFilter(Endpoint endpoint) => endpoint.Metadata.Filters.Any(filter => IsValidation(filter.Type?.Name ?? filter.Name));

    public static bool IsValidation(string name) => Engine.Words.ContainAny(name, ["validation", "validate", "validator", "validators", "validating"]);

    /// <summary>The same question for a parameter of a function that is called with the number.</summary>
    public static bool MayLimit(IParameterSymbol parameter, IOperation body) =>
        Code.Within(body).Any(operation => operation switch
        {
            IBinaryOperation comparison => IsUpperCheck(comparison, side => Names(side, parameter)),
            IIsPatternOperation pattern => Names(pattern.Value, parameter),
            IInvocationOperation call => IsGuard(call) && call.Arguments.Any(argument => Names(argument.Value, parameter)),
            IAssignmentOperation assignment => Names(assignment.Target, parameter),
            _ => false,
        });

    private static bool Names(IOperation operation, IParameterSymbol parameter) => Code.IsSame(Code.SymbolOf(WithoutNull(operation)), parameter);

    private static IOperation WithoutNull(IOperation operation) => Values.Unwrap(operation) switch
    {
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } nullable } => Values.Unwrap(nullable),
        var plain => plain,
    };

    /// <summary>Compared with something above one, changed, or given to a function that checks.</summary>
    private static bool IsChecked(EndpointInput input, EndpointCode code, Endpoint endpoint)
    {
        bool Is(IOperation side) => RequestFlow.InputOf(side, code, endpoint) is { } found && Code.IsSame(found.Symbol, input.Symbol)
            || Code.IsSame(Code.SymbolOf(WithoutNull(side)), input.Symbol);

        return code.Operations.Any(operation => operation switch
        {
            IBinaryOperation comparison => IsUpperCheck(comparison, Is),
            IIsPatternOperation pattern => Is(pattern.Value) && HasUpperPattern(pattern.Pattern),
            ISwitchExpressionOperation choice => Is(choice.Value),
            ISwitchOperation choice => Is(choice.Value),
            IAssignmentOperation assignment => Is(assignment.Target) && assignment is not ICoalesceAssignmentOperation,
            IInvocationOperation call => Takes(call, input, Is) || TakesWhole(call, input, code, endpoint),
            _ => false,
        });
    }

    private static bool Takes(IInvocationOperation call, EndpointInput input, Func<IOperation, bool> isInput) =>
        IsGuard(call) && call.Arguments.Any(argument => isInput(argument.Value));

    /// <summary>An object that is handed on or told something may have been validated or changed there.</summary>
    private static bool TakesWhole(IInvocationOperation call, EndpointInput input, EndpointCode code, Endpoint endpoint)
    {
        if (input.Symbol is IParameterSymbol)
            return false;
        if (endpoint.Runs.Any(run => run.CalledBy?.Operation == call))
            return false;
        return call.Instance is { } instance && Code.IsSame(Code.SymbolOf(instance), input.Parameter)
            || call.Arguments.Any(argument => Code.IsSame(Code.SymbolOf(argument.Value), input.Parameter));
    }

    private static bool IsGuard(IInvocationOperation call) =>
        Engine.Words.ContainAny(call.TargetMethod.Name, GuardWords) && !(call.TargetMethod.Name == "Max" && call.TargetMethod.ContainingType?.Name == "Math")
        || Engine.Words.ContainAny(call.TargetMethod.ContainingType?.Name ?? "", ["guard", "ensure", "validator", "check", "contract"]);

    private static bool IsUpperCheck(IBinaryOperation comparison, Func<IOperation, bool> isInput)
    {
        if (comparison.OperatorKind is not (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual))
            return false;
        return isInput(comparison.LeftOperand) && !IsLowerBound(comparison.RightOperand)
            || isInput(comparison.RightOperand) && !IsLowerBound(comparison.LeftOperand);
    }

    /// <summary>Zero and one bound a page from below.</summary>
    private static bool IsLowerBound(IOperation value) => Values.Number(value) is <= 1;

    private static bool HasUpperPattern(IPatternOperation pattern) => pattern.DescendantsAndSelf().OfType<IRelationalPatternOperation>().Any(part => !IsLowerBound(part.Value));

    private static bool IsLimitedByRoute(EndpointInput input, Endpoint endpoint) =>
        endpoint.Route is { } route && Array.Exists(RouteBounds, bound => route.IndexOf(input.Symbol.Name + bound, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsLimitedByAttribute(EndpointInput input, Endpoint endpoint)
    {
        if (!input.Symbol.GetAttributes().Any(IsBound) && !IsLimitedByPrimaryParameter(input))
            return false;
        return endpoint is not MappedRoute || ValidatesRoutes(endpoint);
    }

    private static bool IsBound(AttributeData attribute) => ValidationAttribute.IsBaseOf(attribute.AttributeClass) && !RequiredAttribute.IsBaseOf(attribute.AttributeClass);

    /// <summary>An attribute on a record's parameter, where its property carries none.</summary>
    private static bool IsLimitedByPrimaryParameter(EndpointInput input) =>
        input.Symbol is IPropertySymbol property && PrimaryParametersOf(property).Any(parameter => parameter.GetAttributes().Any(IsBound));

    private static IEnumerable<IParameterSymbol> PrimaryParametersOf(IPropertySymbol property) =>
        property.ContainingType is { IsRecord: true } record
            ? record.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(parameter => parameter.Name == property.Name)
            : [];

    /// <summary>Attributes on the inputs of routes have an effect only where validation is switched on (.NET 10), which another project may do.</summary>
    private static bool ValidatesRoutes(Endpoint endpoint) =>
        endpoint.World.CallsOf("AddValidation", endpoint.Cancel).Count > 0
        || (endpoint.World.CallsOf("CreateBuilder", endpoint.Cancel).Count == 0 && endpoint.World.CallsOf("CreateSlimBuilder", endpoint.Cancel).Count == 0)
        || endpoint.Metadata.Filters.Any();

    /// <summary>A setter that caps, an object that validates itself, a validator for it in the compilation.</summary>
    public static bool IsLimitedByType(EndpointInput input, World world, CancellationToken cancel)
    {
        if (input.Symbol is not IPropertySymbol { ContainingType: var owner } property)
            return false;
        if (property.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancel)).Any(Limits))
            return true;
        if (Validatable.IsBaseOf(owner))
            return true;
        return ValidatorRules.Of(world, cancel).Mention(property) || world.TypesNaming("AbstractValidator", cancel).Any(validator =>
            Validator.FormIn(validator) is { TypeArguments: [var validated] }
            && IsOrDerivesFrom(validated, owner)
            && validator.DeclaringSyntaxReferences.Any(reference => Mentions(reference.GetSyntax(cancel), property.Name)));
    }

    private static bool IsOrDerivesFrom(ITypeSymbol type, INamedTypeSymbol other)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Code.IsSame(current, other))
                return true;
        }

        return false;
    }

    private static bool Mentions(SyntaxNode node, string name) => node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);

    private static bool Limits(SyntaxNode property) => property.DescendantNodes().Any(node =>
        node is BinaryExpressionSyntax && node.Kind() is SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
        || node is RelationalPatternSyntax or SwitchExpressionSyntax
        || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Min" or "Clamp" } or IdentifierNameSyntax });
}
