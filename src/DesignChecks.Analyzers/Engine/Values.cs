using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Engine;

/// <summary>Values that code fixes although the language doesn't call them constant. Null means unknown, and unknown means silence.</summary>
internal static class Values
{
    private static readonly TypeName TimeSpanType = new("System.TimeSpan");
    private static readonly TypeName TimeoutType = new("System.Threading.Timeout");

    /// <summary>The value of <c>Timeout.InfiniteTimeSpan</c>: minus one millisecond.</summary>
    public static readonly TimeSpan InfiniteTime = TimeSpan.FromMilliseconds(-1);

    /// <summary>The operation without conversions and parentheses around it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    break;
                default:
                    return operation;
            }
        }
    }

    public static bool IsNull(IOperation? operation) =>
        operation is not null && Unwrap(operation) is { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>A constant text, or <c>string.Empty</c>.</summary>
    public static string? Text(IOperation? operation) =>
        Constant(operation) as string
        ?? (operation is not null && Unwrap(operation) is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } ? "" : null);

    public static bool? Flag(IOperation? operation) => Constant(operation) as bool?;

    public static double? Number(IOperation? operation) => Constant(operation) switch
    {
        null or string or bool or char => null,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    public static object? Constant(IOperation? operation)
    {
        if (operation is null)
            return null;
        if (operation.ConstantValue is { HasValue: true, Value: var value })
            return value;
        return Unwrap(operation).ConstantValue is { HasValue: true, Value: var inner } ? inner : null;
    }

    /// <summary>A <see cref="TimeSpan"/> spelled out in code, also through a readonly field or a local that is assigned once.</summary>
    public static TimeSpan? Time(IOperation? operation, World world, CancellationToken cancel) => Time(operation, world, cancel, depth: 0);

    private static TimeSpan? Time(IOperation? operation, World world, CancellationToken cancel, int depth)
    {
        if (operation is null || depth > 4)
            return null;
        switch (Unwrap(operation))
        {
            case IInvocationOperation call when TimeSpanType.Is(call.TargetMethod.ContainingType) && call.TargetMethod.IsStatic:
                return FromMethod(call);
            case IObjectCreationOperation creation when TimeSpanType.Is(creation.Type):
                return FromConstructor(creation);
            case IFieldReferenceOperation { Field: var field }:
                return FromField(field) ?? Time(Code.InitializerOf(field, world, cancel), world, cancel, depth + 1);
            case ILocalReferenceOperation local:
                return Time(Code.OnlyValueOf(local), world, cancel, depth + 1);
            case IDefaultValueOperation when TimeSpanType.Is(operation.Type):
                return TimeSpan.Zero;
            case IBinaryOperation binary when TimeSpanType.Is(binary.Type):
                return FromBinary(binary, world, cancel, depth);
            default:
                return null;
        }
    }

    /// <summary>Sums and multiples of times.</summary>
    private static TimeSpan? FromBinary(IBinaryOperation binary, World world, CancellationToken cancel, int depth)
    {
        var left = Time(binary.LeftOperand, world, cancel, depth + 1);
        var right = Time(binary.RightOperand, world, cancel, depth + 1);
        return (binary.OperatorKind, left, right, Number(binary.LeftOperand), Number(binary.RightOperand)) switch
        {
            (BinaryOperatorKind.Add, { } one, { } other, _, _) => OfTicks((double)one.Ticks + other.Ticks),
            (BinaryOperatorKind.Subtract, { } one, { } other, _, _) => OfTicks((double)one.Ticks - other.Ticks),
            (BinaryOperatorKind.Multiply, { } time, _, _, { } factor) => OfTicks(time.Ticks * factor),
            (BinaryOperatorKind.Multiply, _, { } time, { } factor, _) => OfTicks(time.Ticks * factor),
            (BinaryOperatorKind.Divide, { } time, _, _, { } divisor) when divisor != 0 => OfTicks(time.Ticks / divisor),
            _ => null,
        };
    }

    private static TimeSpan? FromField(IFieldSymbol field) => (TimeoutType.Is(field.ContainingType), field.Name) switch
    {
        (true, "InfiniteTimeSpan") => InfiniteTime,
        (false, "Zero") when TimeSpanType.Is(field.ContainingType) => TimeSpan.Zero,
        (false, "MaxValue") when TimeSpanType.Is(field.ContainingType) => TimeSpan.MaxValue,
        _ => null,
    };

    private static TimeSpan? FromMethod(IInvocationOperation call)
    {
        if (call.Arguments.Length == 0 || Numbers(call.Arguments) is not { } numbers)
            return null;
        var unit = call.TargetMethod.Name switch
        {
            "FromDays" => TimeSpan.TicksPerDay,
            "FromHours" => TimeSpan.TicksPerHour,
            "FromMinutes" => TimeSpan.TicksPerMinute,
            "FromSeconds" => TimeSpan.TicksPerSecond,
            "FromMilliseconds" => TimeSpan.TicksPerMillisecond,
            "FromTicks" => 1L,
            _ => 0L,
        };
        if (unit == 0)
            return null;
        // .NET 9 added parts with defaults: FromMinutes(long minutes, long seconds = 0, …).
        double ticks = numbers[0] * unit;
        for (var i = 1; i < numbers.Count; i++)
            ticks += numbers[i] * (call.Arguments[i].Parameter?.Name switch
            {
                "hours" => TimeSpan.TicksPerHour,
                "minutes" => TimeSpan.TicksPerMinute,
                "seconds" => TimeSpan.TicksPerSecond,
                "milliseconds" => TimeSpan.TicksPerMillisecond,
                "microseconds" => 10,
                _ => 0,
            });
        return OfTicks(ticks);
    }

    private static TimeSpan? FromConstructor(IObjectCreationOperation creation)
    {
        if (Numbers(creation.Arguments) is not { } parts)
            return null;
        return parts.Count switch
        {
            0 => TimeSpan.Zero,
            1 => OfTicks(parts[0]),
            3 => OfTicks(Ticks(0, parts[0], parts[1], parts[2])),
            >= 4 => OfTicks(Ticks(parts[0], parts[1], parts[2], parts[3]) + (parts.Count > 4 ? parts[4] * TimeSpan.TicksPerMillisecond : 0)),
            _ => null,
        };
    }

    private static double Ticks(double days, double hours, double minutes, double seconds) =>
        (((((days * 24) + hours) * 60) + minutes) * 60 + seconds) * TimeSpan.TicksPerSecond;

    private static TimeSpan? OfTicks(double ticks) =>
        ticks is > long.MinValue and < long.MaxValue ? TimeSpan.FromTicks((long)ticks) : null;

    private static List<double>? Numbers(IEnumerable<IArgumentOperation> arguments)
    {
        var numbers = new List<double>();
        foreach (var argument in arguments)
        {
            if (Number(argument.Value) is not { } number)
                return null;
            numbers.Add(number);
        }

        return numbers;
    }
}
