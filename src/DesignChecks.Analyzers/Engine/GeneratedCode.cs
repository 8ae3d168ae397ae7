using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>Generated trees, by file name: for look-ups across a compilation, where the host doesn't say.</summary>
internal static class GeneratedCode
{
    private static readonly string[] Endings = [".g.cs", ".g.i.cs", ".designer.cs", ".generated.cs", "ModelSnapshot.cs"];

    public static bool LooksGenerated(SyntaxTree tree) =>
        Array.Exists(Endings, ending => tree.FilePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
