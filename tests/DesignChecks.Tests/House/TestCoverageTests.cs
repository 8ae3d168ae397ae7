using System.Reflection;
using System.Text.RegularExpressions;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.House;

/// <summary>Each rule has the tests that every rule needs.</summary>
public class TestCoverageTests
{
    private static readonly Lazy<CSharpCompilation> s_framework = new(() => CSharpCompilation.Create("Framework", references: References.Framework));

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void A_rule_has_its_tests(string id)
    {
        var rule = Catalogue.Find(id);
        var tests = TestsOf(rule);
        var names = tests.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => method.Name)
            .ToArray();
        Has(names, "Reports", "a report");
        // Who has an id from a build log finds the tests by it.
        Assert.Contains($"/// <summary>{rule.Id}: ", File.ReadAllText(FileOf(tests)));
        Has(names, "Silent", "a silence");
        // Rules about files have no libraries, and no code that could be generated or half typed.
        if (!rule.CanBeSkippedByRecord)
            return;
        Has(names, "(?i)incomplete|half_typed", "incomplete code");
        if (!rule.ReadsGeneratedCode)
            Has(names, "generated_(code|and)", "generated code");
        // What comes with ASP.NET Core is there in every test.
        if (rule.Needs.Length > 0 && !rule.Needs.Any(IsInFramework))
            Has(names, "(?i)librar|look_alike|own_(types|methods)|types_of_the_same|without_(EF|Polly)", "an absent library");
        if (rule.Fix != FixAvailability.None)
            Has(names, "Fix", "the fix");
    }

    [Fact]
    public void No_test_class_is_about_a_rule_that_is_gone()
    {
        var areas = Catalogue.Rules.Select(rule => TestNamespace(rule)).ToHashSet();
        var about = Catalogue.Rules.Select(rule => rule.GetType().Name + "Tests").ToHashSet();
        var strays = typeof(TestCoverageTests).Assembly.GetTypes()
            .Where(type => areas.Contains(type.Namespace!) && type.Name.EndsWith("Tests", StringComparison.Ordinal) && !about.Contains(type.Name))
            .Select(type => type.Name)
            .Where(name => !typeof(Rule).Assembly.GetTypes().Any(type => type.Name == name[..^"Tests".Length]));
        Assert.Empty(strays);
    }

    private static bool IsInFramework(Library library) => library.Anchors.Any(anchor => !s_framework.Value.GetTypesByMetadataName(anchor).IsEmpty);

    private static Type TestsOf(Rule rule)
    {
        var name = $"{TestNamespace(rule)}.{rule.GetType().Name}Tests";
        var tests = typeof(TestCoverageTests).Assembly.GetType(name);
        Assert.True(tests is not null, $"{rule.Id} has no {name}");
        return tests;
    }

    private static string FileOf(Type tests) =>
        Path.Combine(Repository.Root, "tests", "DesignChecks.Tests", tests.Namespace!.Split('.')[^1], tests.Name + ".cs");

    private static string TestNamespace(Rule rule) => rule.GetType().Namespace!.Replace("DesignChecks.Rules.", "DesignChecks.Tests.");

    private static void Has(string[] names, string pattern, string about) =>
        Assert.True(names.Any(name => Regex.IsMatch(name, pattern)), $"no test about {about} (/{pattern}/) among {string.Join(", ", names)}");
}
