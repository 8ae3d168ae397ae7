using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Metrics;

/// <summary>A tag (label) of a measurement.</summary>
/// <param name="Key">Its name; null when the code doesn't show it.</param>
/// <param name="Value">Its value, conversions removed.</param>
internal sealed record MetricTag(string? Key, IOperation Value);

/// <summary>Lets rules listen for tags of System.Diagnostics.Metrics and labels of prometheus-net.</summary>
internal static class MetricTagListening
{
    private static readonly TypeName PairType = new("System.Collections.Generic.KeyValuePair`2");
    private static readonly TypeName PairMaker = new("System.Collections.Generic.KeyValuePair");
    private static readonly TypeName TagList = new("System.Diagnostics.TagList");
    private static readonly TypeName[] Labelled = [new("Prometheus.Collector`1"), new("Prometheus.ICollector`1")];

    public static void MetricTag(this Listeners on, Action<Found, MetricTag> handle)
    {
        on.Creation(["KeyValuePair"], (found, creation) =>
        {
            if (PairType.Is(creation.Type) && creation.Arguments is [var key, var value] && MeasurementTags.Receive(creation))
                handle(found, Tag(key.Value, value.Value));
        });
        on.Call(
            ["Create"],
            (found, call) =>
            {
                if (call.IsOn(PairMaker) && call.Argument("key") is { } key && call.Argument("value") is { } value && MeasurementTags.Receive(call.Operation))
                    handle(found, Tag(key, value));
            },
            where: call => call.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "KeyValuePair" } });
        on.Creation(["TagList"], (found, creation) =>
        {
            if (!TagList.Is(creation.Type) || MeasurementTags.AreOfSpan(creation))
                return;
            foreach (var add in creation.Initializer?.Initializers.OfType<IInvocationOperation>() ?? [])
            {
                if (add.Arguments is [var key, var value])
                    handle(found, Tag(key.Value, value.Value));
            }
        });
        on.Call(
            ["Add"],
            (found, call) =>
            {
                if (call.IsOn(TagList) && call.Argument("key") is { } key && call.Argument("value") is { } value && !MeasurementTags.AreOfSpan(call.Operation.Instance))
                    handle(found, Tag(key, value));
            },
            where: call => call.ArgumentList.Arguments.Count == 2 && call.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax receiver } && NamesTags(receiver));
        on.Call(["WithLabels"], (found, call) =>
        {
            if (!Labelled.AnyIsBaseOf(call.DeclaringType) || call.Argument("labelValues") is not IArrayCreationOperation { Initializer: { } values })
                return;
            var keys = PrometheusLabels.Of(call.Receiver, found.World, found.Cancel);
            for (var i = 0; i < values.ElementValues.Length; i++)
                handle(found, new MetricTag(i < keys.Count ? keys[i] : null, Values.Unwrap(values.ElementValues[i])));
        });
    }

    private static MetricTag Tag(IOperation key, IOperation value) => new(Values.Text(key), Values.Unwrap(value));

    private static bool NamesTags(SimpleNameSyntax receiver) =>
        Words.Of(receiver.Identifier.ValueText).Exists(word => word is "tag" or "tags" or "label" or "labels" or "dimensions" or "attributes" or "list");
}
