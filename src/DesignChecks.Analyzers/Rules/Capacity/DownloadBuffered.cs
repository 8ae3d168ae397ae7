using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Capacity;

/// <summary>Finds downloads that are in memory as a whole before the first byte is passed on.</summary>
internal sealed class DownloadBuffered : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0401",
        title: "Download buffered before it is streamed",
        messageFormat: "'{0}' returns when the whole body is in memory, and only then is it read as a stream, so each download costs its size in memory; pass HttpCompletionOption.ResponseHeadersRead",
        category: Area.Capacity,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["4.3", "4.4"],
        description: "Unless told otherwise HttpClient reads a body into memory, up to 2 GB, before it gives the answer back. A stream that is taken from it then reads that memory.");

    /// <summary>Present when the edit alone is right: the time limit that the answer had goes on to hold.</summary>
    internal const string SafeFact = "safe";

    private static readonly string[] Sends = ["GetAsync", "SendAsync", "Send"];

    public DownloadBuffered() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.HttpClient];

    public override void Listen(Listeners on) => on.Call(Sends, Check, where: MayDownload);

    /// <summary>Before anything is bound: no option is written, and a stream or a copy is taken somewhere in the member.</summary>
    private static bool MayDownload(InvocationExpressionSyntax call) =>
        !call.ArgumentList.Arguments.Any(argument => argument.ToString().Contains("HttpCompletionOption"))
        && (call.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? call.SyntaxTree.GetRoot()).DescendantTokens()
            .Any(token => token.ValueText is "ReadAsStreamAsync" or "ReadAsStream" or "CopyToAsync" or "CopyTo");

    private static void Check(Found found, Call call)
    {
        // HttpMessageInvoker doesn't buffer, and a browser gives whole bodies whatever it is asked.
        if (!call.IsOn(HttpClients.ClientType) || call.HasParameter("completionOption") || HttpClients.IsBrowserApp(found.World))
            return;
        var uses = DownloadedStream.UsesOf(call);
        if (!uses.HasFlag(StreamUses.PassedOn) || uses.HasFlag(StreamUses.Whole) || uses.HasFlag(StreamUses.Returned) && IsDisposedHere(call.Receiver))
            return;
        found.Report(call.NameLocation, KeepsTimeLimit(call, found) ? FixFacts.Of(SafeFact, "") : FixFacts.None, call.Name);
    }

    /// <summary><c>using var client = …</c>: what the function returns must not need the client any more.</summary>
    private static bool IsDisposedHere(IOperation? client) =>
        client is ILocalReferenceOperation { Local: { IsUsing: true } };

    /// <summary>With the option, HttpClient.Timeout ends at the headers (DCK0922): then reads must have a token, or limit themselves.</summary>
    private static bool KeepsTimeLimit(Call call, Found found) =>
        HttpClients.IsUserProgram(found.World)
        || StreamedBody.ReadsOf(call).All(StreamedBody.PassesToken)
        || call.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && HttpClients.LimitsTimeItself(type);
}
