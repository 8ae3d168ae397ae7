using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Caching;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CacheEntryNeverExpiresFix))]
public sealed class CacheEntryNeverExpiresFix() : DesignFix("DCK0701")
{
    private const string Limit = "System.TimeSpan.FromMinutes(5)";
    private const string Property = "AbsoluteExpirationRelativeToNow";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is { } call && EditFor(target, call) is { } edit)
            yield return new FixAction("Let the entry expire after 5 minutes", "expire", edit);
    }

    private static Action<FixEdit>? EditFor(FixTarget target, InvocationExpressionSyntax call) => (target.Fact("kind"), target.Fact("form")) switch
    {
        ("Memory", "GetOrCreate") => OfFactory(call),
        ("Memory", "CreateEntry") => OfEntry(call),
        ("Memory", _) => OfOptions(call) ?? OfArguments(call, target, 2, SyntaxFactory.Argument(FixEdit.Expression(Limit))),
        ("Distributed", _) => OfOptions(call) ?? OfArguments(call, target, 2, SyntaxFactory.Argument(FixEdit.Expression(
            $"new Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions {{ {Property} = {Limit} }}"))),
        ("Redis", _) => OfRedis(call, target),
        _ => null,
    };

    /// <summary>Options that are made in the call get the property.</summary>
    private static Action<FixEdit>? OfOptions(InvocationExpressionSyntax call)
    {
        var creation = call.ArgumentList.Arguments.Select(argument => Start(argument.Expression)).OfType<BaseObjectCreationExpressionSyntax>()
            .LastOrDefault(IsOptions);
        return creation is null ? null : edit => edit.Replace(creation, current => current.WithProperties((Property, Limit)));

        bool IsOptions(BaseObjectCreationExpressionSyntax made) =>
            made is ObjectCreationExpressionSyntax { Type: var type } ? type.ToString().EndsWith("CacheEntryOptions", StringComparison.Ordinal) : call.ArgumentList.Arguments.Count > 2;
    }

    /// <summary>What a fluent chain begins with: <c>new Options()</c> of <c>new Options().SetSize(1)</c>.</summary>
    private static ExpressionSyntax Start(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
            expression = access.Expression;
        return expression;
    }

    /// <summary>A call with key and value alone, a token at most, gets an argument after them.</summary>
    private static Action<FixEdit>? OfArguments(InvocationExpressionSyntax call, FixTarget target, int position, ArgumentSyntax added)
    {
        var arguments = call.ArgumentList.Arguments;
        if (IsStatic(call, target) || arguments.Count < position || arguments.Count > position + 1 || arguments.Take(position).Any(argument => argument.NameColon is not null))
            return null;
        if (arguments.Count > position && target.Model.GetTypeInfo(arguments[position].Expression).Type?.Name != "CancellationToken")
            return null;
        return edit => edit.Replace(call.ArgumentList, current => current.WithArguments(current.Arguments.Insert(position, added)));
    }

    private static Action<FixEdit>? OfRedis(InvocationExpressionSyntax call, FixTarget target)
    {
        if (target.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || method.Parameters.All(parameter => parameter.Name != "expiry"))
            return null;
        var arguments = call.ArgumentList.Arguments;
        var expiry = FixEdit.Expression(Limit);
        if (arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "expiry") is { } named)
            return edit => edit.Replace(named, current => current.WithExpression(expiry));
        if (arguments.Count == 2 && arguments.All(argument => argument.NameColon is null))
            return edit => edit.Replace(call.ArgumentList, current => current.AddArguments(SyntaxFactory.Argument(expiry)));
        if (arguments.Count > 2 && arguments[2].NameColon is null)
            return edit => edit.Replace(arguments[2], current => current.WithExpression(expiry));
        return edit => edit.Replace(call.ArgumentList, current => current.AddArguments(SyntaxFactory.Argument(expiry).WithNameColon(SyntaxFactory.NameColon("expiry"))));
    }

    private static Action<FixEdit>? OfFactory(InvocationExpressionSyntax call)
    {
        var lambda = call.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LambdaExpressionSyntax>().FirstOrDefault();
        if (lambda is null || ParameterOf(lambda) is not { } parameter)
            return null;
        var name = parameter.Identifier.ValueText == "_" ? "entry" : parameter.Identifier.ValueText;
        if (name != parameter.Identifier.ValueText && lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(other => other.Identifier.ValueText == name))
            return null;
        return edit => edit.Replace(lambda, current => WithExpiry(current, name));
    }

    private static LambdaExpressionSyntax WithExpiry(LambdaExpressionSyntax lambda, string name)
    {
        var expiry = FixEdit.Statement($"{name}.{Property} = {Limit};");
        var block = lambda.Body is BlockSyntax body
            ? body.WithStatements(body.Statements.Insert(0, expiry))
            : FixEdit.Block(expiry, SyntaxFactory.ReturnStatement((ExpressionSyntax)lambda.Body.WithoutTrivia()));
        var named = ParameterOf(lambda) is { } parameter && parameter.Identifier.ValueText != name
            ? lambda.ReplaceToken(parameter.Identifier, SyntaxFactory.Identifier(name).WithTriviaFrom(parameter.Identifier))
            : lambda;
        return named.WithBody(block);
    }

    private static ParameterSyntax? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only,
        _ => null,
    };

    private static Action<FixEdit>? OfEntry(InvocationExpressionSyntax call)
    {
        if (call.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } variable })
            return null;
        var expiry = FixEdit.Statement($"{variable.Identifier.ValueText}.{Property} = {Limit};");
        return declaration.Parent switch
        {
            LocalDeclarationStatementSyntax { Parent: BlockSyntax } statement => edit => edit.InsertAfter(statement, expiry),
            UsingStatementSyntax { Statement: BlockSyntax block } => edit => edit.Replace(block, current => current.WithStatements(current.Statements.Insert(0, expiry))),
            _ => null,
        };
    }

    /// <summary><c>CacheExtensions.Set(cache, key, value)</c>: its positions are others, and it is rare.</summary>
    private static bool IsStatic(InvocationExpressionSyntax call, FixTarget target) =>
        call.Expression is not MemberAccessExpressionSyntax access || target.Model.GetSymbolInfo(access.Expression).Symbol is INamedTypeSymbol;
}
