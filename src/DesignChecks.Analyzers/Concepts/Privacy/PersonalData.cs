using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Privacy;

internal enum PersonalKind
{
    /// <summary>Its name says so.</summary>
    ByName,

    /// <summary>An attribute says so.</summary>
    Classified,

    /// <summary>A password, key or token.</summary>
    Secret,
}

/// <summary>A value that is personal data, and the name that it goes by in messages (never the value).</summary>
internal readonly record struct Personal(PersonalKind Kind, string Name);

/// <summary>Recognises personal data with the words and redactors that the team has set for one file.</summary>
internal sealed class PersonalData
{
    public static readonly TextListOption Names = new(
        "personal_data_names", "Words that name personal data (loyalty card), added to the built-in ones; a word with a minus in front (-street) is taken away.");

    /// <summary>Names that also mean something else, and count only where a person is spoken of.</summary>
    private static readonly string[] Ambiguous = ["fullname", "latitude", "longitude"];

    private static readonly string[] People =
    [
        "user", "customer", "person", "employee", "patient", "member", "contact", "applicant", "student", "teacher", "guest", "client", "buyer", "subscriber",
        "passenger", "driver", "owner", "author", "payer", "payee", "recipient", "cardholder", "holder", "account", "profile", "identity", "candidate", "visitor", "caller",
        "remote", "shipping", "billing", "delivery", "home", "signup", "registration", "register", "login",
    ];

    /// <summary>Endings of types that hold configuration: their addresses and names are the operator's own.</summary>
    private static readonly string[] Configuration = ["options", "settings", "config", "configuration", "constants", "defaults"];

    private static readonly TypeName Claims = new("System.Security.Claims.ClaimTypes");
    private static readonly TypeName Claim = new("System.Security.Claims.Claim");

    private readonly PersonalNames _names;
    private readonly NameList _redactors;

    private PersonalData(PersonalNames names, NameList redactors)
    {
        _names = names;
        _redactors = redactors;
    }

    public static PersonalData Of(Found found) =>
        new(PersonalNames.Default.With(found.Option(Names)), found.Option(Redaction.Methods));

    /// <summary>What a value is; null for what isn't personal, was redacted, or isn't known.</summary>
    /// <param name="value">One part of a text (<see cref="TextParts"/>).</param>
    /// <param name="label">The placeholder or key that the value is written under, which may name it too.</param>
    public Personal? In(IOperation value, string? label = null)
    {
        if (Secrets.IsAuthorizationHeader(value))
            return new Personal(PersonalKind.Secret, "Authorization header");
        if (value is IInvocationOperation call)
            return InCall(call);
        if (Code.SymbolOf(value) is not { } symbol)
            return null;
        if (value is IPropertyReferenceOperation { Property.Name: "Value", Instance: { } owner } && Claim.Is(owner.Type))
            return OfClaim(owner);
        var personal = Of(symbol, value.Type) ?? (label is null ? null : Labelled(label, symbol, value.Type));
        // Where a local's value comes from is looked up in the whole member: only when it can matter.
        if (personal is null && !(value is ILocalReferenceOperation copy && MayCopyMember(copy.Local)))
            return null;
        var source = value is ILocalReferenceOperation local ? Code.OnlyValueOf(local) : null;
        if (source is { ConstantValue.HasValue: true } || Redaction.Reaches(value, _redactors))
            return null;
        if (source is IMemberReferenceOperation or IParameterReferenceOperation && Classified(Code.SymbolOf(source)!, value.Type) is { } classified)
            return classified;
        // What an operator has configured is no person's, but a secret all the same.
        return personal is { Kind: PersonalKind.ByName } && Code.SymbolOf(source) is { } origin && IsOperators(origin) ? null : personal;
    }

    /// <summary>By its syntax, the local is declared with the value of a member or parameter.</summary>
    private static bool MayCopyMember(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences is [var declared]
        && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && value is not (InvocationExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax);

    /// <summary>What a member, parameter or local is.</summary>
    public Personal? Of(ISymbol symbol, ITypeSymbol? type)
    {
        if (Classified(symbol, type) is { } classified)
            return classified;
        if (symbol.IsStatic || IsFrameworks(symbol))
            return null;
        if (Secrets.MayBeOf(type) && Secrets.IsNamed(symbol.Name, symbol.ContainingType))
            return new Personal(PersonalKind.Secret, symbol.Name);
        return IsOperators(symbol) || _names.Find(symbol.Name) is not { } name || !Fits(name, symbol, type) ? null : new Personal(PersonalKind.ByName, symbol.Name);
    }

    /// <summary>What a name says of a value of this type, where there is nothing but the name: a placeholder, a parameter.</summary>
    public Personal? Named(string name, ITypeSymbol? type, INamedTypeSymbol? around) =>
        Secrets.MayBeOf(type) && Secrets.IsNamed(name, around) ? new Personal(PersonalKind.Secret, name)
        : _names.Find(name) is { } found && PersonalTypes.Fit(found, type, _names) && Array.IndexOf(Ambiguous, found) < 0 ? new Personal(PersonalKind.ByName, name)
        : null;

    private static Personal? Classified(ISymbol symbol, ITypeSymbol? type)
    {
        if (symbol is ILocalSymbol || Classification.Of(symbol) is not { } attribute)
            return null;
        // Identity marks ids and flags too, because a data export must hold them; a log needs the id.
        return !Classification.IsKnownToRedaction(attribute) && (IsId(symbol.Name) || PersonalTypes.WithoutNullable(type) is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum })
            ? null
            : new Personal(PersonalKind.Classified, symbol.Name);
    }

    /// <summary>A placeholder names a value that doesn't name itself: <c>"Sent to {Email}", recipient</c>. An id or count under such a name stays one.</summary>
    private Personal? Labelled(string label, ISymbol symbol, ITypeSymbol? type) =>
        IsId(symbol.Name) || IsFrameworks(symbol) || IsOperators(symbol) || symbol.IsStatic || Redaction.IsSaidBy(Words.Of(symbol.Name)) ? null : Named(label, type, symbol.ContainingType);

    /// <summary><c>GetEmail()</c> is named as its value; what other calls do to a value is unknown.</summary>
    private Personal? InCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (Redaction.Is(call, _redactors) || method.MethodKind == MethodKind.DelegateInvoke)
            return null;
        if (OfClaim(call) is { } claim)
            return claim;
        if (IsFrameworks(method) || !method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.Length == 3)
            return null;
        var name = method.Name.Substring(3);
        if (name.EndsWith("Async", StringComparison.Ordinal))
            name = name.Substring(0, name.Length - "Async".Length);
        return Named(name, Awaited(method.ReturnType), method.ContainingType);
    }

    private Personal? OfClaim(IOperation source)
    {
        if (source is IConditionalAccessInstanceOperation instance)
            return TextParts.Receiver(instance) is { } receiver ? OfClaim(receiver) : null;
        if (source is not IInvocationOperation { TargetMethod.Name: "FindFirst" or "FindFirstValue" } call)
            return null;
        var type = call.Arguments.Select(argument => Values.Unwrap(argument.Value)).OfType<IFieldReferenceOperation>().FirstOrDefault(field => Claims.Is(field.Field.ContainingType));
        return type is not null && _names.Find(type.Field.Name) is not null ? new Personal(PersonalKind.ByName, "ClaimTypes." + type.Field.Name) : null;
    }

    private bool Fits(string name, ISymbol symbol, ITypeSymbol? type)
    {
        if (!PersonalTypes.Fit(name, type, _names))
            return false;
        var isAmbiguous = Array.IndexOf(Ambiguous, name) >= 0 || (name == "ipaddress" && PersonalTypes.IsIpAddress(type));
        return !isAmbiguous || IsAboutPerson(symbol);
    }

    /// <summary>The symbol, its type or the method around it speaks of a person.</summary>
    private bool IsAboutPerson(ISymbol symbol) =>
        Words.ContainAny(symbol.Name, People)
        || (symbol.ContainingSymbol is IMethodSymbol method && Words.ContainAny(method.Name, People))
        || (symbol.ContainingSymbol is INamedTypeSymbol type && (Words.ContainAny(type.Name, People) || HasPlainPersonalMember(type, symbol)));

    private bool HasPlainPersonalMember(INamedTypeSymbol type, ISymbol except) =>
        type.GetMembers().OfType<IPropertySymbol>().Any(other =>
            !Code.IsSame(other, except) && _names.Find(other.Name) is { } name && Array.IndexOf(Ambiguous, name) < 0 && name != "ipaddress");

    private static bool IsId(string name)
    {
        var words = Words.Of(name);
        return words.Count > 0 && words[words.Count - 1] is "id" or "ids" or "key" or "count" or "length" or "guid" or "hash" or "type" or "status";
    }

    /// <summary>A constant, or a member of a type that holds configuration.</summary>
    private static bool IsOperators(ISymbol symbol) =>
        symbol is IFieldSymbol { IsConst: true }
        || (symbol is IPropertySymbol or IFieldSymbol && symbol.ContainingType is { } type && Words.EndWithAny(type.Name, Configuration));

    /// <summary><c>Type.FullName</c>, <c>FileInfo.FullName</c>: the base library names no people.</summary>
    private static bool IsFrameworks(ISymbol symbol)
    {
        if (symbol is not (IPropertySymbol or IFieldSymbol or IMethodSymbol))
            return false;
        var space = symbol.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == "System";
    }

    private static ITypeSymbol Awaited(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;
}
