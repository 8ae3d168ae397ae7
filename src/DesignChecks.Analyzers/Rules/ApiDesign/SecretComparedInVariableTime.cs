using DesignChecks.Concepts.Security;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds secrets that are compared in a way that takes longer the more of a guess is right.</summary>
internal sealed class SecretComparedInVariableTime : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0504",
        title: "Secret compared in variable time",
        messageFormat: "This comparison of '{0}' stops at the first difference, so its time tells how much of a guess was right; compare with CryptographicOperations.FixedTimeEquals",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.2", "13.2"],
        description: "Ordinary comparisons of texts and bytes end at the first difference. Who can send many guesses and measure the answers finds a key or a signature piece by piece.");

    /// <summary>Facts for the fix: the spans of both sides, what they are, and which of them may be null.</summary>
    internal const string OneFact = "one";
    internal const string OtherFact = "other";
    internal const string FormFact = "form";
    internal const string NullFact = "null";

    private const string Remedy = "System.Security.Cryptography.CryptographicOperations";

    public SecretComparedInVariableTime() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.Comparison(SecretValue.Stems, ComparedSecret.MayBe, (found, comparison) =>
        {
            if (ComparedSecret.From(comparison, found.World, found.Cancel) is { } compared)
                Report(found, compared, ((BinaryExpressionSyntax)comparison.Syntax).OperatorToken.GetLocation());
        });
        on.Call(
            ComparedSecret.Names,
            (found, call) =>
            {
                if (ComparedSecret.From(call, found.World, found.Cancel) is { } compared)
                    Report(found, compared, call.NameLocation);
            },
            where: ComparedSecret.MayBe);
    }

    /// <summary>Silent where the framework has no other comparison: .NET Framework, .NET Standard 2.0.</summary>
    private static void Report(Found found, ComparedSecret compared, Location at)
    {
        if (found.World.Type(Remedy) is not null)
            found.Report(at, Facts(found, compared), SecretValue.NamesOf(compared.Secret).FirstOrDefault() ?? compared.Secret.Syntax.ToString());
    }

    private static FixFacts Facts(Found found, ComparedSecret compared)
    {
        var form = Form(compared);
        if (form is null || !compared.IsExact)
            return FixFacts.None;
        var maybeNull = form == "bytes" ? [] : new[] { (OneFact, compared.One), (OtherFact, compared.Other) }.Where(side => !IsNeverNull(found, side.Item2.Syntax)).Select(side => side.Item1);
        return FixFacts.Of(OneFact, Span(compared.One)).With(OtherFact, Span(compared.Other)).With(FormFact, form).With(NullFact, string.Join(",", maybeNull));
    }

    private static string Span(IOperation side) => $"{side.Syntax.SpanStart},{side.Syntax.Span.Length}";

    private static string? Form(ComparedSecret compared) =>
        IsString(compared.One) && IsString(compared.Other) ? "text"
        : IsSpannable(compared.One) && IsSpannable(compared.Other) ? "bytes"
        : null;

    private static bool IsString(IOperation side) => Values.Unwrap(side).Type?.SpecialType == SpecialType.System_String && !SecretValue.IsStringValues(side);

    private static bool IsSpannable(IOperation side) => Values.Unwrap(side).Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" };

    private static bool IsNeverNull(Found found, SyntaxNode side) => found.Model.GetTypeInfo(side, found.Cancel).Nullability.FlowState == NullableFlowState.NotNull;
}
