using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Messaging;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MessageLostOnRestartFix))]
public sealed class MessageLostOnRestartFix() : DesignFix("DCK1012")
{
    /// <summary>One name for all: fixing all makes queues and messages last.</summary>
    private const string Name = "lasting";
    private const string Durable = "Declare the queue durable (an existing one has to be deleted first: its declaration can't change)";
    private const string Persistent = "Make the message persistent";

    internal override IEnumerable<FixAction> Offer(FixTarget target) => target.Fact("form") switch
    {
        "queue" => OfQueue(target),
        "default" => OfDefault(target),
        "properties" => OfProperties(target),
        "publish" => OfPublish(target),
        _ => [],
    };

    private static IEnumerable<FixAction> OfQueue(FixTarget target)
    {
        if (target.Around<ArgumentSyntax>() is { } argument)
            yield return new FixAction(Durable, Name, edit => edit.Replace(argument, current => current.WithExpression(
                SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(current.Expression))));
    }

    private static IEnumerable<FixAction> OfDefault(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is { } call)
            yield return new FixAction(Durable, Name, edit => edit.Replace(call.ArgumentList, current => current.AddArguments(
                SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression)).WithNameColon(SyntaxFactory.NameColon("durable")))));
    }

    private static IEnumerable<FixAction> OfProperties(FixTarget target)
    {
        if (target.Around<BaseObjectCreationExpressionSyntax>() is { } creation)
            yield return new FixAction(Persistent, Name, edit => edit.Replace(creation, current => current.WithProperties(("Persistent", "true"))));
    }

    /// <summary>RabbitMQ.Client 7: exchange, routing key and body become the overload with properties.</summary>
    private static IEnumerable<FixAction> OfPublish(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { ArgumentList: { } list } || target.Type("RabbitMQ.Client.BasicProperties") is null)
            yield break;
        var arguments = list.Arguments;
        var body = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "body") ?? (arguments.Count == 3 && arguments.All(argument => argument.NameColon is null) ? arguments[2] : null);
        if (body is null || arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText is "basicProperties" or "mandatory"))
            yield break;
        yield return new FixAction(Persistent, Name, edit => edit.Replace(list, current =>
        {
            var at = arguments.IndexOf(body);
            var added = new[]
            {
                Named("mandatory", "false"),
                Named("basicProperties", "new RabbitMQ.Client.BasicProperties { Persistent = true }"),
            };
            var changed = current.Arguments.Replace(current.Arguments[at], current.Arguments[at].WithNameColon(SyntaxFactory.NameColon("body")));
            return current.WithArguments(changed.InsertRange(at, added));
        }));
    }

    private static ArgumentSyntax Named(string parameter, string value) =>
        SyntaxFactory.Argument(FixEdit.Expression(value)).WithNameColon(SyntaxFactory.NameColon(parameter));
}
