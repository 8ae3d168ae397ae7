using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Benchmarks;

#pragma warning disable RS1001, RS2008, RS0030 // measured here, never shipped

/// <summary>The host's own price: an analyzer that is there and registers nothing.</summary>
internal sealed class EmptyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_nothing = new("XXX0000", "Nothing", "Nothing", "None", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
    }
}

/// <summary>
/// An analyzer that looks at every tree and does nothing. For one document it is the fair baseline: the host binds a tree
/// for its first callback of any kind, and an editor has callbacks of its own.
/// </summary>
internal sealed class IdleAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new EmptyAnalyzer().SupportedDiagnostics;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(_ => { });
    }
}

/// <summary>Some of the rules in the real engine: what the others add.</summary>
internal sealed class RuleSubset(ImmutableArray<Rule> rules) : DiagnosticAnalyzer
{
    private readonly RuleBook _book = new(rules);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => _book.Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        EngineHost.Attach(context, _book);
    }
}

/// <summary>
/// The usual way to write a rule: an analyzer of its own with operation actions that test the name. It decides nothing on a
/// hit, so it is a lower bound for the rule written that way.
/// </summary>
internal sealed class OperationActionAnalyzer(Rule rule) : DiagnosticAnalyzer
{
    private readonly HashSet<string> _words = [.. WordsOf(rule)];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [rule.Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            operation => Test(operation.Operation), OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
    }

    private bool Test(IOperation operation) => operation switch
    {
        IInvocationOperation call => _words.Contains(call.TargetMethod.Name),
        IObjectCreationOperation { Type: { } type } => _words.Contains(type.Name),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } => _words.Contains(member.Member.Name),
        _ => false,
    };

    private static IEnumerable<string> WordsOf(Rule rule)
    {
        var on = new Listeners();
        rule.Listen(on);
        return on.All.SelectMany(listener => listener.Words);
    }
}
