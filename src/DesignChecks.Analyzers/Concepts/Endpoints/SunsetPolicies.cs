using System.Globalization;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The versions of which code says until when they work: <c>options.Policies.Sunset(1.0).Effective(…)</c>.</summary>
internal sealed class SunsetPolicies
{
    /// <summary>Words that rules about deprecated versions look up.</summary>
    public static readonly string[] Words = ["Sunset", "AddApiVersioning", "ISunsetPolicyManager"];

    private static readonly TypeName VersionType = new("Asp.Versioning.ApiVersion");

    private readonly HashSet<string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _mayCoverAny;

    private SunsetPolicies(World world, CancellationToken cancel)
    {
        foreach (var call in world.CallsOf("Sunset", cancel).Where(IsOfLibrary))
        {
            if (call.Argument("name") is null && VersionIn(call) is { } version)
                _versions.Add(Shortest(version));
            else
                _mayCoverAny = true;
        }

        // A manager of the team's own, or the header written by hand. Without the registration the policies are elsewhere.
        _mayCoverAny |= world.TypesNaming("ISunsetPolicyManager", cancel).Any()
            || world.NodesOf("Sunset", Shape.Text, cancel).Any()
            || world.CallsOf("AddApiVersioning", cancel).Count == 0;
    }

    public static SunsetPolicies Of(Found found) => found.Concept((world, cancel) => new SunsetPolicies(world, cancel));

    public bool MayCover(string version) => _mayCoverAny || _versions.Contains(Shortest(version));

    /// <summary>True for methods of the versioning library, extension methods in namespaces of ASP.NET Core included.</summary>
    public static bool IsOfLibrary(Call call) => call.DeclaringType.ContainingAssembly?.Name.StartsWith("Asp.Versioning", StringComparison.Ordinal) == true;

    /// <summary>The version that a call is about, as the library writes it. Null when code computes it.</summary>
    public static string? VersionIn(Call call)
    {
        var status = call.Argument("status") is { } given ? Values.Text(given) : "";
        if (status is null)
            return null;
        if (call.Argument("majorVersion") is { } major)
            return Values.Number(major) is not { } number ? null
                : call.Argument("minorVersion") is not { } minor || Values.IsNull(minor) ? WithStatus($"{number}", status)
                : Values.Number(minor) is { } part ? WithStatus($"{number}.{part}", status)
                : null;
        return (call.Argument("version") ?? call.Argument("apiVersion")) switch
        {
            IObjectCreationOperation { Type: var type } creation when VersionType.Is(type) => VersionIn(creation),
            { } value when Values.Number(value) is { } number => WithStatus(OfNumber(number), status),
            _ => null,
        };
    }

    /// <summary>The version that an attribute names; null when it isn't one of numbers.</summary>
    public static string? VersionIn(AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: { } first }, ..])
            return null;
        var status = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value as string ?? "" : "";
        return first switch
        {
            double number => WithStatus(OfNumber(number), status),
            string text => OfText(text),
            _ => null,
        };
    }

    /// <summary>Only numbers: a text of another form may be anything.</summary>
    private static string? OfText(string text) =>
        double.TryParse(text.Split('-')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? text : null;

    private static string? VersionIn(IObjectCreationOperation creation)
    {
        var numbers = creation.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => Values.Number(argument.Value)).ToArray();
        return numbers switch
        {
            [{ } version] => OfNumber(version),
            [{ } major, { } minor] => $"{major}.{minor}",
            _ => null,
        };
    }

    private static string OfNumber(double version) => version.ToString("0.0##", CultureInfo.InvariantCulture);

    /// <summary><c>1.0</c> and <c>1</c> are one version.</summary>
    private static string Shortest(string version)
    {
        var number = version.Split('-')[0];
        return number.EndsWith(".0", StringComparison.Ordinal) ? version.Remove(number.Length - 2, 2) : version;
    }

    private static string WithStatus(string number, string status) => status.Length == 0 ? number : $"{number}-{status}";
}
