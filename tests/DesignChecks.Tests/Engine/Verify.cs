using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace DesignChecks.Tests.Engine;

/// <summary>
/// The one verifier. Reports are marked in the source: <c>[|code|]</c>, or <c>{|DCK0904:code|}</c> where the id matters.
/// Code must compile; statements and types may stand side by side at the top, as in Program.cs.
/// </summary>
internal sealed class Verify<TRule> where TRule : Rule, new()
{
    private readonly List<(string Name, string Text)> _files = [];
    private readonly Dictionary<string, string> _fixedFiles = [];
    private readonly List<(string Name, string Text)> _additionalFiles = [];
    private string _options = "";
    private ImmutableArray<MetadataReference> _references = References.Current;
    private bool _allowErrors;
    private int? _action;
    private readonly List<string> _messages = [];
    private DiagnosticSeverity? _severity;
    private bool _checkFixAll = true;

    /// <summary>A line of configuration, such as <c>dotnet_code_quality.DCK0514.page_types = Slice</c>.</summary>
    public Verify<TRule> With(string option)
    {
        _options += option + "\n";
        return this;
    }

    /// <summary>Another file of the same project.</summary>
    public Verify<TRule> File(string name, string text)
    {
        _files.Add((name, text));
        return this;
    }

    /// <summary>What a fix makes of another file; it is left as it is by default.</summary>
    public Verify<TRule> FileBecomes(string name, string text)
    {
        _fixedFiles.Add(name, text);
        return this;
    }

    public Verify<TRule> AdditionalFile(string name, string text)
    {
        _additionalFiles.Add((name, text));
        return this;
    }

    /// <summary>Another set of packages than <see cref="References.Current"/>.</summary>
    public Verify<TRule> On(ImmutableArray<MetadataReference> references)
    {
        _references = references;
        return this;
    }

    /// <summary>Half-typed code: compiler errors are expected.</summary>
    public Verify<TRule> Incomplete()
    {
        _allowErrors = true;
        return this;
    }

    /// <summary>The message that the first, second, … report must have.</summary>
    public Verify<TRule> Says(string message)
    {
        _messages.Add(message);
        return this;
    }

    /// <summary>The severity that each report must have: a rule may lower its own for a weaker form.</summary>
    public Verify<TRule> Severity(DiagnosticSeverity severity)
    {
        _severity = severity;
        return this;
    }

    /// <summary>Which of the offered fixes to apply; the first by default.</summary>
    public Verify<TRule> Action(int index)
    {
        _action = index;
        return this;
    }

    /// <summary>For fixes that have no fix-all.</summary>
    public Verify<TRule> OneByOne()
    {
        _checkFixAll = false;
        return this;
    }

    /// <summary>Reports exactly at the marks, which may stand in an AdditionalFile.</summary>
    public Task Reports(string source)
    {
        Assert.Contains("|]", Marked(source).Replace("|}", "|]"), StringComparison.Ordinal);
        return Run(source);
    }

    /// <summary>Reports nothing.</summary>
    public Task Silent(string source)
    {
        Assert.DoesNotContain("[|", Marked(source), StringComparison.Ordinal);
        return Run(source);
    }

    private string Marked(string source) => source + string.Concat(_additionalFiles.Select(file => file.Text));

    /// <summary>
    /// The fix of the rule's id turns <paramref name="before"/> into <paramref name="after"/>: it compiles, the marked reports are
    /// gone, nothing is left to fix, and fixing all at once gives the same.
    /// </summary>
    public async Task Fixes(string before, string after)
    {
        var test = new FixTest(Fix()) { CodeActionIndex = _action };
        Prepare(test, before);
        test.FixedState.Sources.Add(("Test.cs", after));
        foreach (var (name, text) in _files)
            test.FixedState.Sources.Add((name, _fixedFiles.GetValueOrDefault(name, text)));
        Configure(test.FixedState);
        if (!_checkFixAll)
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        await test.RunAsync();
    }

    /// <summary>The report stands, and no fix is offered for it.</summary>
    public async Task HasNoFix(string source)
    {
        var test = new FixTest(Fix());
        Prepare(test, source);
        test.FixedState.Sources.Add(("Test.cs", source));
        foreach (var (name, text) in _files)
            test.FixedState.Sources.Add((name, text));
        Configure(test.FixedState);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        await test.RunAsync();
    }

    private static CodeFixProvider Fix() => FixesById.Of(new TRule().Id);

    private async Task Run(string source)
    {
        var said = new List<string>();
        var severities = new List<DiagnosticSeverity>();
        var test = new Test
        {
            DiagnosticVerifier = (diagnostic, _, _) =>
            {
                said.Add(diagnostic.GetMessage());
                severities.Add(diagnostic.Severity);
            },
        };
        Prepare(test, source);
        await test.RunAsync();
        if (_severity is { } severity)
            Assert.All(severities, actual => Assert.Equal(severity, actual));
        if (_messages.Count > 0)
            Assert.Equal(string.Join('\n', _messages), string.Join('\n', said));
    }

    private void Prepare(AnalyzerTest<DefaultVerifier> test, string source)
    {
        test.TestState.OutputKind = IsProgram(source) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
        test.CompilerDiagnostics = _allowErrors ? CompilerDiagnostics.None : CompilerDiagnostics.Errors;
        test.TestState.Sources.Add(("Test.cs", source));
        foreach (var (name, text) in _files)
            test.TestState.Sources.Add((name, text));
        Configure(test.TestState);
    }

    private void Configure(SolutionState state)
    {
        state.Sources.Add(("GlobalUsings.cs", Sources.GlobalUsings));
        state.AdditionalReferences.AddRange(_references);
        foreach (var file in _additionalFiles)
            state.AdditionalFiles.Add(file);
        if (_options.Length > 0)
            state.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + _options));
    }

    private static bool IsProgram(string source)
    {
        var text = source.Replace("[|", "").Replace("|]", "");
        text = System.Text.RegularExpressions.Regex.Replace(text, @"\{\|[A-Z0-9]*:|\|\}", "");
        return Sources.HasTopLevelStatements(text);
    }

    private sealed class Test : CSharpAnalyzerTest<RuleHost<TRule>, DefaultVerifier>
    {
        protected override ParseOptions CreateParseOptions() => Parse;

        protected override CompilationOptions CreateCompilationOptions() => Compile;
    }

    private sealed class FixTest(CodeFixProvider fix) : CSharpCodeFixTest<RuleHost<TRule>, EmptyCodeFixProvider, DefaultVerifier>
    {
        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => [fix];

        protected override ParseOptions CreateParseOptions() => Parse;

        protected override CompilationOptions CreateCompilationOptions() => Compile;
    }

    private static CSharpParseOptions Parse => new(LanguageVersion.Preview, DocumentationMode.Parse);

    private static CSharpCompilationOptions Compile =>
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
}
