using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>All model-building calls of a compilation, by what they state.</summary>
internal sealed class FluentFacts
{
    private static readonly TypeName PropertyBuilder = new("Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder");

    public static readonly FluentFacts None = new();

    private FluentFacts()
    {
    }

    public FluentFacts(World world, CancellationToken cancel)
    {
        Keys = [.. FluentCall.Named("HasKey", world, cancel), .. FluentCall.Named("HasAlternateKey", world, cancel)];
        Keyless = [.. FluentCall.Named("HasNoKey", world, cancel)];
        Indexes = [.. FluentCall.Named("HasIndex", world, cancel)];
        ForeignKeys = [.. ForeignKey.Stated(world, cancel)];
        OneToOnes = [.. ForeignKey.OneToOnes(world, cancel)];
        QueryFilters = [.. FluentCall.Named("HasQueryFilter", world, cancel)];
        Tokens = [.. TokensOf("IsRowVersion", world, cancel), .. TokensOf("IsConcurrencyToken", world, cancel), .. FluentCall.Named("UseXminAsConcurrencyToken", world, cancel)];
    }

    /// <summary><c>HasKey</c> and <c>HasAlternateKey</c>.</summary>
    public IReadOnlyList<FluentCall> Keys { get; } = [];

    /// <summary><c>HasNoKey</c>.</summary>
    public IReadOnlyList<FluentCall> Keyless { get; } = [];

    /// <summary><c>HasIndex</c>.</summary>
    public IReadOnlyList<FluentCall> Indexes { get; } = [];

    public IReadOnlyList<(ITypeSymbol Dependent, ForeignKey Key)> ForeignKeys { get; } = [];

    public IReadOnlyList<(ITypeSymbol One, ITypeSymbol Other)> OneToOnes { get; } = [];

    /// <summary><c>HasQueryFilter</c>.</summary>
    public IReadOnlyList<FluentCall> QueryFilters { get; } = [];

    /// <summary>The <c>Property(…)</c> calls whose chain makes the property a concurrency token.</summary>
    public IReadOnlyList<FluentCall> Tokens { get; } = [];

    private static IEnumerable<FluentCall> TokensOf(string name, World world, CancellationToken cancel)
    {
        foreach (var call in world.CallsOf(name, cancel))
        {
            if (!PropertyBuilder.IsBaseOf(call.Receiver?.Type) || Values.Flag(call.Argument("concurrencyToken")) == false)
                continue;
            var property = call.ChainUpwards().FirstOrDefault(link => link.Name == "Property");
            yield return property is null ? new FluentCall(call, null, null) : FluentCall.On(property);
        }
    }
}
