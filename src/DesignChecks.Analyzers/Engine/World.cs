using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Engine;

/// <summary>
/// One compilation as rules see it: its options, its concepts, and where names occur in it. Lives as long as the
/// compilation's analysis; everything remembered is remembered here.
/// </summary>
internal sealed class World(Compilation compilation, AnalyzerOptions analyzerOptions, RuleBook rules)
{
    private readonly ConcurrentDictionary<Type, object> _concepts = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<Call>> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _types = new(StringComparer.Ordinal);

    private readonly Lazy<HashSet<string>> _references =
        new(() => new HashSet<string>(compilation.ReferencedAssemblyNames.Select(assembly => assembly.Name), StringComparer.OrdinalIgnoreCase));

    public Compilation Compilation { get; } = compilation;

    public AnalyzerOptions AnalyzerOptions { get; } = analyzerOptions;

    public OptionReader Options { get; } = new(analyzerOptions.AnalyzerConfigOptionsProvider);

    /// <summary>Something that is found out once per compilation and shared by all rules.</summary>
    public T Concept<T>(Func<World, CancellationToken, T> make, CancellationToken cancel) where T : class
    {
        var slot = (Slot<T>)_concepts.GetOrAdd(typeof(T), _ => new Slot<T>());
        lock (slot)
            return slot.Value ??= make(this, cancel);
    }

    /// <summary>A type by metadata name: source first, then what is accessible. Misses are remembered.</summary>
    public INamedTypeSymbol? Type(string metadataName) => _types.GetOrAdd(metadataName, name =>
    {
        var all = Compilation.GetTypesByMetadataName(name);
        return all.FirstOrDefault(type => type.Locations.Any(location => location.IsInSource))
            ?? all.FirstOrDefault(type => Compilation.IsSymbolAccessibleWithin(type, Compilation.Assembly))
            ?? all.FirstOrDefault();
    });

    /// <summary>True for what this compilation itself declares, not a project or package that it references.</summary>
    public bool Declares(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Compilation.Assembly);

    public bool Has(Library library) => library.IsIn(this);

    /// <summary>True when the compilation references an assembly of this name.</summary>
    public bool References(string assemblyName) => _references.Value.Contains(assemblyName);

    /// <summary>The model of any tree of the compilation; the compiler's own when analysis has made one.</summary>
    public SemanticModel ModelFor(SyntaxTree tree)
    {
#pragma warning disable RS0030 // the one place that asks for a model; the analysis host answers from its cache
        return _models.GetOrAdd(tree, asked => Compilation.GetSemanticModel(asked));
#pragma warning restore RS0030
    }

    /// <summary>Every call of a method of this name in hand-written code of the compilation. The word must be declared by <see cref="Listeners.LooksUp"/>.</summary>
    public IReadOnlyList<Call> CallsOf(string name, CancellationToken cancel)
    {
        if (_calls.TryGetValue(name, out var known))
            return known;
        var calls = NodesOf(name, Shape.Call, cancel)
            .Select(node => Call.From(OperationAt(node, cancel)))
            .OfType<Call>()
            .ToArray();
        return _calls.GetOrAdd(name, calls);
    }

    /// <summary>The nodes at which a word stands in a shape, in hand-written code of the compilation unless asked for more, in the order of files and text.</summary>
    public IEnumerable<SyntaxNode> NodesOf(string word, Shape shape, CancellationToken cancel, bool inGeneratedCodeToo = false)
    {
        var id = rules.IdOf(word);
        foreach (var tree in Compilation.SyntaxTrees)
        {
            cancel.ThrowIfCancellationRequested();
            if (!inGeneratedCodeToo && GeneratedCode.LooksGenerated(tree))
                continue;
            foreach (var position in rules.Index.Of(tree, cancel).PositionsOf(id))
            {
                if (Candidate.At(tree.GetRoot(cancel), position, word) is { } found && found.Shape == shape)
                    yield return found.Node;
            }
        }
    }

    /// <summary>Where a word stands in a tree, generated ones included: in code, a string or a comment. Costs no syntax and no binding.</summary>
    public IEnumerable<int> PositionsOf(SyntaxTree tree, string word, CancellationToken cancel) =>
        rules.Index.Of(tree, cancel).PositionsOf(rules.IdOf(word));

    /// <summary>
    /// The calls of methods whose names are known only once the compilation is (its own methods). Scans all text once, so ask
    /// for all names together, and remember the answer in a concept.
    /// </summary>
    public IReadOnlyList<(string Name, InvocationExpressionSyntax Call)> CallsNamed(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var words = new Vocabulary(names);
        var calls = new List<(string, InvocationExpressionSyntax)>();
        foreach (var tree in Compilation.SyntaxTrees)
        {
            if (GeneratedCode.LooksGenerated(tree))
                continue;
            foreach (var hit in WordScan.Find(tree.GetText(cancel), words, cancel))
            {
                if (Candidate.At(tree.GetRoot(cancel), hit.Position, words[hit.Word]) is { Shape: Shape.Call, Node: InvocationExpressionSyntax call })
                    calls.Add((words[hit.Word], call));
            }
        }

        return calls;
    }

    /// <summary>True when a word stands anywhere in the node's text, comments included. The word must be declared by <see cref="Listeners.LooksUp"/>.</summary>
    public bool Mentions(SyntaxNode node, string word, CancellationToken cancel) =>
        PositionsOf(node.SyntaxTree, word, cancel).Any(position => node.Span.Contains(position));

    /// <summary>The types declared in the compilation whose base list names a type.</summary>
    public IEnumerable<INamedTypeSymbol> TypesNaming(string baseName, CancellationToken cancel) =>
        NodesOf(baseName, Shape.BaseType, cancel)
            .Select(node => ModelFor(node.SyntaxTree).GetDeclaredSymbol((TypeDeclarationSyntax)node, cancel))
            .OfType<INamedTypeSymbol>();

    /// <summary>The bound node. C# makes no operation for parentheses: what stands in them is answered.</summary>
    public IOperation? OperationAt(SyntaxNode node, CancellationToken cancel)
    {
        while (node is ParenthesizedExpressionSyntax parenthesized)
            node = parenthesized.Expression;
        return ModelFor(node.SyntaxTree).GetOperation(node, cancel);
    }

    /// <summary>The body of a method, accessor, local function or lambda that the compilation declares; null for abstract or foreign ones.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancel)
    {
        foreach (var reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            if (!Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;
            var body = OperationAt(reference.GetSyntax(cancel), cancel) switch
            {
                ILocalFunctionOperation local => local.Body,
                IAnonymousFunctionOperation lambda => lambda.Body,
                IMethodBodyBaseOperation whole => whole,
                var other => other,
            };
            if (body is not null)
                return body;
        }

        return null;
    }

    private sealed class Slot<T>
    {
        public T? Value { get; set; }
    }
}
