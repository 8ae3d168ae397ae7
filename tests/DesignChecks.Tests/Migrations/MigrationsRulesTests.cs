using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using DesignChecks.Rules.Migrations;

namespace DesignChecks.Tests.Migrations;

public class MigrationsRulesTests
{
    [Fact]
    public void All_read_generated_code_and_the_common_options() => Assert.All(MigrationsRules.Live, rule =>
    {
        Assert.True(rule.ReadsGeneratedCode, rule.Id);
        Assert.All(MigrationOptions.Common, option => Assert.Contains(option, (IEnumerable<RuleOption>)rule.Options));
    });
}
