using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>How many endpoints a host has that carry a version. A handler is several where it has several routes.</summary>
/// <param name="Count">As far as the compilation shows them.</param>
/// <param name="IsExact">False when there may be more.</param>
internal sealed record VersionedEndpoints(int Count, bool IsExact)
{
    /// <summary>As a message says it.</summary>
    public override string ToString() => IsExact ? $"{Count}" : $"at least {Count}";

    public static VersionedEndpoints Of(World world, CancellationToken cancel)
    {
        var all = AllEndpoints.Of(world, cancel);
        var count = 0;
        // The actions of an abstract class are those of each class that derives from it.
        var isExact = all.Actions.All(action => !action.Controller.IsAbstract);
        foreach (var route in all.Routes)
        {
            isExact &= route.Versioning is Versioning.None or Versioning.Neutral || route.Versioning == Versioning.Versioned && IsMappedOnce(route, world, cancel);
            count += route.Versioning == Versioning.Versioned ? 1 : 0;
        }

        foreach (var controller in all.Actions.Select(action => action.Controller).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Where(controller => !controller.IsAbstract))
            count += ActionsOf(controller, world, cancel).Count(action => action.Versioning == Versioning.Versioned);
        return new(count, isExact);
    }

    /// <summary>Its own and those it inherits.</summary>
    private static IEnumerable<ControllerAction> ActionsOf(INamedTypeSymbol controller, World world, CancellationToken cancel)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var type = controller; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.OverriddenMethod is { } original)
                    overridden.Add(original);
                if (overridden.Contains(method))
                    continue;
                foreach (var action in ControllerAction.From(method, controller, world, cancel))
                    yield return action;
            }
        }
    }

    /// <summary>Not in a loop, nor in a function that several places call with different groups.</summary>
    private static bool IsMappedOnce(MappedRoute route, World world, CancellationToken cancel)
    {
        var mapping = route.Mapping;
        if (Code.Ancestors(mapping.Operation).Any(ancestor => ancestor is ILoopOperation))
            return false;
        return world.ModelFor(mapping.Syntax.SyntaxTree).GetEnclosingSymbol(mapping.Syntax.SpanStart, cancel) is not IMethodSymbol around
            || CallSites.Of(world, cancel).CallersOf(around, cancel).Count < 2;
    }
}
