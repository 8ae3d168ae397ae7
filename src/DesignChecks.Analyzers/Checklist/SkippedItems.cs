using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Checklist;

/// <summary>The checklist items that the team's record skips or hands elsewhere: their rules are silent.</summary>
internal static class SkippedItems
{
    /// <summary>Items by id. An entry that can't be read or gives no reason takes nothing out.</summary>
    public static ISet<string> In(AnalyzerOptions options, CancellationToken cancel)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in options.AdditionalFiles)
        {
            if (DesignRecord.IsRecord(file.Path) && file.GetText(cancel) is { } text)
                items.UnionWith(DesignRecord.Of(text).Entries.Where(entry => entry.SilencesItem).Select(entry => entry.Item!.Id));
        }

        return items;
    }
}
