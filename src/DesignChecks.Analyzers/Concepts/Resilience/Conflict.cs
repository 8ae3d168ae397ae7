using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Failures that say nothing of a service's health: it answered that another was faster, or there is no service but a file.</summary>
internal static class Conflict
{
    private static readonly string[] TypeWords = ["concurrency", "conflict", "deadlock", "lock", "file", "directory", "io"];
    private static readonly string[] ReasonWords = ["concurrency", "conflict", "deadlock", "lock", "locked", "busy"];

    /// <summary>The deadlock of SQL Server; the deadlock and the serialization failure of the SQL standard, as PostgreSQL says them.</summary>
    private static readonly object[] Codes = [1205, "40001", "40P01"];

    private static readonly TypeName ExceptionType = new("System.Exception");

    public static bool Is(ITypeSymbol exception) =>
        Words.ContainAny(exception.Name, TypeWords) || exception.Name.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when a filter asks for such a reason: <c>error.ResultCode == Busy</c>, <c>error.Number == 1205</c>.</summary>
    public static bool IsNamedIn(IOperation? filter) => Code.Within(filter).Any(part =>
        part is IMemberReferenceOperation { Member.Name: var name } && Words.ContainAny(name, ReasonWords)
        || Values.Constant(part) is { } code && Array.IndexOf(Codes, code) >= 0);

    /// <summary>True when code tests for such exceptions and for no other.</summary>
    public static bool IsOnlyTypeIn(IOperation code)
    {
        var types = Code.Within(code).Select(TestedType).Where(type => type is not null && ExceptionType.IsBaseOf(type) && !ExceptionType.Is(type)).ToArray();
        return types.Length > 0 && Array.TrueForAll(types, type => Is(type!));
    }

    private static ITypeSymbol? TestedType(IOperation operation) => operation switch
    {
        IIsTypeOperation test => test.TypeOperand,
        IDeclarationPatternOperation pattern => pattern.MatchedType,
        ITypePatternOperation pattern => pattern.MatchedType,
        IRecursivePatternOperation pattern => pattern.MatchedType,
        _ => null,
    };
}
