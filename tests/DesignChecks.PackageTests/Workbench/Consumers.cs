namespace DesignChecks.PackageTests.Workbench;

/// <summary>The projects that one build of the bench builds; what is asserted of each stands in the tests.</summary>
internal static class Consumers
{
    public static readonly Consumer Default = new("default");

    public static readonly Consumer ErrorById = new("error-by-id") { Files = [(".editorconfig", Root("dotnet_diagnostic.DCK0904.severity = error", "dotnet_diagnostic.DCK0306.severity = none"))] };

    public static readonly Consumer ByCategory = new("by-category")
    {
        Files =
        [
            (".editorconfig", Root(
                "dotnet_analyzer_diagnostic.category-DesignChecks.Networking.severity = none",
                "dotnet_analyzer_diagnostic.category-DesignChecks.Consistency.severity = error")),
        ],
    };

    public static readonly Consumer NoWarn = new("no-warn") { Properties = "<NoWarn>$(NoWarn);DCK0904</NoWarn>" };

    public static readonly Consumer WarningsAreErrors = new("warnings-are-errors") { Properties = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>" };

    public static readonly Consumer TestProject = new("test-project") { Properties = "<IsTestProject>true</IsTestProject>" };

    public static readonly Consumer Weekend = new("weekend") { Properties = "<DesignChecksProfile>weekend</DesignChecksProfile>" };

    public static readonly Consumer Platform = new("platform") { Files = [("Directory.Build.props", Props("<DesignChecksProfile>Platform</DesignChecksProfile>"))] };

    public static readonly Consumer None = new("none") { Properties = "<DesignChecksProfile>weekend</DesignChecksProfile>", CommandLine = "DesignChecksProfile=none" };

    public static readonly Consumer Unknown = new("unknown") { Properties = "<DesignChecksProfile>startup</DesignChecksProfile>" };

    /// <summary>weekend switches DCK0904 and DCK0905 off; each further way to set a severity beats the one before.</summary>
    public static readonly Consumer Precedence = new("precedence")
    {
        Properties = "<DesignChecksProfile>weekend</DesignChecksProfile><NoWarn>$(NoWarn);DCK0306</NoWarn>",
        Files =
        [
            (".globalconfig", "is_global = true\ndotnet_diagnostic.DCK0904.severity = warning\ndotnet_diagnostic.DCK0905.severity = warning\n"),
            (".editorconfig", Root("dotnet_diagnostic.DCK0905.severity = suggestion", "dotnet_diagnostic.DCK0306.severity = error")),
        ],
    };

    /// <summary>The SDK's own preset says warning to CA5394, where ours says suggestion.</summary>
    public static readonly Consumer All = new("all") { Properties = "<DesignChecksProfile>all</DesignChecksProfile><AnalysisMode>All</AnalysisMode>" };

    /// <summary>A repository with a record and a misspelled option at its root; another record lies above the repository and one in a neighbour's folder.</summary>
    public static readonly Consumer Recorded = new("recorded")
    {
        ProjectFolder = "repository/src/orders",
        Files =
        [
            ("design-checklist.md", "# Not of this repository\n"),
            ("repository/.git/HEAD", "ref: refs/heads/main\n"),
            ("repository/design-checklist.md", "# Design checklist\n\n## 9. Networking & Communication\n- [x] 9.4 Resilience patterns: skipped because one instance of this job runs in the whole system.\n"),
            ("repository/.editorconfig", Root("dotnet_code_quality.DCK0901.timeout_handlers = RetryHandler")),
            ("repository/src/payments/design-checklist.md", "# Not of this project\n"),
        ],
    };

    /// <summary>In worktrees and submodules <c>.git</c> is a file.</summary>
    public static readonly Consumer RecordedInWorktree = new("recorded-in-worktree")
    {
        ProjectFolder = "outer/worktree/src",
        Files =
        [
            ("outer/.git/HEAD", "ref: refs/heads/main\n"),
            ("outer/design-checklist.md", "# Not of this repository\n"),
            ("outer/worktree/.git", "gitdir: ../.git\n"),
        ],
    };

    /// <summary>Sources in a container often come without .git.</summary>
    public static readonly Consumer RecordedWithoutRepository = new("recorded-without-repository")
    {
        ProjectFolder = "src/orders",
        Files = [("design-checklist.md", "# Design checklist\n")],
    };

    public static readonly Consumer RecordNamedByProject = new("record-named-by-project")
    {
        References = Consumer.AddedReference + """<AdditionalFiles Include="docs/design-checklist.md" />""",
        Files = [("design-checklist.md", "# Found\n"), ("docs/design-checklist.md", "# Named\n")],
    };

    /// <summary>A reference written by hand, without PrivateAssets: NuGet hands analyzers and targets on to who depends on the project.</summary>
    public static readonly Consumer HandWritten = new("hand-written") { References = $"""<PackageReference Include="DesignChecks" Version="{Package.Version}" />""" };

    public static readonly Consumer DependsOnHandWritten = new("depends-on-hand-written")
    {
        References = """<ProjectReference Include="../hand-written/hand-written.csproj" />""",
        Properties = "<DesignChecksProfile>startup</DesignChecksProfile>",
        Code = "namespace Shop;\n\npublic static class Front { public static int Token() => new Random().Next(); }\n",
    };

    public static IReadOnlyList<Consumer> Built { get; } =
    [
        Default, ErrorById, ByCategory, NoWarn, WarningsAreErrors, TestProject,
        Weekend, Platform, None, Unknown, Precedence, All,
        Recorded, RecordedInWorktree, RecordedWithoutRepository, RecordNamedByProject, HandWritten, DependsOnHandWritten,
    ];

    private static string Root(params string[] lines) => "root = true\n\n[*.cs]\n" + string.Join("\n", lines) + "\n";

    private static string Props(string property) => $"""
        <Project>
          <Import Project="../Directory.Build.props" />
          <PropertyGroup>{property}</PropertyGroup>
        </Project>
        """;
}
