using System.Reflection;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.House;

/// <summary>What the code says of libraries is so in the real packages.</summary>
public class LibraryTests
{
    /// <summary>Packages that the registry doesn't have: tests declare stand-ins of the same name. An entry that resolves must go.</summary>
    private static readonly string[] OutOfReach = ["NServiceBus", "Sns"];

    public static TheoryData<string> Names { get; } = [.. Fields.Select(field => field.Name)];

    private static FieldInfo[] Fields => Array.FindAll(typeof(Library).GetFields(BindingFlags.Public | BindingFlags.Static), it => it.FieldType == typeof(Library));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_types_that_mark_a_library_are_in_the_assemblies_it_names(string name)
    {
        var library = (Library)Fields.Single(field => field.Name == name).GetValue(null)!;
        var homes = new[] { References.Current, References.Older }
            .Select(references => CSharpCompilation.Create("Test", references: references))
            .SelectMany(compilation => library.Anchors.SelectMany(anchor => compilation.GetTypesByMetadataName(anchor)))
            .Select(type => type.ContainingAssembly.Name).Distinct().ToArray();
        if (OutOfReach.Contains(name))
        {
            Assert.Empty(homes);
            return;
        }

        Assert.NotEmpty(homes);
        Assert.All(homes, home => Assert.Contains(home, library.In));
    }
}
