using DesignChecks.Concepts.Addresses;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Grpc;

/// <summary>How a gRPC channel spreads its calls over the addresses that its name stands for.</summary>
internal static class LoadBalancing
{
    /// <summary>Words that the settings of all channels are looked up by.</summary>
    public static readonly string[] Words = ["ChannelOptionsActions", "ConfigureChannel"];

    private static readonly TypeName Options = new("Grpc.Net.Client.GrpcChannelOptions");
    private static readonly TypeName ServiceConfig = new("Grpc.Net.Client.Configuration.ServiceConfig");

    /// <summary>Schemes of addresses that stand for several backends.</summary>
    private static readonly string[] Schemes = ["dns:", "static:"];

    /// <summary>The address, where it may stand for several backends; null for any other.</summary>
    public static string? SpreadAddress(IOperation? address, World world, CancellationToken cancel) =>
        AddressText.Of(address, world, cancel) is { } text && Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) && Host(text) is { } host && !(Address.OfHost(host)?.IsLocal == true)
            ? text
            : null;

    /// <summary>Whether the options of a channel configure balancing; unknown where code doesn't show it.</summary>
    public static Answer IsConfigured(IOperation? options, World world, CancellationToken cancel)
    {
        if (options is null || Values.IsNull(options))
            return Answer.No;
        if (Held.ValueOf(options, world, cancel) is not IObjectCreationOperation creation || !Options.Is(creation.Type) || Settings.Of(creation) is not { } settings)
            return Answer.Unknown;
        return settings.Sets("ServiceConfig") ? IsBalancing(settings.Value("ServiceConfig"), world, cancel) : Answer.No;
    }

    /// <summary>Whether the channels of a registered client are configured to balance, as far as delegates of its builder show.</summary>
    public static Answer IsConfigured(Call addClient, World world, CancellationToken cancel)
    {
        var chain = addClient.ChainDownwards().ToArray();
        var last = chain.LastOrDefault() ?? addClient;
        // A builder that is kept or returned may be told more; a call of another's making may do anything.
        if (Code.UserOf(last.Operation) is not IExpressionStatementOperation && !(Code.UserOf(last.Operation) is IReturnOperation { IsImplicit: true }))
            return Answer.Unknown;
        if (Array.Exists(chain, call => call.DeclaringType.DeclaringSyntaxReferences.Length > 0) || world.NodesOf("ChannelOptionsActions", Shape.Mention, cancel).Any())
            return Answer.Unknown;
        var answer = Answer.No;
        foreach (var configure in chain.Where(call => call.Name == "ConfigureChannel"))
        {
            if (configure.Arguments.Select(argument => argument.Value).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is not { } lambda || Code.Within(lambda).Any(part => part is IInvalidOperation))
                return Answer.Unknown;
            foreach (var assignment in Code.Within(lambda).OfType<IAssignmentOperation>().Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "ServiceConfig" }))
                answer = IsBalancing(assignment.Value, world, cancel);
        }

        return answer;
    }

    private static Answer IsBalancing(IOperation? config, World world, CancellationToken cancel)
    {
        if (config is null || Values.IsNull(config))
            return Answer.No;
        if (Held.ValueOf(config, world, cancel) is not IObjectCreationOperation creation || !ServiceConfig.Is(creation.Type))
            return Answer.Unknown;
        // In the initializer, or added later by name.
        var code = creation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? creation.Syntax;
        return code.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == "LoadBalancingConfigs") ? Answer.Yes
            : Code.UserOf(creation) is IFieldInitializerOperation or IPropertyInitializerOperation ? Answer.Unknown
            : Answer.No;
    }

    /// <summary>The last part of <c>dns:///stock:5000</c>, <c>dns:stock</c>, <c>dns://8.8.8.8/stock</c>.</summary>
    private static string? Host(string text)
    {
        var host = text.Substring(text.IndexOf(':') + 1);
        if (host.StartsWith("//", StringComparison.Ordinal))
        {
            var path = host.IndexOf('/', 2);
            host = path < 0 ? "" : host.Substring(path);
        }

        host = host.Trim('/');
        return host.Length > 0 ? host : null;
    }
}
