using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>What a retry handles.</summary>
/// <param name="EveryException">Whether it handles every exception, cancellation and programming errors included.</param>
/// <param name="UnsafeRequests">Whether it sends a failed POST again although the server may have done the work.</param>
/// <param name="IsOwn">Whether code says what is handled, rather than the library's default.</param>
internal sealed record Handling(Answer EveryException, Answer UnsafeRequests, bool IsOwn)
{
    public static readonly Handling Unknown = new(Answer.Unknown, Answer.Unknown, IsOwn: true);

    /// <summary>Polly 8: all exceptions but cancellation. The HTTP options: failed requests, 408, 429 and 5xx of any method.</summary>
    public static readonly Handling Default = new(Answer.No, Answer.Yes, IsOwn: false);

    private static readonly TypeName[] Builders =
    [
        new("Polly.Policy"), new("Polly.Policy`1"), new("Polly.PolicyBuilder"), new("Polly.PolicyBuilder`1"), new("Polly.PredicateBuilder"), new("Polly.PredicateBuilder`1"),
        new("Polly.Extensions.Http.HttpPolicyExtensions"),
    ];

    private static readonly TypeName StatusType = new("System.Net.HttpStatusCode");
    private static readonly TypeName MethodType = new("System.Net.Http.HttpMethod");
    private static readonly TypeName RequestType = new("System.Net.Http.HttpRequestMessage");
    private static readonly TypeName ExceptionType = new("System.Exception");
    private static readonly TypeName ResponsePredicates = new("Microsoft.Extensions.Http.Resilience.HttpClientResiliencePredicates");

    /// <summary>Answers by which a server says that it has not done the work.</summary>
    private static readonly string[] Refusals =
        ["Unauthorized", "Forbidden", "ProxyAuthenticationRequired", "RequestTimeout", "Conflict", "PreconditionFailed", "Locked", "TooManyRequests", "ServiceUnavailable"];

    /// <summary>Exceptions of strategies that turned the call away before it was sent.</summary>
    private static readonly string[] RefusalTypes = ["BrokenCircuitException", "IsolatedCircuitException", "RateLimiterRejectedException", "RateLimitRejectedException", "BulkheadRejectedException"];

    /// <summary>Of Polly 8's <c>ShouldHandle</c>.</summary>
    public static Handling OfPredicate(IOperation? predicate, World world, CancellationToken cancel)
    {
        switch (Held.ValueOf(predicate, world, cancel))
        {
            case null:
                return Unknown;
            case IAnonymousFunctionOperation lambda:
                return OfLambda(lambda.Body);
            case IMethodReferenceOperation { Method: var method }:
                return ResponsePredicates.Is(method.ContainingType) ? Default
                    : world.BodyOf(method, cancel) is { } body ? OfLambda(body)
                    : Unknown;
            case var value when Call.From(value) is { } call:
                return OfBuilder(call.Operation);
            default:
                return Unknown;
        }
    }

    /// <summary>Of a chain of <c>Handle</c>, <c>Or</c> and their like, which ends in the given expression.</summary>
    public static Handling OfBuilder(IOperation? builder)
    {
        var everyException = Answer.No;
        var handles = false;
        for (var current = builder; current is not null;)
        {
            switch (Values.Unwrap(current))
            {
                case IObjectCreationOperation creation when Builders.AnyIs(creation.Type):
                    return new(everyException, handles ? Answer.Yes : Answer.No, IsOwn: true);
                // The builder that AddTransientHttpErrorPolicy gives.
                case IParameterReferenceOperation parameter when Builders.AnyIs(parameter.Type):
                    return new(everyException, Answer.Yes, IsOwn: false);
                case IInvocationOperation invocation when Call.From(invocation) is { } call && Builders.AnyIs(call.DeclaringType):
                    var part = OfPart(call);
                    if (part.UnsafeRequests == Answer.Unknown)
                        return Unknown;
                    handles |= part.UnsafeRequests == Answer.Yes;
                    everyException = part.EveryException == Answer.Yes ? Answer.Yes : everyException;
                    if (call.Receiver is null)
                        return new(everyException, handles ? Answer.Yes : Answer.No, part.IsOwn);
                    current = call.Receiver;
                    break;
                default:
                    return Unknown;
            }
        }

        return Unknown;
    }

    private static Handling OfPart(Call call)
    {
        var filter = call.Arguments.Select(argument => argument.Value).OfType<IAnonymousFunctionOperation>().FirstOrDefault();
        switch (call.Name)
        {
            case "HandleTransientHttpError" or "OrTransientHttpError" or "OrTransientHttpStatusCode":
                return Default;
            case "Handle" or "Or" or "HandleInner" or "OrInner" when call.Method.TypeArguments is [var exception]:
                var every = ExceptionType.Is(exception) && !call.Arguments.Any() ? Answer.Yes : Answer.No;
                return new(every, RefusalTypes.Contains(exception.Name) ? Answer.No : AsksMethod(filter) ? Answer.Unknown : Answer.Yes, IsOwn: true);
            case "HandleResult" or "OrResult":
                return filter is null ? new(Answer.No, Answer.Yes, IsOwn: true) : OfLambda(filter.Body) with { EveryException = Answer.No };
            case "Build" or "ToString":
                return new(Answer.No, Answer.No, IsOwn: true);
            default:
                return Unknown;
        }
    }

    private static Handling OfLambda(IOperation body)
    {
        if (AsksMethod(body))
            return Unknown;
        if (Held.OnlyReturnOf(body) is { } value && IsAlwaysTrue(value))
            return new(Answer.Yes, Answer.Yes, IsOwn: true);
        return new(Answer.No, OnlyRefusals(body) ? Answer.No : Answer.Yes, IsOwn: true);
    }

    private static bool AsksMethod(IOperation? code) =>
        Code.Within(code).Any(operation => MethodType.Is(operation.Type) || RequestType.Is(operation.Type)
            || operation is IInvocationOperation { TargetMethod: var method } && !method.DeclaringSyntaxReferences.IsEmpty);

    private static bool IsAlwaysTrue(IOperation value) => Values.Flag(value) switch
    {
        true => true,
        false => false,
        null => value switch
        {
            // PredicateResult.True(), ValueTask.FromResult(true), new ValueTask<bool>(true)
            IInvocationOperation { TargetMethod: { Name: "True", ContainingType.Name: "PredicateResult" } } => true,
            IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [var argument] } => Values.Flag(argument.Value) == true,
            IObjectCreationOperation { Arguments: [var argument] } => Values.Flag(argument.Value) == true,
            _ => false,
        },
    };

    /// <summary>True when code tests for statuses by name, all of which mean that the work was not done, and for nothing else.</summary>
    public static bool OnlyRefusals(IOperation? code)
    {
        var statuses = Code.Within(code).OfType<IFieldReferenceOperation>().Where(field => StatusType.Is(field.Field.ContainingType)).Select(field => field.Field.Name).ToArray();
        return statuses.Length > 0
            && statuses.All(status => Array.IndexOf(Refusals, status) >= 0)
            && !Code.Within(code).Any(operation => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual }
                || operation is IPropertyReferenceOperation { Property.Name: "IsSuccessStatusCode" or "Exception" });
    }
}
