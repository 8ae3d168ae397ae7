using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Hosting;

/// <summary>Code that a library ships for the tests of those who use it: no request of a service waits for it.</summary>
internal static class TestHarness
{
    private static readonly string[] Names = ["test harness", "test fixture", "test server", "test host", "test kit"];

    public static bool Surrounds(SyntaxNode node) => node.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => Words.ContainAny(type.Identifier.ValueText, Names));
}
