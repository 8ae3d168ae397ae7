using System.Collections.Concurrent;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>
/// Who calls the project's own functions that map endpoints (<c>app.MapOrders()</c>). Their names are known only once the
/// compilation is: they are gathered from the text around the mappings, and all are looked for in one scan.
/// </summary>
internal sealed class CallSites
{
    /// <summary>Functions that map, functions that call those, and so on.</summary>
    private const int Rounds = 3;

    private readonly World _world;
    private readonly Dictionary<string, List<InvocationExpressionSyntax>> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<Call>> _callers = new(SymbolEqualityComparer.Default);

    private CallSites(World world, CancellationToken cancel)
    {
        _world = world;
        IEnumerable<SyntaxNode> mapping = RouteBuilders.Mappings.Concat(RouteBuilders.Groups).SelectMany(word => world.NodesOf(word, Shape.Call, cancel));
        for (var round = 0; round < Rounds; round++)
        {
            var names = mapping.Select(NameOfFunctionAround).OfType<string>().Where(name => !_byName.ContainsKey(name)).Distinct(StringComparer.Ordinal).ToArray();
            if (names.Length == 0)
                return;
            var found = world.CallsNamed(names, cancel);
            foreach (var name in names)
                _byName.Add(name, []);
            foreach (var (name, call) in found)
                _byName[name].Add(call);
            mapping = found.Select(site => site.Call);
        }
    }

    public static CallSites Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new CallSites(world, cancel), cancel);

    /// <summary>The calls of a method, also through an interface or base method that it implements.</summary>
    public IReadOnlyList<Call> CallersOf(IMethodSymbol method, CancellationToken cancel)
    {
        if (_callers.TryGetValue(method, out var known))
            return known;
        IReadOnlyList<Call> callers = !_byName.TryGetValue(method.Name, out var sites) ? [] : sites
            .Select(site => Call.From(_world.OperationAt(site, cancel)))
            .OfType<Call>()
            .Where(call => Reaches(call.Method.OriginalDefinition, method.OriginalDefinition))
            .ToArray();
        return _callers.GetOrAdd(method, callers);
    }

    private static bool Reaches(IMethodSymbol called, IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod?.OriginalDefinition)
        {
            if (Code.IsSame(called, current))
                return true;
        }

        return called.ContainingType.TypeKind == TypeKind.Interface
            && Code.IsSame(method.ContainingType.FindImplementationForInterfaceMember(called), method);
    }

    private static string? NameOfFunctionAround(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case MethodDeclarationSyntax method:
                    return method.Identifier.ValueText;
                case LocalFunctionStatementSyntax local:
                    return local.Identifier.ValueText;
            }
        }

        return null;
    }
}
