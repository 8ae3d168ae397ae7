using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.House;

/// <summary>A rule that throws is named, dropped for the compilation, and takes no other rule down.</summary>
public class FailureTests
{
    private const string Code = "class C { void Probe() { Probe(); Probe(); } }";

    [Fact]
    public async Task A_rule_that_throws_is_named_once_and_the_others_go_on()
    {
        var broken = new ProbeRule("DCK9001", onCall: _ => throw new InvalidOperationException("on purpose"));
        var sound = new ProbeRule("DCK9002");
        var reports = await new ProbeHost(broken, sound).On(Compile(Code)).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(["AD0001", "DCK9002", "DCK9002"], reports.Select(report => report.Id).Order(StringComparer.Ordinal));
        var failure = reports.Single(report => report.Id == "AD0001").ToString();
        Assert.Contains("DCK9001 (ProbeRule) failed on InvocationExpressionSyntax at Test0.cs", failure);
        Assert.Contains("InvalidOperationException: on purpose", failure);
    }

    [Fact]
    public async Task A_rule_that_threw_is_not_called_again_in_the_compilation()
    {
        var broken = new ProbeRule("DCK9001", onCall: _ => throw new InvalidOperationException("on purpose"));
        var sound = new ProbeRule("DCK9002");
        // Trees are analysed side by side, so each may call the rule once before one has failed.
        var reports = await new ProbeHost(sound, broken).On(Compile(Code, Code.Replace("C", "D"))).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(4, reports.Count(report => report.Id == "DCK9002"));
        Assert.InRange(broken.Calls, 1, 2);
    }

    [Fact]
    public async Task Each_rule_that_throws_is_named()
    {
        var one = new ProbeRule("DCK9001", onCall: _ => throw new InvalidOperationException("one"));
        var two = new ProbeRule("DCK9002", onCall: _ => throw new NotSupportedException("two"));
        var sound = new ProbeRule("DCK9003");
        var reports = await new ProbeHost(one, two, sound).On(Compile(Code, "class E { void Probe() => Probe(); }")).GetAnalyzerDiagnosticsAsync();
        var failures = string.Concat(reports.Where(report => report.Id == "AD0001"));
        Assert.Contains("DCK9001 (ProbeRule) failed", failures);
        Assert.Contains("DCK9002 (ProbeRule) failed", failures);
        Assert.Equal(3, reports.Count(report => report.Id == "DCK9003"));
    }

    [Fact]
    public async Task A_rule_that_throws_on_a_file_is_named_too()
    {
        var broken = new FileProbe("DCK9001", throws: true);
        var sound = new FileProbe("DCK9002", throws: false);
        var project = Analysis.Project("class C;", ("a.probe", "text"));
        var reports = await new ProbeHost(broken, sound).On((await project.GetCompilationAsync())!, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(["AD0001", "DCK9002"], reports.Select(report => report.Id).Order(StringComparer.Ordinal));
        Assert.Contains("DCK9001 (FileProbe) failed on /a.probe", reports.Single(report => report.Id == "AD0001").ToString());
    }

    [Fact]
    public async Task Cancellation_passes_through()
    {
        using var stop = new CancellationTokenSource();
        var rule = new ProbeRule("DCK9001", onCall: found =>
        {
            stop.Cancel();
            found.Cancel.ThrowIfCancellationRequested();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ProbeHost(rule).On(Compile(Code), cancel: stop.Token).GetAnalyzerDiagnosticsAsync(stop.Token));
    }

    [Fact]
    public void Cancellation_is_no_failure()
    {
        var failures = new Failures();
        var rule = new ProbeRule("DCK9001");
        Assert.Throws<OperationCanceledException>(() => failures.Guard(rule, "here", () => throw new OperationCanceledException()));
        failures.Tell();
        var ran = false;
        failures.Guard(rule, "here", () => ran = true);
        Assert.True(ran);
    }

    private static Compilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Test",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, path: $"Test{i}.cs")),
        References.Framework,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private sealed class FileProbe(string id, bool throws) : Rule(Describe.Create(id, "Probe", "Probe", Area.Record, DiagnosticSeverity.Warning, ["20.5"], "Probe."))
    {
        public override void Listen(Listeners on) => on.File(path => path.EndsWith(".probe", StringComparison.Ordinal), found =>
        {
            if (throws)
                throw new InvalidOperationException("on purpose");
            found.Report(default(Microsoft.CodeAnalysis.Text.TextSpan));
        });
    }
}
