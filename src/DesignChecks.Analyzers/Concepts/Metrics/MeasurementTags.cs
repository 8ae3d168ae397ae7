using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Metrics;

/// <summary>Whether pairs and lists end up as tags of a measurement, or of a span, or somewhere else.</summary>
internal static class MeasurementTags
{
    private static readonly TypeName[] Instruments =
    [
        new("System.Diagnostics.Metrics.Counter`1"),
        new("System.Diagnostics.Metrics.UpDownCounter`1"),
        new("System.Diagnostics.Metrics.Histogram`1"),
        new("System.Diagnostics.Metrics.Gauge`1"),
    ];

    private static readonly TypeName Measurement = new("System.Diagnostics.Metrics.Measurement`1");
    private static readonly TypeName TagList = new("System.Diagnostics.TagList");
    private static readonly TypeName[] Spans = [new("System.Diagnostics.ActivitySource"), new("System.Diagnostics.Activity"), new("System.Diagnostics.ActivityEvent"), new("System.Diagnostics.ActivityLink")];

    private const int Levels = 8;

    /// <summary>True when the pair is given to an instrument, a measurement or a tag list: itself, in a list, or in a local.</summary>
    public static bool Receive(IOperation pair)
    {
        var current = pair;
        for (var level = 0; level < Levels && current.Parent is { } parent; level++)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: var target }:
                    return Takes(target);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return ReferencesTo(local, pair).Any(reference => ArgumentOf(reference) is { } user && Takes(user));
                case IExpressionStatementOperation or IBlockOperation or IReturnOperation or IAssignmentOperation:
                    return false;
            }

            current = parent;
        }

        return false;
    }

    /// <summary>True for a tag list that is given to a span and to no instrument.</summary>
    public static bool AreOfSpan(IOperation? list)
    {
        var local = list switch
        {
            ILocalReferenceOperation reference => reference.Local,
            { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } } => declared,
            _ => null,
        };
        var users = local is null ? new[] { ArgumentOf(list) } : ReferencesTo(local, list!).Select(ArgumentOf).ToArray();
        return users.Any(user => Spans.AnyIs(DeclarerOf(user))) && !users.Any(user => Instruments.AnyIs(DeclarerOf(user)));
    }

    private static bool Takes(IOperation? target) =>
        DeclarerOf(target) is { } type && (Instruments.AnyIs(type) || Measurement.Is(type) || (TagList.Is(type) && !AreOfSpan((target as IInvocationOperation)?.Instance)));

    private static INamedTypeSymbol? DeclarerOf(IOperation? target) => target switch
    {
        IInvocationOperation call => call.TargetMethod.ContainingType,
        IObjectCreationOperation creation => creation.Constructor?.ContainingType,
        _ => null,
    };

    private static IEnumerable<IOperation> ReferencesTo(ILocalSymbol local, IOperation near) =>
        Code.Within(Code.Root(near)).OfType<ILocalReferenceOperation>().Where(reference => Code.IsSame(reference.Local, local));

    /// <summary>The call or creation that gets the value as an argument, spans and conversions made of it on the way left out.</summary>
    private static IOperation? ArgumentOf(IOperation? value)
    {
        var user = value is null ? null : Code.UserOf(value);
        return (user as IArgumentOperation)?.Parent;
    }
}
