using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>A new random value that becomes an idempotency key: in a header, an option of a payment SDK, the id of a message.</summary>
internal static class FreshKey
{
    private const int MaxDepth = 12;

    /// <summary>Methods that make a value that no one had before.</summary>
    public static readonly string[] Sources = ["NewGuid", "CreateVersion7", "NewUlid", "GetHexString", "GetRandomFileName"];

    private static readonly TypeName[] SourceTypes =
        [new("System.Guid"), new("System.Ulid"), new("NUlid.Ulid"), new("System.Security.Cryptography.RandomNumberGenerator"), new("System.IO.Path")];

    private static readonly TypeName[] MessageTypes =
    [
        new("Azure.Messaging.ServiceBus.ServiceBusMessage"),
        new("RabbitMQ.Client.IBasicProperties"),
        new("RabbitMQ.Client.BasicProperties"),
        new("MassTransit.SendContext", isInterface: true),
        new("MassTransit.PublishContext", isInterface: true),
    ];

    /// <summary>Tests that mean that the key is made only when there is none yet.</summary>
    private static readonly string[] Tests = ["Contains", "ContainsKey", "TryGetValue", "TryGetValues", "IsNullOrEmpty", "IsNullOrWhiteSpace", "Any"];

    public static bool Is(Call call) => Array.IndexOf(Sources, call.Name) >= 0 && SourceTypes.AnyIs(call.DeclaringType);

    /// <summary>True when the value goes into a key.</summary>
    public static bool BecomesKey(Call fresh, string[] headers) => BecomesKey(fresh.Operation, headers, depth: 0);

    /// <summary>True when the value is only made where there is none: an attempt that has one keeps it.</summary>
    public static bool IsOnlyIfMissing(IOperation value) => Code.Ancestors(value).TakeWhile(ancestor => ancestor is not IAnonymousFunctionOperation).Any(ancestor => ancestor switch
    {
        ICoalesceOperation or ICoalesceAssignmentOperation => true,
        IConditionalOperation branch => Code.Within(branch.Condition).Any(IsTest),
        _ => false,
    });

    private static bool IsTest(IOperation operation) => operation switch
    {
        IInvocationOperation call => Array.IndexOf(Tests, call.TargetMethod.Name) >= 0,
        IIsPatternOperation => true,
        ILiteralOperation literal => Values.IsNull(literal),
        _ => false,
    };

    private static bool BecomesKey(IOperation value, string[] headers, int depth)
    {
        if (depth > MaxDepth || value.Parent is not { } user)
            return false;
        switch (user)
        {
            case IConversionOperation or IParenthesizedOperation or IInterpolationOperation or IInterpolatedStringOperation or IBinaryOperation or IArrayInitializerOperation or IArrayCreationOperation:
            case IInvocationOperation call when call.Instance == value: // ToString, Replace, Substring
                return BecomesKey(user, headers, depth + 1);
            case IConditionalAccessOperation or IConditionalOperation:
                return BecomesKey(user, headers, depth + 1);
            case IArgumentOperation argument:
                return TakesKey(argument, headers);
            case IAssignmentOperation assignment when assignment.Value == value:
                return IsKey(assignment.Target, headers) || Code.SymbolOf(assignment.Target) is ILocalSymbol assigned && AnyUseBecomesKey(assigned, value, headers, depth);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return AnyUseBecomesKey(local, value, headers, depth);
            default:
                return false;
        }
    }

    private static bool AnyUseBecomesKey(ILocalSymbol local, IOperation value, string[] headers, int depth) =>
        Code.Within(Code.Root(value)).OfType<ILocalReferenceOperation>().Any(reference =>
            Code.IsSame(reference.Local, local) && reference.Parent is not IAssignmentOperation { Target: ILocalReferenceOperation } && BecomesKey(reference, headers, depth + 1));

    /// <summary>A parameter that is named so, or the value of a header that is.</summary>
    private static bool TakesKey(IArgumentOperation argument, string[] headers)
    {
        if (argument.Parameter is { } parameter && IdempotencyKeys.Says(parameter.Name))
            return true;
        var all = argument.Parent switch
        {
            // TryAdd leaves a header alone that is there.
            IInvocationOperation { TargetMethod.Name: not "TryAdd" } call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return all.Any(other => other != argument && IdempotencyKeys.IsHeader(Values.Text(other.Value), headers));
    }

    private static bool IsKey(IOperation target, string[] headers) => target switch
    {
        IPropertyReferenceOperation { Arguments.Length: > 0 } indexer => indexer.Arguments.Any(argument => IdempotencyKeys.IsHeader(Values.Text(argument.Value), headers)),
        IPropertyReferenceOperation { Property: var property } => IdempotencyKeys.Says(property.Name) || property.Name == "MessageId" && MessageTypes.AnyIsBaseOf(property.ContainingType),
        _ => false,
    };
}
