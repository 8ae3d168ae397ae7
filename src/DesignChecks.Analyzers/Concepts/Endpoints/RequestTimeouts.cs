using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The framework's request timeouts: who declares them, who enforces them, and who listens to them.</summary>
internal sealed class RequestTimeouts
{
    /// <summary>Words that rules about request timeouts look up.</summary>
    public static readonly string[] Words = ["AddRequestTimeouts", "UseRequestTimeouts", "WithRequestTimeout", "RequestTimeout", "RequestTimeoutAttribute"];

    private static readonly TypeName Services = new("Microsoft.Extensions.DependencyInjection.RequestTimeoutsIServiceCollectionExtensions");
    private static readonly TypeName Conventions = new("Microsoft.AspNetCore.Builder.RequestTimeoutsIEndpointConventionBuilderExtensions");
    private static readonly TypeName Attribute = new("Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutAttribute");
    private static readonly TypeName Token = new("System.Threading.CancellationToken");
    private static readonly TypeName Accessor = new("Microsoft.AspNetCore.Http.IHttpContextAccessor");
    private static readonly TypeName[] Requests = [new("Microsoft.AspNetCore.Http.HttpContext"), new("Microsoft.AspNetCore.Http.HttpRequest")];

    private RequestTimeouts(World world, CancellationToken cancel)
    {
        Registration = world.CallsOf("AddRequestTimeouts", cancel).Where(call => call.IsOn(Services)).FirstInText()?.Syntax;
        IsUsed = world.NodesOf("UseRequestTimeouts", Shape.Call, cancel).Any();
        var calls = world.CallsOf("WithRequestTimeout", cancel).Where(call => call.IsOn(Conventions)).Select(call => (SyntaxNode)call.Syntax);
        var attributes = new[] { "RequestTimeout", "RequestTimeoutAttribute" }.SelectMany(name => world.NodesOf(name, Shape.Attribute, cancel)).Where(node => IsTimeout(node, world, cancel));
        Declaration = calls.Concat(attributes).OrderBy(node => node.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(node => node.SpanStart).FirstOrDefault();
    }

    /// <summary>The first call that registers them; null when there is none.</summary>
    public SyntaxNode? Registration { get; }

    /// <summary>The first endpoint or group that has one: the call or the attribute.</summary>
    public SyntaxNode? Declaration { get; }

    /// <summary>True when the middleware is added somewhere in the compilation.</summary>
    public bool IsUsed { get; }

    public static RequestTimeouts Of(Found found) => found.Concept((world, cancel) => new RequestTimeouts(world, cancel));

    /// <summary>
    /// True when the handler neither takes the request's token nor can get it from what it has: the deadline only cancels
    /// that token.
    /// </summary>
    public static bool AreUnheardBy(Endpoint endpoint) =>
        endpoint.Handler is { } handler
        && endpoint.Runs.Count > 0
        && !endpoint.Inputs.Any(input => Token.Is(input.Type) || Requests.AnyIsBaseOf(input.Type))
        && !TakesContextAccessor(handler.ContainingType)
        && !endpoint.Runs.Any(run => run.Body.Syntax.DescendantTokens().Any(IsWayToToken));

    /// <summary>A call in the handler that would take a token and gets none.</summary>
    public static Call? CallWithoutToken(Endpoint endpoint) =>
        endpoint.Runs.SelectMany(run => run.Calls).FirstOrDefault(call =>
            !call.Arguments.Any(argument => Token.Is(argument.Parameter.Type))
            && (call.Method.Parameters.Any(IsToken) || call.Method.ContainingType.GetMembers(call.Name).OfType<IMethodSymbol>().Any(other => TakesTokenBesides(other, call.Method))));

    private static bool IsTimeout(SyntaxNode attribute, World world, CancellationToken cancel) =>
        attribute is AttributeSyntax && Attribute.Is(world.ModelFor(attribute.SyntaxTree).GetTypeInfo(attribute, cancel).Type);

    private static bool TakesContextAccessor(INamedTypeSymbol? type) =>
        type is not null && type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Any(parameter => Accessor.Is(parameter.Type));

    private static bool IsWayToToken(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "RequestAborted" or "HttpContext" or "ControllerContext" or "Request" or "Response";

    private static bool IsToken(IParameterSymbol parameter) => Token.Is(parameter.Type);

    /// <summary>An overload with the same parameters and a token behind them.</summary>
    private static bool TakesTokenBesides(IMethodSymbol other, IMethodSymbol called)
    {
        var own = called.OriginalDefinition.Parameters;
        return other.Parameters.Length == own.Length + 1
            && IsToken(other.Parameters[own.Length])
            && own.Zip(other.Parameters, (one, same) => SymbolEqualityComparer.Default.Equals(one.Type, same.Type) || one.Type.Name == same.Type.Name).All(isSame => isSame);
    }
}
