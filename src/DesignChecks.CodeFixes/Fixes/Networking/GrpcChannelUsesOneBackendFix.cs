using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GrpcChannelUsesOneBackendFix))]
public sealed class GrpcChannelUsesOneBackendFix() : DesignFix("DCK0920")
{
    private const string Space = "Grpc.Net.Client.Configuration";
    private const string Policy = "RoundRobinConfig";
    private const string Balancing = $"new {Space}.ServiceConfig {{ LoadBalancingConfigs = {{ new {Space}.{Policy}() }} }}";
    private const string Title = "Spread the calls over all backends in turn";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { } call || target.Type($"{Space}.{Policy}") is null)
            yield break;
        var isImported = !target.Model.LookupNamespacesAndTypes(call.SpanStart, name: Policy).IsEmpty;
        switch (target.Fact("form"))
        {
            case "no options":
                yield return Balance(edit => edit.Replace(call.ArgumentList, arguments => arguments.AddArguments(
                    SyntaxFactory.Argument(FixEdit.Expression($"new Grpc.Net.Client.GrpcChannelOptions {{ ServiceConfig = {Balancing} }}")))));
                break;
            // Options that are made elsewhere, or that have a configuration already, are changed by hand.
            case "options" when OptionsIn(call) is { } options && !Sets(options, "ServiceConfig"):
                yield return Balance(edit => edit.Replace(options, current => current.WithProperties(("ServiceConfig", Balancing))));
                break;
            case "registration" when !ConfiguresChannel(call):
                yield return Balance(edit => edit.Replace(call, current =>
                    current.ChainedInPlace($"ConfigureChannel(options => options.ServiceConfig = {Balancing})")));
                break;
        }

        FixAction Balance(Action<FixEdit> configure) => new(Title, "round-robin", edit =>
        {
            if (!isImported)
                edit.Import(Space);
            configure(edit);
        });
    }

    private static BaseObjectCreationExpressionSyntax? OptionsIn(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<BaseObjectCreationExpressionSyntax>().LastOrDefault(creation =>
            creation is ImplicitObjectCreationExpressionSyntax || creation.ToString().IndexOf("GrpcChannelOptions", StringComparison.Ordinal) >= 0);

    private static bool Sets(BaseObjectCreationExpressionSyntax options, string property) =>
        options.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString() == property) == true;

    private static bool ConfiguresChannel(InvocationExpressionSyntax call) =>
        call.Ancestors().OfType<InvocationExpressionSyntax>().Any(outer => outer.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureChannel" });
}
