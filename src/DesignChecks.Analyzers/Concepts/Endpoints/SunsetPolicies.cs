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
                _versions.Add(version);
            else
                _mayCoverAny = true;
        }

        // A manager of the team's own, or the header written by hand. Without the registration the policies are elsewhere.
        _mayCoverAny |= world.TypesNaming("ISunsetPolicyManager", cancel).Any()
            || world.NodesOf("Sunset", Shape.Text, cancel).Any()
            || world.CallsOf("AddApiVersioning", cancel).Count == 0;
    }

    public static SunsetPolicies Of(Found found) => found.Concept((world, cancel) => new SunsetPolicies(world, cancel));

    public bool MayCover(string version) => _mayCoverAny || _versions.Contains(version);

    /// <summary>True for methods of the versioning library, extension methods in namespaces of ASP.NET Core included.</summary>
    public static bool IsOfLibrary(Call call) => call.DeclaringType.ContainingAssembly?.Name.StartsWith("Asp.Versioning", StringComparison.Ordinal) == true;

    /// <summary>The version that a call is about, in its shortest form: <c>1.0</c> is <c>1</c>. Null when code computes it.</summary>
    public static string? VersionIn(Call call)
    {
        var status = call.Argument("status") is { } given ? Values.Text(given) : "";
        if (status is null)
            return null;
        if (call.Argument("majorVersion") is { } major)
            return Joined(Values.Number(major), call.Argument("minorVersion") is { } minor ? Values.Number(minor) ?? double.NaN : 0, status);
        return (call.Argument("version") ?? call.Argument("apiVersion")) switch
        {
            IObjectCreationOperation { Type: var type } creation when VersionType.Is(type) => VersionIn(creation),
            { } value when Values.Number(value) is { } number => WithStatus(number.ToString(CultureInfo.InvariantCulture), status),
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
            double number => WithStatus(number.ToString(CultureInfo.InvariantCulture), status),
            string text => OfText(text),
            _ => null,
        };
    }

    private static string? OfText(string text)
    {
        var dash = text.IndexOf('-');
        var number = dash < 0 ? text : text.Substring(0, dash);
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            return null;
        return WithStatus(number.EndsWith(".0", StringComparison.Ordinal) ? number.Substring(0, number.Length - 2) : number, dash < 0 ? "" : text.Substring(dash + 1));
    }

    private static string? VersionIn(IObjectCreationOperation creation)
    {
        var numbers = creation.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => Values.Number(argument.Value)).ToArray();
        return numbers switch
        {
            [{ } version] => version.ToString(CultureInfo.InvariantCulture),
            [{ } major, { } minor] => Joined(major, minor, ""),
            _ => null,
        };
    }

    private static string? Joined(double? major, double minor, string status) =>
        major is not { } number || double.IsNaN(minor) ? null : WithStatus(minor == 0 ? $"{number}" : $"{number}.{minor}", status);

    private static string WithStatus(string number, string status) => status.Length == 0 ? number : $"{number}-{status}";
}
