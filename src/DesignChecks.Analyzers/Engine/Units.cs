using System.Globalization;

namespace DesignChecks.Engine;

/// <summary>Numbers with their units, as messages write them.</summary>
internal static class Units
{
    /// <summary><c>250 ms</c>, <c>1.5 s</c>, <c>100 s</c>: one unit, so that two times compare at a glance.</summary>
    public static string Of(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? time.TotalMilliseconds.ToString("0.##", CultureInfo.InvariantCulture) + " ms"
            : time.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";
}
