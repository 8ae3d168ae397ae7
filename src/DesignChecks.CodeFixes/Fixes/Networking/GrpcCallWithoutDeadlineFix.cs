using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GrpcCallWithoutDeadlineFix))]
public sealed class GrpcCallWithoutDeadlineFix() : DesignFix("DCK0903")
{
    private const string InFiveSeconds = "System.DateTime.UtcNow.AddSeconds(5)";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // A positional null for the deadline is replaced by hand; CallOptions are made elsewhere.
        if (target.Fact("form") != "argument" || target.Around<InvocationExpressionSyntax>() is not { ArgumentList: { } arguments } || arguments.Arguments.Count(argument => argument.NameColon is null) > 2)
            yield break;
        var stated = arguments.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "deadline");
        yield return new FixAction("Set a deadline of 5 s (slower calls then fail)", "deadline", edit =>
        {
            if (stated is not null)
                edit.Replace(stated.Expression, current => FixEdit.Expression(InFiveSeconds).WithTriviaFrom(current));
            else
                edit.Replace(arguments, current => current.AddArguments(SyntaxFactory.Argument(SyntaxFactory.NameColon("deadline"), default, FixEdit.Expression(InFiveSeconds))));
        });
    }
}
