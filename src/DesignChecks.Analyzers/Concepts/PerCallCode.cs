using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>Code that runs again and again while a service works: for every request or message, in a loop, in the methods of its services.</summary>
internal static class PerCallCode
{
    /// <summary>Words that the services are looked up by.</summary>
    public static readonly string[] Words = ServiceLifetimes.Words;

    private static readonly TypeName[] RequestTypes =
    [
        new("Microsoft.AspNetCore.Mvc.ControllerBase"),
        new("Microsoft.AspNetCore.Mvc.RazorPages.PageModel"),
        new("Microsoft.AspNetCore.Mvc.ViewComponent"),
        new("Microsoft.AspNetCore.SignalR.Hub"),
        new("Microsoft.AspNetCore.Http.IMiddleware"),
        new("Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata"),
    ];

    private static readonly TypeName HealthCheck = new("Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck");
    private static readonly TypeName HostedService = new("Microsoft.Extensions.Hosting.IHostedService");

    /// <summary>Made by the framework for one request each.</summary>
    private static readonly TypeName[] PerRequestObjects =
    [
        new("Microsoft.AspNetCore.Mvc.ControllerBase"),
        new("Microsoft.AspNetCore.Mvc.RazorPages.PageModel"),
        new("Microsoft.AspNetCore.Mvc.ViewComponent"),
        new("Microsoft.AspNetCore.SignalR.Hub"),
    ];

    private static readonly TypeName[] MessageTypes =
        [new("MassTransit.IConsumer"), new("Rebus.Handlers.IHandleMessages"), new("DotNetCore.CAP.ICapSubscribe")];

    private static readonly string[] Mappings = ["MapGet", "MapPost", "MapPut", "MapPatch", "MapDelete", "MapMethods", "MapFallback", "Use", "Run"];

    /// <summary>Methods that the host calls once.</summary>
    private static readonly string[] Once = ["StartAsync", "StopAsync", "ExecuteAsync", "Dispose", "DisposeAsync", "Configure", "ConfigureServices", "Main", "<Main>$"];

    /// <summary>Types whose task is to make such objects, and to keep them.</summary>
    private static readonly string[] Makers = ["factory", "provider", "pool", "builder", "cache", "registry"];

    /// <summary>When an object is made that is used where it is made, or lives as long as a request; null when it may be made once only.</summary>
    public static string? Making(IOperation made, World world, CancellationToken cancel) =>
        IsUsedHere(made) ? Around(made, world, cancel) : WithHolder(made, world, cancel);

    /// <summary>True for code of a health check: it runs every few seconds, however many requests come.</summary>
    public static bool IsInHealthCheck(IOperation operation, World world, CancellationToken cancel) =>
        HealthCheck.IsBaseOf(world.ModelFor(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart, cancel) is { } member ? member as ITypeSymbol ?? member.ContainingType : null);

    /// <summary>When the code runs, as a phrase for messages; null when it may run once only.</summary>
    private static string? Around(IOperation operation, World world, CancellationToken cancel)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            switch (ancestor)
            {
                case ILoopOperation loop when loop is not IForEachLoopOperation { Collection: var collection } || !Code.Within(collection).Contains(operation):
                    return "in every turn of the loop";
                case IAnonymousFunctionOperation lambda:
                    if (Code.UserOf(lambda) is not IArgumentOperation { Parent: var taker } || Call.From(taker) is not { } call || call.Name.StartsWith("Add", StringComparison.Ordinal) || call.Name.StartsWith("TryAdd", StringComparison.Ordinal) || call.Name.StartsWith("Configure", StringComparison.Ordinal))
                        return null; // kept somewhere, or a factory that the container calls
                    if (Array.IndexOf(Mappings, call.Name) >= 0 && call.DeclaringType.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true)
                        return "for every request";
                    break;
                case ICoalesceAssignmentOperation:
                    return null;
            }
        }

        return AroundMember(world.ModelFor(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart, cancel), world, cancel);
    }

    /// <summary>
    /// False for an object that is returned or kept: who makes one for others may make one only. An object that is put into an
    /// instance field lives as long as its holder (<see cref="WithHolder"/>).
    /// </summary>
    private static bool IsUsedHere(IOperation made) => UserOf(made) switch
    {
        IReturnOperation or IAssignmentOperation or IFieldInitializerOperation or IPropertyInitializerOperation or ICoalesceOperation or IConditionalOperation => false,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => !Code.Within(Code.Root(made)).OfType<ILocalReferenceOperation>().Any(use =>
            Code.IsSame(use.Local, local) && Code.UserOf(use) is IReturnOperation or IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation }),
        _ => true,
    };

    /// <summary>When an object is made that an instance field keeps: with each object of a type that lives for one request; null otherwise.</summary>
    private static string? WithHolder(IOperation made, World world, CancellationToken cancel)
    {
        var holder = UserOf(made) switch
        {
            IFieldInitializerOperation { InitializedFields: [var field] } => field,
            IPropertyInitializerOperation { InitializedProperties: [var property] } => property,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } assignment when IsInConstructor(made, world, cancel) => Code.SymbolOf(assignment.Target),
            _ => (ISymbol?)null,
        };
        return holder is not { IsStatic: false, ContainingType: { } type } ? null
            : PerRequestObjects.AnyIsBaseOf(type) ? "for every request"
            : ServiceLifetimes.IsShortLived(type.OriginalDefinition, world, cancel) ? $"with every '{type.Name}'"
            : null;
    }

    private static bool IsInConstructor(IOperation operation, World world, CancellationToken cancel) =>
        world.ModelFor(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart, cancel) is IMethodSymbol { MethodKind: MethodKind.Constructor };

    /// <summary>What takes the made object, awaits left out.</summary>
    private static IOperation? UserOf(IOperation made)
    {
        var user = Code.UserOf(made);
        while (user is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            user = Code.UserOf(user);
        return user;
    }

    private static string? AroundMember(ISymbol? member, World world, CancellationToken cancel)
    {
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            member = member.ContainingSymbol;
        if (member is not IMethodSymbol { IsStatic: false, ContainingType: { } type } method)
            return null;
        if (method.MethodKind != MethodKind.Ordinary)
            return null;
        if (RequestTypes.AnyIsBaseOf(type) || IsMiddleware(method))
            return "for every request";
        if (HealthCheck.IsBaseOf(type))
            return "for every health check";
        if (Array.IndexOf(Once, method.Name) >= 0 || IsMaker(method, type) || IsReachedOnce(method, type, cancel))
            return null;
        if (MessageTypes.AnyIsBaseOf(type))
            return "for every message";
        return ServiceLifetimes.IsRegistered(type.OriginalDefinition, world, cancel) ? $"in every call of '{method.Name}'" : null;
    }

    private static bool IsMiddleware(IMethodSymbol method) =>
        method is { Name: "Invoke" or "InvokeAsync", Parameters: [{ Type.Name: "HttpContext" }, ..] };

    /// <summary>A method that makes something for others, or one that only constructors call.</summary>
    private static bool IsMaker(IMethodSymbol method, INamedTypeSymbol type) =>
        Makers.Any(maker => Engine.Words.EndWith(type.Name, maker)) || method.DeclaredAccessibility == Accessibility.Private && Engine.Words.Of(method.Name) is ["create" or "make" or "build" or "init" or "initialize" or "connect" or "get", ..];

    /// <summary>A private method that only the start of a hosted service or a <c>??=</c> leads to.</summary>
    private static bool IsReachedOnce(IMethodSymbol method, INamedTypeSymbol type, CancellationToken cancel)
    {
        if (method.DeclaredAccessibility != Accessibility.Private)
            return false;
        var isHosted = HostedService.IsBaseOf(type);
        var uses = type.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax(cancel).DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name => name.Identifier.ValueText == method.Name)
            .ToArray();
        return uses.Length > 0 && Array.TrueForAll(uses, use => use.Parent is InvocationExpressionSyntax call && IsOnce(call, isHosted));
    }

    private static bool IsOnce(InvocationExpressionSyntax call, bool isHosted)
    {
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case AssignmentExpressionSyntax when ancestor.IsKind(SyntaxKind.CoalesceAssignmentExpression):
                    return true;
                case MethodDeclarationSyntax method:
                    return isHosted && Array.IndexOf(Once, method.Identifier.ValueText) >= 0;
                // A timer calls its delegate again and again; Task.Run does so once.
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "StartNew" } } } }:
                    break;
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
