using DesignChecks.Concepts.RateLimits;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds limiters that refuse with the default status, which says that the service is down.</summary>
internal sealed class RejectedWith503 : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0508",
        title: "Rejected requests answered with 503",
        messageFormat: "The limiter refuses requests with 503 (the default), which tells clients, proxies and alerts that the service is down; set RejectionStatusCode to 429",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.3"],
        description: "RateLimiterOptions.RejectionStatusCode is 503 Service Unavailable unless it is set. 429 Too Many Requests (RFC 6585) says whose fault it is: load balancers keep the instance, and clients slow down.");

    private static readonly TypeName OptionsType = new("Microsoft.AspNetCore.RateLimiting.RateLimiterOptions");

    private static readonly TypeName[] RequestTypes =
    [
        new("Microsoft.AspNetCore.RateLimiting.OnRejectedContext"),
        new("Microsoft.AspNetCore.Http.HttpContext"),
        new("Microsoft.AspNetCore.Http.HttpResponse"),
    ];

    /// <summary>Writes a body and leaves the status as it is.</summary>
    private static readonly string[] BodyWriters = ["WriteAsync", "WriteAsJsonAsync", "CompleteAsync", "StartAsync"];

    public RejectedWith503() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RateLimits.Words);
        on.LooksUp("RejectionStatusCode", "OnRejected");
        on.Call(["AddRateLimiter"], Check);
    }

    private static void Check(Found found, Call call)
    {
        if (!RateLimits.IsRegistration(call) || BodyOf(found, call.Argument("configureOptions")) is not { } options || Code.CallsIn(options).Any(inner => MayFillUnseen(found, inner)))
            return;
        if (found.World.NodesOf("RejectionStatusCode", Shape.Assignment, found.Cancel).Any() || RateLimits.Of(found).Registrations.FirstInText()?.Syntax != call.Syntax)
            return;
        if (found.World.NodesOf("OnRejected", Shape.Assignment, found.Cancel).All(node => LeavesStatus(found, node)))
            found.Report(call.NameLocation);
    }

    private static IOperation? BodyOf(Found found, IOperation? function) => Held.ValueOf(function, found.World, found.Cancel) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        IMethodReferenceOperation { Method: var method } => found.World.BodyOf(method, found.Cancel),
        _ => null,
    };

    /// <summary>Options that go to another project or to a configuration binder; what the compilation itself sets is found wherever it stands.</summary>
    private static bool MayFillUnseen(Found found, Call call) =>
        !found.World.Declares(call.DeclaringType)
        && Array.IndexOf(LimiterPolicy.Words, call.Name) < 0
        && call.Operation.Arguments.Any(argument => OptionsType.Is(Values.Unwrap(argument.Value).Type));

    /// <summary>True when the code that runs for a refused request is in sight and neither sets the status nor hands the request on.</summary>
    private static bool LeavesStatus(Found found, SyntaxNode assignment) =>
        found.World.OperationAt(assignment, found.Cancel) is IAssignmentOperation { Value: var given }
        && BodyOf(found, given) is { } body
        && !Code.Within(body).Any(SetsOrHandsOn);

    private static bool SetsOrHandsOn(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "StatusCode" } } => true,
        IInvocationOperation call => Array.IndexOf(BodyWriters, call.TargetMethod.Name) < 0
            && (call.Arguments.Any(argument => IsRequest(argument.Value)) || call.Instance is { } instance && IsRequest(instance)),
        IObjectCreationOperation creation => creation.Arguments.Any(argument => IsRequest(argument.Value)) || creation.Initializer is { } initializer && Code.Within(initializer).Any(IsRequest),
        _ => false,
    };

    private static bool IsRequest(IOperation value) => RequestTypes.AnyIsBaseOf(Values.Unwrap(value).Type);
}
