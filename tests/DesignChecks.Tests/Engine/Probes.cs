using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.Engine;

/// <summary>A rule for tests of the engine: it reports calls of <c>Probe</c>, unless a test gives it something else to do.</summary>
internal sealed class ProbeRule(string id, bool isEnabledByDefault = true, Action<Found>? onCall = null) : Rule(
#pragma warning disable RS2000 // no rule of the product
    Describe.Create(id, "Probe", "Probe", Area.Networking, DiagnosticSeverity.Warning, ["9.4"], "Probe.", isEnabledByDefault))
#pragma warning restore RS2000
{
    private int _calls;

    /// <summary>How often the engine has called the rule.</summary>
    public int Calls => _calls;

    public override void Listen(Listeners on)
    {
        on.Call(["Probe"], (found, _) =>
        {
            Interlocked.Increment(ref _calls);
            if (onCall is null)
                found.Report(found.Node);
            else
                onCall(found);
        });
        on.File(path => path.EndsWith(".probe", StringComparison.Ordinal), found => found.Report(default));
    }
}

/// <summary>Hosts rules that a test made in the real engine.</summary>
#pragma warning disable RS1001 // used by tests only, never loaded by a compiler
internal sealed class ProbeHost(params Rule[] rules) : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    private readonly RuleBook _set = new(rules);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => _set.Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        EngineHost.Attach(context, _set);
    }

    public CompilationWithAnalyzers On(Compilation compilation, AnalyzerOptions? options = null, CancellationToken cancel = default) =>
#pragma warning disable CS0618 // the overload with a token has no successor
        new(compilation, [this], options ?? new AnalyzerOptions([]), cancel);
#pragma warning restore CS0618
}
