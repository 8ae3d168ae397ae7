using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Work that is run through a pipeline or policy.</summary>
/// <param name="Call">The call of <c>Execute…</c>.</param>
/// <param name="Pipeline">The strategies around the work; null when the compilation doesn't show them.</param>
/// <param name="Work">The body of the delegate that is run.</param>
internal sealed record Execution(Call Call, Pipeline? Pipeline, IOperation Work)
{
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");

    /// <summary>True when the caller gives a token that may end it, retries included.</summary>
    public bool PassesToken => Call.ArgumentOf(TokenType) is { } token && token is not (IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } });
}

internal static class Executions
{
    public static readonly string[] Names = ["Execute", "ExecuteAsync", "ExecuteAndCapture", "ExecuteAndCaptureAsync", "ExecuteOutcomeAsync"];

    /// <summary>Cheap test before binding: something is given that may be a delegate, and no SQL text.</summary>
    public static bool MayBe(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax
        && call.ArgumentList.Arguments is [{ Expression: AnonymousFunctionExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax }, ..];

    /// <summary>The executions in a type, in the order of the text.</summary>
    public static IEnumerable<Execution> In(SyntaxNode? type, World world, CancellationToken cancel) =>
        type is null ? [] : type.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access && Array.IndexOf(Names, access.Name.Identifier.ValueText) >= 0 && MayBe(call))
            .Select(call => Call.From(world.OperationAt(call, cancel))).OfType<Call>()
            .Select(call => From(call, world, cancel)).OfType<Execution>();

    public static Execution? From(Call call, World world, CancellationToken cancel)
    {
        if (call.Receiver is not { Type: { } type } receiver || !Pipelines.PipelineTypes.AnyIsBaseOf(type) && !Policies.AreTypesOf(type))
            return null;
        foreach (var (_, value) in call.Arguments)
        {
            var work = value switch
            {
                IAnonymousFunctionOperation lambda => lambda.Body,
                IMethodReferenceOperation { Method: var method } => world.BodyOf(method, cancel),
                _ => null,
            };
            if (work is not null)
                return new Execution(call, Pipelines.Behind(receiver, world, cancel), work);
        }

        return null;
    }
}
