using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds bodies of streamed answers that are read without a token: HttpClient.Timeout has ended at the headers.</summary>
internal sealed class TimeoutMissesStreamedBody : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0922",
        title: "Timeout does not cover the streamed body",
        messageFormat: "{0} stopped HttpClient.Timeout when the headers arrived, and this reads the body without a token, so a server that stalls keeps the reader for ever; pass a token that is cancelled after a time",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "With ResponseHeadersRead and GetStreamAsync the client's timeout covers the time to the headers only. Reading the body has no limit unless the read gets a token that is cancelled.");

    public TimeoutMissesStreamedBody() : base(Description)
    {
    }

    public override Library[] Needs => [Library.HttpClient];

    public override void Listen(Listeners on)
    {
        on.Mention(["ResponseHeadersRead"], (found, option) =>
        {
            if (Code.UserOf(option) is IArgumentOperation { Parent: var parent } && Call.From(parent) is { } send)
                Check(found, send);
        });
        on.Call(["GetStreamAsync"], Check);
    }

    private static void Check(Found found, Call call)
    {
        if (HttpSend.From(call, found.World, found.Cancel) is not { IsStreamed: true } || HttpClients.IsUserProgram(found.World) || StreamedBody.IsOpenEnded(call.Syntax))
            return;
        if (call.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && HttpClients.LimitsTimeItself(type))
            return;
        var what = call.Name == "GetStreamAsync" ? "GetStreamAsync" : "ResponseHeadersRead";
        if (StreamedBody.ReadsOf(call).FirstOrDefault(read => !StreamedBody.PassesToken(read)) is { } first)
            found.Report(first.NameLocation, what);
    }
}
