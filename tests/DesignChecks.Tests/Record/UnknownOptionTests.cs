using CsCheck;
using DesignChecks.Engine;
using DesignChecks.Rules.Record;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.Record;

/// <summary>DCK0006: Unknown DesignChecks option or value.</summary>
public class UnknownOptionTests
{
    private static Verify<UnknownOption> Rule => new();

    [Theory]
    [InlineData("[|dotnet_code_quality.designchecks.http_timeout|] = shared_host",
        "No rule reads 'dotnet_code_quality.designchecks.http_timeout', so this setting has no effect; the nearest key is 'dotnet_code_quality.designchecks.http_timeouts'")]
    [InlineData("[|dotnet_code_quality.DCK0901.timeout_handlers|] = SlowHandler",
        "DCK0901 does not read 'dotnet_code_quality.DCK0901.timeout_handlers', so this setting has no effect; the nearest key is 'dotnet_code_quality.DCK0901.timeout_handler_types'")]
    [InlineData("[|dotnet_code_quality.DCK0904.http_timeouts|] = shared_host",
        "DCK0904 does not read 'dotnet_code_quality.DCK0904.http_timeouts', so this setting has no effect; write 'dotnet_code_quality.designchecks.http_timeouts'")]
    [InlineData("[|dotnet_code_quality.dck0904.severity|] = none",
        "DCK0904 does not read 'dotnet_code_quality.dck0904.severity', so this setting has no effect; write 'dotnet_diagnostic.DCK0904.severity'")]
    [InlineData("[|dotnet_code_quality.DCK9999.http_timeouts|] = shared_host",
        "There is no rule DCK9999, so this setting has no effect; write 'dotnet_code_quality.designchecks.http_timeouts'")]
    [InlineData("dotnet_code_quality.designchecks.http_timeouts = [|gateway|]",
        "'gateway' is no value of 'dotnet_code_quality.designchecks.http_timeouts', so this setting has no effect; write shared_host")]
    [InlineData("dotnet_code_quality.DCK0901.timeout_handler_types : [|a b|] # the slow ones",
        "'a b' is no value of 'dotnet_code_quality.DCK0901.timeout_handler_types', so this setting has no effect; write a comma-separated list of names: simple, full, or documentation ids such as T:Shop.PagedList`1")]
    [InlineData("[|designchecks.http_timeouts|] = shared_host",
        "No rule reads 'designchecks.http_timeouts', so this setting has no effect; write 'dotnet_code_quality.designchecks.http_timeouts'")]
    [InlineData("[|DCK0901.http_timeouts|] = shared_host",
        "No rule reads 'DCK0901.http_timeouts', so this setting has no effect; write 'dotnet_code_quality.DCK0901.http_timeouts'")]
    [InlineData("[|dotnet_diagnostic.DCK9904.severity|] = none",
        "There is no rule DCK9904, so this setting has no effect; the nearest is DCK0904 (Retry without jitter)")]
    [InlineData("[|dotnet_diagnostic.DCK0904|] = none",
        "'dotnet_diagnostic.DCK0904' is no key, so this setting has no effect; write 'dotnet_diagnostic.DCK0904.severity'")]
    public Task Reports_at_the_line_of_a_file_that_the_project_passes(string line, string message) => Rule
        .AdditionalFile("/repo/.editorconfig", "root = true\n\n[*.cs]\nindent_size = 4\n" + line + "\n")
        .Says(message)
        .Reports("class Empty;");

    [Fact]
    public Task Reports_in_global_configs_too() => Rule
        .AdditionalFile("/repo/.globalconfig", "is_global = true\n[|dotnet_code_quality.designchecks.nothing|] = 1\n")
        .AdditionalFile("/repo/build/team.globalconfig", "is_global = true\r\n  [|dotnet_code_quality.designchecks.nothing|]=1\r\n")
        .Reports("class Empty;");

    [Fact]
    public Task Reports_a_file_that_nobody_passes_at_the_first_code_it_applies_to() => Rule
        .With("dotnet_code_quality.designchecks.http_timeout = shared_host")
        .With("dotnet_code_quality.DCK0901.http_timeouts = Gateway")
        .File("Other.cs", "class Other;")
        .Says("'Gateway' is no value of 'dotnet_code_quality.dck0901.http_timeouts', so this setting has no effect; write shared_host")
        .Says("No rule reads 'dotnet_code_quality.designchecks.http_timeout', so this setting has no effect; the nearest key is 'dotnet_code_quality.designchecks.http_timeouts'")
        .Reports("{|DCK0006:|}{|DCK0006:|}class Empty;");

    [Fact]
    public Task Reports_a_setting_once_when_its_file_is_passed() => Rule
        .With("dotnet_code_quality.designchecks.Http_timeout = shared_host")
        .AdditionalFile(".globalconfig", "is_global = true\n[|dotnet_code_quality.DesignChecks.http_timeout|] = shared_host # as written\n")
        .Reports("class Empty;");

    [Theory]
    [InlineData("dotnet_code_quality.designchecks.http_timeouts = shared_host")]
    [InlineData("DOTNET_CODE_QUALITY.DesignChecks.Http_Timeouts = Shared_Host")]
    [InlineData("dotnet_code_quality.DCK0901.timeout_handler_types = SlowHandler, Shop.Http.RetryHandler ; both")]
    [InlineData("dotnet_code_quality.designchecks.http_timeouts =")]
    [InlineData("dotnet_diagnostic.DCK0904.severity = none")]
    [InlineData("dotnet_diagnostic.dck0904.severity = error")]
    [InlineData("dotnet_diagnostic.CA1822.severity = none")]
    [InlineData("dotnet_code_quality.CA1822.api_surface = private")]
    [InlineData("dotnet_code_quality.api_surface = private")]
    [InlineData("dotnet_analyzer_diagnostic.category-DesignChecks.Networking.severity = error")]
    [InlineData("# dotnet_code_quality.designchecks.nothing = 1")]
    [InlineData("; dotnet_code_quality.designchecks.nothing = 1")]
    [InlineData("[dotnet_code_quality.designchecks.nothing = 1]")]
    [InlineData("dotnet_code_quality.designchecks.nothing")]
    [InlineData("= 1")]
    [InlineData("dotnet_code_quality.")]
    [InlineData("duck.typing = true")]
    public Task Silent_for_settings_that_are_read_or_not_ours(string line) => Rule.AdditionalFile(".editorconfig", line).Silent("class Empty;");

    [Theory]
    [InlineData("dotnet_code_quality.DCK0901.http_timeouts = shared_host")]
    [InlineData("dotnet_diagnostic.DCK0904.severity = none")]
    [InlineData("build_property.DesignChecksProfile = none")]
    public Task Silent_for_them_in_the_compiler_s_options(string option) => Rule.With(option).Silent("class Empty;");

    [Fact]
    public Task Silent_in_other_files() => Rule.AdditionalFile("notes.md", "dotnet_code_quality.designchecks.nothing = 1").Silent("class Empty;");

    [Fact]
    public Task Silent_in_a_test_project() => Rule
        .With("build_property.IsTestProject = true")
        .With("dotnet_code_quality.designchecks.nothing = 1")
        .AdditionalFile(".editorconfig", "dotnet_code_quality.designchecks.nothing = 1")
        .Silent("class Empty;");

    [Fact]
    public async Task Settings_of_one_folder_are_reported_at_its_first_file_and_generated_code_comes_last()
    {
        var project = Analysis.Project("class Test;", null)
            .AddDocument("AssemblyInfo.cs", "// <auto-generated/>", filePath: "/obj/AssemblyInfo.cs").Project
            .AddDocument("B.cs", "class B;", filePath: "/orders/B.cs").Project
            .AddDocument("C.cs", "class C;", filePath: "/orders/C.cs").Project
            .AddAnalyzerConfigDocument(".editorconfig", SourceText.From("[*.cs]\ndotnet_code_quality.designchecks.nothing = 2\n[orders/*.cs]\ndotnet_code_quality.designchecks.nothing = 1\n[obj/*.cs]\ndotnet_code_quality.designchecks.nothing = 3\n"), filePath: "/.editorconfig").Project;
        var reports = await Analysis.Of(project);
        Assert.Equal(["/GlobalUsings.cs", "/obj/AssemblyInfo.cs", "/orders/B.cs"], reports.Select(report => report.Location.SourceTree!.FilePath));
        Assert.All(reports, report => Assert.Equal(("DCK0006", 0), (report.Id, report.Location.SourceSpan.Start)));
    }

    [Fact]
    public void Any_text_can_be_read()
    {
        var fragment = Gen.OneOf("dotnet_code_quality.", "dotnet_diagnostic.", "designchecks", "DCK0901", "dck", ".", "http_timeouts", "severity", "=", ":", " ", "\t", "\n", "\r\n", "#", ";", "[", "]", "shared_host", "é", "\0");
        var keys = new OptionKeys(DesignChecks.Rules.RulesById.All);
        fragment.Array[0, 20].Sample(parts =>
        {
            var text = string.Concat(parts);
            foreach (var line in ConfigFile.Lines(SourceText.From(text)))
            {
                Assert.Equal((line.Key, line.Value), (text.Substring(line.KeySpan.Start, line.KeySpan.Length), text.Substring(line.ValueSpan.Start, line.ValueSpan.Length)));
                if (OptionKeys.IsOurs(line.Key))
                    _ = keys.ProblemOf(line.Key, line.Value);
            }
        });
    }

    [Fact]
    public void The_nearest_of_several_keys_is_the_one_spelled_most_alike() =>
        Assert.Equal("page_types", Nearest.To("PageType", ["limits", "page_types", "pager_types"]));
}
