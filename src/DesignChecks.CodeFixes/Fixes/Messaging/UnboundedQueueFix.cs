using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Messaging;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnboundedQueueFix))]
public sealed class UnboundedQueueFix() : DesignFix("DCK1010")
{
    private const string Bound = "1000";
    private const string Title = "Bound the queue at 1,000 items (writers wait while it is full)";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // Where a write gives up instead of waiting, a bound would lose items: that is a decision.
        if (target.Fact("waits") != "yes")
            return [];
        return target.Fact("kind") switch
        {
            "Channel" => OfChannel(target),
            "BlockingCollection" => OfCollection(target),
            "DataflowBlock" => OfBlock(target),
            _ => [],
        };
    }

    private static IEnumerable<FixAction> OfChannel(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { } call || NameOf(call) is not GenericNameSyntax)
            yield break;
        var options = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        if (options is not (null or BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } }))
            yield break;
        yield return new FixAction(Title, "bound", edit => edit.Replace(call, WithBoundedChannel));
    }

    private static InvocationExpressionSyntax WithBoundedChannel(InvocationExpressionSyntax call)
    {
        var created = (BaseObjectCreationExpressionSyntax)FixEdit.Expression($"new System.Threading.Channels.BoundedChannelOptions({Bound})");
        if (call.ArgumentList.Arguments.FirstOrDefault()?.Expression is BaseObjectCreationExpressionSyntax { Initializer: { } initializer })
            created = created.WithInitializer(initializer.WithLeadingTrivia(SyntaxFactory.Space));
        created = created.WithProperties(("FullMode", "System.Threading.Channels.BoundedChannelFullMode.Wait"));
        var name = (GenericNameSyntax)NameOf(call)!;
        return call
            .ReplaceNode(name, name.WithIdentifier(SyntaxFactory.Identifier("CreateBounded").WithTriviaFrom(name.Identifier)))
            .WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(created)))
                .WithTrailingTrivia(call.ArgumentList.GetTrailingTrivia()));
    }

    private static IEnumerable<FixAction> OfCollection(FixTarget target)
    {
        if (target.Around<BaseObjectCreationExpressionSyntax>() is not { Initializer: null } creation)
            yield break;
        yield return new FixAction(Title, "bound", edit => edit.Replace(creation, current =>
            current.WithArgumentList((current.ArgumentList ?? SyntaxFactory.ArgumentList()).AddArguments(SyntaxFactory.Argument(FixEdit.Expression(Bound))))));
    }

    private static IEnumerable<FixAction> OfBlock(FixTarget target)
    {
        if (target.Around<BaseObjectCreationExpressionSyntax>() is not { } creation)
            yield break;
        var options = creation.ArgumentList?.Arguments.Select(argument => argument.Expression).OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault();
        if (options is not null)
        {
            yield return new FixAction(Title, "bound", edit => edit.Replace(options, current => current.WithProperties(("BoundedCapacity", Bound))));
            yield break;
        }

        // Options that are built elsewhere are changed there, by hand.
        if (target.Model.GetSymbolInfo(creation).Symbol is not IMethodSymbol constructor || constructor.Parameters.Any(parameter => parameter.Name is "dataflowBlockOptions"))
            yield break;
        var type = constructor.ContainingType.Name switch
        {
            "BufferBlock" => "DataflowBlockOptions",
            "BatchBlock" => "GroupingDataflowBlockOptions",
            _ => "ExecutionDataflowBlockOptions",
        };
        yield return new FixAction(Title, "bound", edit => edit.Replace(creation, current =>
            current.WithArgumentList((current.ArgumentList ?? SyntaxFactory.ArgumentList()).AddArguments(SyntaxFactory.Argument(
                FixEdit.Expression($"new System.Threading.Tasks.Dataflow.{type} {{ BoundedCapacity = {Bound} }}"))))));
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
