using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>The body of an answer that was asked for as a stream, and the calls that read it.</summary>
internal static class StreamedBody
{
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");
    private static readonly TypeName StreamType = new("System.IO.Stream");

    private static readonly string[] ContentReads = ["ReadAsStringAsync", "ReadAsByteArrayAsync", "ReadFromJsonAsync", "CopyToAsync", "LoadIntoBufferAsync"];
    private static readonly string[] StreamReads = ["CopyToAsync", "CopyTo", "ReadAsync", "Read", "ReadExactlyAsync", "ReadToEndAsync", "ReadToEnd", "DeserializeAsync", "Deserialize"];

    /// <summary>Words of code that listens for as long as it can: idle is normal there.</summary>
    private static readonly string[] OpenEnded = ["ReadLineAsync", "ReadLine", "DeserializeAsyncEnumerable", "ReadFromJsonAsAsyncEnumerable", "SseParser"];

    private const int MaxNames = 4;

    /// <summary>True in a member that reads events or lines as they come.</summary>
    public static bool IsOpenEnded(SyntaxNode call)
    {
        var member = (SyntaxNode?)call.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? call.SyntaxTree.GetRoot();
        return member.DescendantTokens().Any(token =>
            token.IsKind(SyntaxKind.IdentifierToken) && Array.IndexOf(OpenEnded, token.ValueText) >= 0
            || token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.IndexOf("event-stream", StringComparison.OrdinalIgnoreCase) >= 0);
    }

    /// <summary>The calls that read the body of what was sent, in the order of the text.</summary>
    public static IEnumerable<Call> ReadsOf(Call send)
    {
        var holders = new List<ISymbol>();
        var root = Code.Root(send.Operation);
        Hold(send.Operation, holders);
        // The answer, its stream, a reader over it: each may have a name of its own.
        for (var i = 0; i < holders.Count && holders.Count < MaxNames; i++)
        {
            foreach (var use in Code.Within(root).OfType<ILocalReferenceOperation>().Where(use => Code.IsSame(use.Local, holders[i])))
            {
                if (Derived(use) is { } derived)
                    Hold(derived, holders);
            }
        }

        return Code.CallsIn(root).Where(call => IsReadOf(call, holders)).OrderBy(call => call.Syntax.SpanStart);
    }

    public static bool PassesToken(Call read) => read.ArgumentOf(TokenType) is { } token
        && token is not (IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } });

    /// <summary>Adds the local that the value, awaited or not, is put into.</summary>
    private static void Hold(IOperation value, List<ISymbol> holders)
    {
        var user = Code.UserOf(value);
        while (user is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            user = Code.UserOf(user);
        var local = user switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
            _ => null,
        };
        if (local is not null && !holders.Contains(local, SymbolEqualityComparer.Default))
            holders.Add(local);
    }

    /// <summary><c>response.Content.ReadAsStreamAsync()</c>, <c>new StreamReader(stream)</c>: what goes on with the body.</summary>
    private static IOperation? Derived(ILocalReferenceOperation use)
    {
        IOperation part = use;
        while (part.Parent is IPropertyReferenceOperation property && property.Instance == part)
            part = property;
        return Code.UserOf(part) switch
        {
            IInvocationOperation { TargetMethod.Name: "ReadAsStreamAsync" or "ReadAsStream" } stream => stream,
            IArgumentOperation { Parent: IObjectCreationOperation creation } when StreamType.IsBaseOf(use.Type) || creation.Type?.Name.EndsWith("Reader", StringComparison.Ordinal) == true => creation,
            IPropertyReferenceOperation or IVariableInitializerOperation => part == use ? null : part,
            _ => null,
        };
    }

    private static bool IsReadOf(Call call, List<ISymbol> holders)
    {
        if (Array.IndexOf(ContentReads, call.Name) >= 0 && IsPartOf(call.Receiver, holders))
            return true;
        if (Array.IndexOf(StreamReads, call.Name) < 0)
            return false;
        return IsPartOf(call.Receiver, holders)
            // JsonSerializer.DeserializeAsync(stream)
            || call.Arguments.Any(argument => StreamType.IsBaseOf(argument.Parameter.Type) && Code.SymbolOf(argument.Value) is { } given && call.Method.IsStatic && holders.Contains(given, SymbolEqualityComparer.Default));
    }

    private static bool IsPartOf(IOperation? receiver, List<ISymbol> holders)
    {
        while (receiver is IPropertyReferenceOperation { Instance: { } owner })
            receiver = Values.Unwrap(owner);
        return Code.SymbolOf(receiver) is { } symbol && holders.Contains(symbol, SymbolEqualityComparer.Default);
    }
}
