using DesignChecks.Rules.Networking;

namespace DesignChecks.Tests.Engine;

/// <summary>Every rule is silent where only the Development environment comes by; shown with one rule.</summary>
public class DevelopmentOnlyTests
{
    private static Verify<RetryWithoutJitter> Rule => new();

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { CODE }")]
    [InlineData("if (!app.Environment.IsDevelopment()) { } else { CODE }")]
    [InlineData("if (app.Environment.IsDevelopment() && args.Length > 0) { CODE }")]
    [InlineData("if (app.Environment.IsEnvironment(\"Development\")) { CODE }")]
    [InlineData("if (app.Environment.IsProduction()) { } else { CODE }")]
    [InlineData("if (!(app.Environment.IsProduction() || args.Length > 0)) { CODE }")]
    public Task Silent_in_a_branch_for_development(string guarded) => Rule.Silent(Source(guarded, "RetryStrategyOptions"));

    [Theory]
    [InlineData("if (!app.Environment.IsDevelopment()) { CODE }")]
    [InlineData("if (app.Environment.IsDevelopment() || args.Length > 0) { CODE }")]
    [InlineData("if (app.Environment.IsEnvironment(\"Staging\")) { CODE }")]
    [InlineData("if (app.Environment.IsDevelopment()) { } CODE")]
    public Task Reports_in_any_other_branch(string guarded) => Rule.Reports(Source(guarded, "[|RetryStrategyOptions|]"));

    private static string Source(string guarded, string options) => $$"""
        using Polly;
        using Polly.Retry;
        var app = WebApplication.Create(args);
        {{guarded.Replace("CODE", $"new ResiliencePipelineBuilder().AddRetry(new {options} {{ MaxRetryAttempts = 5 }}).Build();")}}
        """;
}
