using DesignChecks.Concepts.Hosting;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds clients of a service that wait up to 100 s for an answer, the default of HttpClient.Timeout.</summary>
internal sealed class HttpClientKeepsDefaultTimeout : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0901",
        title: "HttpClient keeps the default timeout",
        messageFormat: "{0} waits up to 100 s for an answer (the default), so one slow server ties up every request that needs it; set Timeout or add a resilience handler",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "HttpClient.Timeout is 100 seconds unless it is set. A caller that waits that long has usually given up, while threads, connections and memory stay taken.");

    public HttpClientKeepsDefaultTimeout() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.HttpClient];

    public override RuleOption[] Options => [HttpClients.TimeoutHandlers, ClientDefaults.SharedHost];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ClientRegistration.Words);
        on.Creation(["HttpClient"], CheckCreation);
        on.Call(["AddHttpClient"], CheckRegistration);
    }

    private static void CheckRegistration(Found found, Call call)
    {
        if (ClientRegistration.From(call, found.World, found.Cancel) is not { IsFactoryOnly: false, IsNameHidden: false } registration || HttpClients.IsUserProgram(found.World) || IsSharedHost(found))
            return;
        if (ClientDefaults.Of(found).LimitTime != Answer.No || registration.HasTimeLimit(found.Option(HttpClients.TimeoutHandlers)) != Answer.No)
            return;
        var client = registration.TypedClient is { } typed ? $"The client of '{typed.Name}'" : $"The client '{registration.Name}'";
        found.Report(call.NameLocation, FixFacts.Of("form", "registration"), client);
    }

    private static void CheckCreation(Found found, IObjectCreationOperation creation)
    {
        if (!HttpClients.ClientType.Is(creation.Type) || HttpClients.IsUserProgram(found.World) || IsSharedHost(found))
            return;
        if (!HttpClients.HasPlainHandler(creation) || InitializesTimeout(creation) || HttpClients.HolderOf(creation) is not { } holder || holder is ILocalSymbol local && Escapes(local, creation))
            return;
        if (TestHarness.Surrounds(creation.Syntax) || creation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || HttpClients.LimitsTimeItself(type) || HttpClients.OnlyStreams(type))
            return;
        if (!HttpClients.SetsTimeout(type, found.Model, holder, found.Cancel))
            found.Report(creation.Syntax.GetLocation(), FixFacts.Of("form", "creation"), $"'{holder.Name}'");
    }

    private static bool IsSharedHost(Found found) => found.Option(ClientDefaults.SharedHost) == "shared_host";

    private static bool InitializesTimeout(IObjectCreationOperation creation) =>
        creation.Initializer?.Initializers.OfType<IAssignmentOperation>()
            .Any(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Timeout" }) == true;

    /// <summary>A local that is returned, stored or handed on may get its timeout elsewhere.</summary>
    private static bool Escapes(ILocalSymbol local, IObjectCreationOperation creation) =>
        Code.Within(Code.Root(creation)).OfType<ILocalReferenceOperation>().Any(reference =>
            Code.IsSame(reference.Local, local) && Code.UserOf(reference) is IArgumentOperation { Parent: not IInvocationOperation { TargetMethod.IsExtensionMethod: true } } or IInvalidOperation or IReturnOperation or IAssignmentOperation or IObjectOrCollectionInitializerOperation or IVariableInitializerOperation or ITupleOperation or IArrayInitializerOperation);
}
