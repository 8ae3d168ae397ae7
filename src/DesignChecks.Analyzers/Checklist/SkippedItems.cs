using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Checklist;

/// <summary>The checklist items that the team's record skips or hands elsewhere: their rules are silent.</summary>
internal static class SkippedItems
{
    public static ISet<string> In(AnalyzerOptions options, CancellationToken cancel) => new HashSet<string>();
}
