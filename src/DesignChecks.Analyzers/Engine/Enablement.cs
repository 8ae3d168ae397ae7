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
        var isTest = TestProject.Is(world);
        Live = set.Rules
            .Where(rule => (!isTest || rule.ReadsTestProjects) && !IsSkipped(rule, skippedItems) && IsOnAnywhere(rule, cancel) && HasWhatItNeeds(rule))
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

    private bool HasWhatItNeeds(Rule rule) => rule.Needs.Length == 0 || rule.Needs.Any(library => library.IsIn(_compilation));
}

/// <summary>Projects that hold tests: what is careless in a service is normal there.</summary>
internal static class TestProject
{
    private static readonly string[] Frameworks =
        ["xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core"];

    public static bool Is(World world) => world.Options.BuildProperty("IsTestProject") switch
    {
        { } text when bool.TryParse(text, out var isTest) => isTest,
        _ => world.Compilation.ReferencedAssemblyNames.Any(name => Array.IndexOf(Frameworks, name.Name) >= 0),
    };
}
