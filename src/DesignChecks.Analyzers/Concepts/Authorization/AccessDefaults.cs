using System.Collections.Immutable;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Authorization;

/// <summary>What the host asks of callers of endpoints that say nothing themselves.</summary>
internal sealed class AccessDefaults
{
    public static readonly ChoiceOption DecidedElsewhere = new(
        "authorization", ["gateway", "shared_host"], "Says that a gateway in front of the service, or a host outside of this project, decides who may call it.");

    public static readonly NameListOption AuthorizeAttributes = new(
        "authorize_attributes", "Attributes and filters of the team that decide who may call an endpoint. Those that derive from the framework's are known.");

    /// <summary>Words that rules about access look up.</summary>
    public static readonly string[] Words =
    [
        .. WebHost.Words, .. RouteBuilders.Words, "FallbackPolicy", "SetFallbackPolicy", "AddFallbackPolicy", "GetFallbackPolicyAsync", "AuthorizeFilter", "Filters", "Conventions",
        "AuthorizeFolder", "UseMiddleware", "Use", "UseWhen", "MapRazorPages", "MapReverseProxy", "MapRazorComponents", "MapBlazorHub", "RequireAuthorization", "Authorize",
        "AddAuthentication", "AddIdentity", "AddDefaultIdentity", "AddIdentityApiEndpoints", "AddMicrosoftIdentityWebApi", "AddMicrosoftIdentityWebApiAuthentication",
        "AddMicrosoftIdentityWebApp", "AddMicrosoftIdentityWebAppAuthentication",
    ];

    private static readonly string[] Authentications =
    [
        "AddAuthentication", "AddIdentity", "AddDefaultIdentity", "AddIdentityApiEndpoints", "AddMicrosoftIdentityWebApi", "AddMicrosoftIdentityWebApiAuthentication",
        "AddMicrosoftIdentityWebApp", "AddMicrosoftIdentityWebAppAuthentication",
    ];

    private static readonly string[] WholeMappings = [.. RouteBuilders.ControllerMappings, "MapRazorPages", "MapReverseProxy"];

    private static readonly TypeName[] MvcFilters =
        [new("Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter"), new("Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter")];

    private readonly World _world;
    private readonly CancellationToken _cancel;

    private AccessDefaults(World world, CancellationToken cancel)
    {
        _world = world;
        _cancel = cancel;
        HasAuthentication = Authentications.Any(name => world.CallsOf(name, cancel).Any(QuietLibraryDeclares));
        IsDecidedByCode = HasProvider() || HasMiddleware();
        RequireUser = HasFallback() ? Answer.Yes
            : WebHost.Of(world, cancel).Shows(HostPart.Services | HostPart.Pipeline) && !IsDecidedByCode ? Answer.No
            : Answer.Unknown;
        RequireUserOfControllers = HasGlobalFilter() ? Answer.Yes : RequireUser;
        RequireUserByMapping = WholeMappings.SelectMany(name => world.CallsOf(name, cancel)).Concat(world.CallsOf("MapGroup", cancel).Where(IsRoot)).Any(IsNotOpen);
    }

    /// <summary>True when the compilation sets up how callers prove who they are.</summary>
    public bool HasAuthentication { get; }

    /// <summary>Whether an endpoint without a decision of its own needs a user: by a fallback policy.</summary>
    public Answer RequireUser { get; }

    /// <summary>The same for actions of controllers: a global filter or a convention may ask for one, too.</summary>
    public Answer RequireUserOfControllers { get; }

    /// <summary>True when a provider of policies or a middleware of the team's own may ask for a user.</summary>
    public bool IsDecidedByCode { get; }

    /// <summary>True when the mapping of all controllers, pages or proxied routes, or a group around everything, requires it.</summary>
    public bool RequireUserByMapping { get; }

    /// <summary>True where pages state it in Razor files, for all of them in <c>_Imports.razor</c>.</summary>
    public bool MayBeStatedInPages =>
        Any("MapRazorComponents", Shape.Call) || Any("MapBlazorHub", Shape.Call) || Any("AuthorizeFolder", Shape.Call);

    /// <summary>
    /// True when some endpoint asks for nothing but a user: there would be no need to where the host asks it of all, so the
    /// team states it one by one.
    /// </summary>
    public bool IsStatedOneByOne =>
        _world.CallsOf("RequireAuthorization", _cancel).Any(call => !call.Arguments.Any())
        || _world.NodesOf("Authorize", Shape.Attribute, _cancel).Any(node => node is AttributeSyntax mark && AsksForAnyUser(mark));

    public static AccessDefaults Of(Found found) => found.Concept((world, cancel) => new AccessDefaults(world, cancel));

    private static bool AsksForAnyUser(AttributeSyntax mark) =>
        mark.ArgumentList is null || mark.ArgumentList.Arguments.All(argument => argument.NameEquals?.Name.Identifier.ValueText == "AuthenticationSchemes");

    private static bool QuietLibraryDeclares(Call call) => QuietLibraries.Declare(call.DeclaringType);

    private bool Any(string word, Shape shape) => _world.NodesOf(word, shape, _cancel).Any();

    private bool HasFallback() =>
        Any("SetFallbackPolicy", Shape.Call)
        || Any("AddFallbackPolicy", Shape.Call)
        || _world.NodesOf("FallbackPolicy", Shape.Assignment, _cancel).Any(node => node is AssignmentExpressionSyntax { Right: not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } });

    private bool HasProvider() => Any("GetFallbackPolicyAsync", Shape.Method);

    private bool HasMiddleware() =>
        _world.CallsOf("UseMiddleware", _cancel).Any(call => MiddlewareOf(call) is not { } type || OwnDecision.IsIn(type, _cancel))
        || new[] { "Use", "UseWhen" }.SelectMany(name => _world.NodesOf(name, Shape.Call, _cancel)).OfType<InvocationExpressionSyntax>().Any(call => OwnDecision.IsIn(call.ArgumentList));

    private static ITypeSymbol? MiddlewareOf(Call call) =>
        call.Method.TypeArguments.FirstOrDefault() ?? (call.Argument("middleware") as ITypeOfOperation)?.TypeOperand;

    private bool HasGlobalFilter() =>
        Any("AuthorizeFilter", Shape.Creation)
        || Any("AuthorizeFilter", Shape.Mention)
        || new[] { "Filters", "Conventions" }.SelectMany(name => _world.NodesOf(name, Shape.Mention, _cancel)).Any(IsGivenADecision);

    /// <summary><c>options.Filters.Add&lt;T&gt;()</c> and <c>options.Conventions.Add(new T())</c>, where T decides or isn't known not to.</summary>
    private bool IsGivenADecision(SyntaxNode list)
    {
        if (list.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "AddService" or "Insert", Parent: InvocationExpressionSyntax add } || Call.From(_world.OperationAt(add, _cancel)) is not { } call)
            return false;
        var given = call.Method.TypeArguments.Concat(call.Arguments.Where(argument => argument.Value.Type?.SpecialType != SpecialType.System_Int32).Select(argument => (argument.Value as ITypeOfOperation)?.TypeOperand ?? argument.Value.Type));
        return given.Any(type => type is null || MvcFilters.AnyIsBaseOf(type) || (_world.Declares(type) ? OwnDecision.IsIn(type, _cancel) : !QuietLibraries.Declare(type)));
    }

    private bool IsRoot(Call group) => RouteBuilders.IsFramework(group) && Values.Text(group.Argument("prefix")) is "" or "/" && RouteGroups.Of(_world, _cancel).Behind(group.Receiver, _cancel).Prefix == "/";

    private bool IsNotOpen(Call mapping)
    {
        var around = RouteGroups.Of(_world, _cancel).Behind(mapping.Receiver, _cancel).Metadata;
        return BuilderConventions.Of(mapping.Operation, ImmutableArray.Create(around), _world, _cancel).Access is Access.Authorized or Access.Unknown;
    }
}
