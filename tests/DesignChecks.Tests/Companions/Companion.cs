using System.Reflection;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace DesignChecks.Tests.Companions;

/// <summary>
/// Our fix for a rule of the .NET SDK, tried on that rule as the SDK ships it. Reports are marked <c>{|CA2254:code|}</c>; the
/// fixed code must compile and be silent, and fixing all at once must give the same.
/// </summary>
internal sealed class Companion(string id)
{
    private static readonly Lazy<IReadOnlyList<DiagnosticAnalyzer>> s_analyzers = new(Load);

    public async Task Fixes(string before, string after)
    {
        var test = new FixTest(id);
        Prepare(test, before);
        test.FixedState.Sources.Add(("Test.cs", after));
        Configure(test.FixedState);
        await test.RunAsync();
    }

    /// <summary>For code that the marks can't be written into: two dollars mark a place in the testing library.</summary>
    public async Task FixesUnmarked(string before, string after)
    {
        var document = Analysis.Project(before, null).Documents.Single(d => d.Name == "Test.cs");
        while (await First(document.Project) is { } report)
        {
            var action = (await Analysis.ActionsFor(document.Project.Solution.GetDocument(report.Location.SourceTree)!, report))[0];
            document = (await Analysis.Apply(action)).GetDocument(document.Id)!;
        }

        Assert.Equal(after, (await document.GetTextAsync()).ToString());
        Assert.Empty((await document.Project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>The report stands, and no fix is offered for it.</summary>
    public async Task HasNoFix(string source)
    {
        var test = new FixTest(id);
        Prepare(test, source);
        test.FixedState.Sources.Add(("Test.cs", source));
        Configure(test.FixedState);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        await test.RunAsync();
    }

    private async Task<Diagnostic?> First(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        return (await compilation.WithAnalyzers([.. Of(id)]).GetAnalyzerDiagnosticsAsync()).FirstOrDefault(diagnostic => diagnostic.Id == id);
    }

    private static IEnumerable<DiagnosticAnalyzer> Of(string id) =>
        s_analyzers.Value.Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id));

    private static void Prepare(AnalyzerTest<DefaultVerifier> test, string source)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;
        test.TestState.Sources.Add(("Test.cs", source));
        Configure(test.TestState);
    }

    private static void Configure(SolutionState state)
    {
        state.Sources.Add(("GlobalUsings.cs", Sources.GlobalUsings));
        state.AdditionalReferences.AddRange(References.Framework);
    }

    private static IReadOnlyList<DiagnosticAnalyzer> Load()
    {
        var package = typeof(Companion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NetAnalyzers").Value!;
        return [.. Directory.GetFiles(Path.Combine(package, "analyzers", "dotnet", "cs"), "*.NetAnalyzers.dll")
            .SelectMany(path => Assembly.LoadFrom(path).GetTypes())
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
    }

    private sealed class FixTest : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
    {
        private readonly DiagnosticAnalyzer[] _analyzers;
        private readonly CodeFixProvider _fix;

        public FixTest(string id)
        {
            _analyzers = [.. Of(id)];
            _fix = FixesById.Of(id);
            Assert.NotEmpty(_analyzers);
            DisabledDiagnostics.AddRange(_analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Where(other => other != id));
        }

        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => _analyzers;

        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => [_fix];

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Preview);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
    }
}
