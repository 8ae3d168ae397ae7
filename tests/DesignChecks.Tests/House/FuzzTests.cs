using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using DesignChecks.Engine;
using DesignChecks.Rules;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.House;

/// <summary>
/// All rules over broken forms of the pages' and the sample's code, and of real code where there is some. No rule may fail or hang, whatever a half-typed file
/// looks like. DESIGNCHECKS_FUZZ_MUTANTS says how many, DESIGNCHECKS_FUZZ_SEED begins elsewhere.
/// </summary>
public class FuzzTests
{
    private const int DefaultMutants = 5_000;
    private const int RealMutants = 1_000;
    private const int RealFiles = 200;
    private const int DefaultSeed = 1;
    private const int Failures = 5;

    /// <summary>Of so many mutants one goes through the compiler's own host.</summary>
    private const int OneThroughHost = 10;

    /// <summary>Far above what a mutant takes on a busy machine, far below for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task No_rule_fails_or_hangs_on_broken_code() => await Break(await Subjects(), Setting("DESIGNCHECKS_FUZZ_MUTANTS", DefaultMutants));

    [RealCodeFact]
    public async Task No_rule_fails_or_hangs_on_broken_real_code() => await Break(await RealSubjects(), Setting("DESIGNCHECKS_FUZZ_MUTANTS", RealMutants));

    private static async Task Break(IReadOnlyList<Subject> subjects, int count)
    {
        var seed = Setting("DESIGNCHECKS_FUZZ_SEED", DefaultSeed);
        var words = Mutation.Words(subjects.Select(subject => subject.Text));
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            if (failures.Count >= Failures)
                return;
            var subject = subjects[i % subjects.Count];
            var text = Mutation.Of(subject.Text, words, new Random((seed * 1_000_003) + i));
            if (await Failure(subject, text, throughHost: i % OneThroughHost == 0) is { } failure)
                failures.Enqueue($"mutant {i} of seed {seed}, from {subject.Name}: {failure}\n----\n{text}\n----\n");
        });
        Assert.True(failures.IsEmpty, string.Join("\n", failures));
    }

    [Fact]
    public async Task A_rule_that_fails_is_found()
    {
        var broken = new ProbeRule("DCK9001", onCall: found => _ = (LiteralExpressionSyntax)((InvocationExpressionSyntax)found.Node).ArgumentList.Arguments[0].Expression);
        var subject = await Subject.OfCode("probe", Analysis.Project("class C { void Probe(int x) { Probe(1); Probe(2); } }", null), "/Test.cs");
        var thrown = new ConcurrentQueue<Exception>();
        for (var i = 0; i < 300; i++)
            subject.Analyze(Mutation.Of(subject.Text, ["x"], new Random(i)), new RuleBook([broken]), thrown.Enqueue, CancellationToken.None);
        Assert.Contains(thrown, error => error.Message.StartsWith("DCK9001 (ProbeRule) failed on", StringComparison.Ordinal));
    }

    private static async Task<string?> Failure(Subject subject, string text, bool throughHost)
    {
        var thrown = new ConcurrentQueue<Exception>();
        using var stop = new CancellationTokenSource(Longest);
        try
        {
            await Task.Run(() => subject.Analyze(text, throughHost, thrown.Enqueue, stop.Token)).WaitAsync(Longest + TimeSpan.FromSeconds(10));
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return $"no end after {Longest.TotalSeconds} s";
        }

        return thrown.IsEmpty ? null : string.Join("\n", thrown.Select(error => error.Message));
    }

    private static async Task<IReadOnlyList<Subject>> Subjects()
    {
        var subjects = new List<Subject>();
        foreach (var rule in Catalogue.Rules)
        {
            var page = new Page(rule);
            foreach (var (block, text) in new[] { ("violation", page.Violation), ("fixed", page.Fixed) })
            {
                if (page.FileName is { } file)
                    subjects.Add(await Subject.OfFile($"{rule.Id} {block}", file, text));
                else
                    subjects.Add(await Subject.OfCode($"{rule.Id} {block}", Analysis.Project(text, null), "/Test.cs"));
            }
        }

        var sample = Sample.Load();
        foreach (var document in sample.Documents.Where(document => document.Name != "GlobalUsings.cs"))
            subjects.Add(await Subject.OfCode(document.Name, sample, document.FilePath!));
        return subjects;
    }

    /// <summary>Files spread over all projects.</summary>
    private static async Task<IReadOnlyList<Subject>> RealSubjects()
    {
        var documents = RealCode.Load().Projects.SelectMany(project => project.Documents).ToArray();
        var step = Math.Max(1, documents.Length / RealFiles);
        var subjects = new List<Subject>();
        foreach (var document in documents.Where((_, i) => i % step == 0))
            subjects.Add(await Subject.OfCode(document.FilePath!, document.Project, document.FilePath!));
        return subjects;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>One file to break, in a compilation whose references and other trees all its mutants share.</summary>
    private sealed class Subject(string name, string text, Compilation compilation, SyntaxTree? tree, string? file)
    {
        private static readonly RuleBook s_live = new(AllAreas.Live);
        private static readonly RuleBook s_buildOnly = new(AllAreas.BuildOnly);

        public string Name { get; } = name;

        public string Text { get; } = text;

        public static async Task<Subject> OfCode(string name, Project project, string path)
        {
            var compilation = (await project.GetCompilationAsync())!;
            var tree = compilation.SyntaxTrees.Single(one => one.FilePath == path);
            return new Subject(name, tree.ToString(), compilation, tree, null);
        }

        public static async Task<Subject> OfFile(string name, string file, string text) =>
            new(name, text, (await Analysis.Project("", null).GetCompilationAsync())!, null, file);

        public async Task Analyze(string mutant, bool throughHost, Action<Exception> onThrown, CancellationToken cancel)
        {
            var changed = tree is null ? null : tree.WithChangedText(SourceText.From(mutant));
            var broken = changed is null ? compilation : compilation.ReplaceSyntaxTree(tree!, changed);
            ImmutableArray<AdditionalText> files = file is null ? [] : [new MemoryText("/" + file, mutant)];
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(files), (error, _, _) => onThrown(error), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            if (changed is null)
            {
                await broken.WithAnalyzers([new DesignChecksAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancel);
                return;
            }

            if (throughHost)
            {
                await broken.WithAnalyzers([new DesignChecksAnalyzer()], options).GetAnalyzerSemanticDiagnosticsAsync(broken.GetSemanticModel(changed), filterSpan: null, cancel);
                if (!s_buildOnly.Rules.IsEmpty)
                    await broken.WithAnalyzers([new BuildOnlyAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancel);
                return;
            }

            Run(s_live, broken, changed, onThrown, cancel);
            if (!s_buildOnly.Rules.IsEmpty)
                Run(s_buildOnly, broken, changed, onThrown, cancel);
        }

        public void Analyze(string mutant, RuleBook set, Action<Exception> onThrown, CancellationToken cancel)
        {
            var changed = tree!.WithChangedText(SourceText.From(mutant));
            Run(set, compilation.ReplaceSyntaxTree(tree, changed), changed, onThrown, cancel);
        }

        /// <summary>What EngineHost registers, called without the compiler's driver, which takes most of the time of a small file.</summary>
        private static void Run(RuleBook set, Compilation compilation, SyntaxTree tree, Action<Exception> onThrown, CancellationToken cancel)
        {
            var options = new AnalyzerOptions([]);
            var world = new World(compilation, options, set);
            var enablement = Enablement.Of(world, set, new HashSet<string>(), cancel);
            var failures = new Failures();
#pragma warning disable CS0618 // the constructor for tests
            var context = new SemanticModelAnalysisContext(compilation.GetSemanticModel(tree), options, _ => { }, _ => true, cancel);
#pragma warning restore CS0618
            new Dispatch(set, enablement.Live).Run(new Pass(context, world, enablement, failures));
            foreach (var rule in enablement.Live)
            {
                foreach (var handle in set.ListenersOf(rule).Ends)
                    failures.Guard(rule, "the end", () => handle(new FoundEnd(rule, world, _ => { }, cancel)));
            }

            try
            {
                failures.Tell();
            }
            catch (RuleFailedException failure)
            {
                onThrown(failure);
            }
        }
    }

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
