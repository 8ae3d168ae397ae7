using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>
/// Which rules can report anything in a compilation, by all the ways a rule can be switched off that an analyzer can see:
/// NoWarn and rulesets, global configs, .editorconfig per file, the record, an absent library, a test project. Bulk
/// severities (by category, for all) are the host's: it applies them after us.
/// </summary>
internal sealed class Enablement
{
    private readonly Compilation _compilation;
    private readonly SyntaxTreeOptionsProvider? _perTree;
    private readonly ImmutableDictionary<string, ReportDiagnostic> _named;

    private Enablement(Compilation compilation, RuleBook set, World world, ISet<string> skippedItems, CancellationToken cancel)
    {
        _compilation = compilation;
        _perTree = compilation.Options.SyntaxTreeOptionsProvider;
        _named = compilation.Options.SpecificDiagnosticOptions;
        var isTest = TestProject.Is(world, cancel);
        Live = set.Rules
            .Where(rule => (!isTest || rule.ReadsTestProjects) && !IsSkipped(rule, skippedItems) && IsOnAnywhere(rule, cancel) && HasWhatItNeeds(rule, world))
            .ToImmutableArray();
    }

    /// <summary>The rules worth listening for.</summary>
    public ImmutableArray<Rule> Live { get; }

    public static Enablement Of(World world, RuleBook set, ISet<string> skippedItems, CancellationToken cancel) =>
        new(world.Compilation, set, world, skippedItems, cancel);

    /// <summary>False only where the configuration of the tree's own file switches the rule off.</summary>
    public bool IsOnIn(Rule rule, SyntaxTree tree)
    {
        if (_perTree is not null && _perTree.TryGetDiagnosticValue(tree, rule.Id, CancellationToken.None, out var severity))
            return IsOn(rule, severity);
        return IsOnGenerally(rule);
    }

    /// <summary>
    /// The severity of reports in AdditionalFiles; null when they are switched off. No section of an .editorconfig reaches
    /// such a report in the host, and yet people write <c>[*]</c> and mean it: what all C# files are told counts here too.
    /// </summary>
    public DiagnosticSeverity? SeverityInFiles(Rule rule, CancellationToken cancel) => ToldToAllTrees(rule, cancel) switch
    {
        ReportDiagnostic.Suppress => null,
        ReportDiagnostic.Error => DiagnosticSeverity.Error,
        ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
        ReportDiagnostic.Info => DiagnosticSeverity.Info,
        ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
        _ => rule.Descriptor.DefaultSeverity,
    };

    /// <summary>What the configuration of each hand-written tree says of the rule; nothing where two of them differ.</summary>
    private ReportDiagnostic? ToldToAllTrees(Rule rule, CancellationToken cancel)
    {
        if (_perTree is null)
            return null;
        ReportDiagnostic? told = null;
        foreach (var tree in _compilation.SyntaxTrees)
        {
            if (GeneratedCode.LooksGenerated(tree))
                continue;
            if (!_perTree.TryGetDiagnosticValue(tree, rule.Id, cancel, out var severity) || (told is not null && told != severity))
                return null;
            told = severity;
        }

        return told;
    }

    private bool IsOnAnywhere(Rule rule, CancellationToken cancel)
    {
        if (_named.TryGetValue(rule.Id, out var named) && named == ReportDiagnostic.Suppress)
            return false;
        if (IsOnGenerally(rule))
            return true;
        return _perTree is not null
            && _compilation.SyntaxTrees.Any(tree => _perTree.TryGetDiagnosticValue(tree, rule.Id, cancel, out var severity) && IsOn(rule, severity));
    }

    private bool IsOnGenerally(Rule rule)
    {
        if (_named.TryGetValue(rule.Id, out var named))
            return IsOn(rule, named);
        if (_perTree is not null && _perTree.TryGetGlobalDiagnosticValue(rule.Id, CancellationToken.None, out var severity))
            return IsOn(rule, severity);
        return rule.Descriptor.IsEnabledByDefault;
    }

    private static bool IsOn(Rule rule, ReportDiagnostic severity) => severity switch
    {
        ReportDiagnostic.Suppress => false,
        ReportDiagnostic.Default => rule.Descriptor.IsEnabledByDefault,
        _ => true,
    };

    private static bool IsSkipped(Rule rule, ISet<string> skippedItems) =>
        rule.CanBeSkippedByRecord && skippedItems.Count > 0 && Describe.Items(rule.Descriptor).Any(skippedItems.Contains);

    private static bool HasWhatItNeeds(Rule rule, World world) => rule.Needs.Length == 0 || rule.Needs.Any(world.Has);
}
