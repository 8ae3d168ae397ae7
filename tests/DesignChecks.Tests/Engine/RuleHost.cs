using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.Engine;

/// <summary>
/// Hosts one rule in the real engine. The testing library switches on every rule of the analyzer under test, and a test of
/// one rule must not break when another is added.
/// </summary>
#pragma warning disable RS1001 // used by tests only, never loaded by a compiler
internal sealed class RuleHost<TRule> : DiagnosticAnalyzer where TRule : Rule, new()
#pragma warning restore RS1001
{
    private static readonly RuleBook Set = new([new TRule()]);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Set.Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        EngineHost.Attach(context, Set);
    }
}
