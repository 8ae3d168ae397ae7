using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// The code that runs when a migration is applied: <c>Up</c>, its own or inherited, and the methods of the class that it
/// calls and <c>Down</c> doesn't.
/// </summary>
internal static class UpCode
{
    private const int MaxDepth = 5;

    public static IReadOnlyList<MigrationStep> Steps(INamedTypeSymbol type, MigrationFramework framework, World world, CancellationToken cancel)
    {
        if (MethodNamed(type, "Up") is not { } up)
            return [];
        var walk = new Walk(type, framework, world, cancel);
        if (MethodNamed(type, "Down") is { } down)
            walk.LeaveOut(down);
        walk.Enter(up, isAcknowledged: false, depth: 0);
        return walk.Steps;
    }

    /// <summary>What <c>Down</c> itself does: it says how dropped columns were.</summary>
    public static IReadOnlyList<MigrationStep> DownSteps(INamedTypeSymbol type, MigrationFramework framework, World world, CancellationToken cancel)
    {
        if (MethodNamed(type, "Down") is not { } down)
            return [];
        var walk = new Walk(type, framework, world, cancel);
        walk.Enter(down, isAcknowledged: false, depth: 0);
        return walk.Steps;
    }

    private static IMethodSymbol? MethodNamed(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => !method.IsStatic) is { } method)
                return method.IsAbstract ? null : method;
        }

        return null;
    }

    private sealed class Walk(INamedTypeSymbol type, MigrationFramework framework, World world, CancellationToken cancel)
    {
        private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
        private readonly HashSet<ISymbol> _leftOut = new(SymbolEqualityComparer.Default);
        private readonly List<MigrationStep> _steps = [];

        public IReadOnlyList<MigrationStep> Steps => _steps;

        public void LeaveOut(IMethodSymbol method, int depth = 0)
        {
            if (depth > MaxDepth || !_leftOut.Add(method))
                return;
            foreach (var call in Code.CallsIn(world.BodyOf(method, cancel)))
            {
                if (OwnMethod(call) is { } own)
                    LeaveOut(own, depth + 1);
            }
        }

        public void Enter(IMethodSymbol method, bool isAcknowledged, int depth)
        {
            if (depth > MaxDepth || _leftOut.Contains(method) || !_seen.Add(method))
                return;
            cancel.ThrowIfCancellationRequested();
            isAcknowledged |= Acknowledgement.Is(method);
            foreach (var call in Code.CallsIn(world.BodyOf(method, cancel)))
            {
                if (OwnMethod(call) is { } own)
                    Enter(own, isAcknowledged || Acknowledgement.IsAt(call.Syntax), depth + 1);
                else
                    AddSteps(call, isAcknowledged);
            }
        }

        private void AddSteps(Call call, bool isAcknowledged)
        {
            foreach (var step in framework == MigrationFramework.EfCore ? EfStep.From(call) : FluentStep.From(call))
            {
                _steps.Add(step with
                {
                    Order = _steps.Count,
                    OnlyOn = step.OnlyOn != DatabaseProvider.Unknown ? step.OnlyOn : DatabaseProviders.AskedAround(step.Anchor),
                    IsAcknowledgedAbove = isAcknowledged,
                });
            }
        }

        /// <summary>The method of the migration's class or its bases that a call on itself runs, overrides followed.</summary>
        private IMethodSymbol? OwnMethod(Call call)
        {
            if (call.Operation.Instance is not (null or IInstanceReferenceOperation) || call.Method.MethodKind != MethodKind.Ordinary || call.Method.IsExtensionMethod)
                return null;
            var declared = call.Method.OriginalDefinition;
            if (call.ReceiverSyntax is BaseExpressionSyntax)
                return declared.DeclaringSyntaxReferences.IsEmpty ? null : declared;
            for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            {
                foreach (var method in current.GetMembers(declared.Name).OfType<IMethodSymbol>())
                {
                    if (Runs(method, declared))
                        return method.DeclaringSyntaxReferences.IsEmpty ? null : method;
                }
            }

            return null;
        }

        private static bool Runs(IMethodSymbol method, IMethodSymbol declared)
        {
            for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
            {
                if (Code.IsSame(current.OriginalDefinition, declared))
                    return true;
            }

            return false;
        }
    }
}
