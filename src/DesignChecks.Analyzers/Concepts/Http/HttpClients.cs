using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>What rules ask about code that holds an HttpClient.</summary>
internal static class HttpClients
{
    public static readonly TypeName ClientType = new("System.Net.Http.HttpClient");
    public static readonly TypeName DelegatingHandler = new("System.Net.Http.DelegatingHandler");

    public static readonly NameListOption TimeoutHandlers = new(
        "timeout_handler_types", "Message handlers that limit the time of a request themselves.");

    private static readonly TypeName[] PlainHandlers =
        [new("System.Net.Http.HttpClientHandler"), new("System.Net.Http.SocketsHttpHandler"), new("System.Net.Http.WinHttpHandler")];

    private static readonly string[] TimeLimits = ["CancelAfter", "WaitAsync", "TimeoutAsync", "AddTimeout", "CreateLinkedTokenSource"];
    private static readonly string[] Sends =
        ["GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "PostAsync", "PutAsync", "PatchAsync", "DeleteAsync", "SendAsync", "Send", "GetFromJsonAsync", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync"];

    /// <summary>True when something in the type limits the time of its calls: <c>CancelAfter</c>, a token source with a time, <c>WaitAsync</c>.</summary>
    public static bool LimitsTimeItself(SyntaxNode type) => type.DescendantNodes().Any(node => node switch
    {
        SimpleNameSyntax name => Array.IndexOf(TimeLimits, name.Identifier.ValueText) >= 0,
        ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } creation => creation.Type.ToString().EndsWith("CancellationTokenSource", StringComparison.Ordinal),
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0, Parent: EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax declaration } } =>
            declaration.Type.ToString().EndsWith("CancellationTokenSource", StringComparison.Ordinal),
        _ => false,
    });

    /// <summary>True when all that the type sends is read as a stream: the body is outside of HttpClient.Timeout anyway (DCK0922).</summary>
    public static bool OnlyStreams(SyntaxNode type)
    {
        var sends = type.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => Array.IndexOf(Sends, NameOf(call)) >= 0).ToArray();
        return sends.Length > 0 && Array.TrueForAll(sends, call => NameOf(call) == "GetStreamAsync" || call.ArgumentList.ToString().Contains("ResponseHeadersRead"));
    }

    /// <summary>True when the type assigns <c>Timeout</c> of an HttpClient that this symbol holds (or of any, without a symbol).</summary>
    public static bool SetsTimeout(SyntaxNode type, SemanticModel model, ISymbol? holder, CancellationToken cancel)
    {
        foreach (var assignment in type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (LastName(assignment.Left) != "Timeout")
                continue;
            if (model.GetOperation(assignment, cancel) is IAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType: var owner } target }
                && ClientType.Is(owner)
                && (holder is null || Code.IsSame(Code.SymbolOf(target.Instance), holder)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a handler that the compilation declares and that limits the time of what it sends.</summary>
    public static bool IsTimeoutHandler(ITypeSymbol handler, NameList named, CancellationToken cancel) =>
        named.ContainsTypeOrBase(handler)
        || handler.DeclaringSyntaxReferences.Any(reference => LimitsTimeItself(reference.GetSyntax(cancel)));

    /// <summary>True when the client sends through a handler of the platform, made here: nothing else can be in between.</summary>
    public static bool HasPlainHandler(IObjectCreationOperation client)
    {
        if (client.Arguments.IsEmpty)
            return true;
        return Values.Unwrap(client.Arguments[0].Value) switch
        {
            IObjectCreationOperation handler => PlainHandlers.AnyIs(handler.Type),
            ILocalReferenceOperation local => PlainHandlers.AnyIs(local.Type),
            _ => false,
        };
    }

    /// <summary>True when the primary handler that a registration configures is one of the platform, made in the delegate.</summary>
    public static bool IsPlainHandler(Call configure, World world, CancellationToken cancel) =>
        configure.Method.TypeArguments is [var given] ? PlainHandlers.AnyIs(given)
        : configure.Argument("configureHandler") is IAnonymousFunctionOperation lambda
            && (Held.ValueOf(Held.OnlyReturnOf(lambda.Body), world, cancel) is IObjectCreationOperation handler ? PlainHandlers.AnyIs(handler.Type) : lambda.Symbol.ReturnsVoid);

    /// <summary>The local, field or property that a new client is put into; null when it goes elsewhere.</summary>
    public static ISymbol? HolderOf(IObjectCreationOperation client) => Code.UserOf(client) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => local,
        IFieldInitializerOperation { InitializedFields: [var field] } => field,
        IPropertyInitializerOperation { InitializedProperties: [var property] } => property,
        IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } assignment => Code.SymbolOf(assignment.Target),
        _ => null,
    };

    /// <summary>True when the type around a client names the own machine: that address never moves.</summary>
    public static bool IsLocal(SyntaxNode client) =>
        client.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantTokens().Any(token => token.Text.IndexOf("127.0.0.1", StringComparison.Ordinal) >= 0 || token.Text.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0) == true;

    /// <summary>What makes or brings the client whose member is used: its creation, the parameter that it comes by; null when unknown.</summary>
    public static IOperation? SourceOf(IPropertyReferenceOperation member, World world, CancellationToken cancel) =>
        member.Instance is IInstanceReferenceOperation
            ? Code.Ancestors(member).OfType<IObjectCreationOperation>().FirstOrDefault()
            : Held.ValueOf(member.Instance, world, cancel);

    /// <summary>The registration whose configure lambda uses a member of its client.</summary>
    public static ClientRegistration? RegistrationConfiguredAt(IPropertyReferenceOperation member, World world, CancellationToken cancel) =>
        member.Instance is IParameterReferenceOperation
        && Code.Ancestors(member).OfType<IAnonymousFunctionOperation>().LastOrDefault() is { } lambda
        && Code.UserOf(lambda) is IArgumentOperation { Parent: var call }
        && Call.From(call) is { Name: "AddHttpClient" or "ConfigureHttpClient" } onBuilder
            ? ClientRegistration.Around(onBuilder, world, cancel)
            : null;

    /// <summary>A program whose user sits in front of it, and no library of one: a console tool, a desktop or browser app.</summary>
    public static bool IsUserProgram(World world) => world.Compilation.Options.OutputKind switch
    {
        OutputKind.ConsoleApplication => world.Type("Microsoft.Extensions.Hosting.IHost") is null || IsBrowserApp(world),
        OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication => true,
        _ => IsBrowserApp(world),
    };

    public static bool IsBrowserApp(World world) => world.Type("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder") is { } builder
        && world.Type("Microsoft.AspNetCore.Builder.WebApplication") is null && builder.Locations.All(location => location.IsInMetadata);

    private static string? NameOf(InvocationExpressionSyntax call) => LastName(call.Expression);

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
