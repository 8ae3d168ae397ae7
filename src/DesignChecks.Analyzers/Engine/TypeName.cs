using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>
/// A type by its metadata name, compared without resolving it: cheap, holds no symbol, and indifferent to a
/// second assembly that defines the same name (which makes a metadata lookup answer null).
/// </summary>
internal sealed class TypeName
{
    private readonly string[] _namespaces;
    private readonly string[] _types;

    /// <param name="metadataName">As the runtime spells it: <c>System.Collections.Generic.List`1</c>.</param>
    /// <param name="isInterface">For interfaces whose name doesn't begin with I and a capital; a test finds those that need it.</param>
    public TypeName(string metadataName, bool isInterface = false)
    {
        MetadataName = metadataName;
        var lastDot = metadataName.LastIndexOf('.');
        _namespaces = lastDot < 0 ? [] : metadataName.Substring(0, lastDot).Split('.');
        _types = metadataName.Substring(lastDot + 1).Split('+');
        MayBeInterface = isInterface || LooksLikeInterface(_types[_types.Length - 1]);
    }

    public string MetadataName { get; }

    /// <summary>Asking a type for all its interfaces copies the list, and most names are those of classes: these are looked for among the bases only.</summary>
    public bool MayBeInterface { get; }

    /// <summary>The name as code writes it: without namespace and arity.</summary>
    public string SimpleName => _types[_types.Length - 1].Split('`')[0];

    /// <summary>True when the type, its definition when constructed, is this one.</summary>
    public bool Is(ITypeSymbol? type)
    {
        ISymbol? current = type?.OriginalDefinition;
        for (var i = _types.Length - 1; i >= 0; i--)
        {
            if (current is not INamedTypeSymbol named || !string.Equals(named.MetadataName, _types[i], StringComparison.Ordinal))
                return false;
            current = i > 0 ? named.ContainingType : named.ContainingNamespace;
        }

        for (var i = _namespaces.Length - 1; i >= 0; i--)
        {
            if (current is not INamespaceSymbol space || !string.Equals(space.Name, _namespaces[i], StringComparison.Ordinal))
                return false;
            current = space.ContainingNamespace;
        }

        return current is INamespaceSymbol { IsGlobalNamespace: true };
    }

    /// <summary>True when the type is this one, derives from it or implements it.</summary>
    public bool IsBaseOf(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current))
                return true;
        }

        return type switch
        {
            null => false,
            ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(IsBaseOf),
            _ => MayBeInterface && type.AllInterfaces.Any(Is),
        };
    }

    /// <summary>The constructed form of this type among the type's bases and interfaces, to read its type arguments.</summary>
    public INamedTypeSymbol? FormIn(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current))
                return current as INamedTypeSymbol;
        }

        return MayBeInterface ? type?.AllInterfaces.FirstOrDefault(Is) : null;
    }

    private static bool LooksLikeInterface(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]);

    public override string ToString() => MetadataName;
}

internal static class TypeNames
{
    public static bool AnyIs(this TypeName[] names, ITypeSymbol? type) => Array.Exists(names, name => name.Is(type));

    public static bool AnyIsBaseOf(this TypeName[] names, ITypeSymbol? type) => Array.Exists(names, name => name.IsBaseOf(type));
}
