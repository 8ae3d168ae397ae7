using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Record;

/// <summary>Finds settings of ours that no rule reads: at their line where the project passes the file, else at the first file of code they apply to.</summary>
internal sealed class UnknownOption : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0006",
        title: "Unknown DesignChecks option or value",
        messageFormat: "{0}, so this setting has no effect; {1}",
        category: Area.Record,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["20.5"],
        description: "A misspelled key or value is ignored by the compiler without a word, and the rule goes on with its default.");

    private static readonly Lazy<OptionKeys> Keys = new(() => new OptionKeys(RulesById.All));

    public UnknownOption() : base(Description)
    {
    }

    public override bool CanBeSkippedByRecord => false;

    public override void Listen(Listeners on)
    {
        on.File(ConfigFile.IsConfig, CheckFile);
        on.Tree(CheckTree);
    }

    private static void CheckFile(FoundFile found)
    {
        if (found.Text is not { } text)
            return;
        foreach (var line in ConfigFile.Lines(text))
        {
            if (OptionKeys.IsOurs(line.Key) && Keys.Value.ProblemOf(line.Key, line.Value) is { } problem)
                found.Report(problem.IsInValue ? line.ValueSpan : line.KeySpan, problem.Complaint, problem.Advice);
        }
    }

    private static void CheckTree(Found found)
    {
        var tree = found.Node.SyntaxTree;
        foreach (var (key, value) in found.Concept((world, cancel) => new SettingsOutOfSight(world, cancel)).FirstAt(tree))
        {
            if (Keys.Value.ProblemOf(key, value) is { } problem)
                found.Report(Location.Create(tree, default), problem.Complaint, problem.Advice);
        }
    }
}
