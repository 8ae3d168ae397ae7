using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Engine;

/// <summary>What a rule was called for: the node, the compilation around it, and the way to report.</summary>
internal sealed class Found(Rule rule, SyntaxNode node, Pass pass)
{
    public SyntaxNode Node { get; } = node;

    public SemanticModel Model => pass.Model;

    public World World => pass.World;

    public CancellationToken Cancel => pass.Cancel;

    public bool IsInGeneratedCode => pass.IsGenerated;

    /// <summary>The bound node; null while code is half typed.</summary>
    public IOperation? Operation => pass.OperationAt(Node);

    public T Option<T>(RuleOption<T> option) => World.Options.Get(rule.Id, option, Node.SyntaxTree);

    public void Report(IOperation at, params object?[] messageArguments) => Report(at.Syntax.GetLocation(), null, messageArguments);

    public void Report(SyntaxNode at, params object?[] messageArguments) => Report(at.GetLocation(), null, messageArguments);

    public void Report(Location at, params object?[] messageArguments) => Report(at, null, messageArguments);

    /// <summary>Reports with facts for the fix, so that it needs no second analysis.</summary>
    public void Report(Location at, FixFacts? facts, params object?[] messageArguments) =>
        ReportAs(rule.Descriptor.DefaultSeverity, at, facts, messageArguments);

    /// <summary>The same id at another severity: a weaker form of the same defect.</summary>
    public void ReportAs(DiagnosticSeverity severity, Location at, FixFacts? facts, params object?[] messageArguments)
    {
        if (!DevelopmentOnly.Covers(at, Cancel))
            pass.Report(Diagnostic.Create(rule.Descriptor, at, severity, additionalLocations: null, facts?.Properties, messageArguments));
    }

    /// <summary>What a concept finds out about a node, shared by the rules that ask in one look at the tree.</summary>
    public T Once<T>(SyntaxNode about, Func<T> make) where T : class => pass.Once(about, make);

    /// <summary>A concept shared by all rules of the compilation.</summary>
    public T Concept<T>(Func<World, CancellationToken, T> make) where T : class => World.Concept(make, Cancel);
}

/// <summary>An AdditionalFile that a rule asked for.</summary>
internal sealed class FoundFile(
    Rule rule, AdditionalText file, World world, DiagnosticSeverity severity, Action<Diagnostic> report, CancellationToken cancel)
{
    public string Path => file.Path;

    public World World { get; } = world;

    public CancellationToken Cancel { get; } = cancel;

    public SourceText? Text => file.GetText(Cancel);

    public T Option<T>(RuleOption<T> option) => World.Options.Get(rule.Id, option, null);

    public void Report(TextSpan at, params object?[] messageArguments) => Report(at, null, messageArguments);

    public void Report(TextSpan at, FixFacts? facts, params object?[] messageArguments)
    {
        if (Text is { } text)
            report(Diagnostic.Create(rule.Descriptor, Location.Create(Path, at, text.Lines.GetLinePositionSpan(at)), severity, additionalLocations: null, facts?.Properties, messageArguments));
    }
}

/// <summary>The end of a compilation, for a build-only rule.</summary>
internal sealed class FoundEnd(Rule rule, World world, Action<Diagnostic> report, CancellationToken cancel)
{
    public World World { get; } = world;

    public CancellationToken Cancel { get; } = cancel;

    public void Report(Location at, params object?[] messageArguments) =>
        report(Diagnostic.Create(rule.Descriptor, at, messageArguments));
}
