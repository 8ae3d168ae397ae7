using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Engine;

/// <summary>
/// One view of a call for classic methods, classic extension methods (reduced or static) and C# 14 extension members,
/// whose declaring type is a nameless container and whose receiver is the instance. Arguments are asked for by parameter.
/// </summary>
internal sealed class Call
{
    private readonly IInvocationOperation _operation;

    private Call(IInvocationOperation operation) => _operation = operation;

    public IInvocationOperation Operation => _operation;

    public IMethodSymbol Method => _operation.TargetMethod;

    public string Name => Method.Name;

    /// <summary>The named type that declares the method: for an extension member the static class around its container.</summary>
    public INamedTypeSymbol DeclaringType
    {
        get
        {
            var type = Method.ContainingType;
            while (!type.CanBeReferencedByName && type.ContainingType is { } outer)
                type = outer;
            return type.OriginalDefinition;
        }
    }

    /// <summary>What the method is called on, conversions removed: the instance, or the first argument of an extension method.</summary>
    public IOperation? Receiver =>
        _operation.Instance is { } instance ? Values.Unwrap(instance)
        : Method.IsExtensionMethod && Method.Parameters.Length > 0 ? Argument(Method.Parameters[0].Name)
        : null;

    /// <summary>The expression before the dot as written; null for a call without one.</summary>
    public ExpressionSyntax? ReceiverSyntax => (Syntax.Expression as MemberAccessExpressionSyntax)?.Expression;

    public InvocationExpressionSyntax Syntax => (InvocationExpressionSyntax)_operation.Syntax;

    /// <summary>The method's name in the source: where a report about the call itself stands.</summary>
    public Location NameLocation => Syntax.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.GetLocation(),
        SimpleNameSyntax name => name.Identifier.GetLocation(),
        var expression => expression.GetLocation(),
    };

    public static Call? From(IOperation? operation) =>
        operation is IInvocationOperation { TargetMethod.ContainingType: not null } call && call.Syntax is InvocationExpressionSyntax
            ? new Call(call)
            : null;

    public bool IsOn(TypeName declaringType) => declaringType.Is(DeclaringType);

    public bool IsOn(params TypeName[] declaringTypes) => declaringTypes.AnyIs(DeclaringType);

    public bool HasParameter(string name) => Method.Parameters.Any(parameter => parameter.Name == name);

    /// <summary>The argument of a parameter, conversions removed; null when there is no such parameter or the caller left it out.</summary>
    public IOperation? Argument(string parameter)
    {
        foreach (var argument in _operation.Arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return argument.ArgumentKind == ArgumentKind.DefaultValue ? null : Values.Unwrap(argument.Value);
        }

        return null;
    }

    /// <summary>True for a parameter of the method, or that of the extension block around it.</summary>
    public bool Declares(IParameterSymbol parameter) =>
        Code.IsSame(parameter.ContainingSymbol, Method.OriginalDefinition)
        || IsExtensionBlock(parameter.ContainingSymbol) && Code.IsSame(parameter.ContainingSymbol, Method.OriginalDefinition.ContainingType);

    /// <summary>What it gives for a parameter that it declares; null for one that is left out.</summary>
    public IOperation? Given(IParameterSymbol parameter) => IsExtensionBlock(parameter.ContainingSymbol) ? Receiver : Argument(parameter.Name);

    /// <summary>True for the nameless container of a C# 14 <c>extension(…)</c>.</summary>
    public static bool IsExtensionBlock(ISymbol symbol) => symbol is INamedTypeSymbol { CanBeReferencedByName: false };

    /// <summary>The first argument whose parameter has this type; null when there is none or the caller left it out.</summary>
    public IOperation? ArgumentOf(TypeName type)
    {
        foreach (var argument in _operation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && type.Is(argument.Parameter?.Type))
                return Values.Unwrap(argument.Value);
        }

        return null;
    }

    /// <summary>What the caller wrote as arguments, in the order of the parameters; the receiver of an extension method is left out.</summary>
    public IEnumerable<(IParameterSymbol Parameter, IOperation Value)> Arguments
    {
        get
        {
            foreach (var argument in _operation.Arguments)
            {
                if (argument is { Parameter: { } parameter, ArgumentKind: not ArgumentKind.DefaultValue }
                    && !(Method.IsExtensionMethod && parameter.Ordinal == 0))
                {
                    yield return (parameter, Values.Unwrap(argument.Value));
                }
            }
        }
    }

    /// <summary>The calls of a fluent chain this call ends, from the last to the first: <c>a.B().C()</c> gives C, B.</summary>
    public IEnumerable<Call> ChainUpwards()
    {
        for (Call? current = this; current is not null; current = From(current.Receiver))
            yield return current;
    }

    /// <summary>The calls that continue the fluent chain after this one: <c>a.B().C()</c> gives C for B.</summary>
    public IEnumerable<Call> ChainDownwards()
    {
        var current = this;
        while (true)
        {
            var next = current.Next();
            if (next is null)
                yield break;
            yield return next;
            current = next;
        }
    }

    private Call? Next()
    {
        IOperation self = _operation;
        while (self.Parent is IConversionOperation or IParenthesizedOperation)
            self = self.Parent;
        var outer = self.Parent is IArgumentOperation argument ? argument.Parent : self.Parent;
        return From(outer) is { } call && call.Receiver == Values.Unwrap(_operation) ? call : null;
    }
}

internal static class Calls
{
    /// <summary>The first by file and place, whatever order the compilation has its files in: for what is reported once.</summary>
    public static Call? FirstInText(this IEnumerable<Call> calls) =>
        calls.OrderBy(call => call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(call => call.Syntax.SpanStart).FirstOrDefault();
}
