// What the compiler needs for records, required members, list patterns and ranges and .NET Standard 2.0 lacks. By hand,
// because a generator that adds them in an order of its own makes each build another file. Embedded types are not seen
// through InternalsVisibleTo, so that each assembly has its own.

namespace Microsoft.CodeAnalysis
{
    internal sealed class EmbeddedAttribute : Attribute;
}

namespace System
{
    [Microsoft.CodeAnalysis.Embedded]
    internal readonly struct Index(int value, bool fromEnd = false) : IEquatable<Index>
    {
        public int Value => value;

        public bool IsFromEnd => fromEnd;

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => fromEnd ? length - value : value;

        public bool Equals(Index other) => value == other.Value && fromEnd == other.IsFromEnd;

        public override bool Equals(object? other) => other is Index index && Equals(index);

        public override int GetHashCode() => fromEnd ? ~value : value;
    }

    [Microsoft.CodeAnalysis.Embedded]
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start => start;

        public Index End => end;

        public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

        public static Range EndAt(Index end) => new(new Index(0), end);
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    [Microsoft.CodeAnalysis.Embedded, AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
    {
        public bool ReturnValue => returnValue;
    }

    [Microsoft.CodeAnalysis.Embedded, AttributeUsage(AttributeTargets.Constructor)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}

namespace System.Runtime.CompilerServices
{
    [Microsoft.CodeAnalysis.Embedded]
    internal static class IsExternalInit;

    [Microsoft.CodeAnalysis.Embedded, AttributeUsage(AttributeTargets.All)]
    internal sealed class RequiredMemberAttribute : Attribute;

    [Microsoft.CodeAnalysis.Embedded, AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName => featureName;
    }
}
