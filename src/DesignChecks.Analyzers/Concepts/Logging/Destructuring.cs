using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Logging;

/// <summary>How Serilog was told to write objects: a policy may leave out or mask members where no attribute shows it.</summary>
internal sealed class Destructuring
{
    public static readonly string[] Words = ["Destructure"];

    private static readonly string[] Limits = ["ToMaximumDepth", "ToMaximumStringLength", "ToMaximumCollectionCount", "AsScalar", "AsDictionary"];

    private readonly bool _hasPolicy;
    private readonly HashSet<string> _transformed;

    private Destructuring(World world, CancellationToken cancel)
    {
        var calls = world.NodesOf("Destructure", Shape.Mention, cancel)
            .Select(node => (node.Parent as MemberAccessExpressionSyntax)?.Name)
            .OfType<SimpleNameSyntax>()
            .Where(name => Array.IndexOf(Limits, name.Identifier.ValueText) < 0)
            .ToArray();
        _transformed = new HashSet<string>(calls.Select(Transformed).OfType<string>(), StringComparer.Ordinal);
        _hasPolicy = calls.Any(name => Transformed(name) is null);
    }

    public static Destructuring Of(Found found) => found.Concept((world, cancel) => new Destructuring(world, cancel));

    /// <summary>
    /// False in an application with neither Serilog nor NLog: the providers of .NET take <c>{@Order}</c> for a name and write the
    /// object's text. A library can't know what its host has.
    /// </summary>
    public static bool IsUnderstood(World world) =>
        world.Has(Library.Serilog) || world.Has(Library.NLog)
        || world.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication);

    /// <summary>True when a transformation of this type, or a policy for any type, decides what is written.</summary>
    public bool Decides(ITypeSymbol type) => _hasPolicy || _transformed.Contains(type.Name);

    /// <summary>The simple name of T in <c>ByTransforming&lt;T&gt;(…)</c>.</summary>
    private static string? Transformed(SimpleNameSyntax name) =>
        name is GenericNameSyntax { Identifier.ValueText: "ByTransforming" or "ByTransformingWhere", TypeArgumentList.Arguments: [var type] }
            ? type.ToString().Split('.').Last()
            : null;
}
