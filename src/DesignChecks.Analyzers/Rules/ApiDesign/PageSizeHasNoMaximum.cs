using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds endpoints whose callers decide how many rows they get, without an upper bound.</summary>
internal sealed class PageSizeHasNoMaximum : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0515",
        title: "Page size has no maximum",
        messageFormat: "The caller sets '{0}' as high as it likes, so one request can read the whole table; cap it, as in Math.Clamp({1}, 1, 100)",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.5"],
        description: "A page size that comes from the request limits nothing unless the server limits it: a page of a million rows is the whole list again.");

    public PageSizeHasNoMaximum() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(UpperBound.Words);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (!endpoint.Inputs.Any(MayBeSize))
            return;
        foreach (var code in endpoint.Runs)
        {
            foreach (var use in PageSizeUse.In(code, endpoint))
            {
                if (RequestFlow.InputOf(use.Size, code, endpoint) is { IsNumber: true } input && !UpperBound.MayLimit(input, endpoint))
                    found.Report((use.Argument ?? use.Size.Syntax).GetLocation(), Facts(use), input.Symbol.Name, use.Size.Syntax);
            }
        }
    }

    private static FixFacts Facts(PageSizeUse use) =>
        use.Argument is not null && use.Size.Type?.SpecialType == SpecialType.System_Int32 ? FixFacts.Of("form", "argument") : FixFacts.None;

    private static bool MayBeSize(EndpointInput input) => input is { IsNumber: true, IsFromRequest: true } && !Words.EndWith(input.Symbol.Name, "id");
}
