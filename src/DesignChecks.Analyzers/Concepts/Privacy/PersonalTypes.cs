using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Privacy;

/// <summary>Whether a value of a type can be the personal data that its name announces. Booleans, enums, ids and counts can't.</summary>
internal static class PersonalTypes
{
    public static readonly TypeName StringValues = new("Microsoft.Extensions.Primitives.StringValues");

    private static readonly TypeName IpAddress = new("System.Net.IPAddress");
    private static readonly TypeName DateOnly = new("System.DateOnly");
    private static readonly TypeName DateTimeOffset = new("System.DateTimeOffset");
    private static readonly TypeName[] MailAddresses = [new("System.Net.Mail.MailAddress"), new("MimeKit.InternetAddress")];
    private static readonly TypeName Sequence = new("System.Collections.Generic.IEnumerable`1");

    /// <summary>Names whose values are numbers in some models.</summary>
    private static readonly string[] Numeric = ["salary", "latitude", "longitude", "ssn", "socialsecurity", "taxid", "nationalid", "postalcode", "postcode", "zipcode"];

    /// <summary>Can a value of this type be what the name says?</summary>
    public static bool Fit(string name, ITypeSymbol? type, PersonalNames names)
    {
        switch (WithoutNullable(type))
        {
            case null or IErrorTypeSymbol or ITypeParameterSymbol or { TypeKind: TypeKind.Enum or TypeKind.Dynamic or TypeKind.Delegate }:
                return false;
            case { SpecialType: SpecialType.System_String }:
                return true;
            case { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double }:
                return Array.IndexOf(Numeric, name) >= 0;
            case { SpecialType: SpecialType.System_DateTime }:
                return IsDate(name);
            case { SpecialType: not SpecialType.None }:
                return false;
            case { } other when DateOnly.Is(other) || DateTimeOffset.Is(other):
                return IsDate(name);
            case { } other when StringValues.Is(other) || MailAddresses.AnyIsBaseOf(other):
                return true;
            case { } other when IpAddress.Is(other):
                return name == "ipaddress";
            case { } other:
                return IsTextSequence(other) || IsValueObject(other, names);
        }
    }

    public static ITypeSymbol? WithoutNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : type;

    public static bool IsIpAddress(ITypeSymbol? type) => IpAddress.Is(type);

    private static bool IsDate(string name) => name is "birthdate" or "birthday" or "dateofbirth" or "dob";

    private static bool IsTextSequence(ITypeSymbol type) =>
        type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }
        || Sequence.FormIn(type) is { TypeArguments: [{ SpecialType: SpecialType.System_String }] };

    /// <summary>A type of the team for one such value (<c>record EmailAddress(string Value)</c>) that shows it as text.</summary>
    private static bool IsValueObject(ITypeSymbol type, PersonalNames names) =>
        names.Find(type.Name) is not null && (type.IsRecord || type.GetMembers("ToString").Any(member => member is IMethodSymbol { Parameters.IsEmpty: true, IsOverride: true }));
}
