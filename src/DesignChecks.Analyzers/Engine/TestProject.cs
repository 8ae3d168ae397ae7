namespace DesignChecks.Engine;

/// <summary>Projects that hold tests: what is careless in a service is normal there.</summary>
internal static class TestProject
{
    /// <summary>The namespaces by which code uses the frameworks.</summary>
    public static readonly string[] Words = ["Xunit", "NUnit", "TestTools", "TUnit"];

    private static readonly string[] Frameworks =
        ["xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core"];

    /// <summary>
    /// As the project says; where it says nothing, by a test framework that it references and uses. The reference alone comes
    /// along with any project that holds a base class for tests, into each service that uses that project.
    /// </summary>
    public static bool Is(World world, CancellationToken cancel) => world.Options.BuildProperty("IsTestProject") switch
    {
        { } text when bool.TryParse(text, out var isTest) => isTest,
        _ => Array.Exists(Frameworks, world.References) && world.Compilation.SyntaxTrees.Any(tree => Array.Exists(Words, word => world.PositionsOf(tree, word, cancel).Any())),
    };
}
