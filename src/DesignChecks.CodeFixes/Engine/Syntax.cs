using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Edits of syntax that several fixes need.</summary>
internal static class Syntax
{
    /// <summary>Sets properties in a creation's initializer; those already there get the new value.</summary>
    public static BaseObjectCreationExpressionSyntax WithProperties(this BaseObjectCreationExpressionSyntax creation, params (string Name, string Value)[] properties)
    {
        var initializer = creation.Initializer ?? SyntaxFactory.InitializerExpression(SyntaxKind.ObjectInitializerExpression);
        foreach (var (name, value) in properties)
        {
            var expression = FixEdit.Expression(value);
            var existing = initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment => assignment.Left.ToString() == name);
            initializer = existing is not null
                ? initializer.ReplaceNode(existing.Right, expression.WithTriviaFrom(existing.Right))
                : Add(initializer, SyntaxFactory.AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, SyntaxFactory.IdentifierName(name), expression));
        }

        var changed = creation.WithInitializer(initializer);
        return creation.Initializer is null ? changed.WithoutEmptyArguments() : changed;
    }

    /// <summary>Adds to the end, on a line of its own where the initializer is written over several lines.</summary>
    private static InitializerExpressionSyntax Add(InitializerExpressionSyntax initializer, ExpressionSyntax added)
    {
        if (initializer.Expressions.Count == 0)
            return initializer.AddExpressions(added);
        var last = initializer.Expressions.Last();
        var spansLines = initializer.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        if (!spansLines)
        {
            // `{ A = 1 }` ends its last element with the space before the brace.
            return initializer.WithExpressions(initializer.Expressions.Replace(last, last.WithoutTrailingTrivia()).Add(added.WithTrailingTrivia(last.GetTrailingTrivia())));
        }

        if (initializer.Expressions.SeparatorCount == initializer.Expressions.Count)
        {
            var separators = initializer.Expressions.GetSeparators().ToList();
            var line = added.WithLeadingTrivia(last.GetLeadingTrivia().Where(IsIndent));
            var nodes = initializer.Expressions.Append(line).ToList();
            var comma = separators.Last();
            separators[separators.Count - 1] = comma;
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed));
            return initializer.WithExpressions(SyntaxFactory.SeparatedList(nodes, separators));
        }

        var next = added.WithLeadingTrivia(last.GetLeadingTrivia().Where(IsIndent)).WithTrailingTrivia(EndOfLine(initializer));
        var all = initializer.Expressions.Replace(last, last.WithoutTrailingTrivia()).ToList();
        all.Add(next);
        var commas = initializer.Expressions.GetSeparators().ToList();
        commas.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(last.GetTrailingTrivia()));
        return initializer.WithExpressions(SyntaxFactory.SeparatedList(all, commas));
    }

    /// <summary>The end of a line as the node has it.</summary>
    public static SyntaxTrivia EndOfLine(SyntaxNode node) =>
        node.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found ? found : SyntaxFactory.ElasticLineFeed;

    private static bool IsIndent(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia);

    private static BaseObjectCreationExpressionSyntax WithoutEmptyArguments(this BaseObjectCreationExpressionSyntax creation)
    {
        if (creation is not ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } arguments } named || arguments.CloseParenToken.LeadingTrivia.Any() || arguments.OpenParenToken.TrailingTrivia.Any())
            return creation;
        return named.WithArgumentList(null).WithType(named.Type.WithTrailingTrivia(SyntaxFactory.Space));
    }

    /// <summary>Appends <c>.Name(arguments)</c> to an expression.</summary>
    public static InvocationExpressionSyntax Chained(this ExpressionSyntax receiver, string name, params ExpressionSyntax[] arguments) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(name)),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments.Select(SyntaxFactory.Argument))))
        .WithTrailingTrivia(receiver.GetTrailingTrivia());

    /// <summary>
    /// Appends calls (<c>"Skip(10)"</c>) inside or at the end of a chain: on lines of their own, indented as the next or the last
    /// call is, when that one stands on its own line.
    /// </summary>
    public static ExpressionSyntax ChainedInPlace(this ExpressionSyntax receiver, params string[] calls)
    {
        var dot = SyntaxFactory.Token(SyntaxKind.DotToken);
        if ((receiver.Parent as MemberAccessExpressionSyntax)?.OperatorToken is { } next && receiver.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            dot = dot.WithLeadingTrivia(next.LeadingTrivia.Where(IsIndent));
            return calls.Aggregate(receiver, (chain, call) => Append(chain, dot, call).WithTrailingTrivia(EndOfLine(receiver)));
        }

        var chained = receiver.WithoutTrailingTrivia();
        if (receiver.Parent is not MemberAccessExpressionSyntax && (receiver as InvocationExpressionSyntax)?.Expression is MemberAccessExpressionSyntax { OperatorToken: var own } last && last.Expression.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            dot = dot.WithLeadingTrivia(own.LeadingTrivia.Where(IsIndent));
            return calls.Aggregate(chained, (chain, call) => Append(chain.WithTrailingTrivia(EndOfLine(receiver)), dot, call)).WithTrailingTrivia(receiver.GetTrailingTrivia());
        }

        return calls.Aggregate(chained, (chain, call) => Append(chain, dot, call)).WithTrailingTrivia(receiver.GetTrailingTrivia());
    }

    private static ExpressionSyntax Append(ExpressionSyntax receiver, SyntaxToken dot, string call)
    {
        var parsed = (InvocationExpressionSyntax)FixEdit.Expression(call);
        return parsed.WithExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, dot, (SimpleNameSyntax)parsed.Expression));
    }

    /// <summary>Adds an attribute on a line of its own, below those that a type or member has.</summary>
    public static T WithAttribute<T>(this T member, NameSyntax name, string arguments) where T : MemberDeclarationSyntax
    {
        var list = AttributeLine(member, member.AttributeLists, name, arguments);
        return member.AttributeLists.Count > 0
            ? (T)member.AddAttributeLists(list)
            : (T)member.WithLeadingTrivia(IndentOf(member)).WithAttributeLists(SyntaxFactory.SingletonList(list.WithLeadingTrivia(member.GetLeadingTrivia())));
    }

    /// <summary>The same for a local function.</summary>
    public static LocalFunctionStatementSyntax WithAttribute(this LocalFunctionStatementSyntax function, NameSyntax name, string arguments)
    {
        var list = AttributeLine(function, function.AttributeLists, name, arguments);
        return function.AttributeLists.Count > 0
            ? function.AddAttributeLists(list)
            : function.WithLeadingTrivia(IndentOf(function)).WithAttributeLists(SyntaxFactory.SingletonList(list.WithLeadingTrivia(function.GetLeadingTrivia())));
    }

    private static AttributeListSyntax AttributeLine(SyntaxNode carrier, SyntaxList<AttributeListSyntax> there, NameSyntax name, string arguments)
    {
        var attribute = SyntaxFactory.Attribute(name, SyntaxFactory.ParseAttributeArgumentList(arguments));
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithTrailingTrivia(EndOfLine(carrier));
        return there.Count > 0 ? list.WithLeadingTrivia(IndentOf(there.Last())) : list;
    }

    private static IEnumerable<SyntaxTrivia> IndentOf(SyntaxNode node) => node.GetLeadingTrivia().Reverse().TakeWhile(IsIndent).Reverse();
}
