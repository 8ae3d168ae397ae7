using DesignChecks.Concepts.Grpc;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds gRPC deadlines in local or unspecified time: the client throws on them.</summary>
internal sealed class GrpcDeadlineIsNotUtc : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0921",
        title: "gRPC deadline is not UTC",
        messageFormat: "This deadline is {0}, so the gRPC client throws InvalidOperationException instead of calling; use {1}",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "A gRPC deadline is a point in time in UTC. The client rejects every other kind when the call is made.");

    private static readonly TypeName DateTimeType = new("System.DateTime");
    private static readonly TypeName OffsetType = new("System.DateTimeOffset");

    public GrpcDeadlineIsNotUtc() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.GrpcClient];

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.Mention(["Now", "Today"], CheckLocalTime);
        on.NamedArgument(["deadline"], (found, argument) =>
        {
            if (GrpcCalls.TakesDeadline(argument))
                CheckKind(found, argument.Value);
        });
        on.Call(["WithDeadline"], (found, call) =>
        {
            if (call.Operation.Arguments.FirstOrDefault(GrpcCalls.TakesDeadline) is { } argument)
                CheckKind(found, argument.Value);
        });
    }

    /// <summary><c>DateTime.Now</c>, also with time added or held in a local, that becomes a deadline.</summary>
    private static void CheckLocalTime(Found found, IOperation mention)
    {
        if (mention is IPropertyReferenceOperation { Property: { Name: "Now" or "Today" } property } && DateTimeType.Is(property.ContainingType) && BecomesDeadline(mention, depth: 0))
            found.Report(mention.Syntax.GetLocation(), FixFacts.Of("instead", property.Name == "Now" ? "UtcNow" : ""), "in local time", "DateTime.UtcNow");
    }

    private static bool BecomesDeadline(IOperation value, int depth) => Code.UserOf(value) switch
    {
        // AddSeconds and its like keep the kind; ToUniversalTime and SpecifyKind don't.
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: var name } call when Values.Unwrap(instance) == value => name.StartsWith("Add", StringComparison.Ordinal) && BecomesDeadline(call, depth),
        IBinaryOperation sum when DateTimeType.Is(sum.Type) => BecomesDeadline(sum, depth),
        IArgumentOperation argument => GrpcCalls.TakesDeadline(argument),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } when depth == 0 =>
            Code.Within(Code.Root(value)).OfType<ILocalReferenceOperation>().Any(use => Code.IsSame(use.Local, local) && BecomesDeadline(use, depth: 1)),
        _ => false,
    };

    /// <summary>Values without a kind: made from parts, or the clock part of a DateTimeOffset.</summary>
    private static void CheckKind(Found found, IOperation value)
    {
        value = Values.Unwrap(value);
        switch (value is ILocalReferenceOperation local ? Code.OnlyValueOf(local) : value)
        {
            case IObjectCreationOperation { Type: var made } creation when DateTimeType.Is(made) && creation.Syntax.SyntaxTree == found.Node.SyntaxTree
                && !creation.Arguments.Any(argument => argument.Parameter?.Type.Name == "DateTimeKind"):
                found.Report(creation.Syntax.GetLocation(), null, "of no kind", "DateTimeKind.Utc");
                break;
            case IPropertyReferenceOperation { Property: { Name: "DateTime" } property } part when OffsetType.Is(property.ContainingType) && part.Syntax is MemberAccessExpressionSyntax access && access.SyntaxTree == found.Node.SyntaxTree:
                found.Report(access.Name.GetLocation(), FixFacts.Of("instead", "UtcDateTime"), "of no kind", "UtcDateTime");
                break;
        }
    }
}
