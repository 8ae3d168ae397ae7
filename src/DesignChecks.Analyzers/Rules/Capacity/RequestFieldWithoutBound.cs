using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Capacity;

/// <summary>Finds texts, lists and numbers of request bodies that may be as long or large as the caller likes.</summary>
internal sealed class RequestFieldWithoutBound : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0403",
        title: "Request field without a bound",
        messageFormat: "Nothing limits {0} '{1}' of this request, so each caller decides how much the service reads, stores and computes; add {2}, or a rule of a validator",
        category: Area.Capacity,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["4.3"],
        description: "An estimate of traffic and storage holds only while requests are as large as it assumes. A limit for each field turns the assumption into a promise.",
        isEnabledByDefault: false);

    /// <summary>Last words of fields whose values are made by programs, not entered.</summary>
    private static readonly string[] Technical = ["id", "ids", "key", "version", "revision", "etag", "e tag", "token", "stamp", "timestamp"];

    private static readonly TypeName Sequence = new("System.Collections.Generic.IEnumerable`1");
    private static readonly TypeName[] Files = [new("Microsoft.AspNetCore.Http.IFormFile"), new("Microsoft.AspNetCore.Http.IFormFileCollection")];

    public RequestFieldWithoutBound() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. AllEndpoints.Words, .. UpperBound.Words, .. EntityModel.Words]);
        on.TypeSyntax(Check);
    }

    private static void Check(Found found, TypeDeclarationSyntax declaration)
    {
        var contracts = RequestContracts.Of(found);
        if (!contracts.MayBe(declaration.Identifier.ValueText) || found.Model.GetDeclaredSymbol(declaration, found.Cancel) is not INamedTypeSymbol type)
            return;
        var uses = contracts.UsesOf(type).Where(use => !IsValidated(use)).ToArray();
        if (uses is not [var use, ..] || EntityModel.Of(found).Find(type) is not null)
            return;
        var isForm = Array.TrueForAll(uses, use => use.IsForm);
        foreach (var field in type.GetMembers().OfType<IPropertySymbol>().Where(RequestContracts.IsFilled))
        {
            if (KindOf(field, isForm) is var (what, limit) && PlaceIn(declaration, field, found) is { } place && !UpperBound.IsDeclared(field, use.Parameter, found.World, found.Cancel))
                found.Report(place, what, field.Name, limit);
        }
    }

    /// <summary>A filter, or a call in the endpoint's code, whose name says that it validates: what it demands isn't in sight.</summary>
    private static bool IsValidated(RequestContracts.Use use) =>
        UpperBound.HasValidatingFilter(use.Endpoint)
        || use.Endpoint.Runs.SelectMany(run => run.Calls).Any(call => UpperBound.IsValidation(call.Name) || UpperBound.IsValidation(call.DeclaringType.Name) || UpperBound.IsValidation(call.Receiver?.Type?.Name ?? ""));

    private static (string What, string Limit)? KindOf(IPropertySymbol field, bool isForm)
    {
        var type = EndpointInputs.WithoutNull(field.Type);
        var isTechnical = Words.EndWithAny(field.Name, Technical);
        return type.SpecialType switch
        {
            SpecialType.System_String => isTechnical ? null : ("the length of", "[StringLength]"),
            SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
                or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => isTechnical ? null : ("the value of", "[Range]"),
            _ => !isForm && !Files.AnyIsBaseOf(type) && Sequence.FormIn(type) is not null ? ("the number of", "[MaxLength]") : null,
        };
    }

    /// <summary>The name where it is declared: as a property, or as a parameter of a record.</summary>
    private static Location? PlaceIn(TypeDeclarationSyntax declaration, IPropertySymbol field, Found found)
    {
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != declaration.SyntaxTree || !declaration.Span.Contains(reference.Span))
                continue;
            return reference.GetSyntax(found.Cancel) switch
            {
                PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
                ParameterSyntax parameter => parameter.Identifier.GetLocation(),
                _ => null,
            };
        }

        return null;
    }
}
