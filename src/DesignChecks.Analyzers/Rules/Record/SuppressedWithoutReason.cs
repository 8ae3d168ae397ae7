using DesignChecks.Checklist;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Record;

/// <summary>Finds our own reports suppressed in code without a word why.</summary>
internal sealed class SuppressedWithoutReason : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0005",
        title: "Design check suppressed without a reason",
        messageFormat: "{0} suppressed {1}, so nobody can tell later whether that is still right; {2}",
        category: Area.Record,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["20.5"],
        description: "A suppression is a design decision where the code is. Its reason tells the next reader when it may go.");

    private static readonly TypeName SuppressMessage = new("System.Diagnostics.CodeAnalysis.SuppressMessageAttribute");

    public SuppressedWithoutReason() : base(Description)
    {
    }

    public override DiagnosticSeverity? InPlatform => DiagnosticSeverity.Warning;

    public override void Listen(Listeners on)
    {
        on.Pragma(CheckPragma);
        on.Attribute(["SuppressMessage"], CheckAttribute);
    }

    private static void CheckPragma(Found found, PragmaWarningDirectiveTriviaSyntax pragma)
    {
        if (!pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword))
            return;
        var codes = pragma.ErrorCodes.Where(code => IsOurs(code.ToString())).ToArray();
        if (codes.Length == 0)
            return;
        var ids = codes.Select(code => code.ToString()).ToArray();
        var comments = PragmaComments.Of(pragma).ToArray();
        if (!comments.Any(comment => IsReason(comment, ids)))
            found.Report(codes[0], string.Join(", ", ids) + (ids.Length == 1 ? " is" : " are"), Lack(comments), "say why in a comment on this line");
    }

    private static void CheckAttribute(Found found, ISymbol carrier, AttributeData data)
    {
        if (!SuppressMessage.Is(data.AttributeClass) || Argument(data, "checkId") is not { } check)
            return;
        var id = check.Split(':')[0].Trim();
        var justification = data.NamedArguments.FirstOrDefault(argument => argument.Key == "Justification").Value.Value as string;
        if (!IsOurs(id) || IsReason(justification, [id]))
            return;
        found.Report(PlaceOf(found, check), id + " is", Lack(justification is null ? [] : [justification]), "say why in its Justification");
    }

    private static string? Argument(AttributeData data, string parameter)
    {
        var index = data.AttributeConstructor?.Parameters.FirstOrDefault(p => p.Name == parameter)?.Ordinal;
        return index < data.ConstructorArguments.Length ? data.ConstructorArguments[index.Value].Value as string : null;
    }

    /// <summary>The justification where one is written, else the id.</summary>
    private static SyntaxNode PlaceOf(Found found, string check)
    {
        var arguments = (found.Node as AttributeSyntax)?.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Justification")?.Expression
            ?? arguments.Select(argument => argument.Expression).FirstOrDefault(expression => found.Model.GetConstantValue(expression, found.Cancel).Value as string == check)
            ?? found.Node;
    }

    private static string Lack(string[] texts) =>
        texts.FirstOrDefault(text => text.Trim().Length > 0) is { } text ? $"with '{text.Trim()}' for a reason" : "without a reason";

    /// <summary>Editors put the rule's title where a reason belongs.</summary>
    private static bool IsReason(string? text, string[] ids)
    {
        if (!Reason.IsGiven(text))
            return false;
        var said = ids.Aggregate(text!, (left, id) => left.Replace(id, ""));
        return Reason.IsGiven(said) && !ids.Any(id => RulesById.Find(id) is { } rule && ChecklistItems.IsSameName(rule.Descriptor.Title.ToString(), said));
    }

    private static bool IsOurs(string id) =>
        id.Length == 7 && id.StartsWith("DCK", StringComparison.OrdinalIgnoreCase) && id.Skip(3).All(char.IsDigit);
}
