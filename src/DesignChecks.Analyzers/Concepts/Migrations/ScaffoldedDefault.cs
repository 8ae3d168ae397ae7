using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// The zero values that EF's scaffolder writes when a new required column has no default: <c>""</c>, <c>0</c>,
/// <c>false</c>, <c>new DateTime(1, 1, 1, …)</c>, <c>new Guid("0000…")</c>. What people write (<c>string.Empty</c>,
/// <c>DateTime.MinValue</c>) was chosen and is none.
/// </summary>
internal static class ScaffoldedDefault
{
    private static readonly TypeName[] Times =
        [new("System.DateTime"), new("System.DateTimeOffset"), new("System.DateOnly"), new("System.TimeOnly"), new("System.TimeSpan")];

    private static readonly TypeName GuidType = new("System.Guid");

    public static bool IsZero(IOperation value)
    {
        switch (Values.Unwrap(value))
        {
            case IFieldReferenceOperation { Field.IsConst: false }:
                return false;
            case IDefaultValueOperation:
                return true;
            case IArrayCreationOperation array:
                return array.Initializer is { } values ? values.ElementValues.IsEmpty : array.DimensionSizes.All(size => Values.Number(size) == 0);
            case IObjectCreationOperation creation when Times.AnyIs(creation.Type):
                return creation.Arguments.All(argument => IsFirstMoment(argument));
            case IObjectCreationOperation creation when GuidType.Is(creation.Type):
                return creation.Arguments.All(argument => Values.Text(argument.Value) is { } text && Guid.TryParse(text, out var id) && id == Guid.Empty);
            case var other:
                return Values.Constant(other) switch
                {
                    string text => text.Length == 0,
                    bool flag => !flag,
                    char letter => letter == '\0',
                    _ => Values.Number(other) == 0,
                };
        }
    }

    /// <summary>Year, month and day are 1, all that is smaller 0; a kind says nothing.</summary>
    private static bool IsFirstMoment(IArgumentOperation argument) => argument.Parameter?.Name switch
    {
        "year" or "month" or "day" => Values.Number(argument.Value) == 1,
        "kind" => true,
        "dateTime" or "offset" => IsZero(argument.Value),
        _ => Values.Number(argument.Value) == 0,
    };
}
