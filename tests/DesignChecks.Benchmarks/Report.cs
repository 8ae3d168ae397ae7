namespace DesignChecks.Benchmarks;

/// <summary>The table that docs/performance.md quotes: ratios, because absolute times say more about the machine.</summary>
internal sealed class Report(TextWriter writer)
{
    public void Write(IReadOnlyList<Cost> costs)
    {
        var bare = costs.FirstOrDefault(cost => cost.Set.Name == "bare");
        var empty = costs.FirstOrDefault(cost => cost.Set.Name == "empty");
        var idle = costs.FirstOrDefault(cost => cost.Set.Name == "idle");
        writer.WriteLine("| set | analyzers | reports | cpu / bare | cpu / empty | own code / bare | allocated / bare | one document / idle |");
        writer.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var cost in costs)
        {
            writer.WriteLine($"| {cost.Set.Name} | {cost.Set.Analyzers.Length} | {cost.Reports} | {Ratio(cost.Cpu, bare?.Cpu)} | {Ratio(cost.Cpu, empty?.Cpu)} "
                + $"| {Ratio(cost.Own, bare?.Cpu)} | {Ratio(TimeSpan.FromTicks(cost.Allocated), bare is null ? null : TimeSpan.FromTicks(bare.Allocated))} | {Ratio(cost.Document, idle?.Document)} |");
        }
    }

    private static string Ratio(TimeSpan value, TimeSpan? baseline) =>
        baseline is { Ticks: > 0 } divisor ? (value / divisor).ToString("F3", System.Globalization.CultureInfo.InvariantCulture) : "";
}
