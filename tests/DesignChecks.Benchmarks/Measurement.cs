using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Benchmarks;

/// <summary>What one set cost: medians over the rounds.</summary>
/// <param name="Set">The analyzers.</param>
/// <param name="Cpu">Processor time for all diagnostics of all projects.</param>
/// <param name="Own">Time inside the analyzers, as the host counts it, in one run after the rounds.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Document">Processor time for one edited document, median over documents.</param>
/// <param name="Reports">How many diagnostics the analyzers reported.</param>
internal sealed record Cost(AnalyzerSet Set, TimeSpan Cpu, TimeSpan Own, long Allocated, TimeSpan Document, int Reports);

/// <summary>Runs the sets in turn, round by round, so that a drifting machine hits all alike. One thread: processor time is the measure.</summary>
internal static class Measurement
{
    private const int FewestLines = 300;
    private const int MostLines = 1500;

    /// <summary>So many projects are enough to compile the code of the analyzers themselves.</summary>
    private const int WarmUpProjects = 8;

    public static IReadOnlyList<Cost> Run(CapturedSolution solution, IReadOnlyList<AnalyzerSet> sets, int rounds, int documents, bool countOwn)
    {
        var samples = sets.ToDictionary(set => set, _ => new List<Sample>());
        var latencies = sets.ToDictionary(set => set, _ => new List<TimeSpan>());
        for (var round = -1; round < rounds; round++)
        {
            foreach (var set in sets)
            {
                var sample = Whole(solution, set, round < 0 ? WarmUpProjects : int.MaxValue);
                if (round >= 0) // the first round warms up
                    samples[set].Add(sample);
                Console.Error.Write('.');
            }
        }

        var edited = Edited(solution, documents);
        for (var round = -1; round < rounds; round++)
        {
            foreach (var set in sets)
            {
                var times = edited.Select(edit => OneDocument(edit, set));
                if (round >= 0)
                    latencies[set].AddRange(times);
                else
                    _ = times.Count();
            }
        }

        Console.Error.WriteLine();
        return [.. sets.Select(set => new Cost(
            set,
            Median(samples[set].Select(sample => sample.Cpu)),
            countOwn ? InsideAnalyzers(solution, set) : TimeSpan.Zero,
            (long)Median(samples[set].Select(sample => TimeSpan.FromTicks(sample.Allocated))).Ticks,
            Median(latencies[set]),
            samples[set].Select(sample => sample.Reports).FirstOrDefault()))];
    }

    private sealed record Sample(TimeSpan Cpu, long Allocated, int Reports);

    /// <summary>All diagnostics of the compiler and the analyzers from one binding, as a build asks for them.</summary>
    private static Sample Whole(CapturedSolution solution, AnalyzerSet set, int projects)
    {
        GC.Collect();
        var reports = 0;
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Environment.CpuUsage.TotalTime;
        foreach (var (_, compilation) in solution.Compilations().Take(projects))
        {
            if (set.Analyzers.IsEmpty)
                compilation.GetDiagnostics();
            else
                reports += With(compilation, set).GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult().Count(diagnostic => !diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
        }

        return new Sample(Environment.CpuUsage.TotalTime - start, GC.GetTotalAllocatedBytes() - allocated, reports);
    }

    /// <summary>The time that the host counts inside the analyzers: it counts only when asked for an analysis result, which binds apart from the compiler.</summary>
    private static TimeSpan InsideAnalyzers(CapturedSolution solution, AnalyzerSet set)
    {
        var ticks = 0L;
        foreach (var (_, compilation) in solution.Compilations())
        {
            _ = compilation.ReferencedAssemblyNames.Count(); // the compiler binds its references anyway: whoever asks first shouldn't pay
            if (!set.Analyzers.IsEmpty)
                ticks += With(compilation, set).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult().AnalyzerTelemetryInfo.Values.Sum(info => info.ExecutionTime.Ticks);
        }

        return TimeSpan.FromTicks(ticks);
    }

    private static CompilationWithAnalyzers With(CSharpCompilation compilation, AnalyzerSet set)
    {
        if (set.EveryRuleOn)
        {
            var ids = set.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct();
            compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
                compilation.Options.SpecificDiagnosticOptions.SetItems(ids.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn)))));
        }

        return new(compilation, set.Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (_, _, _) => { }, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false));
    }

    private sealed record Edit(CSharpCompilation Compilation, SyntaxTree Tree);

    /// <summary>Documents of a common length, spread over the solution, in compilations that are bound otherwise.</summary>
    private static List<Edit> Edited(CapturedSolution solution, int count)
    {
        var candidates = solution.Compilations()
            .SelectMany(made => made.Compilation.SyntaxTrees.Select(tree => new Edit(made.Compilation, tree)))
            .Where(edit => edit.Tree.GetText().Lines.Count is >= FewestLines and <= MostLines)
            .OrderBy(edit => edit.Tree.FilePath, StringComparer.Ordinal).ToList();
        var step = Math.Max(1, candidates.Count / Math.Max(1, count));
        return [.. candidates.Where((_, i) => i % step == 0).Take(count)];
    }

    /// <summary>What an editor does after a key press: a new tree in the same compilation, then its diagnostics.</summary>
    private static TimeSpan OneDocument(Edit edit, AnalyzerSet set)
    {
        var text = edit.Tree.GetText();
        var changed = edit.Tree.WithChangedText(text.Replace(new TextSpan(text.Length, 0), "\n// edited\n"));
        var compilation = edit.Compilation.ReplaceSyntaxTree(edit.Tree, changed);
        var start = Environment.CpuUsage.TotalTime;
        var model = compilation.GetSemanticModel(changed);
        model.GetDiagnostics();
        if (!set.Analyzers.IsEmpty)
            With(compilation, set).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return Environment.CpuUsage.TotalTime - start;
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> values)
    {
        var sorted = values.Order().ToImmutableArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[sorted.Length / 2];
    }
}
