using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Engine;

/// <summary>One look at one tree (or the part of it that an editor shows).</summary>
internal sealed class Pass(SemanticModelAnalysisContext context, World world, Enablement enablement, Failures failures)
{
    private SyntaxNode? _lastNode;
    private IOperation? _lastOperation;
    private readonly TextSpan? _asked = context.FilterSpan;
    private readonly HashSet<(string Id, TextSpan Span)> _reported = [];
    private readonly Dictionary<(Type, SyntaxNode), object> _once = [];

    public SemanticModel Model => context.SemanticModel;

    public World World { get; } = world;

    public CancellationToken Cancel => context.CancellationToken;

    public bool IsGenerated => context.IsGeneratedCode;

    /// <summary>False for text outside the span that the host asked about. A report stands near its word, so a margin of one member is kept.</summary>
    public bool IsAsked(int position) =>
        _asked is not { } span || MemberAround(span).Contains(position);

    public void Run(Rule rule, Action<Found> handle, SyntaxNode node)
    {
        if (!enablement.IsOnIn(rule, Model.SyntaxTree))
            return;
        Cancel.ThrowIfCancellationRequested();
        failures.Guard(rule, node, () => handle(new Found(rule, node, this)));
    }

    /// <summary>Runs what a rule asks of the whole compilation, for the first tree that needs it.</summary>
    public void Guard(Rule rule, Action run) => failures.Guard(rule, Model.SyntaxTree.FilePath, run);

    /// <summary>The bound node, shared by the rules that listen to it.</summary>
    public IOperation? OperationAt(SyntaxNode node)
    {
        if (_lastNode == node)
            return _lastOperation;
        _lastOperation = Model.GetOperation(node, Cancel);
        _lastNode = node;
        return _lastOperation;
    }

    /// <summary>Made for the first rule that asks. Not kept longer than the pass: what is made may hold its cancellation.</summary>
    public T Once<T>(SyntaxNode about, Func<T> make) where T : class
    {
        if (_once.TryGetValue((typeof(T), about), out var known))
            return (T)known;
        var made = make();
        _once[(typeof(T), about)] = made;
        return made;
    }

    /// <summary>Once for each place: a method that two routes share is looked at twice. A place without length is the file's: more than one thing may be said there.</summary>
    public void Report(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.SourceSpan;
        if (diagnostic.Location.SourceTree == Model.SyntaxTree && (place.IsEmpty || _reported.Add((diagnostic.Id, place))))
            context.ReportDiagnostic(diagnostic);
    }

    private TextSpan? _memberAround;

    private TextSpan MemberAround(TextSpan span)
    {
        if (_memberAround is { } known)
            return known;
        var root = Model.SyntaxTree.GetRoot(Cancel);
        var node = root.FindNode(span, getInnermostNodeForTie: true);
        var member = node.AncestorsAndSelf().FirstOrDefault(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax) ?? root;
        _memberAround = member.FullSpan;
        return member.FullSpan;
    }
}
