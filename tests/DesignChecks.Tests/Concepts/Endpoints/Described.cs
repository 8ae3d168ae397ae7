using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>What a probe reports on files, with the places.</summary>
internal static class Described
{
    public static async Task<string[]> By<TProbe>(params string[] files) where TProbe : Rule, new()
    {
        var project = Analysis.Program("Test", [.. files.Select((text, index) => (index == 0 ? "Test.cs" : $"File{index}.cs", text))]);
        var compilation = (await project.GetCompilationAsync())!;
        var analyzers = compilation.WithAnalyzers([new RuleHost<TProbe>()], project.AnalyzerOptions);
        var reports = await analyzers.GetAnalyzerDiagnosticsAsync();
        return [.. reports
            .OrderBy(report => report.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(report => report.Location.SourceSpan.Start)
            .Select(report => $"{report.Location.GetLineSpan().Path}:{report.Location.GetLineSpan().StartLinePosition.Line + 1} {(report.Id == "AD0001" ? "AD0001 " : "")}{report.GetMessage()}")];
    }
}

/// <summary>A rule that describes what a concept says.</summary>
internal abstract class DescribingRule() : Rule(new DiagnosticDescriptor("TEST0002", "Describes", "{0}", "Test", DiagnosticSeverity.Info, isEnabledByDefault: true));

/// <summary>Describes each endpoint where it is mapped, in the columns of <see cref="EndpointTable"/>.</summary>
internal sealed class EndpointProbe : DescribingRule
{
    public override void Listen(Listeners on) => on.EndpointMapping((found, endpoint) => found.Report(StartOf(endpoint.Place), Describe(endpoint)));

    /// <summary>A place without length, where more than one endpoint may be described.</summary>
    private static Location StartOf(Location place) => Location.Create(place.SourceTree!, new TextSpan(place.SourceSpan.Start, 0));

    private static string Describe(Endpoint endpoint) => string.Join(" | ",
        $"{endpoint.Verbs} {endpoint.Route ?? "?"}",
        endpoint.Verbs.AreSafe switch { Answer.Yes => "safe", Answer.No => "unsafe", _ => "?" },
        endpoint.Access.ToString().ToLowerInvariant(),
        endpoint.Metadata.IsExemptFromLimits == Answer.Yes ? "disabled" : endpoint.Metadata.IsRateLimited switch { Answer.Yes => "limited", Answer.No => "-", _ => "unknown" },
        endpoint.Answering.Kind.ToString().ToLowerInvariant(),
        Paging.Of(endpoint) switch { Answer.Yes => "paged", Answer.No => "unpaged", _ => "unknown" },
        endpoint.Versioning.ToString().ToLowerInvariant());
}
