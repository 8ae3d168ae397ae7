using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The values that an endpoint answers with, found behind <c>Ok(…)</c>, <c>await</c>, locals and choices.</summary>
internal static class Answers
{
    private const int MaxDepth = 8;

    /// <summary>Calls that put a value into an answer, with the parameter that takes it.</summary>
    private static readonly Dictionary<string, string> Wrappers = new(StringComparer.Ordinal)
    {
        ["Ok"] = "value",
        ["Json"] = "data",
        ["FromResult"] = "result",
        ["StatusCode"] = "value",
        ["Accepted"] = "value",
        ["Created"] = "value",
        ["CreatedAtAction"] = "value",
        ["CreatedAtRoute"] = "value",
    };

    private static readonly TypeName[] WrapperClasses =
    [
        new("Microsoft.AspNetCore.Mvc.ControllerBase"),
        new("Microsoft.AspNetCore.Mvc.Controller"),
        new("Microsoft.AspNetCore.Http.Results"),
        new("Microsoft.AspNetCore.Http.TypedResults"),
        new("System.Threading.Tasks.Task"),
        new("System.Threading.Tasks.ValueTask"),
    ];

    private static readonly TypeName[] WrapperTypes =
    [
        new("Microsoft.AspNetCore.Mvc.ObjectResult"),
        new("Microsoft.AspNetCore.Mvc.JsonResult"),
        new("Microsoft.AspNetCore.Mvc.ActionResult`1"),
    ];

    public static IReadOnlyList<IOperation> Of(Endpoint endpoint)
    {
        var found = new List<IOperation>();
        if (endpoint.Runs.Count > 0)
            AddReturnsOf(endpoint.Body, endpoint, found, depth: 0);
        return found;
    }

    private static void AddReturnsOf(IOperation? body, Endpoint endpoint, List<IOperation> found, int depth)
    {
        foreach (var exit in Code.RunBy(body).OfType<IReturnOperation>())
            Add(exit.ReturnedValue, endpoint, found, depth);
    }

    private static void Add(IOperation? value, Endpoint endpoint, List<IOperation> found, int depth)
    {
        if (value is null || depth > MaxDepth)
            return;
        switch (value)
        {
            case IConversionOperation conversion:
                Add(conversion.Operand, endpoint, found, depth);
                break;
            case IParenthesizedOperation parenthesized:
                Add(parenthesized.Operand, endpoint, found, depth);
                break;
            case IAwaitOperation wait:
                Add(wait.Operation, endpoint, found, depth + 1);
                break;
            case IConditionalOperation { WhenFalse: not null } choice:
                Add(choice.WhenTrue, endpoint, found, depth + 1);
                Add(choice.WhenFalse, endpoint, found, depth + 1);
                break;
            case ICoalesceOperation choice:
                Add(choice.Value, endpoint, found, depth + 1);
                Add(choice.WhenNull, endpoint, found, depth + 1);
                break;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                    Add(arm.Value, endpoint, found, depth + 1);
                break;
            case IObjectCreationOperation { Arguments: [var first, ..] } creation when WrapperTypes.AnyIsBaseOf(creation.Type):
                Add(first.Value, endpoint, found, depth + 1);
                break;
            case ILocalReferenceOperation local when Code.OnlyValueOf(local) is { } only && IsTransparent(only):
                Add(only, endpoint, found, depth + 1);
                break;
            case IInvocationOperation call when Call.From(call) is { } made:
                AddCall(made, value, endpoint, found, depth);
                break;
            case IThrowOperation:
                break;
            default:
                found.Add(value);
                break;
        }
    }

    /// <summary>A local is seen through to what it holds; one that holds an object made here is the answer itself.</summary>
    private static bool IsTransparent(IOperation value) => value is not (IObjectCreationOperation or IArrayCreationOperation or IAnonymousObjectCreationOperation);

    private static void AddCall(Call call, IOperation value, Endpoint endpoint, List<IOperation> found, int depth)
    {
        if (call.Name == "ConfigureAwait")
            Add(call.Operation.Instance, endpoint, found, depth + 1);
        else if (IsWrapper(call))
            Add(Wrapped(call), endpoint, found, depth + 1);
        else if (endpoint.Runs.FirstOrDefault(run => run.CalledBy is { } step && Code.IsSame(step.Method.OriginalDefinition, call.Method.OriginalDefinition)) is { } run && IsIn(call, endpoint.Body))
            AddReturnsOf(run.Body, endpoint, found, depth + 1);
        else
            found.Add(value);
    }

    private static bool IsIn(Call call, IOperation? body) => body is not null && body.Syntax.SyntaxTree == call.Syntax.SyntaxTree && body.Syntax.Span.Contains(call.Syntax.Span);

    private static bool IsWrapper(Call call) => WrapperClasses.AnyIs(call.DeclaringType) && (Wrappers.ContainsKey(call.Name) || call.DeclaringType.Name != "Task");

    private static IOperation? Wrapped(Call call) =>
        !Wrappers.TryGetValue(call.Name, out var parameter) ? null
        : call.Argument(parameter) ?? call.Argument("value") ?? call.Argument("error");
}
