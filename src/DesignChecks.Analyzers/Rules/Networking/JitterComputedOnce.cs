using DesignChecks.Concepts;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds random waits that are drawn when the options are made, and then are the same for every attempt.</summary>
internal sealed class JitterComputedOnce : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0911",
        title: "Jitter computed once",
        messageFormat: "This random wait is drawn once, when the retry is set up, so every attempt of every call waits the same; {0}",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "Jitter must be drawn for each wait. A random number put into a fixed delay is a constant for as long as the options live: all calls of the process come back together.");

    public JitterComputedOnce() : base(Description)
    {
    }

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies];

    public override void Listen(Listeners on)
    {
        on.Assignment(["Delay"], CheckOption);
        on.Call(["WaitAndRetry", "WaitAndRetryAsync", "WaitAndRetryForever", "WaitAndRetryForeverAsync"], CheckPolicy);
    }

    private static void CheckOption(Found found, IAssignmentOperation assignment)
    {
        if (!RetryStrategy.IsOption(assignment.Target) || !Delay.DrawsRandom(assignment.Value, found.World, found.Cancel))
            return;
        if (Settings.OwnerOf(assignment, found.World, found.Cancel) is not { } creation || Settings.Of(creation) is not { } settings)
            return;
        // The HTTP options have jitter of their own unless it is switched off.
        var isHttp = creation.Type?.Name == "HttpRetryStrategyOptions";
        var hasJitter = settings.Value("UseJitter") is { } use ? Values.Flag(use) != false : isHttp;
        if (!hasJitter && !settings.Sets("DelayGenerator") && Values.Number(settings.Value("MaxRetryAttempts")) is not 1)
            found.Report(assignment.Value, "set UseJitter = true");
    }

    /// <summary>A provider that only reads what was drawn outside of it.</summary>
    private static void CheckPolicy(Found found, Call call)
    {
        if (RetryPolicy.From(call, found.World, found.Cancel) is not { DelaySource: IAnonymousFunctionOperation provider } retry || retry.Retries == 1)
            return;
        var inside = provider.Syntax.Span;
        var captured = Code.Within(provider.Body).Where(use => use is ILocalReferenceOperation { Local: var local }
                ? local.DeclaringSyntaxReferences.All(reference => !inside.Contains(reference.Span))
                : use is IFieldReferenceOperation { Field.IsReadOnly: true })
            .ToArray();
        if (!Delay.CallsRandom(provider.Body) && captured.FirstOrDefault(use => Delay.DrawsRandom(use, found.World, found.Cancel)) is { } drawn)
            found.Report(drawn, "draw it inside the lambda");
    }
}
