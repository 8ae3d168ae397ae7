using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>
/// A retry written by hand: a loop that makes an outbound call, leaves when it succeeds, and waits after a failure (a catch,
/// or a failed status); or a method that waits after a failure and calls itself. A loop that waits on its normal path too is
/// a poll loop and none.
/// </summary>
internal static class RetryLoop
{
    private static readonly TypeName TaskType = new("System.Threading.Tasks.Task");
    private static readonly TypeName ThreadType = new("System.Threading.Thread");
    private static readonly string[] StatusMembers = ["IsSuccessStatusCode", "StatusCode"];

    /// <summary>Cheap test before binding: <c>Task.Delay</c> or <c>Thread.Sleep</c> inside a loop of the same function, or in one that calls itself.</summary>
    public static bool MayBeIn(InvocationExpressionSyntax call)
    {
        if (call.Expression is MemberAccessExpressionSyntax access && access.Expression.ToString() is not ("Task" or "Thread" or "System.Threading.Tasks.Task" or "System.Threading.Thread"))
            return false;
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or ForEachStatementSyntax:
                    return true;
                case MethodDeclarationSyntax method:
                    return Calls(method, method.Identifier.ValueText);
                case MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool Calls(SyntaxNode code, string name) =>
        code.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is SimpleNameSyntax called && called.Identifier.ValueText == name);

    public static Retry? From(Call wait, World world, CancellationToken cancel)
    {
        if (!IsWait(wait))
            return null;
        var loop = LoopAround(wait.Operation);
        var body = loop?.Body ?? Recursion(wait);
        if (body is null || OutboundCall.FirstIn(body) is not { } outbound || FailureBefore(wait.Operation, body, loop, outbound.Operation) is not { } handling)
            return null;
        var expression = wait.Arguments.First().Value;
        var counter = loop is null ? world.ModelFor(wait.Syntax.SyntaxTree).GetEnclosingSymbol(wait.Syntax.SpanStart, cancel) is IMethodSymbol method ? CounterOf(method) : null : CounterOf(loop);
        return new Retry(RetryForm.Loop, wait.Operation, loop is null && IsLast(wait) ? 1 : LoopCount.AttemptsOf(loop, outbound.Operation) - 1, Delay.Of(expression, world, cancel, counter), expression)
        {
            Body = body,
            IsEndless = RetryBound.IsEndless(wait.Operation, body, loop, world, cancel),
            Handling = IsWaitForStart(wait) ? handling with { IsPoll = true } : handling,
        };
    }

    /// <summary><c>WaitForDatabase</c>, <c>WaitUntilReady</c>: until the other side is up, failing is the answer that is asked for.</summary>
    private static bool IsWaitForStart(Call wait) => wait.Syntax.Ancestors().Any(ancestor => ancestor switch
    {
        MethodDeclarationSyntax method => SaysWait(method.Identifier),
        LocalFunctionStatementSyntax function => SaysWait(function.Identifier),
        _ => false,
    });

    private static bool SaysWait(SyntaxToken name) => Words.Of(name.ValueText) is ["wait", "for" or "until" or "till", ..];

    private static bool IsWait(Call call) =>
        (call.Name == "Delay" && call.IsOn(TaskType) || call.Name == "Sleep" && call.IsOn(ThreadType)) && call.Arguments.Any();

    /// <summary>True for the first wait of a retry: rules that report once per retry ask for it.</summary>
    public static bool IsFirstWait(Retry retry) =>
        retry.Body is null || Code.RunBy(retry.Body).Select(Call.From).OfType<Call>().FirstOrDefault(IsWait)?.Syntax == retry.Site.Syntax;

    /// <summary>The retry loop around an operation, if any; the innermost.</summary>
    public static Retry? Around(IOperation operation)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            switch (ancestor)
            {
                case ILoopOperation loop when In(loop, operation) is { } retry:
                    return retry;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A loop as the retry of an operation inside it; null when it is none.</summary>
    public static Retry? In(ILoopOperation loop, IOperation tried) =>
        Code.RunBy(loop.Body).Select(Call.From).OfType<Call>().Where(IsWait).Select(wait => FromLoop(wait, loop, tried)).FirstOrDefault(retry => retry is not null);

    /// <summary>The retry whose loop is around the operation, with the operation as what it tries.</summary>
    private static Retry? FromLoop(Call wait, ILoopOperation loop, IOperation tried) =>
        LoopAround(wait.Operation) == loop && !IsInside(wait.Operation, tried) && FailureBefore(wait.Operation, loop.Body, loop, tried) is { } handling
            ? new Retry(RetryForm.Loop, wait.Operation, LoopCount.AttemptsOf(loop, tried) - 1, default, null) { Body = loop.Body, Handling = handling }
            : null;

    private static ILoopOperation? LoopAround(IOperation operation)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            switch (ancestor)
            {
                case ILoopOperation loop:
                    return loop;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The body of a method that waits and then calls itself.</summary>
    private static IOperation? Recursion(Call wait) => SelfCalls(wait).Any() ? Code.EnclosingBody(wait.Operation) : null;

    /// <summary>The calls by which a method runs itself again after a wait.</summary>
    private static IEnumerable<IInvocationOperation> SelfCalls(Call wait)
    {
        var name = wait.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText;
        return Code.RunBy(Code.EnclosingBody(wait.Operation)).OfType<IInvocationOperation>().Where(call =>
            call.Syntax.SpanStart > wait.Syntax.SpanStart
            && call.TargetMethod.Name == name
            && call.TargetMethod.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == wait.Syntax.SyntaxTree && reference.Span.Contains(wait.Syntax.Span)));
    }

    /// <summary>True when the method calls itself with a flag that is fixed: the next attempt is told that it is the last.</summary>
    private static bool IsLast(Call wait) => SelfCalls(wait).Any(call => call.Arguments.Any(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Boolean && Values.Flag(argument.Value) is not null));

    /// <summary>The failure after which it waits; null when it waits on success too.</summary>
    private static Handling? FailureBefore(IOperation wait, IOperation body, ILoopOperation? loop, IOperation tried)
    {
        var attempt = Code.Ancestors(tried).TakeWhile(ancestor => ancestor != body && ancestor != loop).OfType<ITryOperation>().LastOrDefault();
        if (attempt is not null && !attempt.Catches.IsEmpty)
        {
            if (loop is not null && !LeavesOnSuccess(attempt.Body, loop))
                return null;
            if (attempt.Catches.FirstOrDefault(handler => IsInside(wait, handler)) is { } caught)
                return RetryBound.HandlingOf(caught, attempt);
            if (!IsInside(wait, attempt))
                return EndsInExit(attempt.Body) ? RetryBound.HandlingOf(attempt.Catches.FirstOrDefault(handler => !EndsInExit(handler.Handler)), attempt) : null;
        }

        // if (response.IsSuccessStatusCode) return …; await Task.Delay(…);
        var test = Code.RunBy(body).OfType<IConditionalOperation>().FirstOrDefault(branch =>
            !IsInside(wait, branch.Condition) && TestsStatus(branch.Condition)
            && (IsInside(wait, branch) || (branch.Syntax.SpanStart < wait.Syntax.SpanStart && EndsInExit(branch.WhenTrue))));
        return test is null || attempt is { Catches.IsEmpty: false } && !IsInside(wait, test) ? null
            : Handling.OnlyRefusals(test.Condition) ? Handling.OfRefusals(test.Condition)
            : new Handling(Answer.No, Answer.Yes, IsOwn: true);
    }

    private static bool TestsStatus(IOperation condition) =>
        Code.Within(condition).OfType<IPropertyReferenceOperation>().Any(property => Array.IndexOf(StatusMembers, property.Property.Name) >= 0);

    /// <summary>The tried code returns or breaks, or sets a flag that the loop's condition reads.</summary>
    private static bool LeavesOnSuccess(IOperation body, ILoopOperation loop)
    {
        if (Code.RunBy(body).Any(operation => operation is IReturnOperation || operation is IBranchOperation { BranchKind: BranchKind.Break }))
            return true;
        var condition = loop switch
        {
            IWhileLoopOperation { Condition: { } test } => test,
            IForLoopOperation { Condition: { } test } => test,
            _ => null,
        };
        var tested = Code.Within(condition).OfType<ILocalReferenceOperation>().Where(local => local.Type?.SpecialType == SpecialType.System_Boolean).Select(local => local.Local).ToArray();
        return Code.RunBy(body).OfType<IAssignmentOperation>().Any(assignment => tested.Any(local => Code.IsSame(Code.SymbolOf(assignment.Target), local)));
    }

    private static bool EndsInExit(IOperation? code) => code switch
    {
        IBlockOperation block => block.Operations.Length > 0 && EndsInExit(block.Operations[block.Operations.Length - 1]),
        IReturnOperation or IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBranchOperation { BranchKind: BranchKind.Break } => true,
        _ => false,
    };

    private static bool IsInside(IOperation operation, IOperation outer) => Code.Ancestors(operation).Contains(outer);

    /// <summary>The variable that counts the attempts: the loop's own, or the only one that its body increments.</summary>
    private static ISymbol? CounterOf(ILoopOperation loop)
    {
        if (loop is IForLoopOperation { Locals: { Length: > 0 } locals })
            return locals[0];
        var counted = Code.RunBy(loop).OfType<IIncrementOrDecrementOperation>().Select(step => Code.SymbolOf(step.Target)).Where(symbol => symbol is not null).ToArray();
        return counted.Length == 1 ? counted[0] : null;
    }

    /// <summary>The parameter that counts the attempts of a method that calls itself.</summary>
    private static ISymbol? CounterOf(IMethodSymbol method) =>
        method.Parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32).Take(2).ToArray() is [var only] ? only : null;
}
