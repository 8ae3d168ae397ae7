using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Record;

/// <summary>
/// Settings of ours that apply to trees and stand in no file that the project passes to analyzers. Each belongs to the
/// first tree that has it, so that it is reported once. One tree per folder is asked: listing keys costs time.
/// </summary>
internal sealed class SettingsOutOfSight
{
    private readonly Dictionary<SyntaxTree, List<(string Key, string Value)>> _firstAt = [];

    public SettingsOutOfSight(World world, CancellationToken cancel)
    {
        var seen = new HashSet<(string, string)>(InFiles(world, cancel));
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in world.Compilation.SyntaxTrees.OrderBy(IsMade))
        {
            cancel.ThrowIfCancellationRequested();
            if (!folders.Add(Path.GetDirectoryName(tree.FilePath) ?? ""))
                continue;
            var news = world.Options.Settings(tree, OptionKeys.IsOurs)
                .Where(setting => seen.Add(Normal(setting.Key, setting.Value)))
                .OrderBy(setting => setting.Key, StringComparer.Ordinal)
                .ToList();
            if (news.Count > 0)
                _firstAt.Add(tree, news);
        }
    }

    public IReadOnlyList<(string Key, string Value)> FirstAt(SyntaxTree tree) => _firstAt.TryGetValue(tree, out var settings) ? settings : [];

    /// <summary>Written by a tool or the build: a report there would be read by nobody.</summary>
    private static bool IsMade(SyntaxTree tree) =>
        GeneratedCode.LooksGenerated(tree)
        || tree.FilePath.IndexOf("/obj/", StringComparison.Ordinal) >= 0
        || tree.FilePath.IndexOf(@"\obj\", StringComparison.Ordinal) >= 0;

    private static IEnumerable<(string, string)> InFiles(World world, CancellationToken cancel) =>
        world.AnalyzerOptions.AdditionalFiles
            .Where(file => ConfigFile.IsConfig(file.Path))
            .Select(file => file.GetText(cancel))
            .SelectMany(text => text is null ? [] : ConfigFile.Lines(text))
            .Select(line => Normal(line.Key, line.Value));

    private static (string, string) Normal(string key, string value) => (key.ToLowerInvariant(), value.Trim());
}
