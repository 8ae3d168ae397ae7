using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.House;

/// <summary>
/// Each way to switch a rule on or off that an analyzer can see, against a rule that is on by default and one that is off:
/// what the host shows, and that a rule that is off everywhere cost nothing.
/// </summary>
public class EnablementTests
{
    private const string Code = "class {0} {{ void Probe() => Probe(); }}";
    private const string Record = "- [x] 9.4 Resilience patterns: ";

    public static TheoryData<string, string[], string[], bool, bool> Routes => new()
    {
        // route, files reported when on by default, when off by default, registered when on by default, when off
        { "nothing", ["A", "B", "file"], [], true, false },

        { "NoWarn", [], [], false, false },
        { "WarningsAsErrors", ["A", "B", "file"], ["A", "B", "file"], true, true },
        { "ruleset: warning", ["A", "B", "file"], ["A", "B", "file"], true, true },
        { "ruleset: default", ["A", "B", "file"], [], true, false },

        { "global: none", [], [], false, false },
        { "global: warning", ["A", "B", "file"], ["A", "B", "file"], true, true },
        { "global: default", ["A", "B", "file"], [], true, false },

        { "editorconfig [*.cs]: none", [], [], true, false },
        { "editorconfig [*.cs]: warning", ["A", "B", "file"], ["A", "B"], true, true },
        { "editorconfig [A.cs]: none", ["B", "file"], [], true, false },
        { "editorconfig [A.cs]: warning", ["A", "B", "file"], ["A"], true, true },
        { "global: none, editorconfig [A.cs]: warning", ["A"], ["A"], true, true },
        { "global: warning, editorconfig [A.cs]: none", ["B", "file"], ["B", "file"], true, true },
        { "NoWarn, editorconfig [A.cs]: warning", [], [], false, false },

        // The host drops what was reported in code, and knows no category for other files.
        { "category: none", ["file"], [], true, false },
        { "category: warning", ["A", "B", "file"], [], true, false },

        { "record: skipped because one client", [], [], false, false },
        { "record: handled elsewhere: gateway", [], [], false, false },
        { "record: applied", ["A", "B", "file"], [], true, false },
        { "record: skipped because n/a", ["A", "B", "file"], [], true, false },

        { "test project", [], [], false, false },
        { "test framework in use", [], [], false, false },
        { "test framework that came along", ["A", "B", "file"], [], true, false },
        { "no test project, test framework in use", ["A", "B", "file"], [], true, false },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Each_route_switches_rules(string route, string[] reportedWhenOn, string[] reportedWhenOff, bool registeredWhenOn, bool registeredWhenOff)
    {
        await Check(route, new ProbeRule("DCK9001", isEnabledByDefault: true), reportedWhenOn, registeredWhenOn);
        await Check(route, new ProbeRule("DCK9001", isEnabledByDefault: false), reportedWhenOff, registeredWhenOff);
    }

    private static async Task Check(string route, ProbeRule rule, string[] reported, bool registered)
    {
        // The companion keeps the host from leaving out the whole analyzer, as the product's other rules do.
        var host = new ProbeHost(rule, new Companion());
        var project = Configured(route);
        var analysis = host.On((await project.GetCompilationAsync())!, project.AnalyzerOptions);
        var reports = await analysis.GetAnalyzerDiagnosticsAsync();
        Assert.Equal(reported, reports.Select(report => Path.GetFileNameWithoutExtension(report.Location.GetLineSpan().Path)).Order(StringComparer.Ordinal));

        var actions = await analysis.GetAnalyzerTelemetryInfoAsync(host, CancellationToken.None);
        Assert.Equal(registered, actions.SemanticModelActionsCount > 0);
        Assert.Equal(registered, actions.AdditionalFileActionsCount > 0);
        Assert.Equal(0, actions.SyntaxNodeActionsCount + actions.OperationActionsCount + actions.SymbolActionsCount + actions.CompilationEndActionsCount);
        // Only a bulk severity is the host's own: it drops reports that were made.
        if (!route.StartsWith("category", StringComparison.Ordinal))
            Assert.Equal(reported.Count(file => file != "file"), rule.Calls);
    }

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public async Task A_severity_for_all_code_holds_for_reports_in_files(string severity, DiagnosticSeverity expected)
    {
        var project = Configured("editorconfig [*]: " + severity);
        var reports = await new ProbeHost(new ProbeRule("DCK9001")).On((await project.GetCompilationAsync())!, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(3, reports.Length);
        Assert.All(reports, report => Assert.Equal(expected, report.Severity));
    }

    [Fact]
    public async Task The_record_silences_a_rule_of_the_product()
    {
        const string Retry = """
            using Polly;
            using Polly.Retry;
            class Pipelines
            {
                object Create() => new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, BackoffType = DelayBackoffType.Exponential }).Build();
            }
            """;
        Assert.Equal(["DCK0904"], await CodeReports(Retry, null));
        Assert.Equal(["DCK0904"], await CodeReports(Retry, Record + "applied"));
        Assert.Equal(["DCK0904"], await CodeReports(Retry, Record + "skipped because by design"));
        Assert.Equal(["DCK0904"], await CodeReports(Retry, "- [ ] 9.4 Resilience patterns: skipped because one client"));
        Assert.Equal(["DCK0904"], await CodeReports(Retry, "- [x] 9.3 Load balancing: skipped because one instance"));
        Assert.Empty(await CodeReports(Retry, Record + "skipped because one instance of this job runs in the whole system"));
        Assert.Empty(await CodeReports(Retry, Record + "handled elsewhere: the service mesh retries"));
    }

    private static async Task<string[]> CodeReports(string code, string? record)
    {
        var reports = await Analysis.Of(Analysis.Project(code, record is null ? null : ("design-checklist.md", record)));
        return [.. reports.Where(report => report.Location.IsInSource).Select(report => report.Id)];
    }

    private static Project Configured(string route)
    {
        var project = Analysis.Project("", null)
            .AddDocument("A.cs", string.Format(Code, "A"), filePath: "/A.cs").Project
            .AddDocument("B.cs", string.Format(Code, "B"), filePath: "/B.cs").Project
            .AddAdditionalDocument("file.probe", "text", filePath: "/file.probe").Project;
        return route.Split(", ").Aggregate(project, Configure);
    }

    private static Project Configure(Project project, string route)
    {
        var (kind, value) = route.Split(": ", 2) is [var left, var right] ? (left, right) : (route, "");
        return kind switch
        {
            "nothing" => project,
            "NoWarn" => Specific(project, ReportDiagnostic.Suppress),
            "WarningsAsErrors" => Specific(project, ReportDiagnostic.Error),
            "ruleset" => Specific(project, value == "warning" ? ReportDiagnostic.Warn : ReportDiagnostic.Default),
            "global" => Config(project, ".globalconfig", $"is_global = true\ndotnet_diagnostic.DCK9001.severity = {value}\n"),
            "category" => Config(project, ".globalconfig", $"is_global = true\ndotnet_analyzer_diagnostic.category-DesignChecks.Networking.severity = {value}\n"),
            "test project" => Config(project, ".globalconfig", "is_global = true\nbuild_property.IsTestProject = true\n"),
            "no test project" => Config(project, ".globalconfig", "is_global = true\nbuild_property.IsTestProject = false\n"),
            "test framework in use" => ReferencesXunit(project).AddDocument("Usings.cs", "global using Xunit;", filePath: "/Usings.cs").Project,
            "test framework that came along" => ReferencesXunit(project),
            "record" => project.AddAdditionalDocument("design-checklist.md", Record + value, filePath: "/design-checklist.md").Project,
            _ => Config(project, ".editorconfig", $"root = true\n{kind.Replace("editorconfig ", "")}\ndotnet_diagnostic.DCK9001.severity = {value}\n"),
        };
    }

    private static Project ReferencesXunit(Project project) => project.AddMetadataReference(MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location));

    private static Project Specific(Project project, ReportDiagnostic severity) => project.WithCompilationOptions(
        project.CompilationOptions!.WithSpecificDiagnosticOptions([KeyValuePair.Create("DCK9001", severity)]));

    private static Project Config(Project project, string name, string text) =>
        project.AddAnalyzerConfigDocument(name, SourceText.From(text), filePath: "/" + name).Project;

    /// <summary>On, and about a library that isn't there: it registers nothing.</summary>
    private sealed class Companion() : DesignChecks.Engine.Rule(DesignChecks.Engine.Describe.Create("DCK9002", "Companion", "Companion", "Other", DiagnosticSeverity.Warning, ["1.1"], "Companion."))
    {
        public override DesignChecks.Engine.Library[] Needs => [new("absent", "No.Such.Type")];

        public override void Listen(DesignChecks.Engine.Listeners on) => on.Call(["Probe"], (_, _) => { });
    }
}
