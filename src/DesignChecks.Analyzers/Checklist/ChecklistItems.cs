namespace DesignChecks.Checklist;

/// <summary>One item of the systems-design checklist; how it is answered is said in <see cref="AnsweredBy"/>.</summary>
internal sealed record ChecklistItem(string Id, string Name, string AnsweredBy)
{
    public int Section => int.Parse(Id.Substring(0, Id.IndexOf('.')), System.Globalization.CultureInfo.InvariantCulture);

    public int Number => int.Parse(Id.Substring(Id.IndexOf('.') + 1), System.Globalization.CultureInfo.InvariantCulture);

    public bool IsNamed(string name) => ChecklistItems.IsSameName(Name, name);

    public override string ToString() => $"{Id} {Name}";
}

/// <summary>The 94 items and their 20 sections. Ids never change.</summary>
internal static class ChecklistItems
{
    public static readonly IReadOnlyDictionary<int, string> Sections = new Dictionary<int, string>
    {
        [1] = "Problem Definition & Scope",
        [2] = "Functional Requirements",
        [3] = "Non-Functional Requirements",
        [4] = "Back-of-the-Envelope Estimates",
        [5] = "API Design",
        [6] = "Data Model & Storage",
        [7] = "Caching",
        [8] = "Replication & Partitioning",
        [9] = "Networking & Communication",
        [10] = "Message Queues & Event Streaming",
        [11] = "Compute & Service Architecture",
        [12] = "Batch & Stream Processing",
        [13] = "Security",
        [14] = "Privacy & Compliance",
        [15] = "Failure Modes & Resilience",
        [16] = "Monitoring, Observability & Alerting",
        [17] = "Deployment & Operations",
        [18] = "Cost",
        [19] = "Testing Strategy",
        [20] = "Evolution & Future-Proofing",
    };

    public static readonly IReadOnlyList<ChecklistItem> All =
    [
        new("1.1", "Problem statement", "record"),
        new("1.2", "Users", "record"),
        new("1.3", "Core use cases", "record"),
        new("1.4", "Out of scope", "record"),
        new("1.5", "Constraints", "record"),
        new("2.1", "User-facing operations", "code (contract file lists every endpoint)"),
        new("2.2", "Access patterns", "code"),
        new("2.3", "Real-time vs. batch", "code"),
        new("2.4", "Search and filtering", "code"),
        new("2.5", "Multi-tenancy", "code"),
        new("3.1", "Performance", "code"),
        new("3.2", "Availability and reliability", "code, iac"),
        new("3.3", "Consistency", "code"),
        new("3.4", "Durability", "code, iac"),
        new("4.1", "Traffic estimates", "record"),
        new("4.2", "Storage estimates", "record"),
        new("4.3", "Bandwidth estimates", "code"),
        new("4.4", "Memory and cache estimates", "code"),
        new("4.5", "Growth projections", "record"),
        new("5.1", "Protocol choice", "code"),
        new("5.2", "Authentication and authorization", "code, sdk"),
        new("5.3", "Rate limiting", "code"),
        new("5.4", "Idempotency", "code"),
        new("5.5", "Pagination", "code"),
        new("5.6", "Versioning", "code"),
        new("6.1", "Data model", "code"),
        new("6.2", "Schema design", "code"),
        new("6.3", "Indexing strategy", "code"),
        new("6.4", "Schema evolution", "code"),
        new("7.1", "What to cache", "code"),
        new("7.2", "Where to cache", "code"),
        new("7.3", "Cache invalidation", "code"),
        new("7.4", "Cache stampede", "code"),
        new("7.5", "Cache as a single point of failure", "code"),
        new("8.1", "Replication", "code, iac"),
        new("8.2", "Synchronous vs. asynchronous replication", "code"),
        new("8.3", "Replication lag", "code"),
        new("8.4", "Partitioning", "code"),
        new("8.5", "Hot spots", "code"),
        new("8.6", "Rebalancing", "code"),
        new("9.1", "Sync vs. async communication", "code"),
        new("9.2", "Service discovery", "code"),
        new("9.3", "Load balancing", "code"),
        new("9.4", "Resilience patterns", "code"),
        new("10.1", "Queues vs. logs", "record"),
        new("10.2", "Delivery guarantees", "code"),
        new("10.3", "Event sourcing and CDC", "code"),
        new("10.4", "Dead letter queues and backpressure", "code, iac"),
        new("11.1", "Monolith vs. microservices", "code (module boundaries)"),
        new("11.2", "Stateless vs. stateful services", "code"),
        new("11.3", "Auto-scaling", "iac"),
        new("11.4", "Serverless", "code, iac"),
        new("12.1", "Batch processing", "code"),
        new("12.2", "Stream processing", "code"),
        new("12.3", "Lambda vs. Kappa", "record"),
        new("12.4", "Late data", "code"),
        new("13.1", "Defense in depth", "code"),
        new("13.2", "Authentication", "code, sdk"),
        new("13.3", "Authorization", "code"),
        new("13.4", "Encryption", "code, sdk, iac"),
        new("13.5", "Input validation", "code, sdk"),
        new("13.6", "Audit logging", "code"),
        new("14.1", "Regulatory landscape", "code"),
        new("14.2", "Right to deletion", "code"),
        new("14.3", "Data minimization", "code"),
        new("14.4", "Data residency", "code, iac"),
        new("15.1", "Single points of failure", "iac, code"),
        new("15.2", "Cascading failures", "code"),
        new("15.3", "Data corruption", "code"),
        new("15.4", "Chaos engineering", "code"),
        new("16.1", "The three pillars", "code, sdk"),
        new("16.2", "The four golden signals", "code"),
        new("16.3", "SLIs, SLOs and SLAs", "code, record"),
        new("16.4", "Error budgets", "record"),
        new("16.5", "Alerting", "code, iac"),
        new("17.1", "Deployment strategies", "code"),
        new("17.2", "Feature flags", "code"),
        new("17.3", "Database migrations", "code"),
        new("17.4", "Infrastructure as code", "iac"),
        new("17.5", "Incident response", "record"),
        new("18.1", "Cost drivers", "code"),
        new("18.2", "Right-sizing", "iac"),
        new("18.3", "Storage tiering", "iac"),
        new("18.4", "Cost at scale", "code"),
        new("19.1", "Testing pyramid", "code"),
        new("19.2", "Load and stress testing", "record"),
        new("19.3", "Chaos testing", "code"),
        new("19.4", "Contract testing", "code (contract file)"),
        new("19.5", "Data migration testing", "code"),
        new("20.1", "Schema and API evolution", "code"),
        new("20.2", "Modular architecture", "code"),
        new("20.3", "Data migration paths", "code"),
        new("20.4", "Technical debt", "code"),
        new("20.5", "Architecture decision records", "record, code (reasons on suppressions)"),
    ];

    public static ChecklistItem? Find(string id) => All.FirstOrDefault(item => item.Id == id);

    public static ChecklistItem? Named(string name) => All.FirstOrDefault(item => item.IsNamed(name));

    /// <summary>Case, punctuation and the word for "and" don't matter: "Sync vs async communication" is 9.1.</summary>
    public static bool IsSameName(string one, string other) => Letters(one) == Letters(other);

    private static string Letters(string name) =>
        new(name.Replace("&", "and").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());
}
