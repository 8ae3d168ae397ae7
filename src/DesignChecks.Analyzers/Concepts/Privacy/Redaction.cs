using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Privacy;

/// <summary>Values that were masked, hashed or otherwise made unreadable on their way.</summary>
internal static class Redaction
{
    public static readonly NameListOption Methods = new(
        "redactor_methods", "Methods whose result no longer shows the personal data given to them, where their name doesn't say it.");

    private static readonly TypeName[] Redactors =
        [new("Microsoft.Extensions.Compliance.Redaction.Redactor"), new("Microsoft.AspNetCore.DataProtection.IDataProtector")];

    /// <summary>Beginnings of words: "mask" is also in masked and masking.</summary>
    private static readonly string[] Stems =
        ["mask", "redact", "hash", "anonym", "obfuscat", "obscur", "pseudonym", "encrypt", "truncat", "scrub", "tokeni", "censor", "cipher", "digest", "partial", "hidden", "hide", "shorten", "protect"];

    /// <summary>True when words such as <c>masked email</c> say that the value is no longer readable.</summary>
    public static bool IsSaidBy(List<string> words) =>
        words.Exists(word => Array.Exists(Stems, stem => word.StartsWith(stem, StringComparison.Ordinal)));

    public static bool Is(IInvocationOperation call, NameList named) =>
        named.Contains(call.TargetMethod)
        || Redactors.AnyIsBaseOf(call.TargetMethod.ContainingType)
        || IsSaidBy(Words.Of(call.TargetMethod.Name))
        || IsSaidBy(Words.Of(call.TargetMethod.ContainingType?.Name ?? ""));

    /// <summary>True when a local or parameter gets its value from such a call anywhere in the member.</summary>
    public static bool Reaches(IOperation reference, NameList named)
    {
        if (Code.SymbolOf(reference) is not { Kind: SymbolKind.Local or SymbolKind.Parameter } holder)
            return false;
        foreach (var operation in Code.Within(Code.Root(reference)))
        {
            var value = operation switch
            {
                IVariableDeclaratorOperation declarator when Code.IsSame(declarator.Symbol, holder) => declarator.Initializer?.Value,
                ISimpleAssignmentOperation assignment when Code.IsSame(Code.SymbolOf(assignment.Target), holder) => assignment.Value,
                _ => null,
            };
            if (Code.Within(value).OfType<IInvocationOperation>().Any(call => Is(call, named)))
                return true;
        }

        return false;
    }
}
