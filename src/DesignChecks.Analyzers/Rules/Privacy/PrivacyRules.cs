using DesignChecks.Engine;

namespace DesignChecks.Rules.Privacy;

internal static class PrivacyRules
{
    public static readonly Rule[] Live =
    [
        new ClassifiedDataLogged(),
        new PersonalDataLogged(),
        new PersonalObjectLoggedWhole(),
    ];
}
