using DesignChecks.Engine;
using DesignChecks.Rules.ApiDesign;
using DesignChecks.Rules.Availability;
using DesignChecks.Rules.Caching;
using DesignChecks.Rules.Capacity;
using DesignChecks.Rules.Consistency;
using DesignChecks.Rules.Functional;
using DesignChecks.Rules.Messaging;
using DesignChecks.Rules.Migrations;
using DesignChecks.Rules.Networking;
using DesignChecks.Rules.Observability;
using DesignChecks.Rules.Privacy;
using DesignChecks.Rules.Record;
using DesignChecks.Rules.Storage;

namespace DesignChecks.Rules;

/// <summary>All rules, by area. One short list per area keeps changes to different areas apart.</summary>
internal static class AllAreas
{
    public static IEnumerable<Rule> Live =>
    [
        .. RecordRules.Live,
        .. FunctionalRules.Live,
        .. ConsistencyRules.Live,
        .. AvailabilityRules.Live,
        .. CapacityRules.Live,
        .. ApiDesignRules.Live,
        .. StorageRules.Live,
        .. CachingRules.Live,
        .. NetworkingRules.Live,
        .. MessagingRules.Live,
        .. PrivacyRules.Live,
        .. ObservabilityRules.Live,
        .. MigrationsRules.Live,
    ];

    /// <summary>Rules whose evidence is the whole compilation: shown by builds, not while typing.</summary>
    public static IEnumerable<Rule> BuildOnly => [];
}
