using System.Collections.Immutable;
using DesignChecks.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Engine;

/// <summary>
/// The twin for rules whose evidence is the whole compilation. Editors classify a whole analyzer as "not while typing" by
/// one such rule, so these never share an analyzer with live ones.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BuildOnlyAnalyzer : DiagnosticAnalyzer
{
    private static readonly RuleBook AllRules = new(AllAreas.BuildOnly);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => AllRules.Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        Attach(context, AllRules);
    }

    internal static void Attach(AnalysisContext context, RuleBook set)
    {
        if (!set.Rules.IsEmpty)
            EngineHost.Attach(context, set, RegisterEnd);
    }

#pragma warning disable RS0030, RS1013 // the one analyzer with an end action; the engine registers the walk beside it
    private static void RegisterEnd(CompilationStartAnalysisContext start, Action<CompilationAnalysisContext> atEnd) =>
        start.RegisterCompilationEndAction(atEnd);
#pragma warning restore RS0030, RS1013
}
