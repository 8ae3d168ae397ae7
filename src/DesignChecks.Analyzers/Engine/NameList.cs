using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>Names that a team gave in an option. A symbol matches by simple name, full name or documentation id.</summary>
internal sealed class NameList
{
    public static readonly NameList Empty = new([]);

    private readonly HashSet<string> _names;

    private NameList(IEnumerable<string> names) => _names = new HashSet<string>(names, StringComparer.Ordinal);

    public bool IsEmpty => _names.Count == 0;

    public static NameList Parse(string text) => new(Parts(text));

    /// <summary>Names, dots, arity marks and documentation-id prefixes; at least one name.</summary>
    public static bool IsWellFormed(string text) =>
        Parts(text).Any() && Parts(text).All(part => part.All(c => char.IsLetterOrDigit(c) || "_.`:+<>(){}@-/".IndexOf(c) >= 0));

    public bool Contains(ISymbol? symbol)
    {
        if (symbol is null || IsEmpty)
            return false;
        var definition = symbol.OriginalDefinition;
        return _names.Contains(definition.Name)
            || (definition is INamedTypeSymbol type && _names.Contains(type.MetadataName))
            || _names.Contains(FullName(definition))
            || (definition.GetDocumentationCommentId() is { } id && _names.Contains(id));
    }

    /// <summary>True when the name itself is listed: for what code names by a text.</summary>
    public bool ContainsName(string simpleName) => _names.Contains(simpleName);

    /// <summary>True when the type, a base type or an interface of it is named.</summary>
    public bool ContainsTypeOrBase(ITypeSymbol? type)
    {
        if (IsEmpty)
            return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Contains(current))
                return true;
        }

        return type is not null && type.AllInterfaces.Any(Contains);
    }

    /// <summary>True when the attribute, also without its suffix, or a base of it is named.</summary>
    public bool ContainsAttribute(INamedTypeSymbol? attribute) =>
        attribute is not null && !IsEmpty
        && (ContainsTypeOrBase(attribute) || _names.Contains(WithoutSuffix(attribute.Name)));

    private static string WithoutSuffix(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;

    private static IEnumerable<string> Parts(string text) =>
        text.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0);

    private static readonly SymbolDisplayFormat FullNameFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    private static string FullName(ISymbol symbol) => symbol.ToDisplayString(FullNameFormat);
}
