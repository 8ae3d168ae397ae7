using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>Whether a rule ships a code fix; a test compares it with the fixes that exist.</summary>
internal enum FixAvailability
{
    None,
    Sometimes,
    Always,
}

/// <summary>
/// One design check. It says what it listens for and decides; it holds no state, because one instance serves all
/// compilations of a process.
/// </summary>
internal abstract class Rule(DiagnosticDescriptor descriptor)
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public string Id => Descriptor.Id;

    public virtual FixAvailability Fix => FixAvailability.None;

    /// <summary>Options that the rule reads; a key that no rule declares is reported by DCK0006.</summary>
    public virtual RuleOption[] Options => [];

    /// <summary>The rule can only find something when one of these is referenced. Empty: always.</summary>
    public virtual Library[] Needs => [];

    /// <summary>In the <c>weekend</c> profile: proven correctness and security only.</summary>
    public virtual bool InWeekend => false;

    /// <summary>The severity in the <c>platform</c> profile, where it differs from the default.</summary>
    public virtual DiagnosticSeverity? InPlatform => null;

    /// <summary>EF migrations are often marked as generated although people edit and run them.</summary>
    public virtual bool ReadsGeneratedCode => false;

    /// <summary>Section 19 reads tests; every other rule is silent there.</summary>
    public virtual bool ReadsTestProjects => false;

    /// <summary>Record rules are about files, not about code that a checklist item could excuse.</summary>
    public virtual bool CanBeSkippedByRecord => true;

    public abstract void Listen(Listeners on);

    public override string ToString() => Id;
}
