using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>
/// Code that a retry runs again: the lambda given to a resilience pipeline, a policy or an execution strategy, the body of a
/// retry loop, a message handler below a retry handler, and methods of the same class that such code calls.
/// </summary>
internal static class RetriedCode
{
    /// <summary>Words that rules about retried code look up.</summary>
    public static readonly string[] Words = ["AddHttpMessageHandler"];

    private static readonly TypeName[] Retriers =
    [
        new("Polly.ResiliencePipeline"),
        new("Polly.ResiliencePipeline`1"),
        new("Polly.IsPolicy", isInterface: true),
        new("Microsoft.EntityFrameworkCore.Storage.IExecutionStrategy"),
    ];

    /// <summary>Policies of Polly 7 that never try again, by the namespace of their types.</summary>
    private static readonly string[] NoRetries = ["Timeout", "CircuitBreaker", "Bulkhead", "Caching", "Fallback", "NoOp", "RateLimit"];

    private static readonly string[] RetryWords = ["retry", "retries", "retrying", "hedging"];

    private static readonly string[] RetryHandlers =
        ["AddStandardResilienceHandler", "AddStandardHedgingHandler", "AddResilienceHandler", "AddPolicyHandler", "AddPolicyHandlerFromRegistry", "AddTransientHttpErrorPolicy"];

    /// <summary>True when the operation is made again with each attempt.</summary>
    public static bool Holds(IOperation operation, World world, CancellationToken cancel) =>
        IsInRetry(operation, world, cancel) || IsInRetriedHandler(operation, world, cancel) || IsInRetriedMethod(operation, world, cancel);

    private static bool IsInRetry(IOperation operation, World world, CancellationToken cancel)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            switch (ancestor)
            {
                case IAnonymousFunctionOperation lambda when Code.UserOf(lambda) is IArgumentOperation { Parent: IInvocationOperation call } && Retries(call, world, cancel):
                case ILocalFunctionOperation function when IsGivenToRetry(function, world, cancel):
                case ILoopOperation loop when IsRetryLoop(loop, world, cancel):
                    return true;
            }
        }

        return false;
    }

    private static bool Retries(IInvocationOperation invocation, World world, CancellationToken cancel)
    {
        if (Call.From(invocation) is not { } call)
            return false;
        if (!Retriers.AnyIsBaseOf(call.Receiver?.Type))
            return SaysRetry(call);
        return call.Name.StartsWith("Execute", StringComparison.Ordinal)
            && Array.IndexOf(NoRetries, call.Receiver?.Type?.ContainingNamespace?.Name) < 0
            && !IsMadeWithoutRetry(call.Receiver, world, cancel);
    }

    /// <summary>A helper of the team's own: <c>Retry.Do(…)</c>, <c>ExecuteWithRetryAsync(…)</c>.</summary>
    private static bool SaysRetry(Call call) =>
        Engine.Words.ContainAny(call.Name, RetryWords) && Engine.Words.Of(call.Name)[0] is not ("add" or "on" or "is" or "should" or "configure" or "use" or "map")
        || Engine.Words.ContainAny(call.DeclaringType.Name, RetryWords) && Engine.Words.Of(call.Name)[0] is "do" or "execute" or "run" or "invoke" or "try";

    /// <summary>A pipeline whose making is in sight and has no retry in it.</summary>
    private static bool IsMadeWithoutRetry(IOperation? pipeline, World world, CancellationToken cancel)
    {
        var made = pipeline switch
        {
            ILocalReferenceOperation local => Code.OnlyValueOf(local),
            IFieldReferenceOperation { Field: var field } => Code.InitializerOf(field, world, cancel),
            _ => pipeline,
        };
        var calls = Call.From(made)?.ChainUpwards().ToArray() ?? [];
        return Array.Exists(calls, call => call.Name.StartsWith("Add", StringComparison.Ordinal)) && !Array.Exists(calls, call => Engine.Words.ContainAny(call.Name, RetryWords) || !IsOfPolly(call));
    }

    private static bool IsOfPolly(Call call) => call.DeclaringType.ContainingNamespace?.ToDisplayString().StartsWith("Polly", StringComparison.Ordinal) == true;

    private static bool IsGivenToRetry(ILocalFunctionOperation function, World world, CancellationToken cancel) =>
        Code.Within(Code.Root(function)).OfType<IMethodReferenceOperation>().Any(reference =>
            Code.IsSame(reference.Method, function.Symbol) && Code.UserOf(reference) is IArgumentOperation { Parent: IInvocationOperation call } && Retries(call, world, cancel));

    private static bool IsRetryLoop(ILoopOperation loop, World world, CancellationToken cancel) =>
        Code.CallsIn(loop.Body).Any(call => call.Name is "Delay" or "Sleep" && RetryLoop.From(call, world, cancel) is { } retry && retry.Body == loop.Body);

    /// <summary><c>SendAsync</c> of a handler that some client adds after (so: inside) a retry handler.</summary>
    private static bool IsInRetriedHandler(IOperation operation, World world, CancellationToken cancel)
    {
        if (MethodAround(operation, world, cancel) is not { Name: "SendAsync" or "Send", ContainingType: var handler } || !HttpClients.DelegatingHandler.IsBaseOf(handler))
            return false;
        return world.CallsOf("AddHttpMessageHandler", cancel).Any(call =>
            call.Method.TypeArguments is [var added] && Code.IsSame(added, handler)
            && call.ChainUpwards().Skip(1).Any(before => Array.IndexOf(RetryHandlers, before.Name) >= 0));
    }

    /// <summary>A private method that code of its class calls in a retry.</summary>
    private static bool IsInRetriedMethod(IOperation operation, World world, CancellationToken cancel)
    {
        if (MethodAround(operation, world, cancel) is not { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } method
            || operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return false;
        }

        return type.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == method.Name)
            .Select(name => world.OperationAt(name.Parent is InvocationExpressionSyntax call ? call : name, cancel) ?? (name.Parent?.Parent is InvocationExpressionSyntax outer ? world.OperationAt(outer, cancel) : null))
            .Any(use => use switch
            {
                IInvocationOperation call => Code.IsSame(call.TargetMethod, method) && IsInRetry(call, world, cancel),
                IMethodReferenceOperation group => Code.IsSame(group.Method, method) && Code.UserOf(group) is IArgumentOperation { Parent: IInvocationOperation call } && Retries(call, world, cancel),
                _ => false,
            });
    }

    private static IMethodSymbol? MethodAround(IOperation operation, World world, CancellationToken cancel)
    {
        var symbol = world.ModelFor(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart, cancel);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol as IMethodSymbol;
    }
}
