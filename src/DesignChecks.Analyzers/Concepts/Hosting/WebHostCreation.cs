using DesignChecks.Engine;

namespace DesignChecks.Concepts.Hosting;

/// <summary>The call by which a program begins to build its web host: where reports about the host as a whole stand.</summary>
internal static class WebHostCreation
{
    /// <summary>Words that rules about the host look up.</summary>
    public static readonly string[] Words = ["CreateBuilder", "CreateSlimBuilder", "CreateEmptyBuilder", "CreateDefaultBuilder", "UseStartup"];

    private static readonly TypeName[] Creators =
    [
        new("Microsoft.AspNetCore.Builder.WebApplication"),
        new("Microsoft.AspNetCore.WebHost"),
        new("Microsoft.AspNetCore.Hosting.WebHostBuilderExtensions"),
        new("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions"),
    ];

    /// <summary>True for the first of them in the compilation.</summary>
    public static bool IsFirst(Call call, World world, CancellationToken cancel) =>
        call.IsOn(Creators)
        && Words.SelectMany(word => world.CallsOf(word, cancel)).First(other => other.IsOn(Creators)).Syntax is var first
        && first.SyntaxTree == call.Syntax.SyntaxTree && first.Span == call.Syntax.Span;
}
