using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>
/// The properties that rules of FluentValidation speak of, wherever they are added: in a validator of their own, or to one
/// that a controller or a base class holds (<c>validator.RuleFor(order =&gt; order.Name)</c>).
/// </summary>
internal sealed class ValidatorRules
{
    public static readonly string[] Words = ["RuleFor", "RuleForEach"];

    private static readonly TypeName Validator = new("FluentValidation.AbstractValidator`1");

    private readonly HashSet<ISymbol> _properties = new(SymbolEqualityComparer.Default);

    private ValidatorRules(World world, CancellationToken cancel)
    {
        foreach (var call in Words.SelectMany(word => world.CallsOf(word, cancel)).Where(call => Validator.IsBaseOf(call.Receiver?.Type)))
        {
            foreach (var property in call.Arguments.SelectMany(argument => Code.Within(argument.Value)).OfType<IPropertyReferenceOperation>())
                _properties.Add(property.Property.OriginalDefinition);
        }
    }

    public static ValidatorRules Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new ValidatorRules(world, cancel), cancel);

    public bool Mention(IPropertySymbol property) => _properties.Contains(property.OriginalDefinition);
}
