using System.Globalization;
using DesignChecks.Concepts.Caching;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Caching;

/// <summary>Finds entries whose only expiry slides: as long as they are read often enough they stay as they are.</summary>
internal sealed class SlidingExpirationOnly : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0702",
        title: "Sliding expiration only",
        messageFormat: "This entry lives as long as it is read{0}, so a popular one is never loaded anew however old it is; set an absolute expiration beside the sliding one",
        category: Area.Caching,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["7.3"],
        description: "A sliding expiration counts from the last read. An entry that is read often never expires, and a change that no invalidation reported is never seen.");

    private const int Slides = 12;

    private static readonly TypeName[] Holders =
    [
        new("Microsoft.Extensions.Caching.Memory.MemoryCacheEntryOptions"),
        new("Microsoft.Extensions.Caching.Memory.ICacheEntry"),
        new("Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions"),
    ];

    private static readonly TypeName[] Extensions =
    [
        new("Microsoft.Extensions.Caching.Memory.MemoryCacheEntryExtensions"),
        new("Microsoft.Extensions.Caching.Memory.CacheEntryExtensions"),
        new("Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryExtensions"),
    ];

    /// <summary>State that ends when its user is idle is what a sliding expiration is for.</summary>
    private static readonly string[] IdleStateWords = ["session", "sessions", "ticket", "tickets", "presence", "idle"];

    public SlidingExpirationOnly() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.MemoryCache, Library.DistributedCache];

    public override void Listen(Listeners on)
    {
        on.Assignment(["SlidingExpiration"], (found, assignment) =>
        {
            if (assignment.Target is IPropertyReferenceOperation { Property.ContainingType: var holder } && Holders.AnyIs(holder))
                Check(found, assignment, ((AssignmentExpressionSyntax)assignment.Syntax).Left.GetLocation());
        });
        on.Call(["SetSlidingExpiration"], (found, call) =>
        {
            if (call.IsOn(Extensions))
                Check(found, call.Operation, call.NameLocation);
        });
    }

    private static void Check(Found found, IOperation setting, Location place)
    {
        if (EntryExpiry.AroundSliding(setting, found.World, found.Cancel) is not { Result: Expiry.Sliding } expiry || IsIdleState(setting.Syntax))
            return;
        if (!LoadedValue.IsAround(setting, found.World, found.Cancel))
            return;
        var time = Values.Time(expiry.SlidingTime, found.World, found.Cancel);
        var facts = time is { } known && known > TimeSpan.Zero && known < TimeSpan.FromDays(365) ? FixFacts.Of("limit", Written(known)) : FixFacts.None;
        found.Report(place, facts, time is { } once ? $" at least every {Told(once)}" : "");
    }

    private static bool IsIdleState(SyntaxNode setting) =>
        setting.AncestorsAndSelf().Any(node => node switch
        {
            TypeDeclarationSyntax type => Says(type.Identifier),
            MethodDeclarationSyntax method => Says(method.Identifier),
            VariableDeclaratorSyntax variable => Says(variable.Identifier),
            _ => false,
        });

    private static bool Says(SyntaxToken name) => Words.ContainAny(name.ValueText, IdleStateWords);

    private static string Written(TimeSpan sliding)
    {
        var limit = TimeSpan.FromTicks(sliding.Ticks * Slides);
        var (unit, count) = limit switch
        {
            _ when limit.Ticks % TimeSpan.TicksPerDay == 0 => ("Days", limit.Ticks / TimeSpan.TicksPerDay),
            _ when limit.Ticks % TimeSpan.TicksPerHour == 0 => ("Hours", limit.Ticks / TimeSpan.TicksPerHour),
            _ when limit.Ticks % TimeSpan.TicksPerMinute == 0 => ("Minutes", limit.Ticks / TimeSpan.TicksPerMinute),
            _ when limit.Ticks % TimeSpan.TicksPerSecond == 0 => ("Seconds", limit.Ticks / TimeSpan.TicksPerSecond),
            _ => ("Milliseconds", limit.Ticks / TimeSpan.TicksPerMillisecond),
        };
        return $"System.TimeSpan.From{unit}({count.ToString(CultureInfo.InvariantCulture)})";
    }

    private static string Told(TimeSpan time) => time switch
    {
        _ when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{(time.Ticks / TimeSpan.TicksPerHour).ToString(CultureInfo.InvariantCulture)} h",
        _ when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{(time.Ticks / TimeSpan.TicksPerMinute).ToString(CultureInfo.InvariantCulture)} min",
        _ => $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s",
    };
}
