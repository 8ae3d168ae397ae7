using System.Collections.Immutable;
using DesignChecks.Checklist;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Engine;

/// <summary>Connects a set of rules with the analysis host: what is off registers nothing.</summary>
internal static class EngineHost
{
    public static void Attach(
        AnalysisContext context,
        RuleBook set,
        Action<CompilationStartAnalysisContext, Action<CompilationAnalysisContext>>? registerEnd = null) =>
        context.RegisterCompilationStartAction(start => Start(start, set, registerEnd));

    private static void Start(
        CompilationStartAnalysisContext start,
        RuleBook set,
        Action<CompilationStartAnalysisContext, Action<CompilationAnalysisContext>>? registerEnd)
    {
        var world = new World(start.Compilation, start.Options, set);
        var enablement = Enablement.Of(world, set, SkippedItems.In(start.Options, start.CancellationToken), start.CancellationToken);
        if (enablement.Live.IsEmpty)
            return;
        var failures = new Failures();
        ListenToCode(start, set, world, enablement, failures);
        ListenToFiles(start, set, world, enablement, failures);
        if (registerEnd is not null)
            registerEnd(start, context => End(context, set, world, enablement, failures));
    }

    private static void ListenToCode(CompilationStartAnalysisContext start, RuleBook set, World world, Enablement enablement, Failures failures)
    {
        var dispatch = new Dispatch(set, enablement.Live);
        if (dispatch.IsEmpty)
            return;
        start.RegisterSemanticModelAction(context =>
        {
            dispatch.Run(new Pass(context, world, enablement, failures));
            failures.Tell();
        });
    }

    private static void ListenToFiles(CompilationStartAnalysisContext start, RuleBook set, World world, Enablement enablement, Failures failures)
    {
        var files = enablement.Live.SelectMany(rule => set.ListenersOf(rule).Files.Select(listener => (rule, listener))).ToImmutableArray();
        if (files.IsEmpty)
            return;
        start.RegisterAdditionalFileAction(context =>
        {
            foreach (var (rule, listener) in files)
            {
                if (!listener.IsMine(context.AdditionalFile.Path) || enablement.SeverityInFiles(rule, context.CancellationToken) is not { } severity)
                    continue;
                failures.Guard(rule, context.AdditionalFile.Path, () =>
                    listener.Handle(new FoundFile(rule, context.AdditionalFile, world, severity, context.ReportDiagnostic, context.CancellationToken)));
            }

            failures.Tell();
        });
    }

    private static void End(CompilationAnalysisContext context, RuleBook set, World world, Enablement enablement, Failures failures)
    {
        foreach (var rule in enablement.Live)
        {
            foreach (var handle in set.ListenersOf(rule).Ends)
            {
                failures.Guard(rule, "the end of the compilation", () =>
                    handle(new FoundEnd(rule, world, context.ReportDiagnostic, context.CancellationToken)));
            }
        }

        failures.Tell();
    }
}
