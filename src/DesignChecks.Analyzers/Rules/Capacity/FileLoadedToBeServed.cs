using DesignChecks.Concepts;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Capacity;

/// <summary>Finds endpoints that read a file into memory to answer with it.</summary>
internal sealed class FileLoadedToBeServed : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0402",
        title: "Whole file loaded to be served",
        messageFormat: "The file is in memory as a whole before its first byte is sent, so each request costs its size; let the server send it from the disk: {0} with the path",
        category: Area.Capacity,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["4.4"],
        description: "A file that is read to be sent lies in memory once for each request that is being answered, on the large object heap from 85 KB on. The server can send it from the disk in small pieces, or leave it to the operating system.");

    /// <summary>Facts for the fix: the spans of the path and, where a local holds the bytes, of its declaration.</summary>
    internal const string PathFact = "path";
    internal const string LocalFact = "local";

    /// <summary>The declared result where it is too narrow for a file from the disk.</summary>
    private static readonly string[] ContentResults = ["FileContentResult", "FileStreamResult", "FileContentHttpResult", "FileStreamHttpResult"];

    public FileLoadedToBeServed() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RequestPath.Words);
        on.Call(ServedFile.Names, Check, where: call => call.ArgumentList.Arguments.Count > 0);
    }

    private static void Check(Found found, Call call)
    {
        if (ServedFile.From(call) is { } served && RequestPath.Of(found).Around(call.Operation, found.Cancel) is RequestKind.Endpoint or RequestKind.Page)
            found.Report(call.NameLocation, FactsFor(served, found), call.DeclaringType.Name == "Results" ? "Results.File" : "PhysicalFile");
    }

    private static FixFacts FactsFor(ServedFile served, Found found)
    {
        if (served.Read?.Argument("path") is not { Syntax: ExpressionSyntax path } || !Accepts(served.Result, found))
            return FixFacts.None;
        var facts = FixFacts.Of(PathFact, SpanOf(path));
        if (served.Held is not { } held)
            return facts;
        // The declaration goes with its only use.
        var declaration = held.Local.DeclaringSyntaxReferences[0].GetSyntax(found.Cancel).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>();
        var uses = Code.Within(Code.Root(held)).OfType<Microsoft.CodeAnalysis.Operations.ILocalReferenceOperation>().Count(other => Code.IsSame(other.Local, held.Local));
        return declaration is { Declaration.Variables.Count: 1 } && uses == 1 ? facts.With(LocalFact, SpanOf(declaration)) : FixFacts.None;
    }

    /// <summary>False where the signature names a result with content, which a file on the disk is not.</summary>
    private static bool Accepts(Call result, Found found)
    {
        var function = found.Model.GetEnclosingSymbol(result.Syntax.SpanStart, found.Cancel) as IMethodSymbol;
        return function?.ReturnType is { } returned
            && (function.MethodKind == MethodKind.AnonymousFunction || !Named(Answering.Unwrapped(returned)).Any(type => Array.IndexOf(ContentResults, type.Name) >= 0));
    }

    private static IEnumerable<ITypeSymbol> Named(ITypeSymbol type) => type is INamedTypeSymbol named ? named.TypeArguments.SelectMany(Named).Prepend(type) : [type];

    private static string SpanOf(SyntaxNode node) => $"{node.SpanStart},{node.Span.Length}";
}
