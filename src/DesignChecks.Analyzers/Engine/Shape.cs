using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Engine;

/// <summary>The role that a found word plays in the code around it.</summary>
internal enum Shape
{
    /// <summary>Name of an invoked method.</summary>
    Call,

    /// <summary>Type name in <c>new T(…)</c>, or the <c>new</c> of a target-typed creation.</summary>
    Creation,

    /// <summary>The <c>new</c> of <c>new T(…)</c>, whatever T is.</summary>
    New,

    /// <summary>Name on the left of an assignment, object initializers and <c>with</c> included.</summary>
    Assignment,

    /// <summary>Name of an attribute.</summary>
    Attribute,

    /// <summary>Name of a declared method.</summary>
    Method,

    /// <summary>Name in the base list of a declared type.</summary>
    BaseType,

    /// <summary>The <c>class</c>, <c>record</c> or <c>struct</c> of a type declaration.</summary>
    Type,

    /// <summary>The <c>for</c> or <c>foreach</c> of a loop.</summary>
    Loop,

    /// <summary>Any other use of a name: a type or a member mentioned, a method group.</summary>
    Mention,

    /// <summary>Name in front of an argument: <c>commandTimeout: 0</c>.</summary>
    NamedArgument,

    /// <summary>A word inside a string literal.</summary>
    Text,

    /// <summary>The <c>pragma</c> of <c>#pragma warning</c>.</summary>
    Pragma,
}

/// <summary>What stands at a found word: its shape and the node that a listener of that shape is about.</summary>
internal readonly record struct Candidate(Shape Shape, SyntaxNode Node)
{
    /// <summary>The words that announce a shape without a name.</summary>
    public static readonly string[] TargetTypedCreation = ["new"];
    public static readonly string[] TypeDeclaration = ["class", "record", "struct"];
    public static readonly string[] Loops = ["for", "foreach"];
    public static readonly string[] Pragmas = ["pragma"];

    public static Candidate? At(SyntaxNode root, int position, string word)
    {
        if (word == "pragma")
            return PragmaAt(root, position);
        var token = root.FindToken(position);
        if (token.SpanStart != position && !(token.SpanStart == position - 1 && token.Text.StartsWith("@", StringComparison.Ordinal)))
            return TextAt(token, position); // or inside a comment, or text that is switched off
        return token.Parent switch
        {
            ImplicitObjectCreationExpressionSyntax creation when token == creation.NewKeyword => new Candidate(Shape.Creation, creation),
            ObjectCreationExpressionSyntax creation when token == creation.NewKeyword => new Candidate(Shape.New, creation),
            TypeDeclarationSyntax type when token == type.Keyword => new Candidate(Shape.Type, type),
            CommonForEachStatementSyntax loop when token == loop.ForEachKeyword => new Candidate(Shape.Loop, loop),
            ForStatementSyntax loop when token == loop.ForKeyword => new Candidate(Shape.Loop, loop),
            MethodDeclarationSyntax method when token == method.Identifier => new Candidate(Shape.Method, method),
            IdentifierNameSyntax { Parent: NameColonSyntax { Parent: ArgumentSyntax argument } } => new Candidate(Shape.NamedArgument, argument),
            SimpleNameSyntax name => OfName(name),
            _ => null,
        };
    }

    /// <summary>The name that a <c>using X = …</c> gives to the type whose name was found; null for anything else.</summary>
    public static string? AliasAt(SyntaxNode root, int position) =>
        root.FindToken(position).Parent is SimpleNameSyntax name
        && Qualified(name).Parent is UsingDirectiveSyntax { Alias: { } alias }
            ? alias.Name.Identifier.ValueText
            : null;

    private static Candidate? TextAt(SyntaxToken token, int position) =>
        token.Span.Contains(position) && token.Parent is LiteralExpressionSyntax or InterpolatedStringTextSyntax
            ? new Candidate(Shape.Text, token.Parent)
            : null;

    private static Candidate OfName(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberBindingExpressionSyntax binding ? binding : Qualified(name);
        return whole.Parent switch
        {
            InvocationExpressionSyntax call when call.Expression == whole => new Candidate(Shape.Call, call),
            ObjectCreationExpressionSyntax creation when creation.Type == whole => new Candidate(Shape.Creation, creation),
            AssignmentExpressionSyntax assignment when assignment.Left == whole => new Candidate(Shape.Assignment, assignment),
            AttributeSyntax attribute when attribute.Name == whole => new Candidate(Shape.Attribute, attribute),
            BaseTypeSyntax { Parent: BaseListSyntax { Parent: TypeDeclarationSyntax type } } => new Candidate(Shape.BaseType, type),
            _ => new Candidate(Shape.Mention, whole),
        };
    }

    /// <summary><c>System.Net.Http.HttpClient</c> or <c>this.client.Timeout</c> when the name is the last part of it, else the name.</summary>
    private static SyntaxNode Qualified(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        QualifiedNameSyntax qualified when qualified.Right == name => qualified,
        AliasQualifiedNameSyntax qualified when qualified.Name == name => qualified,
        _ => name,
    };

    private static Candidate? PragmaAt(SyntaxNode root, int position)
    {
        var pragma = root.FindTrivia(position, findInsideTrivia: false).GetStructure() as PragmaWarningDirectiveTriviaSyntax;
        return pragma is { IsActive: true } ? new Candidate(Shape.Pragma, pragma) : null;
    }
}
