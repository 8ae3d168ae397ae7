using DesignChecks.Concepts.Logging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Privacy;

/// <summary>An object that is written with all its members: destructured, serialized, or a record by its own ToString.</summary>
/// <param name="Value">The expression that is written.</param>
/// <param name="Type">The type whose members are written.</param>
internal readonly record struct WholeObject(IOperation Value, INamedTypeSymbol Type)
{
    private static readonly TypeName[] Serializers = [new("System.Text.Json.JsonSerializer"), new("Newtonsoft.Json.JsonConvert")];
    private static readonly TypeName Sequence = new("System.Collections.Generic.IEnumerable`1");
    private static readonly TypeName LogProperties = new("Microsoft.Extensions.Logging.LogPropertiesAttribute");

    /// <summary>Attributes that keep a member out of what is written, or mask it there.</summary>
    private static readonly string[] LeavesOut = ["JsonIgnoreAttribute", "NotLoggedAttribute", "NotLoggedIfNullAttribute", "LogReplacedAttribute", "LogPropertyIgnoreAttribute", "IgnoreDataMemberAttribute"];

    private const int Depth = 2;

    public static WholeObject? Of(LogValue value, World world)
    {
        if (value.IsDestructured && Destructuring.IsUnderstood(world))
            return In(value.Value, value.Value.Type);
        var written = value.Value is ILocalReferenceOperation local && Code.OnlyValueOf(local) is IInvocationOperation call && Serialized(call) is not null
            ? call
            : value.Value;
        foreach (var part in TextParts.Of(written))
        {
            if (part is IInvocationOperation serialization && Serialized(serialization) is { } argument)
                return In(value.Value, argument.Type);
            if (Element(part.Type) is { IsRecord: true } record && PrintsItsMembers(record))
                return new WholeObject(part, record);
        }

        return null;
    }

    /// <summary>A parameter of a generated log method whose members become tags.</summary>
    public static INamedTypeSymbol? OfParameter(IParameterSymbol parameter) =>
        Attributes.Of(parameter, LogProperties) is not null || (Element(parameter.Type) is { IsRecord: true } record && PrintsItsMembers(record))
            ? Element(parameter.Type)
            : null;

    /// <summary>The members of a type, and of the types they hold, that are personal data and are written.</summary>
    public static IReadOnlyList<Personal> PersonalMembers(INamedTypeSymbol type, PersonalData data)
    {
        var members = new List<Personal>();
        Collect(type, data, members, Depth);
        return members;
    }

    private static WholeObject? In(IOperation value, ITypeSymbol? type) =>
        Element(type) is { IsAnonymousType: false } element ? new WholeObject(value, element) : null;

    private static void Collect(INamedTypeSymbol type, PersonalData data, List<Personal> members, int depth)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is not { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null } || IsLeftOut(property))
                    continue;
                if (data.Of(property, property.Type) is { } personal)
                    members.Add(personal);
                else if (depth > 1 && Element(property.Type) is { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } nested && !IsFrameworks(nested))
                    Collect(nested, data, members, depth - 1);
            }
        }
    }

    private static bool IsLeftOut(IPropertySymbol property) =>
        property.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && (Array.IndexOf(LeavesOut, type.Name) >= 0 || Redaction.IsSaidBy(Words.Of(type.Name))));

    private static IOperation? Serialized(IInvocationOperation call) =>
        Serializers.AnyIs(call.TargetMethod.ContainingType) && call.TargetMethod.Name is "Serialize" or "SerializeObject" && call.Arguments is [var value, ..]
            ? Values.Unwrap(value.Value)
            : null;

    private static INamedTypeSymbol? Element(ITypeSymbol? type) => type switch
    {
        { SpecialType: not SpecialType.None } => null,
        IArrayTypeSymbol array => Element(array.ElementType),
        INamedTypeSymbol named => Sequence.FormIn(named) is { TypeArguments: [var element] } ? element as INamedTypeSymbol : named,
        _ => null,
    };

    /// <summary>False when the record has a ToString or PrintMembers of its own.</summary>
    private static bool PrintsItsMembers(INamedTypeSymbol record) =>
        record.GetMembers("ToString").Concat(record.GetMembers("PrintMembers")).All(IsMadeByCompiler);

    private static bool IsMadeByCompiler(ISymbol member) =>
        member.IsImplicitlyDeclared || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static bool IsFrameworks(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name is "System" or "Microsoft";
    }
}
