using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>The areas of the catalogue: category names, stable for ever, because teams write them into .editorconfig.</summary>
internal static class Area
{
    public const string Record = "DesignChecks.Record";
    public const string Consistency = "DesignChecks.Consistency";
    public const string Availability = "DesignChecks.Availability";
    public const string Functional = "DesignChecks.Functional";
    public const string Capacity = "DesignChecks.Capacity";
    public const string ApiDesign = "DesignChecks.ApiDesign";
    public const string Storage = "DesignChecks.Storage";
    public const string Caching = "DesignChecks.Caching";
    public const string Networking = "DesignChecks.Networking";
    public const string Messaging = "DesignChecks.Messaging";
    public const string Privacy = "DesignChecks.Privacy";
    public const string Observability = "DesignChecks.Observability";
    public const string Migrations = "DesignChecks.Migrations";
}

/// <summary>The only maker of descriptors: help link from the id, checklist items as tags.</summary>
internal static class Describe
{
    private const string ItemTag = "checklist-";

    // RS2000-RS2008 (release tracking) see through a factory only while its parameters keep the constructor's names.
    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        string[] items,
        string description,
        bool isEnabledByDefault = true,
        bool atCompilationEnd = false)
    {
        var tags = items.Select(item => ItemTag + item);
        if (atCompilationEnd)
            tags = tags.Append(WellKnownDiagnosticTags.CompilationEnd);
#pragma warning disable RS0030 // the one place that calls the constructor
        return new DiagnosticDescriptor(
            id, title, messageFormat, category, defaultSeverity, isEnabledByDefault, description, HelpLink(id), tags.ToArray());
#pragma warning restore RS0030
    }

    public static string HelpLink(string id) => $"https://github.com/designchecks/designchecks/blob/main/docs/rules/{id}.md";

    /// <summary>The checklist items ("9.4") that a rule answers.</summary>
    public static IEnumerable<string> Items(DiagnosticDescriptor descriptor) =>
        descriptor.CustomTags
            .Where(tag => tag.StartsWith(ItemTag, StringComparison.Ordinal))
            .Select(tag => tag.Substring(ItemTag.Length));
}
