using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What kind of answer an endpoint gives.</summary>
internal enum AnswerKind
{
    Unknown,

    /// <summary>No value, or no endpoint that answers with data.</summary>
    None,
    Single,
    List,

    /// <summary>A part of a list, with what is needed to ask for more.</summary>
    Page,

    /// <summary>Written while it is read (<c>IAsyncEnumerable</c>), or a file.</summary>
    Stream,
}

/// <summary>The kind of an endpoint's answer, by its signature where that says it, else by the values it returns.</summary>
/// <param name="Kind">List wins over single: an endpoint that may answer with a list is one.</param>
/// <param name="Element">What the list or page is of; null when unknown.</param>
internal readonly record struct Answering(AnswerKind Kind, ITypeSymbol? Element)
{
    private static readonly TypeName Enumerable = new("System.Collections.Generic.IEnumerable`1");
    private static readonly TypeName AsyncEnumerable = new("System.Collections.Generic.IAsyncEnumerable`1");
    private static readonly TypeName Dictionary = new("System.Collections.Generic.IReadOnlyDictionary`2");

    private static readonly TypeName[] Wrappers =
    [
        new("System.Threading.Tasks.Task`1"),
        new("System.Threading.Tasks.ValueTask`1"),
        new("Microsoft.AspNetCore.Mvc.ActionResult`1"),
    ];

    private static readonly TypeName[] Opaque =
    [
        new("Microsoft.AspNetCore.Http.IResult"),
        new("Microsoft.AspNetCore.Mvc.IActionResult"),
        new("Microsoft.AspNetCore.Mvc.Infrastructure.IConvertToActionResult"),
        new("Microsoft.Azure.Functions.Worker.Http.HttpResponseData"),
    ];

    /// <summary>Results of <c>TypedResults</c> that carry a value for a caller who succeeded.</summary>
    private static readonly string[] ValueResults = ["Ok", "Created", "CreatedAtRoute", "Accepted", "AcceptedAtRoute", "JsonHttpResult"];

    private static readonly string[] PageWords = ["page", "paged", "paginated", "pagination", "paging", "slice", "cursor"];

    public static Answering Of(Endpoint endpoint)
    {
        if (endpoint.Handler is not { } handler)
            return default;
        var declared = Success(handler.ReturnType).Select(OfType).ToArray();
        if (declared.Length > 0)
            return Strongest(declared);
        return IsOpaque(Unwrapped(handler.ReturnType))
            ? Strongest(endpoint.Answers.Where(answer => answer.Type is not null && !IsOpaque(answer.Type)).Select(answer => OfType(answer.Type!)))
            : new Answering(AnswerKind.None, null);
    }

    /// <summary>The types that a caller gets, out of their tasks, results, lists and pages.</summary>
    public static IEnumerable<ITypeSymbol> ContractsOf(Endpoint endpoint)
    {
        if (endpoint.Handler is not { } handler)
            return [];
        var declared = Success(handler.ReturnType).ToArray();
        var types = declared.Length > 0 ? declared
            : IsOpaque(Unwrapped(handler.ReturnType)) ? endpoint.Answers.Select(answer => answer.Type).OfType<ITypeSymbol>().Where(type => !IsOpaque(type))
            : [];
        return types.SelectMany(ContractsIn);
    }

    private static IEnumerable<ITypeSymbol> ContractsIn(ITypeSymbol type) => OfType(type) switch
    {
        { Element: { } element } => [element],
        { Kind: AnswerKind.Page } => Unwrapped(type).GetMembers().OfType<IPropertySymbol>().Select(property => Enumerable.FormIn(property.Type)?.TypeArguments[0]).OfType<ITypeSymbol>(),
        _ => [Unwrapped(type)],
    };

    /// <summary>The kind of a value by its type, tasks removed.</summary>
    public static Answering OfType(ITypeSymbol returned)
    {
        var type = Unwrapped(returned);
        if (type.SpecialType == SpecialType.System_String || EndpointInputs.IsSimple(type) || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte })
            return new Answering(AnswerKind.Single, null);
        if (AsyncEnumerable.FormIn(type) is { } stream && Enumerable.FormIn(type) is null)
            return new Answering(AnswerKind.Stream, stream.TypeArguments[0]);
        if (IsPage(type))
            return new Answering(AnswerKind.Page, type is INamedTypeSymbol { TypeArguments: [var item] } ? item : null);
        if (Dictionary.FormIn(type) is not null)
            return new Answering(AnswerKind.Single, null);
        if (Enumerable.FormIn(type) is { } list)
            return new Answering(AnswerKind.List, list.TypeArguments[0]);
        return new Answering(AnswerKind.Single, null);
    }

    /// <summary>By its name, or by what it has: a list of items beside a total, or a hint at the next page.</summary>
    public static bool IsPage(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named || named.SpecialType != SpecialType.None)
            return false;
        if (Words.ContainAny(named.Name, PageWords))
            return true;
        var properties = named.GetMembers().OfType<IPropertySymbol>().ToArray();
        return properties.Any(property => property.Type.SpecialType != SpecialType.System_String && Enumerable.FormIn(property.Type) is not null)
            && properties.Any(property => Words.ContainAny(property.Name, ["total", "total count", "has next", "has more", "next page", "next cursor", "continuation token", "next link"]));
    }

    private static Answering Strongest(IEnumerable<Answering> answers)
    {
        var strongest = default(Answering);
        foreach (var answer in answers)
        {
            if (Strength(answer.Kind) > Strength(strongest.Kind))
                strongest = answer;
        }

        return strongest;
    }

    private static int Strength(AnswerKind kind) => kind switch
    {
        AnswerKind.Unknown => 0,
        AnswerKind.None => 1,
        AnswerKind.Single => 2,
        AnswerKind.Stream => 3,
        AnswerKind.Page => 4,
        _ => 5,
    };

    /// <summary>The value types that the signature names; none when it names only results.</summary>
    private static IEnumerable<ITypeSymbol> Success(ITypeSymbol returned)
    {
        var type = Unwrapped(returned);
        if (type is not INamedTypeSymbol named)
            return type is IArrayTypeSymbol ? [type] : [];
        if (named.ContainingNamespace?.ToDisplayString() == "Microsoft.AspNetCore.Http.HttpResults")
        {
            return named.Name == "Results" ? named.TypeArguments.SelectMany(Success)
                : Array.IndexOf(ValueResults, named.Name) >= 0 && named.TypeArguments is [var value] ? [value]
                : [];
        }

        return IsOpaque(type) || type.SpecialType is SpecialType.System_Void || IsPlainTask(type) ? [] : [type];
    }

    private static bool IsPlainTask(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks" && type.Name is "Task" or "ValueTask";

    private static bool IsOpaque(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic || Opaque.AnyIsBaseOf(type);

    /// <summary>Without <c>Task</c>, <c>ValueTask</c> and <c>ActionResult</c> around it.</summary>
    public static ITypeSymbol Unwrapped(ITypeSymbol type)
    {
        while (type is INamedTypeSymbol { TypeArguments: [var inner] } && Wrappers.AnyIs(type))
            type = inner;
        return type;
    }
}
