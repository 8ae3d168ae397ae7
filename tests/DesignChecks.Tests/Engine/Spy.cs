using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.Engine;

/// <summary>A rule that reports whatever a concept finds, so that the concept is tested by itself.</summary>
internal abstract class Spy() : Rule(Seen)
{
#pragma warning disable RS2008 // never released
    private static readonly DiagnosticDescriptor Seen = Describe.Create(
        id: "DCK9999", title: "Seen", messageFormat: "{0}", category: Area.Record, defaultSeverity: DiagnosticSeverity.Warning, items: [], description: "Seen.");
#pragma warning restore RS2008
}
