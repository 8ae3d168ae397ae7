using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Http;

/// <summary>An interface from which Refit makes a client: attributes say what its methods send.</summary>
internal static class RefitInterface
{
    private static readonly TypeName Post = new("Refit.PostAttribute");
    private static readonly TypeName Patch = new("Refit.PatchAttribute");
    private static readonly TypeName AnyMethod = new("Refit.HttpMethodAttribute");

    /// <summary>True for a method of such an interface.</summary>
    public static bool Sends(IMethodSymbol method) => method.ContainingType is { TypeKind: TypeKind.Interface } && Attributes.Of(method.OriginalDefinition, AnyMethod) is not null;

    /// <summary>The HTTP method of the first POST or PATCH of the interface that does more than ask.</summary>
    public static string? UnsafeMethodOf(INamedTypeSymbol? type, string[] safePaths)
    {
        if (type is not { TypeKind: TypeKind.Interface })
            return null;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            var (verb, attribute) = Attributes.Of(method, Post) is { } post ? ("POST", post) : ("PATCH", Attributes.Of(method, Patch));
            if (attribute is not null && !HttpSend.OnlyAsks(attribute.ConstructorArguments.FirstOrDefault().Value as string, safePaths))
                return verb;
        }

        return null;
    }
}
