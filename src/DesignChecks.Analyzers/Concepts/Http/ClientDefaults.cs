using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Http;

/// <summary>What <c>ConfigureHttpClientDefaults</c> gives to every client of the host.</summary>
internal sealed class ClientDefaults(World world, CancellationToken cancel)
{
    public static readonly ChoiceOption SharedHost = new(
        "http_timeouts", ["shared_host"], "Says that a host outside of this project sets the timeouts of its clients.");

    /// <summary>Whether the defaults limit the time of every client; unknown when they are set where the compilation doesn't show it.</summary>
    public Answer LimitTime { get; } = Look(world, cancel);

    public static ClientDefaults Of(Found found) => found.Concept((world, cancel) => new ClientDefaults(world, cancel));

    private static Answer Look(World world, CancellationToken cancel)
    {
        foreach (var call in world.CallsOf("ConfigureHttpClientDefaults", cancel))
        {
            var configure = call.Argument("configure");
            if (configure is not Microsoft.CodeAnalysis.Operations.IAnonymousFunctionOperation lambda)
                return Answer.Unknown;
            if (ClientRegistration.TimeoutIn(lambda) is not null || Code.CallsIn(lambda).Any(inner => Array.IndexOf(ClientRegistration.ResilienceMethods, inner.Name) >= 0))
                return Answer.Yes;
        }

        // Service defaults of another project (Aspire's template adds a resilience handler there).
        foreach (var name in new[] { "AddServiceDefaults", "AddBasicServiceDefaults" })
        {
            if (world.CallsOf(name, cancel).Any(call => world.BodyOf(call.Method, cancel) is null))
                return Answer.Unknown;
        }

        return Answer.No;
    }
}
