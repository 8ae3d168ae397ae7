using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Metrics;

/// <summary>The label names of a prometheus-net collector, where its field shows how it was made.</summary>
internal static class PrometheusLabels
{
    public static IReadOnlyList<string> Of(IOperation? collector, World world, CancellationToken cancel)
    {
        if (collector is not IFieldReferenceOperation { Field: var field } || Call.From(Code.InitializerOf(field, world, cancel)) is not { } creation)
            return [];
        return creation.Argument("labelNames") is IArrayCreationOperation { Initializer: { } names }
            ? names.ElementValues.Select(name => Values.Text(name) ?? "").ToArray()
            : [];
    }
}
