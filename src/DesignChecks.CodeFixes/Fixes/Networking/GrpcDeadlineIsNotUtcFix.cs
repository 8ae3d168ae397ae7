using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GrpcDeadlineIsNotUtcFix))]
public sealed class GrpcDeadlineIsNotUtcFix() : DesignFix("DCK0921")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // What day it is has no like in UTC, and parts without a kind may be meant in any.
        if (target.Fact("instead") is not { Length: > 0 } instead)
            yield break;
        var name = target.Node is MemberAccessExpressionSyntax access ? access.Name : target.Node as SimpleNameSyntax;
        if (name is not null)
            yield return new FixAction($"Use {instead}", "utc", edit => edit.Replace(name, current => SyntaxFactory.IdentifierName(instead).WithTriviaFrom(current)));
    }
}
