using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Engine;

/// <summary>
/// What a rule may listen for. Everything hangs on words in the text; a listener is called only when its word was found
/// in its shape and the code around it binds. Listen for rare words; give a common one a cheap filter (<c>where</c>), which
/// sees syntax before anything is bound.
/// </summary>
internal sealed class Listeners
{
    private readonly List<Listener> _listeners = [];
    private readonly HashSet<string> _lookups = new(StringComparer.Ordinal);
    private readonly List<Action<Found>> _trees = [];
    private readonly List<FileListener> _files = [];
    private readonly List<Action<FoundEnd>> _ends = [];
    private readonly List<NamedListener> _named = [];
    private readonly List<ComparisonListener> _comparisons = [];

    public IReadOnlyList<Listener> All => _listeners;

    public IReadOnlyList<NamedListener> Named => _named;

    public IReadOnlyList<ComparisonListener> Comparisons => _comparisons;

    public IReadOnlyCollection<string> Lookups => _lookups;

    public IReadOnlyList<Action<Found>> Trees => _trees;

    public IReadOnlyList<FileListener> Files => _files;

    public IReadOnlyList<Action<FoundEnd>> Ends => _ends;

    /// <summary>An invocation of a method with one of these names.</summary>
    public void Call(string[] names, Action<Found, Call> handle, Func<InvocationExpressionSyntax, bool>? where = null) =>
        Add(Shape.Call, names, found =>
        {
            if (where is not null && !where((InvocationExpressionSyntax)found.Node))
                return;
            if (Engine.Call.From(found.Operation) is { } call)
                handle(found, call);
        });

    /// <summary>
    /// An invocation of a method whose name only the compilation knows, such as one marked [LoggerMessage]. Where there are
    /// such names, each tree is scanned once more: ask for few.
    /// </summary>
    public void CallNamed(Func<World, CancellationToken, IEnumerable<string>> names, Action<Found, Call> handle) =>
        _named.Add(new NamedListener(names, new Listener(Shape.Call, [], found =>
        {
            if (Engine.Call.From(found.Operation) is { } call)
                handle(found, call);
        })));

    /// <summary>
    /// A comparison with <c>==</c> or <c>!=</c> near whose operator one of these stems stands in the text ("signature" is in
    /// <c>expectedSignature</c>), and for whose syntax the filter holds.
    /// </summary>
    public void Comparison(string[] stems, Func<BinaryExpressionSyntax, bool> where, Action<Found, IBinaryOperation> handle) =>
        _comparisons.Add(new ComparisonListener(stems, where, found =>
        {
            if (found.Operation is IBinaryOperation comparison)
                handle(found, comparison);
        }));

    /// <summary><c>new T(…)</c> of a type with one of these simple names, target-typed creations included.</summary>
    public void Creation(string[] typeNames, Action<Found, IObjectCreationOperation> handle)
    {
        Add(Shape.Creation, typeNames, found =>
        {
            if (found.Operation is IObjectCreationOperation creation)
                handle(found, creation);
        });
        Add(Shape.Creation, Candidate.TargetTypedCreation, found =>
        {
            if (TargetType.MayBe((ImplicitObjectCreationExpressionSyntax)found.Node, typeNames)
                && found.Operation is IObjectCreationOperation { Type: { } type } creation
                && IsOrDerivesFromNamed(type, typeNames))
            {
                handle(found, creation);
            }
        });
    }

    /// <summary>
    /// <c>new T(…)</c> of types that only an option names. Nothing is bound before <paramref name="isWanted"/> says so: ask it
    /// for the option.
    /// </summary>
    public void AnyCreation(Func<Found, bool> isWanted, Action<Found, IObjectCreationOperation> handle)
    {
        foreach (var shape in new[] { Shape.New, Shape.Creation })
        {
            Add(shape, Candidate.TargetTypedCreation, found =>
            {
                if (isWanted(found) && found.Operation is IObjectCreationOperation creation)
                    handle(found, creation);
            });
        }
    }

    /// <summary>An assignment to a property or field with one of these names, object initializers included.</summary>
    public void Assignment(string[] names, Action<Found, IAssignmentOperation> handle) =>
        Add(Shape.Assignment, names, found =>
        {
            if (found.Operation is IAssignmentOperation { Target: IMemberReferenceOperation } assignment)
                handle(found, assignment);
        });

    /// <summary>A handler attached to or taken from an event with one of these names.</summary>
    public void Subscription(string[] eventNames, Action<Found, IEventAssignmentOperation> handle) =>
        Add(Shape.Assignment, eventNames, found =>
        {
            if (found.Operation is IEventAssignmentOperation subscription)
                handle(found, subscription);
        });

    /// <summary>A parameter declared with a type of one of these simple names.</summary>
    public void Parameter(string[] typeNames, Action<Found, IParameterSymbol> handle) =>
        Add(Shape.Mention, typeNames, found =>
        {
            if (found.Node.FirstAncestorOrSelf<ParameterSyntax>() is { Type: { } type } parameter
                && (type == found.Node || type is NullableTypeSyntax { ElementType: var element } && element == found.Node)
                && found.Model.GetDeclaredSymbol(parameter, found.Cancel) is IParameterSymbol symbol)
            {
                handle(found, symbol);
            }
        });

    /// <summary>An attribute with one of these names (given without the suffix), on the symbol that carries it.</summary>
    public void Attribute(string[] names, Action<Found, ISymbol, AttributeData> handle) =>
        Add(Shape.Attribute, names.Concat(names.Select(name => name + "Attribute")).ToArray(), found =>
        {
            if (Attributes.Carrier(found) is { } carrier && Attributes.Data(carrier, found.Node) is { } data)
                handle(found, carrier, data);
        });

    /// <summary>The declaration of a method with one of these names.</summary>
    public void Method(string[] names, Action<Found, IMethodSymbol> handle) =>
        Add(Shape.Method, names, found =>
        {
            if (found.Model.GetDeclaredSymbol(found.Node, found.Cancel) is IMethodSymbol method)
                handle(found, method);
        });

    /// <summary>A type whose base list names one of these types.</summary>
    public void DerivedType(string[] baseNames, Action<Found, INamedTypeSymbol> handle) =>
        Add(Shape.BaseType, baseNames, found => OnType(found, handle));

    /// <summary>Any declared class, record or struct for which the filter holds. Costs a binding per type: filter well.</summary>
    public void Type(Func<TypeDeclarationSyntax, bool> where, Action<Found, INamedTypeSymbol> handle) =>
        Add(Shape.Type, Candidate.TypeDeclaration, found =>
        {
            if (where((TypeDeclarationSyntax)found.Node))
                OnType(found, handle);
        });

    /// <summary>Any declared class, record or struct, before anything is bound: for concepts that keep what they found out of it.</summary>
    public void TypeSyntax(Action<Found, TypeDeclarationSyntax> handle) =>
        Add(Shape.Type, Candidate.TypeDeclaration, found => handle(found, (TypeDeclarationSyntax)found.Node));

    /// <summary>A <c>for</c> or <c>foreach</c> for whose body the filter holds. Costs a binding per loop: filter well.</summary>
    public void Loop(Func<StatementSyntax, bool> where, Action<Found, ILoopOperation> handle) =>
        Add(Shape.Loop, Candidate.Loops, found =>
        {
            var body = found.Node is ForStatementSyntax counted ? counted.Statement : ((CommonForEachStatementSyntax)found.Node).Statement;
            if (where(body) && found.Operation is ILoopOperation loop)
                handle(found, loop);
        });

    /// <summary>A name mentioned otherwise: a property read, a method group, a type.</summary>
    public void Mention(string[] names, Action<Found, IOperation> handle) =>
        Add(Shape.Mention, names, found =>
        {
            if (found.Operation is { } operation)
                handle(found, operation);
        });

    /// <summary>An argument given by name.</summary>
    public void NamedArgument(string[] parameters, Action<Found, IArgumentOperation> handle) =>
        Add(Shape.NamedArgument, parameters, found =>
        {
            if (found.Operation is IArgumentOperation argument)
                handle(found, argument);
        });

    /// <summary>A string literal that holds one of these words.</summary>
    public void Text(string[] words, Action<Found, string> handle) =>
        Add(Shape.Text, words, found =>
        {
            if (found.Node is LiteralExpressionSyntax { Token.Value: string text })
                handle(found, text);
        });

    /// <summary>A <c>#pragma warning</c> directive.</summary>
    public void Pragma(Action<Found, PragmaWarningDirectiveTriviaSyntax> handle) =>
        Add(Shape.Pragma, Candidate.Pragmas, found => handle(found, (PragmaWarningDirectiveTriviaSyntax)found.Node));

    /// <summary>Each tree as a whole, without a look at its code: for what a tree's configuration says.</summary>
    public void Tree(Action<Found> handle) => _trees.Add(handle);

    /// <summary>An AdditionalFile with this name, in any folder.</summary>
    public void File(Func<string, bool> isMine, Action<FoundFile> handle) => _files.Add(new FileListener(isMine, handle));

    /// <summary>The end of the compilation, for build-only rules: their facts were collected in the same walk.</summary>
    public void End(Action<FoundEnd> handle) => _ends.Add(handle);

    /// <summary>Words that a concept looks up across the compilation (<see cref="World.CallsOf"/> and its like).</summary>
    public void LooksUp(params string[] words) => _lookups.UnionWith(words);

    private void Add(Shape shape, string[] words, Action<Found> handle) => _listeners.Add(new Listener(shape, words, handle));

    private static void OnType(Found found, Action<Found, INamedTypeSymbol> handle)
    {
        if (found.Model.GetDeclaredSymbol(found.Node, found.Cancel) is INamedTypeSymbol type)
            handle(found, type);
    }

    private static bool IsOrDerivesFromNamed(ITypeSymbol type, string[] names)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Array.IndexOf(names, current.Name) >= 0)
                return true;
        }

        return false;
    }
}

/// <summary>One interest of one rule: words in a shape.</summary>
internal sealed record Listener(Shape Shape, string[] Words, Action<Found> Handle);

/// <summary>An interest in calls whose names the compilation decides.</summary>
internal sealed record NamedListener(Func<World, CancellationToken, IEnumerable<string>> Names, Listener Listener);

/// <summary>An interest in an AdditionalFile, by file name.</summary>
internal sealed record FileListener(Func<string, bool> IsMine, Action<FoundFile> Handle);
