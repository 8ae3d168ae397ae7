using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>Where an EF query begins.</summary>
internal enum SourceKind
{
    /// <summary>A <c>DbSet</c> property, field or local, or <c>Set&lt;T&gt;()</c>: nothing came before.</summary>
    Set,

    /// <summary>A query that a parameter, a field or a method out of sight gives: it may be ordered, filtered or limited already.</summary>
    Given,
}

/// <summary>Where an EF query begins.</summary>
/// <param name="Kind">Whether all of the query is in sight.</param>
/// <param name="Entity">The element type.</param>
/// <param name="Operation">The expression that is the source.</param>
internal sealed record QuerySource(SourceKind Kind, INamedTypeSymbol Entity, IOperation Operation)
{
    /// <summary>The property, field, local or parameter; null for <c>Set&lt;T&gt;()</c> and calls.</summary>
    public ISymbol? Symbol => Code.SymbolOf(Operation);
}
