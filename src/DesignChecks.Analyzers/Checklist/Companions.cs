using Microsoft.CodeAnalysis;

namespace DesignChecks.Checklist;

/// <summary>
/// A rule of the .NET SDK or of EF Core that answers a checklist item well enough that we have none of our own: our
/// profiles raise it, from the smallest profile that does, at one severity. <see cref="Own"/> is what it is without us;
/// null means off.
/// </summary>
internal sealed record Companion(
    string Id, string Finds, string Item, DiagnosticSeverity? Own, DiagnosticSeverity Severity, CompanionFrom From, bool HasOurFix = false);

/// <summary>The smallest profile that raises a companion; larger ones do too.</summary>
internal enum CompanionFrom
{
    Weekend,
    Service,
    Platform,
}

internal static class Companions
{
    private const DiagnosticSeverity Hidden = DiagnosticSeverity.Hidden;
    private const DiagnosticSeverity Info = DiagnosticSeverity.Info;
    private const DiagnosticSeverity Warning = DiagnosticSeverity.Warning;

    public static readonly IReadOnlyList<Companion> All =
    [
        new("CA1849", "a blocking call in an async method", "3.1", null, Info, CompanionFrom.Service),
        new("CA2016", "a CancellationToken that is not passed on", "9.4", Info, Warning, CompanionFrom.Service),
        new("CA5394", "random numbers that can be guessed", "13.2", null, Info, CompanionFrom.Service),
        new("CA5404", "token validation switched off", "13.2", null, Warning, CompanionFrom.Weekend),
        new("CA5350", "weak cryptography", "13.4", Hidden, Warning, CompanionFrom.Service),
        new("CA5351", "broken cryptography", "13.4", Hidden, Warning, CompanionFrom.Service),
        new("CA5359", "a certificate check that accepts everything", "13.4", Hidden, Warning, CompanionFrom.Weekend),
        new("CA5386", "a TLS version fixed in code", "13.4", null, Warning, CompanionFrom.Service),
        new("CA5397", "a deprecated TLS version", "13.4", Hidden, Warning, CompanionFrom.Weekend),
        new("CA5401", "encryption with an initialization vector of its own", "13.4", null, Warning, CompanionFrom.Service),
        new("CA5402", "encryption that may have an initialization vector of its own", "13.4", null, Warning, CompanionFrom.Service),
        new("CA5403", "a certificate in code", "13.4", null, Warning, CompanionFrom.Service),
        new("CA2100", "SQL text made from input", "13.5", null, Warning, CompanionFrom.Service),
        new("EF1002", "interpolated text in a raw SQL method", "13.5", Warning, Warning, CompanionFrom.Weekend),
        new("EF1003", "concatenated text in a raw SQL method", "13.5", Warning, Warning, CompanionFrom.Weekend),
        new("CA3001", "input that reaches SQL", "13.5", null, Warning, CompanionFrom.Platform),
        new("CA3002", "input that reaches HTML", "13.5", null, Warning, CompanionFrom.Platform),
        new("CA3003", "input that reaches a file path", "13.5", null, Warning, CompanionFrom.Platform),
        new("CA3007", "input that reaches a redirect", "13.5", null, Warning, CompanionFrom.Platform),
        new("CA3012", "input that reaches a regular expression", "13.5", null, Warning, CompanionFrom.Platform),
        new("CA5391", "an action without antiforgery token", "13.5", null, Info, CompanionFrom.Platform),
        new("CA5395", "an action that leaves its HTTP verb open", "13.5", null, Info, CompanionFrom.Platform),
        new("CA2012", "a ValueTask that is awaited twice or kept", "15.2", Info, Warning, CompanionFrom.Weekend),
        new("CA2025", "something disposed while a task still uses it", "15.2", null, Warning, CompanionFrom.Service),
        new("CA2017", "a log template with other parameters than arguments", "16.1", Warning, Warning, CompanionFrom.Weekend),
        new("CA2023", "a log template with wrong braces", "16.1", Warning, Warning, CompanionFrom.Weekend),
        new("CA2254", "a log template that is not constant", "16.1", Info, Warning, CompanionFrom.Service, HasOurFix: true),
        new("CA2300", "BinaryFormatter", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2301", "BinaryFormatter without a binder", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2302", "BinaryFormatter that may have no binder", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2310", "NetDataContractSerializer", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2311", "NetDataContractSerializer without a binder", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2312", "NetDataContractSerializer that may have no binder", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2326", "JSON that may name any type", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2327", "JSON settings that let the text name any type", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2328", "JSON settings that may let the text name any type", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2329", "a JSON serializer that lets the text name any type", "20.1", null, Warning, CompanionFrom.Weekend),
        new("CA2330", "a JSON serializer that may let the text name any type", "20.1", null, Warning, CompanionFrom.Weekend),
    ];
}
