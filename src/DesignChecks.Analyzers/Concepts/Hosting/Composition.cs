using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Hosting;

/// <summary>
/// Walks the code that composes a host: from where it is made through the methods that get a part of it. What leaves our
/// sight there (another project's extension method, an interface, a delegate) may configure that part unseen.
/// </summary>
internal sealed class Composition(World world, CancellationToken cancel)
{
    private const int MaxBodies = 300;

    /// <summary>Health checks, as Aspire's templates have it; the routes of Carter's modules, which stand in the project.</summary>
    private static readonly string[] KnownMappings = ["MapDefaultEndpoints", "MapCarter"];

    private readonly HashSet<ISymbol> _entered = new(SymbolEqualityComparer.Default);
    private readonly Queue<IOperation> _open = new();

    /// <summary>The parts that something out of sight may configure.</summary>
    public HostPart Hidden { get; private set; }

    /// <summary>True when something out of sight may map endpoints of an API.</summary>
    public bool HidesEndpoints { get; private set; }

    public void Walk(IEnumerable<IOperation> roots)
    {
        foreach (var root in roots)
            _open.Enqueue(root);
        for (var bodies = 0; _open.Count > 0; bodies++)
        {
            cancel.ThrowIfCancellationRequested();
            if (bodies > MaxBodies)
            {
                Hidden = HostPart.All;
                HidesEndpoints = true;
                return;
            }

            foreach (var operation in Code.Within(_open.Dequeue()))
                Look(operation);
        }
    }

    /// <summary>The methods of a <c>Startup</c> class that get a part of the host.</summary>
    public void EnterStartup(ITypeSymbol? startup)
    {
        if (startup is null || !world.Declares(startup))
        {
            Hidden = HostPart.All;
            HidesEndpoints = true;
            return;
        }

        for (var type = startup; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
                Enter(method, PartsTakenBy(method));
        }
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation when Call.From(invocation) is { } call:
                if (!IsQuiet(call))
                    Enter(call.Method, PartsTakenBy(call));
                if (call.Name == "AddApplicationPart")
                {
                    Hidden |= HostPart.Endpoints;
                    HidesEndpoints = true;
                }

                break;
            case IMethodReferenceOperation { Method: var method } when !QuietLibraries.Declare(method):
                Enter(method, PartsTakenBy(method));
                break;
            case IObjectCreationOperation { Constructor: { } constructor } when !QuietLibraries.Declare(constructor):
                // What the object does with it later is too far to follow.
                Hidden |= PartsTakenBy(constructor);
                break;
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } kept:
                Hidden |= HostParts.Of(kept.Value.Type);
                break;
            case IInvalidOperation { Syntax: InvocationExpressionSyntax }:
                // Half typed, or a project that doesn't resolve.
                foreach (var part in operation.Descendants())
                {
                    Hidden |= HostParts.Of(part.Type);
                    HidesEndpoints |= (HostParts.Of(part.Type) & HostPart.Endpoints) != HostPart.None;
                }

                break;
        }
    }

    private void Enter(IMethodSymbol method, HostPart parts)
    {
        var declared = method.OriginalDefinition;
        if (parts == HostPart.None || !_entered.Add(declared))
            return;
        if (world.BodyOf(declared, cancel) is { } body)
        {
            _open.Enqueue(body);
            return;
        }

        Hidden |= parts;
        // What a generic method knows of the application is what its constraint says.
        HidesEndpoints |= MayMap(declared, PartsTakenBy(declared) is var known and not HostPart.None ? known : parts);
    }

    /// <summary>Nothing waits for endpoints to be mapped: a bare task migrates or seeds.</summary>
    private static bool MayMap(IMethodSymbol method, HostPart parts) => Array.IndexOf(KnownMappings, method.Name) < 0
        && method.ReturnType is not INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 }
        && ((parts & HostPart.Endpoints) != HostPart.None || (parts & HostPart.Pipeline) != HostPart.None && Words.ContainAny(method.Name, ["endpoints"]));

    /// <summary>A delegate is the framework's, what it runs is not.</summary>
    private static bool IsQuiet(Call call) => call.Method.MethodKind != MethodKind.DelegateInvoke && QuietLibraries.Declare(call.DeclaringType);

    /// <summary>The receiver of a C# 14 extension member is no parameter.</summary>
    private static HostPart PartsTakenBy(Call call) =>
        PartsTakenBy(call.Method) | (call.Method.ContainingType.CanBeReferencedByName ? HostPart.None : HostParts.Of(call.Receiver?.Type));

    private static HostPart PartsTakenBy(IMethodSymbol method)
    {
        var parts = HostPart.None;
        foreach (var parameter in method.Parameters)
            parts |= HostParts.Of(parameter.Type);
        return parts;
    }
}
