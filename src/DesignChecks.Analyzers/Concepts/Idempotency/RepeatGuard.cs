using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>Whether something in sight keeps an endpoint's work from being done twice when the request comes twice.</summary>
internal static class RepeatGuard
{
    private static readonly string[] RequestHeaders = ["X-Request-Id", "x-requestid", "Request-Id"];

    /// <summary>Inputs that tell one request from another.</summary>
    private static readonly string[] KeyPhrases =
        ["request id", "requestid", "command id", "operation id", "message id", "event id", "transaction id", "external id", "reference id", "correlation id", "nonce"];

    /// <summary>Callers that can't send a header of ours: other companies' services, and browsers with a form.</summary>
    private static readonly string[] CallbackWords = ["webhook", "webhooks", "hook", "callback", "ipn"];

    private static readonly string[] PageResults = ["View", "PartialView", "RedirectToAction", "RedirectToPage", "RedirectToRoute", "Redirect", "LocalRedirect", "ViewComponent", "Page"];

    private static readonly string[] StateWords =
        ["status", "state", "paid", "processed", "completed", "complete", "confirmed", "sent", "closed", "captured", "refunded", "cancelled", "canceled", "published", "submitted", "handled", "done", "already", "deleted", "removed", "archived"];

    private static readonly string[] MiddlewareMethods = ["Invoke", "InvokeAsync"];
    private static readonly TypeName[] GlobalTypes = [new("Microsoft.AspNetCore.Http.IMiddleware"), new("MediatR.IPipelineBehavior`2")];

    /// <summary>Yes also where a group, a filter or a middleware that isn't in sight may do it.</summary>
    public static bool MayBeOn(Endpoint endpoint, string[] headers) =>
        TakesKey(endpoint, headers)
        || endpoint.Metadata.Has(item => SaysSo(item, headers, endpoint.Cancel)) != Answer.No
        || endpoint.Runs.Any(run => run.Operations.Any(operation => Mentions(operation, headers)))
        || IsInMiddleware(endpoint.World, endpoint.Cancel);

    /// <summary>True when the caller isn't one who could send a key.</summary>
    public static bool IsForFormsOrCallbacks(Endpoint endpoint) =>
        (endpoint.Route is { } route && Words.ContainAny(route, CallbackWords))
        || (endpoint.Handler is { } handler && (Words.ContainAny(handler.Name, CallbackWords) || Words.ContainAny(handler.ContainingType?.Name ?? "", CallbackWords)))
        || endpoint.Metadata.All.Any(item => item.Name is "ValidateAntiForgeryTokenAttribute" or "AutoValidateAntiforgeryTokenAttribute")
        || endpoint.Runs.Take(1).SelectMany(run => run.Calls).Any(call => Array.IndexOf(PageResults, call.Name) >= 0 && call.DeclaringType.Name is "ControllerBase" or "Controller");

    /// <summary>
    /// True when the operation only runs after a look at what was done before: a query that found nothing, or a state that lets
    /// the code leave (<c>if (order.IsPaid) return Conflict();</c>).
    /// </summary>
    public static bool Precedes(IOperation operation, EndpointCode code, Endpoint endpoint) =>
        code.Calls.Any(call => ExistenceCheck.From(call, endpoint.World, endpoint.Cancel)?.Guards(operation) == true)
        || code.Operations.OfType<IConditionalOperation>().Any(branch => TestsState(branch.Condition)
            && (Code.IsInside(operation, branch.WhenTrue) || Code.IsInside(operation, branch.WhenFalse) || (branch.Syntax.SpanStart < operation.Syntax.SpanStart && Code.Leaves(branch.WhenTrue))));

    private static bool TestsState(IOperation condition) => Code.Within(condition).Any(operation => operation switch
    {
        IMemberReferenceOperation member => Words.ContainAny(member.Member.Name, StateWords) && !Words.ContainAny(member.Member.Name, ["model state", "status code"]),
        IInvocationOperation call => Words.ContainAny(call.TargetMethod.Name, StateWords) || Words.Of(call.TargetMethod.Name)[0] is "exists" or "has" or "any" or "contains",
        _ => false,
    });

    private static bool TakesKey(Endpoint endpoint, string[] headers) => endpoint.Inputs.Any(input =>
        IdempotencyKeys.Says(input.Symbol.Name)
        || IdempotencyKeys.IsHeader(input.Name, headers)
        || (input.IsFromRequest && Words.ContainAny(input.Symbol.Name, KeyPhrases))
        || (input.Source == BindingSource.Header && IsRequestHeader(input.Name))
        || IsClientGivenId(input));

    /// <summary>A Guid that the client makes is a key already: the second insert fails.</summary>
    private static bool IsClientGivenId(EndpointInput input) =>
        input is { Source: BindingSource.Body or BindingSource.Unknown or BindingSource.Form, Symbol.Name: var name, Type: { Name: "Guid" } }
        && string.Equals(name, "id", StringComparison.OrdinalIgnoreCase);

    private static bool IsRequestHeader(string? name) => name is not null && Array.Exists(RequestHeaders, header => string.Equals(header, name, StringComparison.OrdinalIgnoreCase));

    private static bool SaysSo(MetadataItem item, string[] headers, CancellationToken cancel) =>
        IdempotencyKeys.Says(item.Name)
        || (item.Type is { } type && (IdempotencyKeys.Says(type.Name) || (IsFilter(item) && type.DeclaringSyntaxReferences.Any(reference => Mentions(reference.GetSyntax(cancel), headers)))))
        || (item.Name.StartsWith("AddEndpointFilter", StringComparison.Ordinal) && item.Convention is { } convention && Mentions(convention.Syntax.ArgumentList, headers));

    private static bool IsFilter(MetadataItem item) => item.Name.StartsWith("AddEndpointFilter", StringComparison.Ordinal) || item.Attribute is not null;

    /// <summary>Names and texts in code that is only looked at, not bound.</summary>
    private static bool Mentions(SyntaxNode code, string[] headers) => code.DescendantTokens().Any(token =>
        (token.IsKind(SyntaxKind.IdentifierToken) && IdempotencyKeys.Says(token.ValueText))
        || (token.IsKind(SyntaxKind.StringLiteralToken) && (IdempotencyKeys.IsHeader(token.ValueText, headers) || IsRequestHeader(token.ValueText))));

    private static bool Mentions(IOperation operation, string[] headers) => operation switch
    {
        ILiteralOperation literal => Values.Text(literal) is { } text && (IdempotencyKeys.IsHeader(text, headers) || IsRequestHeader(text)),
        // A key that is made here differs when the request comes again.
        IAssignmentOperation assignment when IdempotencyKeys.Says(Code.SymbolOf(assignment.Target)?.Name ?? "") => !IsFresh(assignment.Value),
        IArgumentOperation argument when IdempotencyKeys.Says(argument.Parameter?.Name ?? "") => argument.ArgumentKind == ArgumentKind.Explicit && !IsFresh(argument.Value),
        IMemberReferenceOperation { Parent: not IAssignmentOperation } member => IdempotencyKeys.Says(member.Member.Name) || SaysType(member.Type),
        IInvocationOperation call => IdempotencyKeys.Says(call.TargetMethod.Name) || SaysType(call.TargetMethod.ContainingType),
        IObjectCreationOperation creation => SaysType(creation.Type),
        ILocalReferenceOperation local => IdempotencyKeys.Says(local.Local.Name),
        IParameterReferenceOperation parameter => SaysType(parameter.Type),
        _ => false,
    };

    private static bool IsFresh(IOperation value) => Code.CallsIn(value).Any(FreshKey.Is) || Values.Unwrap(value) is ILocalReferenceOperation local && Code.CallsIn(Code.OnlyValueOf(local)).Any(FreshKey.Is);

    private static bool SaysType(ITypeSymbol? type) => type is not null && (IdempotencyKeys.Says(type.Name) || Words.Contain(type.Name, "identified command"));

    /// <summary>A middleware or pipeline behavior of the compilation whose name says so is for all endpoints.</summary>
    private static bool IsInMiddleware(World world, CancellationToken cancel) => world.Concept(
        (world, cancel) => new GlobalGuard(world.Compilation.GetSymbolsWithName(IdempotencyKeys.Says, SymbolFilter.Type, cancel).OfType<INamedTypeSymbol>().Any(IsGlobal)), cancel).Exists;

    private static bool IsGlobal(INamedTypeSymbol type) =>
        GlobalTypes.AnyIsBaseOf(type)
        || type.GetMembers().OfType<IMethodSymbol>().Any(method => Array.IndexOf(MiddlewareMethods, method.Name) >= 0 && method.Parameters is [{ Type.Name: "HttpContext" }, ..]);

    private sealed record GlobalGuard(bool Exists);
}
