using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Adds parameters to the method, local function or lambda that handles a request.</summary>
internal static class Signature
{
    /// <summary>The innermost function around a node.</summary>
    public static SyntaxNode? Around(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    /// <summary>
    /// True when parameters can be added and nothing breaks: types are written, no name is taken, and no interface or base
    /// method prescribes the list. Lambdas have optional parameters since C# 12.
    /// </summary>
    public static bool CanTake(SyntaxNode function, SemanticModel model, bool optional, params string[] names)
    {
        if (ListOf(function) is not { } list || list.Parameters.Any(parameter => parameter.Type is null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword)))
            return false;
        if (optional && function is ParenthesizedLambdaExpressionSyntax && function.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 })
            return false;
        if (function.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && Array.IndexOf(names, token.ValueText) >= 0))
            return false;
        return model.GetDeclaredSymbol(function) is not IMethodSymbol method || !IsPrescribed(method);
    }

    public static ParameterListSyntax? ListOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.ParameterList,
        LocalFunctionStatementSyntax local => local.ParameterList,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
        _ => null,
    };

    /// <summary>Optional parameters go to the end, before other optional ones; required ones before all of them and before a token.</summary>
    public static ParameterListSyntax With(this ParameterListSyntax list, params string[] parameters) => With(list, parameters.Select(Parse).ToArray());

    private static ParameterListSyntax With(ParameterListSyntax list, params ParameterSyntax[] added)
    {
        var at = list.Parameters.IndexOf(parameter => parameter.Default is not null || (added[0].Default is null && parameter.Type?.ToString().EndsWith("CancellationToken", StringComparison.Ordinal) == true));
        var index = at < 0 ? list.Parameters.Count : at;
        var multiline = list.Parameters.Count > 0 && list.Parameters[0].GetFirstToken().LeadingTrivia.Any(SyntaxKind.WhitespaceTrivia) && list.OpenParenToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return multiline ? InLines(list, index, added) : list.WithParameters(Inserted(list.Parameters, index, added));
    }

    /// <summary>A required text that the request carries in a header.</summary>
    public static ParameterListSyntax WithHeader(this ParameterListSyntax list, string header, string name, TypeSyntax fromHeader)
    {
        var parameter = Parse($"[FromHeader(Name = \"{header}\")] string {name}");
        var attribute = parameter.AttributeLists[0].Attributes[0];
        return With(list, parameter.ReplaceNode(attribute, attribute.WithName((NameSyntax)fromHeader)));
    }

    private static ParameterSyntax Parse(string text) => SyntaxFactory.ParseParameterList($"({text})").Parameters[0];

    private static SeparatedSyntaxList<ParameterSyntax> Inserted(SeparatedSyntaxList<ParameterSyntax> parameters, int index, ParameterSyntax[] added)
    {
        for (var i = 0; i < added.Length; i++)
            parameters = parameters.Insert(index + i, added[i]);
        var commas = parameters.GetSeparators().Select(comma => comma.TrailingTrivia.Count > 0 ? comma : comma.WithTrailingTrivia(SyntaxFactory.Space));
        return SyntaxFactory.SeparatedList(parameters, commas);
    }

    /// <summary>Each on a line of its own, where the list is written so.</summary>
    private static ParameterListSyntax InLines(ParameterListSyntax list, int index, ParameterSyntax[] added)
    {
        var indent = list.Parameters[0].GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var all = list.Parameters.ToList();
        all.InsertRange(index, added.Select(parameter => parameter.WithLeadingTrivia(indent)));
        var last = all.Count - 1;
        var commas = Enumerable.Range(0, last).Select(_ => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(list.OpenParenToken.TrailingTrivia));
        return list.WithParameters(SyntaxFactory.SeparatedList(all, commas));
    }

    private static int IndexOf(this SeparatedSyntaxList<ParameterSyntax> parameters, Func<ParameterSyntax, bool> wanted)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (wanted(parameters[i]))
                return i;
        }

        return -1;
    }

    private static bool IsPrescribed(IMethodSymbol method) =>
        method.IsOverride || method.IsVirtual || method.IsAbstract || !method.ExplicitInterfaceImplementations.IsEmpty
        || method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers()).Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
