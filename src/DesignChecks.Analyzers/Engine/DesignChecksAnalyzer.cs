using System.Collections.Immutable;
using DesignChecks.Checklist;
using DesignChecks.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Engine;

/// <summary>
/// The one analyzer behind all live rules. Text is scanned for the words that living rules listen for; only around a
/// found word is code bound. So cost grows with what is found, not with the number of rules.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DesignChecksAnalyzer : DiagnosticAnalyzer
{
    private static readonly RuleBook AllRules = new(AllAreas.Live);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => AllRules.Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        EngineHost.Attach(context, AllRules);
    }
}
