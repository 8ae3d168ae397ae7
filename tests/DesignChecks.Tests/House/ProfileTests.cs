using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.House;

/// <summary>The profiles in the package say what the descriptors say, in the compiler's own reading.</summary>
public class ProfileTests
{
    [Theory]
    [MemberData(nameof(Profile.Names), MemberType = typeof(Profile))]
    public void The_file_is_current(string name)
    {
        var profile = Profile.Find(name);
        Generated.File(profile.Path, profile.Render());
    }

    [Theory]
    [MemberData(nameof(Profile.Names), MemberType = typeof(Profile))]
    public void The_compiler_reads_each_severity_as_meant(string name)
    {
        var profile = Profile.Find(name);
        var config = AnalyzerConfig.Parse(SourceText.From(profile.Render()), "/" + name + ".globalconfig");
        var set = AnalyzerConfigSet.Create(new[] { config }, out var problems);
        Assert.Empty(problems);
        Assert.Empty(set.GetOptionsForSourcePath("/Test.cs").AnalyzerOptions);
        foreach (var rule in Catalogue.Rules)
        {
            var own = rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity : (DiagnosticSeverity?)null;
            var said = set.GlobalConfigOptions.TreeOptions.TryGetValue(rule.Id, out var severity) ? severity : Report(own);
            Assert.Equal((rule.Id, Report(profile.SeverityOf(rule))), (rule.Id, said));
        }
    }

    [Fact]
    public void Service_sets_nothing_of_ours_so_that_category_severities_count() =>
        Assert.DoesNotContain("\ndotnet_diagnostic.DCK", Profile.Find("service").Render());

    [Fact]
    public void No_profile_lowers_a_rule_of_another_package() =>
        Assert.All(Profile.Find("platform").Raised, companion => Assert.True(companion.Severity >= (companion.Own ?? DiagnosticSeverity.Hidden)));

    private static ReportDiagnostic Report(DiagnosticSeverity? severity) => severity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        DiagnosticSeverity.Hidden => ReportDiagnostic.Hidden,
        _ => ReportDiagnostic.Suppress,
    };
}
