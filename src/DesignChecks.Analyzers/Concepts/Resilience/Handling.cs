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
    /// <summary>Whether it handles a failing service: lost connections, 5xx.</summary>
    public Answer Transient { get; init; } = UnsafeRequests;

    /// <summary>The exception types that it names; empty where it handles more than named types, or none.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    public static readonly Handling Unknown = new(Answer.Unknown, Answer.Unknown, IsOwn: true);

    /// <summary>Polly 8: all exceptions but cancellation. The HTTP options: failed requests, 408, 429 and 5xx of any method.</summary>
    public static readonly Handling Default = new(Answer.No, Answer.Yes, IsOwn: false);

    private static readonly TypeName[] Builders =
    [
        new("Polly.Policy"), new("Polly.Policy`1"), new("Polly.PolicyBuilder"), new("Polly.PolicyBuilder`1"), new("Polly.PredicateBuilder"), new("Polly.PredicateBuilder`1"),
        new("Polly.Extensions.Http.HttpPolicyExtensions"),
    ];

    private const string TransientException = "HttpRequestException";

    private static readonly TypeName StatusType = new("System.Net.HttpStatusCode");
    private static readonly TypeName MethodType = new("System.Net.Http.HttpMethod");
    private static readonly TypeName RequestType = new("System.Net.Http.HttpRequestMessage");
    private static readonly TypeName ExceptionType = new("System.Exception");
    private static readonly TypeName ResponsePredicates = new("Microsoft.Extensions.Http.Resilience.HttpClientResiliencePredicates");

    /// <summary>Answers by which a server says that it has not done the work.</summary>
    private static readonly string[] Refusals =
        ["Unauthorized", "Forbidden", "ProxyAuthenticationRequired", "RequestTimeout", "Conflict", "PreconditionFailed", "Locked", "TooManyRequests", "ServiceUnavailable"];

    /// <summary>Those of them that a service answers with when it is down or overloaded.</summary>
    private static readonly string[] Overload = ["RequestTimeout", "TooManyRequests", "ServiceUnavailable"];

    /// <summary>Exceptions of strategies that turned the call away before it was sent.</summary>
    private static readonly string[] RefusalTypes = ["BrokenCircuitException", "IsolatedCircuitException", "RateLimiterRejectedException", "RateLimitRejectedException", "BulkheadRejectedException"];

    /// <summary>It handles nothing that says a service is unwell: only lost races, locks that others hold, files.</summary>
    public bool IsOfConflict { get; init; }

    /// <summary>It handles nothing but answers by which a service refuses work, overload among them.</summary>
    public bool IsOfRefusals => UnsafeRequests == Answer.No && Transient != Answer.Yes;

    /// <summary>It only waits for a result of the right kind: a poll, not a retry after a failure.</summary>
    public bool IsPoll { get; init; }

    /// <summary>True when one failing service makes both try again.</summary>
    public bool Overlaps(Handling other) =>
        Transient == Answer.Yes && other.Transient == Answer.Yes
        && NamesMeet(other);

    /// <summary>False when no failure of a service makes both try again: their attempts don't multiply.</summary>
    public bool MayMeet(Handling other) => Transient != Answer.No && other.Transient != Answer.No && (NamesMeet(other) || HandlesBase || other.HandlesBase);

    private bool NamesMeet(Handling other) => Exceptions.Count == 0 || other.Exceptions.Count == 0 || Exceptions.Intersect(other.Exceptions).Any();

    /// <summary><c>Handle&lt;Exception&gt;(…)</c> with a filter: any exception may be meant.</summary>
    private bool HandlesBase => Exceptions.Contains("Exception");

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
            // A builder turns into a predicate by a conversion of its own.
            case IConversionOperation { OperatorMethod: not null, Operand: var builder }:
                return OfBuilder(builder);
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
        var transient = Answer.No;
        var exceptions = new List<string>();
        var isPoll = true;
        var isOfConflict = true;
        for (var current = builder; current is not null;)
        {
            switch (Values.Unwrap(current))
            {
                case IObjectCreationOperation creation when Builders.AnyIs(creation.Type):
                    return new(everyException, handles ? Answer.Yes : Answer.No, IsOwn: true) { Exceptions = exceptions, IsOfConflict = isOfConflict, Transient = handles ? Answer.Yes : transient };
                // The builder that AddTransientHttpErrorPolicy gives.
                case IParameterReferenceOperation parameter when Builders.AnyIs(parameter.Type):
                    return new(everyException, Answer.Yes, IsOwn: false) { Exceptions = [.. exceptions, TransientException] };
                case IInvocationOperation invocation when Call.From(invocation) is { } call && Builders.AnyIs(call.DeclaringType):
                    var part = OfPart(call);
                    if (part.UnsafeRequests == Answer.Unknown)
                        return Unknown;
                    handles |= part.UnsafeRequests == Answer.Yes;
                    transient = part.Transient == Answer.No ? transient : part.Transient;
                    everyException = part.EveryException == Answer.Yes ? Answer.Yes : everyException;
                    exceptions.AddRange(part.Exceptions);
                    isPoll &= part.IsPoll;
                    isOfConflict &= part.IsOfConflict;
                    if (call.Receiver is null)
                        return new(everyException, handles ? Answer.Yes : Answer.No, part.IsOwn)
                        {
                            Exceptions = everyException == Answer.Yes ? [] : exceptions,
                            Transient = handles ? Answer.Yes : transient,
                            IsPoll = isPoll,
                            IsOfConflict = isOfConflict,
                        };
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
                return Default with { Exceptions = [TransientException] };
            case "Handle" or "Or" or "HandleInner" or "OrInner" when call.Method.TypeArguments is [var exception]:
                var every = ExceptionType.Is(exception) && !call.Arguments.Any() ? Answer.Yes : Answer.No;
                return new(every, RefusalTypes.Contains(exception.Name) ? Answer.No : AsksMethod(filter) ? Answer.Unknown : Answer.Yes, IsOwn: true)
                {
                    Exceptions = [exception.Name],
                    IsOfConflict = Conflict.Is(exception) || Conflict.IsNamedIn(filter),
                };
            case "HandleResult" or "OrResult":
                var handled = filter is null ? new(Answer.No, Answer.Yes, IsOwn: true) : OfLambda(filter.Body) with { EveryException = Answer.No };
                return handled with { IsPoll = !call.Method.TypeArguments.Concat(call.Method.ContainingType.TypeArguments).Any(result => result.Name == "HttpResponseMessage") };
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
        var every = Held.OnlyReturnOf(body) is { } value && TakesEveryException(Decision(value)) ? Answer.Yes : Answer.No;
        return (every == Answer.No && OnlyRefusals(body) ? OfRefusals(body) : new(every, Answer.Yes, IsOwn: true)) with { IsOfConflict = Conflict.IsOnlyTypeIn(body) };
    }

    /// <summary>Of code that tests for refusals only, some of which come from a service that is down.</summary>
    public static Handling OfRefusals(IOperation? code) => new(Answer.No, Answer.No, IsOwn: true)
    {
        Transient = StatusesIn(code).Any(status => Array.IndexOf(Overload, status) >= 0) ? Answer.Unknown : Answer.No,
    };

    private static bool AsksMethod(IOperation? code) =>
        Code.Within(code).Any(operation => MethodType.Is(operation.Type) || RequestType.Is(operation.Type)
            || operation is IInvocationOperation { TargetMethod: var method } && !method.DeclaringSyntaxReferences.IsEmpty);

    /// <summary>The truth value inside <c>PredicateResult.True()</c>, <c>ValueTask.FromResult(…)</c>, <c>new ValueTask&lt;bool&gt;(…)</c>.</summary>
    private static IOperation Decision(IOperation value) => value switch
    {
        IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [var argument] } => Values.Unwrap(argument.Value),
        IObjectCreationOperation { Arguments: [var argument] } => Values.Unwrap(argument.Value),
        _ => value,
    };

    /// <summary>Always true, or true whenever there is an exception.</summary>
    private static bool TakesEveryException(IOperation decision) => Values.Unwrap(decision) switch
    {
        { ConstantValue: { HasValue: true, Value: true } } => true,
        IInvocationOperation { TargetMethod: { Name: "True", ContainingType.Name: "PredicateResult" } } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => TakesEveryException(either.LeftOperand) || TakesEveryException(either.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test => IsException(test.LeftOperand) && Values.IsNull(test.RightOperand),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var nothing } } } test => IsException(test.Value) && Values.IsNull(nothing),
        _ => false,
    };

    private static bool IsException(IOperation operation) => Values.Unwrap(operation) is IPropertyReferenceOperation { Property.Name: "Exception" };

    /// <summary>True when code tests for statuses by name, all of which mean that the work was not done, and for nothing else.</summary>
    public static bool OnlyRefusals(IOperation? code)
    {
        var statuses = StatusesIn(code);
        return statuses.Length > 0
            && statuses.All(status => Array.IndexOf(Refusals, status) >= 0)
            && !Code.Within(code).Any(operation => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual }
                || operation is IPropertyReferenceOperation { Property.Name: "IsSuccessStatusCode" or "Exception" });
    }

    private static string[] StatusesIn(IOperation? code) =>
        [.. Code.Within(code).OfType<IFieldReferenceOperation>().Where(field => StatusType.Is(field.Field.ContainingType)).Select(field => field.Field.Name)];
}
