using System.Reflection;
using DesignChecks.CodeFixes.Engine;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.House;

/// <summary>A type name with a slip of the pen finds nothing, and no test of a silence notices: each must exist in a real package.</summary>
public class TypeNameTests
{
    /// <summary>Libraries that aren't among the packages of the tests. An entry that resolves, or that no name needs, must go.</summary>
    private static readonly string[] OutOfReach =
    [
        "Amazon.EventBridge.",
        "Amazon.Kinesis.",
        "Amazon.SimpleEmail.",
        "Amazon.SimpleEmailV2.",
        "Amazon.SimpleNotificationService.",
        "Azure.Communication.",
        "Azure.Messaging.EventHubs.",
        "Azure.Storage.Blobs.",
        "Braintree.",
        "Carter.",
        "Dapr.Client.",
        "FluentEmail.",
        "Flurl.Http.",
        "Google.Cloud.PubSub.",
        "Marten.Pagination.",
        "MassTransit.ITopicProducer`",
        "MediatR.IPublisher",
        "MediatR.ISender",
        "Microsoft.AspNet.OData.",
        "Microsoft.AspNetCore.Mvc.Versioning.",
        "Microsoft.Azure.Cosmos.",
        "Microsoft.Azure.Functions.Worker.",
        "Microsoft.Azure.ServiceBus.",
        "Microsoft.Azure.WebJobs.",
        "MongoDB.Driver.",
        "NATS.Client.",
        "NServiceBus.",
        "NUlid.",
        "PostmarkDotNet.",
        "RestSharp.",
        "System.Net.Http.WinHttpHandler",
        "System.Ulid",
        "Twilio.",
        "X.PagedList.",
    ];

    private static IEnumerable<(string Where, TypeName Name)> All =>
        from type in typeof(Rule).Assembly.GetTypes().Concat(typeof(DesignFix).Assembly.GetTypes())
        from holder in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        from name in Names(holder)
        select ($"{type.Name}.{holder.Name}", name);

    [Fact]
    public void Type_names_exist_in_the_packages()
    {
        var known = Sets();
        var unknown = All.Where(one => !OutOfReach.Any(prefix => one.Name.MetadataName.StartsWith(prefix, StringComparison.Ordinal)) && !known.Any(set => Exists(set, one.Name.MetadataName)));
        Assert.True(!unknown.Any(), string.Join("\n", unknown.Select(one => $"{one.Where}: {one.Name}")));
    }

    [Fact]
    public void The_list_of_names_out_of_reach_only_shrinks()
    {
        var known = Sets();
        var names = All.Select(one => one.Name.MetadataName).Distinct().ToArray();
        Assert.All(OutOfReach, prefix =>
        {
            var meant = names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
            Assert.True(meant.Length > 0, $"no name begins with {prefix}");
            Assert.True(meant.Any(name => !known.Any(set => Exists(set, name))), $"{prefix} can be had");
        });
    }

    /// <summary>A name that isn't taken for an interface's is looked for among base classes only.</summary>
    [Fact]
    public void Interfaces_are_taken_for_interfaces()
    {
        var known = Sets();
        var interfaces = All.Select(one => one.Name).DistinctBy(name => name.MetadataName)
            .Where(name => known.SelectMany(set => set.GetTypesByMetadataName(name.MetadataName)).Any(type => type.TypeKind == TypeKind.Interface))
            .ToArray();
        Assert.True(interfaces.Length > 50, $"only {interfaces.Length} interfaces");
        Assert.All(interfaces, name => Assert.True(name.MayBeInterface, $"{name} needs isInterface: true"));
    }

    private static IEnumerable<TypeName> Names(FieldInfo holder) => holder.FieldType switch
    {
        var type when type == typeof(TypeName) => holder.GetValue(null) is TypeName name ? [name] : [],
        var type when typeof(IEnumerable<TypeName>).IsAssignableFrom(type) => (IEnumerable<TypeName>?)holder.GetValue(null) ?? [],
        _ => [],
    };

    private static CSharpCompilation[] Sets() =>
        [.. new[] { References.Current, References.Older, References.Framework }.Select(references => CSharpCompilation.Create("Test", references: references))];

    private static bool Exists(CSharpCompilation set, string name) => !set.GetTypesByMetadataName(name).IsEmpty;
}
