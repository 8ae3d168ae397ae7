using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Grpc;

/// <summary>Calls on generated gRPC clients: each takes headers, a deadline and a token, or CallOptions with all of them.</summary>
internal static class GrpcCalls
{
    private static readonly TypeName ClientBase = new("Grpc.Core.ClientBase");
    private static readonly TypeName OptionsType = new("Grpc.Core.CallOptions");
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");

    /// <summary>True for the argument of a parameter that is a deadline: of a client's method, of CallOptions or WithDeadline.</summary>
    public static bool TakesDeadline(IArgumentOperation argument) =>
        argument.Parameter is { Name: "deadline", ContainingSymbol.ContainingType: { } owner } && (ClientBase.IsBaseOf(owner) || OptionsType.Is(owner));

    /// <summary>A call that sends one message and waits for one answer; streams live as long as they are read.</summary>
    public static bool IsUnary(Call call) =>
        ClientBase.IsBaseOf(call.Method.ContainingType)
        && call.Method.Parameters.Length > 1
        && (call.HasParameter("deadline") || call.Method.Parameters.Any(parameter => OptionsType.Is(parameter.Type)))
        && call.Method.ReturnType is var answer
        && (answer.Name == "AsyncUnaryCall" || answer.ContainingNamespace?.ToDisplayString() != "Grpc.Core");

    /// <summary>Whether the call has a deadline or a token, whose owner may end it.</summary>
    public static Answer HasLimit(Call call, World world, CancellationToken cancel)
    {
        if (call.Argument("deadline") is { } deadline && !Values.IsNull(deadline) && deadline is not IDefaultValueOperation)
            return Answer.Yes;
        if (call.ArgumentOf(TokenType) is { } token && !IsNone(token))
            return Answer.Yes;
        if (call.ArgumentOf(OptionsType) is not { } options)
            return Answer.No;
        return Held.ValueOf(options, world, cancel) switch
        {
            IObjectCreationOperation creation => creation.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && (argument.Parameter?.Name is "deadline" or "propagationToken" || TokenType.Is(argument.Parameter?.Type) && !IsNone(argument.Value))) ? Answer.Yes : Answer.No,
            IDefaultValueOperation => Answer.No,
            _ => Answer.Unknown,
        };
    }

    private static bool IsNone(IOperation token) =>
        Values.Unwrap(token) is IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } };
}
