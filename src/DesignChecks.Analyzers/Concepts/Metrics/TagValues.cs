using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Metrics;

/// <summary>What makes the values of a tag endless. Null means that they may well be few.</summary>
internal static class TagValues
{
    private static readonly string[] IdOwners =
    [
        "user", "customer", "account", "member", "visitor", "order", "tenant", "session", "request", "correlation", "trace", "span", "activity",
        "transaction", "payment", "invoice", "message", "conversation", "connection", "basket", "cart", "patient", "employee", "person",
    ];

    private static readonly string[] IdEndings = ["id", "ids", "guid", "uuid", "identifier"];

    /// <summary>Words of values that were brought down to a few: a route is one value for all its paths.</summary>
    private static readonly string[] Few =
        ["route", "template", "pattern", "normalized", "normalised", "bucket", "group", "kind", "type", "class", "category", "prefix", "base", "root", "service", "endpoint", "server", "host", "broker", "queue", "api", "health", "name"];

    private static readonly TypeName GuidType = new("System.Guid");
    private static readonly TypeName DateTimeOffset = new("System.DateTimeOffset");
    private static readonly TypeName UriType = new("System.Uri");
    private static readonly TypeName[] Paths = [new("Microsoft.AspNetCore.Http.PathString"), new("Microsoft.AspNetCore.Http.QueryString")];
    private static readonly TypeName ExceptionType = new("System.Exception");

    public static string? Endless(MetricTag tag)
    {
        foreach (var part in TextParts.Of(tag.Value))
        {
            if (IsOfFew(part.Type))
                continue;
            if ((ByType(part) ?? ByName(part) ?? ByKey(tag.Key, part)) is { } kind)
                return kind;
        }

        return null;
    }

    private static bool IsOfFew(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } && IsOfFew(value));

    private static string? ByType(IOperation part)
    {
        var type = part.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : part.Type;
        if (GuidType.Is(type))
            return "a Guid";
        if (type is { SpecialType: SpecialType.System_DateTime } || DateTimeOffset.Is(type))
            return "a point in time";
        if (UriType.IsBaseOf(type) || Paths.AnyIs(type))
            return "a URL or path";
        if (ExceptionType.IsBaseOf(type))
            return "the text of an exception";
        if (part is not IPropertyReferenceOperation { Property: var property })
            return null;
        return property.Name switch
        {
            "Message" or "StackTrace" when ExceptionType.IsBaseOf(property.ContainingType) => "the text of an exception",
            "Value" when Paths.AnyIs(property.ContainingType) => "a URL or path",
            "AbsolutePath" or "AbsoluteUri" or "LocalPath" or "PathAndQuery" or "OriginalString" or "Query" when UriType.Is(property.ContainingType) => "a URL or path",
            _ => null,
        };
    }

    private static string? ByName(IOperation part)
    {
        switch (part)
        {
            case ILocalReferenceOperation local when Code.OnlyValueOf(local) is { } only:
                return OfSource(only, local.Local.Name);
            case IInvocationOperation { TargetMethod: { Name: var name } method } when name.StartsWith("Get", StringComparison.Ordinal):
                return Named(name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(3, name.Length - 8) : name.Substring(3), method.ReturnType);
            case IMemberReferenceOperation { Member: var member }:
                return IsConfigured(member) ? null : Named(Qualified(member), part.Type);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Named(Code.SymbolOf(part)!.Name, part.Type);
            default:
                return null;
        }
    }

    /// <summary>A local takes after what it is made of; a call that may have brought the value down to a few counts as such if it says so.</summary>
    private static string? OfSource(IOperation only, string name)
    {
        var parts = TextParts.Of(only).ToArray();
        if (parts.Length == 0 || parts.All(part => IsOfFew(part.Type)))
            return null;
        foreach (var part in parts)
        {
            if (ByType(part) is { } kind)
                return kind;
            var source = part is IInvocationOperation call ? call.TargetMethod : Code.SymbolOf(part);
            if (source is not null && (IsConfigured(source) || Words.Of(source.Name).Exists(IsFew)))
                return null;
        }

        return Named(name, only.Type);
    }

    /// <summary>A key such as <c>user.id</c> says what a plainly named value is. What an unknown call makes of its input may be few.</summary>
    private static string? ByKey(string? key, IOperation part) =>
        key is not null && Code.SymbolOf(part) is { IsStatic: false } symbol && !IsConfigured(symbol) && !Words.Of(symbol.Name).Exists(IsFew) && OfWords(Words.Of(key), isText: false) is { } kind
            ? kind
            : null;

    private static string? Named(string name, ITypeSymbol? type)
    {
        var words = Words.Of(name);
        return OfWords(words, type?.SpecialType == SpecialType.System_String);
    }

    private static string? OfWords(List<string> words, bool isText)
    {
        if (words.Count == 0)
            return null;
        var last = words[words.Count - 1];
        var before = words.Count > 1 ? words[words.Count - 2] : "";
        if (Array.IndexOf(IdEndings, last) >= 0)
            return Array.IndexOf(IdOwners, before) >= 0 ? $"the id of {Article(before)} {before}" : null;
        if (last is "email" || (last is "address" && before is "email" or "mail"))
            return "an e-mail address";
        if (last is "username" || (last is "name" && before is "user"))
            return "the name of a user";
        if (last is "message" && before is "error" or "exception")
            return "the text of an exception";
        if (last is "timestamp")
            return "a point in time";
        if (!isText || words.Exists(IsFew))
            return null;
        return last switch
        {
            "url" or "uri" => "a URL or path",
            "path" when before is "" or "request" or "raw" or "url" or "full" or "file" => "a URL or path",
            "query" when before is "" or "search" or "sql" or "request" => "the text of a query",
            "querystring" => "the text of a query",
            "string" when before is "query" => "the text of a query",
            _ => null,
        };
    }

    private static bool IsFew(string word) => Array.IndexOf(Few, word) >= 0;

    private static string Article(string noun) => "aeiou".IndexOf(noun[0]) >= 0 && noun != "user" ? "an" : "a";

    /// <summary><c>order.Id</c> is the id of an order.</summary>
    private static string Qualified(ISymbol member) =>
        member.Name is "Id" or "Guid" or "Identifier" && member.ContainingType is { } owner ? owner.Name + member.Name : member.Name;

    /// <summary>Constants and options are few by nature.</summary>
    private static bool IsConfigured(ISymbol symbol) =>
        symbol is IFieldSymbol { IsConst: true }
        || (symbol is IPropertySymbol or IFieldSymbol && symbol.ContainingType is { } type && Words.Of(type.Name) is { Count: > 0 } words && words[words.Count - 1] is "options" or "settings" or "config" or "configuration");
}
