using System.Globalization;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.CodeFixes.Fixes.Capacity;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FileLoadedToBeServedFix))]
public sealed class FileLoadedToBeServedFix() : DesignFix("DCK0402")
{
    /// <summary>Beyond content, type and name the parameters of <c>Results</c> stand in another order.</summary>
    private const int MostPositional = 3;

    private static readonly string[] ContentNames = ["fileContents", "contents", "fileStream", "stream"];
    private static readonly string[] Roots = ["ContentRootPath", "WebRootPath", "BaseDirectory", "GetTempPath", "GetCurrentDirectory"];

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { ArgumentList.Arguments.Count: > 0 } answer || NodeAt<ExpressionSyntax>(target, "path") is not { } path)
            yield break;
        if (OwnerOf(answer) is not null && answer.ArgumentList.Arguments.Count(argument => argument.NameColon is null) > MostPositional)
            yield break;
        var local = NodeAt<LocalDeclarationStatementSyntax>(target, "local");
        var function = Signature.Around(answer);
        var losesAsync = function is not null && IsAwaited(path) && AsyncFunction.Awaits(function) == 1;
        if (losesAsync && !AsyncFunction.CanLoseAsync(function!))
            yield break;
        yield return new FixAction("Let the server send the file from the disk", "from-disk", edit =>
        {
            edit.Replace(answer, current => FromDisk(current, path));
            if (local is not null)
                edit.RemoveWithLine(local);
            if (losesAsync)
                edit.Replace(function!, AsyncFunction.WithoutAsync);
        });
    }

    private static InvocationExpressionSyntax FromDisk(InvocationExpressionSyntax answer, ExpressionSyntax path)
    {
        var isResults = OwnerOf(answer) is "Results";
        var content = answer.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon is { } name && Array.IndexOf(ContentNames, name.Name.Identifier.ValueText) >= 0) ?? answer.ArgumentList.Arguments[0];
        var given = content.WithExpression(Rooted(path.WithoutTrivia()));
        if (content.NameColon is { } named)
            given = given.WithNameColon(named.WithName(SyntaxFactory.IdentifierName(OwnerOf(answer) is null ? "physicalPath" : "path")));
        var method = SyntaxFactory.IdentifierName(isResults ? "File" : "PhysicalFile");
        var expression = answer.Expression is MemberAccessExpressionSyntax access ? access.WithName(method.WithTriviaFrom(access.Name)) : (ExpressionSyntax)method.WithTriviaFrom(answer.Expression);
        return answer.WithExpression(expression).WithArgumentList(answer.ArgumentList.ReplaceNode(content, given));
    }

    /// <summary><c>Results</c> or <c>TypedResults</c>; null for a method of the controller or page itself.</summary>
    private static string? OwnerOf(InvocationExpressionSyntax answer) => answer.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax qualified } => qualified.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Reading takes a path relative to the working directory; serving wants a full one.</summary>
    private static ExpressionSyntax Rooted(ExpressionSyntax path)
    {
        if (path is InvocationExpressionSyntax { Expression: var called, ArgumentList.Arguments: [{ Expression: var first }, ..] } && called.ToString() is var name
            && (name.EndsWith("Path.GetFullPath", StringComparison.Ordinal)
                || name.EndsWith("Path.Combine", StringComparison.Ordinal) && Array.Exists(Roots, root => first.ToString().TrimEnd('(', ')').EndsWith(root, StringComparison.Ordinal))))
        {
            return path;
        }

        var full = (InvocationExpressionSyntax)FixEdit.Expression("System.IO.Path.GetFullPath(x)");
        return full.ReplaceNode(full.ArgumentList.Arguments[0].Expression, path);
    }

    /// <summary>The read around the path: <c>await File.ReadAllBytesAsync(path).ConfigureAwait(false)</c>.</summary>
    private static bool IsAwaited(ExpressionSyntax path)
    {
        var read = path.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault();
        return read?.Ancestors().TakeWhile(node => node is MemberAccessExpressionSyntax or InvocationExpressionSyntax or AwaitExpressionSyntax or ParenthesizedExpressionSyntax).OfType<AwaitExpressionSyntax>().Any() == true;
    }

    private static T? NodeAt<T>(FixTarget target, string fact) where T : SyntaxNode
    {
        if (target.Fact(fact) is not { } place)
            return null;
        var parts = place.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var span = new TextSpan(parts[0], parts[1]);
        var root = target.Node.SyntaxTree.GetRoot();
        return root.FullSpan.Contains(span) ? root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf().OfType<T>().FirstOrDefault(node => node.Span == span) : null;
    }
}
