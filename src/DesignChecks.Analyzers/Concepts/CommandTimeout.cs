using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>Where code sets the time limit of database commands; 0 means none in every provider.</summary>
internal static class CommandTimeout
{
    private static readonly TypeName[] Owners =
        [new("System.Data.IDbCommand"), new("System.Data.Common.DbCommand"), new("System.Data.Common.DbConnectionStringBuilder"), new("Dapper.SqlMapper+Settings")];

    private static readonly TypeName[] DapperTypes = [new("Dapper.SqlMapper"), new("Dapper.CommandDefinition")];
    private static readonly TypeName FacadeExtensions = new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions");
    private static readonly TypeName OptionsBuilder = new("Microsoft.EntityFrameworkCore.Infrastructure.RelationalDbContextOptionsBuilder`2");

    private static readonly string[] LimitKeys = ["command timeout", "commandtimeout", "default command timeout", "connect timeout", "connection timeout", "timeout"];
    private static readonly string[] ServerKeys = ["server", "host", "data source", "address", "addr"];

    public static bool IsSetBy(IAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation { Property.ContainingType: var owner } target
        && (Owners.AnyIsBaseOf(owner) || Owners.AnyIsBaseOf(target.Instance?.Type));

    public static IOperation? GivenTo(Call call) =>
        call.IsOn(FacadeExtensions) || OptionsBuilder.IsBaseOf(call.DeclaringType) ? call.Arguments.Select(argument => argument.Value).FirstOrDefault() : null;

    public static bool IsGivenBy(IArgumentOperation argument) => DapperTypes.AnyIs(argument.Parameter?.ContainingSymbol.ContainingType);

    /// <summary>The key of a connection string whose value 0 switches a limit off; null for any other text.</summary>
    public static string? SwitchedOffIn(string text)
    {
        var pairs = text.Split(';').Select(pair => pair.Split('=')).Where(pair => pair.Length == 2).Select(pair => (Key: pair[0].Trim(), Value: pair[1].Trim())).ToArray();
        return pairs.Any(pair => Array.IndexOf(ServerKeys, pair.Key.ToLowerInvariant()) >= 0)
            ? pairs.FirstOrDefault(pair => pair.Value == "0" && Array.IndexOf(LimitKeys, pair.Key.ToLowerInvariant()) >= 0).Key
            : null;
    }
}
