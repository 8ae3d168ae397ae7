using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Hosting;

/// <summary>
/// Libraries whose registrations say no more of a host than their names: none of them decides who may call an endpoint, how
/// often, or for how long. A method of any other assembly (the team's own service defaults, say) may do all of that unseen.
/// </summary>
internal static class QuietLibraries
{
    private static readonly string[] Prefixes =
    [
        "System.", "Microsoft.AspNetCore", "Microsoft.Extensions.", "Microsoft.EntityFrameworkCore", "Microsoft.Data.", "Microsoft.Identity", "Microsoft.Azure.",
        "Microsoft.ApplicationInsights", "Microsoft.FeatureManagement", "Microsoft.OpenApi", "Microsoft.Orleans", "Microsoft.SemanticKernel", "Microsoft.VisualStudio.",
        "AspNetCore.HealthChecks", "HealthChecks.", "Asp.Versioning", "AutoMapper", "Autofac", "AWS.", "AWSSDK.", "Amazon.", "Aspire.", "Azure.", "Blazored.", "Confluent.",
        "Dapper", "DotNetCore.CAP", "Elastic.", "EventStore.", "FluentMigrator", "FluentValidation", "Google.", "GraphQL", "Grpc.", "Hangfire", "HotChocolate", "Mapster",
        "Marten", "MassTransit", "MediatR", "Mediator", "MiniProfiler", "MongoDB.", "MudBlazor", "MySql", "NLog", "NSwag", "Npgsql", "OpenTelemetry", "Oracle.", "Pomelo.", "Polly",
        "Prometheus.", "Quartz", "Rebus", "Refit", "Scalar.", "Scrutor", "Sentry", "Serilog", "StackExchange.", "Swashbuckle.", "Wolverine", "Yarp.", "ZiggyCreatures.",
    ];

    /// <summary>The team's own defaults, whatever the rest of the project's name: <c>Aspire.ServiceDefaults</c>.</summary>
    private const string TeamsOwn = "ServiceDefaults";

    public static bool Declare(ISymbol symbol) =>
        symbol.ContainingAssembly?.Name is { } name && !name.EndsWith(TeamsOwn, StringComparison.Ordinal) && Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
