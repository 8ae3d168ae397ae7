using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>Work that takes seconds, or that waits for them: mail servers, sleep, methods that the team names.</summary>
/// <param name="Call">The call.</param>
/// <param name="What">What happens meanwhile, as a message says it.</param>
internal sealed record SlowWork(Call Call, string What)
{
    public static readonly NameListOption Methods = new(
        "slow_methods", "Methods that take too long for a caller to wait, and types all of whose methods do.");

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private static readonly TypeName NetMail = new("System.Net.Mail.SmtpClient");
    private static readonly TypeName[] Mailers = [NetMail, new("MailKit.IMailTransport"), new("SendGrid.ISendGridClient"), new("SendGrid.BaseClient")];
    private static readonly TypeName ThreadType = new("System.Threading.Thread");
    private static readonly TypeName TaskType = new("System.Threading.Tasks.Task");
    private static readonly TypeName[] Tasks = [TaskType, new("System.Threading.Tasks.ValueTask"), new("System.Threading.Tasks.Task`1"), new("System.Threading.Tasks.ValueTask`1")];

    public static SlowWork? From(Call call, NameList named, World world, CancellationToken cancel) =>
        named.Contains(call.Method) || named.Contains(call.DeclaringType) || named.ContainsTypeOrBase(call.Receiver?.Type) ? new SlowWork(call, $"'{call.Name}' runs")
        : IsMail(call) ? new SlowWork(call, $"'{call.Name}' talks to a mail server")
        : Wait(call, world, cancel) is { } time && time >= Long && !IsPaced(call) && !IsPenalty(call) ? new SlowWork(call, $"'{call.Name}' waits {Units.Of(time)}")
        : null;

    /// <summary>False for a task that nobody awaits here: who started it goes on at once.</summary>
    public static bool IsAwaited(Call call)
    {
        // The event-based SendAsync of System.Net.Mail returns at once and has nothing to await.
        if (!Tasks.AnyIsBaseOf(call.Method.ReturnType))
            return !(NetMail.IsBaseOf(call.Receiver?.Type) && call.Name == "SendAsync");
        var user = Code.UserOf(call.Operation);
        while (user is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "WaitAsync" })
            user = Code.UserOf(user);
        return user is IAwaitOperation or IReturnOperation
            or IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" }
            or IPropertyReferenceOperation { Property.Name: "Result" };
    }

    private static bool IsMail(Call call) =>
        Words.Of(call.Name) is ["send", ..] && (Mailers.AnyIsBaseOf(call.Receiver?.Type) || Mailers.AnyIsBaseOf(call.DeclaringType));

    private static TimeSpan? Wait(Call call, World world, CancellationToken cancel)
    {
        if (!(call.Name == "Sleep" && call.IsOn(ThreadType)) && !(call.Name == "Delay" && call.IsOn(TaskType)))
            return null;
        var given = call.Argument("millisecondsTimeout") ?? call.Argument("millisecondsDelay");
        return Values.Number(given) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Values.Time(call.Argument("timeout") ?? call.Argument("delay"), world, cancel);
    }

    /// <summary>The pause between two attempts or two looks: in a loop, or after a failure.</summary>
    private static bool IsPaced(Call wait) => Code.Ancestors(wait.Operation).Any(ancestor => ancestor is ILoopOperation or ICatchClauseOperation);

    /// <summary>Names of results that refuse.</summary>
    private static readonly string[] Refusals = ["BadRequest", "Unauthorized", "Forbid", "Forbidden", "Challenge", "NotFound", "Conflict", "Problem", "ValidationProblem"];

    /// <summary>A pause before a refusal makes guessing slow on purpose: the caller is meant to wait.</summary>
    private static bool IsPenalty(Call wait)
    {
        IOperation statement = wait.Operation;
        while (statement.Parent is { } parent and not IBlockOperation)
            statement = parent;
        if (statement.Parent is not IBlockOperation block)
            return false;
        var at = block.Operations.IndexOf(statement);
        return block.Operations.Skip(at + 1).Any(Refuses)
            || block.Operations.Take(at).SelectMany(before => Code.CallsIn(before)).Any(call => call.Name is "AddModelError");
    }

    private static bool Refuses(IOperation statement) => statement switch
    {
        IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IReturnOperation { ReturnedValue: { } value } => Call.From(Values.Unwrap(value)) is { Name: var name } && Array.IndexOf(Refusals, name) >= 0,
        _ => false,
    };
}
