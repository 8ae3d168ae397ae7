using DesignChecks.Concepts.Metrics;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Observability;

/// <summary>Finds tags of metrics that take a new value with each user, request or error.</summary>
internal sealed class MetricTagWithUnboundedValues : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1601",
        title: "Metric tag with unbounded values",
        messageFormat: "{0} takes {1}: each new value starts a time series of its own, so memory and cost grow without end; use a tag with few values, and put this one into a log or span",
        category: Area.Observability,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["16.1", "18.4"],
        description: "A metrics backend keeps one time series for each combination of tag values. A tag that takes ids, addresses, URLs or messages makes their number endless.");

    internal static readonly TextListOption AllowedTags = new(
        "allowed_tags", "Keys of tags whose values are known to be few (tenant.id in a system of ten tenants).");

    public MetricTagWithUnboundedValues() : base(Description)
    {
    }

    public override Library[] Needs => [Library.Metrics, Library.Prometheus];

    public override RuleOption[] Options => [AllowedTags];

    public override void Listen(Listeners on) => on.MetricTag(Check);

    private static void Check(Found found, MetricTag tag)
    {
        if (tag.Key is { } key && Array.IndexOf(found.Option(AllowedTags), key) >= 0)
            return;
        if (TagValues.Endless(tag) is { } kind)
            found.Report(tag.Value, tag.Key is { } name ? $"The tag '{name}'" : "This label", kind);
    }
}
