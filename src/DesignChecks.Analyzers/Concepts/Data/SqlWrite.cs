using System.Text.RegularExpressions;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>A call that runs SQL in sight which inserts, updates or deletes: through EF, Dapper or ADO.NET.</summary>
/// <param name="Call">The call.</param>
/// <param name="Verb">INSERT, UPDATE, DELETE, MERGE or TRUNCATE.</param>
/// <param name="Table">The table's name as written.</param>
internal sealed record SqlWrite(Call Call, string Verb, string Table)
{
    private static readonly TypeName[] SqlTakers =
    [
        new("Dapper.SqlMapper"),
        new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions"),
    ];

    private static readonly TypeName Command = new("System.Data.IDbCommand");
    private static readonly string[] Executions = ["ExecuteNonQuery", "ExecuteNonQueryAsync", "ExecuteScalar", "ExecuteScalarAsync", "ExecuteReader", "ExecuteReaderAsync"];

    /// <summary>A statement's first words, comments before them left out.</summary>
    private static readonly Regex Statement = new(
        @"^(\s|--[^\n]*\n|/\*[\s\S]*?\*/)*(?<verb>insert|update|delete|merge|truncate)\s+((into|from|table|only|ignore|or\s+\w+|top\s*\(\d+\))\s+)*[\[""`]?(?<table>[\w\.\[\]""`]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public static SqlWrite? From(Call call, World world, CancellationToken cancel)
    {
        if (TextOf(call, world, cancel) is not { } text || Statement.Match(text) is not { Success: true } match)
            return null;
        var table = match.Groups["table"].Value.Split('.').Last().Trim('[', ']', '"', '`');
        return new SqlWrite(call, match.Groups["verb"].Value.ToUpperInvariant(), table);
    }

    private static string? TextOf(Call call, World world, CancellationToken cancel)
    {
        if (call.IsOn(SqlTakers))
            return BeginningOf(call.Argument("sql"), world, cancel);
        if (Array.IndexOf(Executions, call.Name) < 0 || !Command.IsBaseOf(call.Receiver?.Type))
            return null;
        return BeginningOf(CommandTextOf(call.Receiver, world, cancel), world, cancel);
    }

    /// <summary>What a text starts with: all of a constant, the first part of one that is put together.</summary>
    private static string? BeginningOf(IOperation? text, World world, CancellationToken cancel)
    {
        if (Values.Text(text) is { } whole)
            return whole;
        return Held.ValueOf(text, world, cancel) switch
        {
            IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation { Text: var first }, ..] } => Values.Text(first),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var left } => BeginningOf(left, world, cancel),
            { } value => Values.Text(value),
            null => null,
        };
    }

    /// <summary>The text given to the command's constructor, or the only one assigned to it in the same member.</summary>
    private static IOperation? CommandTextOf(IOperation? command, World world, CancellationToken cancel)
    {
        if (command is null)
            return null;
        var assigned = Code.SymbolOf(command) is not { } holder ? [] : Code.Within(Code.Root(command)).OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "CommandText", Instance: { } owner } && Code.IsSame(Code.SymbolOf(owner), holder))
            .Select(assignment => assignment.Value)
            .Take(2).ToArray();
        if (assigned.Length > 0)
            return assigned.Length == 1 ? assigned[0] : null;
        return Held.ValueOf(command, world, cancel) is IObjectCreationOperation creation
            ? creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value
                ?? creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(part => part.Target is IPropertyReferenceOperation { Property.Name: "CommandText" })?.Value
            : null;
    }
}
