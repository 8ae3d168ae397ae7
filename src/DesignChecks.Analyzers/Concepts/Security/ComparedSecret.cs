using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Security;

/// <summary>A comparison that stops at the first difference, of a secret with what someone claims it to be.</summary>
/// <param name="Secret">The side that is one.</param>
/// <param name="One">The left side, or the first argument.</param>
/// <param name="Other">The right side.</param>
/// <param name="IsExact">False for a comparison that ignores case or follows a culture.</param>
internal sealed record ComparedSecret(IOperation Secret, IOperation One, IOperation Other, bool IsExact)
{
    /// <summary>Methods that compare; words for listeners.</summary>
    public static readonly string[] Names = ["Equals", "SequenceEqual", "Compare", "CompareOrdinal"];

    private static readonly TypeName StringComparer = new("System.StringComparer");
    private static readonly TypeName Memory = new("System.MemoryExtensions");
    private static readonly TypeName Enumerable = new("System.Linq.Enumerable");
    private static readonly TypeName EqualityComparer = new("System.Collections.Generic.IEqualityComparer`1");
    private static readonly TypeName Expression = new("System.Linq.Expressions.Expression`1");
    private static readonly TypeName Validated = new("System.ComponentModel.DataAnnotations.IValidatableObject");
    private static readonly TypeName[] Claims = [new("System.Security.Claims.Claim"), new("System.Security.Principal.IIdentity"), new("System.Security.Principal.IPrincipal")];
    private static readonly TypeName Queryable = new("System.Linq.IQueryable");

    /// <summary>Words by which two values are versions of one thing, or a thing and its repetition: someone looks for a change, not for proof.</summary>
    private static readonly string[] VersionWords = ["old", "new", "previous", "prior", "original", "existing", "current", "last", "cached", "changed", "updated", "confirm", "confirmation", "repeat", "retype", "default", "placeholder"];

    private static readonly string[] EqualityMethods = ["Equals", "GetHashCode", "Compare", "CompareTo", "op_Equality", "op_Inequality"];

    public static ComparedSecret? From(IBinaryOperation comparison, World world, CancellationToken cancel) =>
        comparison.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
        && SecretValue.IsText(comparison.LeftOperand) && SecretValue.IsText(comparison.RightOperand)
            ? Of(comparison, comparison.LeftOperand, comparison.RightOperand, isExact: true, world, cancel)
            : null;

    public static ComparedSecret? From(Call call, World world, CancellationToken cancel)
    {
        if (Sides(call) is not { } sides)
            return null;
        var isText = SecretValue.IsText(sides.One) && SecretValue.IsText(sides.Other);
        return isText || (SecretValue.IsBytes(sides.One) && SecretValue.IsBytes(sides.Other))
            ? Of(call.Operation, sides.One, sides.Other, !isText || IsOrdinal(call), world, cancel)
            : null;
    }

    /// <summary>Before anything is bound: one of the names in it may be a secret's.</summary>
    public static bool MayBe(SyntaxNode comparison) =>
        comparison.DescendantTokens().Any(token => token.Value is string && SecretValue.MayName(token.ValueText));

    private static (IOperation One, IOperation Other)? Sides(Call call)
    {
        var arguments = call.Operation.Arguments;
        if (call.Operation.Instance is { } instance)
        {
            if (call.Name != "Equals")
                return null;
            return StringComparer.IsBaseOf(instance.Type) || EqualityComparer.IsBaseOf(instance.Type) && arguments.Length == 2 ? Pair(arguments[0], arguments[1])
                : arguments.Length is 1 or 2 ? (instance, arguments[0].Value)
                : null;
        }

        var isComparison = call.DeclaringType.SpecialType is SpecialType.System_String or SpecialType.System_Object || call.IsOn(Memory, Enumerable);
        return isComparison && arguments.Length is 2 or 3 ? Pair(arguments[0], arguments[1]) : null;
    }

    private static (IOperation, IOperation) Pair(IArgumentOperation one, IArgumentOperation other) => (one.Value, other.Value);

    private static bool IsOrdinal(Call call) =>
        call.Name is not "Compare"
        && !StringComparer.IsBaseOf(call.Operation.Instance?.Type)
        && call.Operation.Arguments.All(argument => argument.Parameter?.Type.Name != "StringComparison" || Code.SymbolOf(argument.Value)?.Name == "Ordinal");

    private static ComparedSecret? Of(IOperation comparison, IOperation one, IOperation other, bool isExact, World world, CancellationToken cancel)
    {
        if (SecretValue.IsFixed(one) || SecretValue.IsFixed(other))
            return null;
        var secret = SecretValue.Is(one, world, cancel) ? one : SecretValue.Is(other, world, cancel) ? other : null;
        return secret is null || IsAboutVersions(comparison, one, other) || AreOfOneSender(comparison, one, other, world, cancel) || IsClaimed(one) || IsClaimed(other) || IsOwnSearch(one, other) || IsOwnSearch(other, one) || IsTranslated(comparison) || IsEquality(comparison)
            ? null
            : new ComparedSecret(secret, one, other, isExact);
    }

    /// <summary>Old with new, a value with its repetition, the same property of two objects, or the test before an assignment of one to the other.</summary>
    private static bool IsAboutVersions(IOperation comparison, IOperation one, IOperation other)
    {
        if (SecretValue.NamesOf(one).Concat(SecretValue.NamesOf(other)).Any(name => Words.ContainAny(name, VersionWords)))
            return true;
        if (Code.SymbolOf(one) is IPropertySymbol property && Code.IsSame(property, Code.SymbolOf(other)))
            return true;
        return Code.Ancestors(comparison).OfType<IConditionalOperation>().Any(branch =>
            Code.IsInside(comparison, branch.Condition) && Code.Within(branch.WhenTrue).OfType<ISimpleAssignmentOperation>().Any(assignment => Joins(assignment, one, other)));
    }

    /// <summary>Two fields of one request: who sent both learns nothing.</summary>
    private static bool AreOfOneSender(IOperation comparison, IOperation one, IOperation other, World world, CancellationToken cancel) => (RootOf(one), RootOf(other)) switch
    {
        (IParameterReferenceOperation { Parameter: var first }, IParameterReferenceOperation { Parameter: var second }) => Code.IsSame(first, second),
        (IInstanceReferenceOperation, IInstanceReferenceOperation) =>
            world.ModelFor(comparison.Syntax.SyntaxTree).GetEnclosingSymbol(comparison.Syntax.SpanStart, cancel)?.ContainingType is { } type && Validated.IsBaseOf(type),
        _ => false,
    };

    /// <summary>What a chain of properties starts at; the value itself when it is no property.</summary>
    private static IOperation? RootOf(IOperation value)
    {
        var current = Values.Unwrap(value);
        while (current is IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } owner })
            current = Values.Unwrap(owner);
        return current == Values.Unwrap(value) ? null : current;
    }

    private static bool Joins(ISimpleAssignmentOperation assignment, IOperation one, IOperation other)
    {
        var target = Code.SymbolOf(assignment.Target);
        return target is not null && (Code.IsSame(target, Code.SymbolOf(one)) || Code.IsSame(target, Code.SymbolOf(other)));
    }

    /// <summary>Read from the claims of who has signed in: no guess of a caller's.</summary>
    private static bool IsClaimed(IOperation value) =>
        Code.Within(Values.Unwrap(value) is ILocalReferenceOperation local ? Code.OnlyValueOf(local) : value).Any(part => Claims.AnyIsBaseOf(part.Type));

    /// <summary>The code looks for its own key in what a service has told it: nobody hands in a guess.</summary>
    private static bool IsOwnSearch(IOperation found, IOperation own) =>
        RootOf(found) is ILocalReferenceOperation { Local: { } element }
        && RootOf(own) is IFieldReferenceOperation or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }
        && Code.Ancestors(found).OfType<IForEachLoopOperation>().FirstOrDefault(loop => loop.Locals.Contains(element, SymbolEqualityComparer.Default)) is { } loop
        && Values.Unwrap(loop.Collection) is var collection
        && (collection is ILocalReferenceOperation list ? Code.OnlyValueOf(list) : collection) is { } told
        && Code.Within(told).OfType<IInvocationOperation>().Any()
        && !Code.Within(told).OfType<IParameterReferenceOperation>().Any();

    /// <summary>In a query that a provider translates, the database compares.</summary>
    private static bool IsTranslated(IOperation comparison) => Code.Ancestors(comparison).Any(ancestor => ancestor switch
    {
        IConversionOperation conversion => Expression.Is(conversion.Type),
        ITranslatedQueryOperation query => Queryable.IsBaseOf(query.Type),
        _ => false,
    });

    /// <summary>Inside the equality of a type: who asks for that proves nothing.</summary>
    private static bool IsEquality(IOperation comparison)
    {
        var symbol = comparison.SemanticModel?.GetEnclosingSymbol(comparison.Syntax.SpanStart);
        for (; symbol is IMethodSymbol method; symbol = symbol.ContainingSymbol)
        {
            if (Array.IndexOf(EqualityMethods, method.Name) >= 0)
                return true;
        }

        return false;
    }
}
