using System.Reflection;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.Tests.Engine;

/// <summary>Finds fixes as an editor does, by their export: one that isn't exported fails its test.</summary>
internal static class FixesById
{
    public static IReadOnlyList<CodeFixProvider> All { get; } =
    [
        .. typeof(DesignFix).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public static CodeFixProvider Of(string id) =>
        Assert.Single(All, fix => fix.FixableDiagnosticIds.Contains(id));
}
