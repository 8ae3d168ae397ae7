using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>A place where the <c>Timeout</c> of a registered client is set.</summary>
/// <param name="Site">The assignment.</param>
/// <param name="Value">The time; null when unknown.</param>
internal sealed record ClientTimeout(IAssignmentOperation Site, TimeSpan? Value)
{
    /// <summary>HttpClient's own, where nobody sets one.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(100);

    /// <summary>Those set before a call on the builder: configure delegates run in the order of the text.</summary>
    public static IEnumerable<ClientTimeout> Before(Call onBuilder, ClientRegistration registration, World world, CancellationToken cancel) =>
        InDelegates(registration.Configurations().Where(configuration => IsBefore(configuration.Call, onBuilder)), registration, world, cancel);

    /// <summary>Those set after a call on the builder, in delegates and by the typed client itself.</summary>
    public static IEnumerable<ClientTimeout> After(Call onBuilder, ClientRegistration registration, World world, CancellationToken cancel) =>
        InDelegates(registration.Configurations().Where(configuration => !IsBefore(configuration.Call, onBuilder)), registration, world, cancel)
            .Concat(ByUsers(registration, world, cancel));

    public static IEnumerable<ClientTimeout> All(ClientRegistration registration, World world, CancellationToken cancel) =>
        InDelegates(registration.Configurations(), registration, world, cancel).Concat(ByUsers(registration, world, cancel));

    private static bool IsBefore(Call one, Call other) => one.NameLocation.SourceSpan.Start < other.NameLocation.SourceSpan.Start;

    private static IEnumerable<ClientTimeout> InDelegates(
        IEnumerable<(Call Call, IOperation Delegate)> configurations, ClientRegistration registration, World world, CancellationToken cancel)
    {
        foreach (var (_, configure) in configurations)
        {
            if (ClientRegistration.TimeoutIn(registration.BodyOf(configure)) is { } assignment)
                yield return new ClientTimeout(assignment, Values.Time(assignment.Value, world, cancel));
        }
    }

    private static IEnumerable<ClientTimeout> ByUsers(ClientRegistration registration, World world, CancellationToken cancel) =>
        registration.TypedClient is null ? [] : registration.Users()
            .SelectMany(user => user.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Where(assignment => assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Timeout" })
            .Select(assignment => ClientRegistration.TimeoutIn(world.OperationAt(assignment, cancel))).OfType<IAssignmentOperation>()
            .Select(assignment => new ClientTimeout(assignment, Values.Time(assignment.Value, world, cancel)));
}
