using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.Engine;

/// <summary>Syntax or operations that older compilers don't have: the test says nothing on such a host.</summary>
internal static class SinceRoslyn
{
    public static string? Skip(string version) =>
        typeof(CSharpCompilation).Assembly.GetName().Version! >= new Version(version) ? null : $"needs Roslyn {version}";
}

/// <inheritdoc cref="SinceRoslyn"/>
internal sealed class SinceRoslynFactAttribute : FactAttribute
{
    public SinceRoslynFactAttribute(string version) => Skip = SinceRoslyn.Skip(version);
}

/// <inheritdoc cref="SinceRoslyn"/>
internal sealed class SinceRoslynTheoryAttribute : TheoryAttribute
{
    public SinceRoslynTheoryAttribute(string version) => Skip = SinceRoslyn.Skip(version);
}
