using DesignChecks.CodeFixes.Engine;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.CodeFixes.Companions;

/// <summary>
/// For CA2254 of the .NET SDK (the template of a log message should be constant), which has no fix: a message that is built
/// in place becomes a template, and the values in it become arguments.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogTemplateFix))]
public sealed class LogTemplateFix() : DesignFix("CA2254")
{
    private const string ArgumentsParameter = "args";

    private static readonly TypeName LoggerExtensions = new("Microsoft.Extensions.Logging.LoggerExtensions");

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<ArgumentSyntax>() is not { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax syntax } list } message)
            yield break;
        if (Call.From(target.Model.GetOperation(syntax)) is not { } call || !call.IsOn(LoggerExtensions) || !IsInOrder(call, list) || Given(call) is not { } given)
            yield break;
        if (TemplateText.Of(message.Expression, given.Select(argument => argument.Expression).ToArray(), target.Model) is { } template)
            yield return new FixAction("Write the values as arguments of a message template", "template", edit =>
                edit.Replace(list, current => current.WithArguments(Arguments(current, list.Arguments.IndexOf(message), given.Count, template))));
    }

    /// <summary>The arguments for placeholders that are there already; null when they come as an array, whose length isn't known.</summary>
    private static IReadOnlyList<ArgumentSyntax>? Given(Call call)
    {
        var arguments = call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == ArgumentsParameter);
        return arguments switch
        {
            { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: var initializer } } =>
                initializer is null ? [] : initializer.ElementValues.Select(value => value.Syntax.FirstAncestorOrSelf<ArgumentSyntax>()).OfType<ArgumentSyntax>().ToArray(),
            _ => null,
        };
    }

    /// <summary>Arguments by name stay valid with more arguments behind them only in their own places.</summary>
    private static bool IsInOrder(Call call, ArgumentListSyntax list)
    {
        var receiver = call.Operation.Arguments.Any(argument => argument.Syntax is not ArgumentSyntax && argument.ArgumentKind == ArgumentKind.Explicit) ? 1 : 0;
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var argument = list.Arguments[i];
            if (argument.NameColon is not null && call.Operation.Arguments.FirstOrDefault(one => one.Syntax == argument)?.Parameter?.Ordinal != i + receiver)
                return false;
        }

        return true;
    }

    private static SeparatedSyntaxList<ArgumentSyntax> Arguments(ArgumentListSyntax list, int message, int given, TemplateText template)
    {
        var fixedCount = list.Arguments.Count - given;
        var nodes = list.Arguments.Take(fixedCount).ToList();
        nodes[message] = nodes[message].WithExpression(template.Message);
        nodes.AddRange(template.Arguments.Select(value => SyntaxFactory.Argument(value.WithoutTrivia())));

        // What stood behind the last argument (a line break, a comment) stays behind the last one.
        var end = list.Arguments.Last().GetTrailingTrivia();
        nodes[fixedCount - 1] = nodes[fixedCount - 1].WithTrailingTrivia(given > 0 ? list.Arguments[fixedCount - 1].GetTrailingTrivia() : default);
        nodes[nodes.Count - 1] = nodes[nodes.Count - 1].WithTrailingTrivia(end);
        var commas = list.Arguments.GetSeparators().Take(nodes.Count - 1).ToList();
        while (commas.Count < nodes.Count - 1)
            commas.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return SyntaxFactory.SeparatedList(nodes, commas);
    }
}
