using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using DesignChecks.CodeFixes.Engine;
using DesignChecks.Engine;
using DesignChecks.Rules;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.House;

/// <summary>Each rule is in its place, says what it has to say in the common form, and holds no state.</summary>
public partial class RuleTests
{
    private const string Root = "DesignChecks.Rules.";
    private const int LongestTitle = 62;
    private const int LongestMessage = 265;

    private static readonly Assembly Analyzers = typeof(Rule).Assembly;
    private static readonly Assembly Fixes = typeof(DesignFix).Assembly;

    private static IEnumerable<Type> RuleTypes => Analyzers.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract);

    [Fact]
    public void Every_rule_is_listed_once() =>
        Assert.Equal(Names(RuleTypes), Names(AllAreas.Live.Concat(AllAreas.BuildOnly).Select(rule => rule.GetType())));

    [Fact]
    public void Rules_are_sealed() => Assert.All(RuleTypes, type => Assert.True(type.IsSealed, type.Name));

    [Fact]
    public void Ids_are_unique() =>
        Assert.Empty(Catalogue.Rules.GroupBy(rule => rule.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void A_rule_stands_in_the_folder_of_its_area(string id)
    {
        var type = Catalogue.Find(id).GetType();
        Assert.StartsWith(Root, type.Namespace);
        var area = type.Namespace![Root.Length..];
        Assert.True(File.Exists(Path.Combine(Repository.Root, "src/DesignChecks.Analyzers/Rules", area, type.Name + ".cs")), $"{type.Name} is not in Rules/{area}/{type.Name}.cs");
        var list = Analyzers.GetType($"{Root}{area}.{area}Rules")!;
        var listed = list.GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.FieldType == typeof(Rule[])).SelectMany(field => (Rule[])field.GetValue(null)!);
        Assert.Contains(listed, rule => rule.GetType() == type);
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void An_id_is_in_the_range_of_its_category(string id)
    {
        var category = Catalogue.Find(id).Descriptor.Category;
        var range = File.ReadLines(Path.Combine(Repository.Root, "src/DesignChecks.Analyzers/DiagnosticCategoryAndIdRanges.txt"))
            .Single(line => line.StartsWith(category + ": ", StringComparison.Ordinal));
        var bounds = range[(category.Length + 2)..].Split('-');
        Assert.InRange(id, bounds[0], bounds[1], StringComparer.Ordinal);
    }

    [Fact]
    public void Area_lists_are_in_the_order_of_ids()
    {
        foreach (var list in Analyzers.GetTypes().Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true && type.Name.EndsWith("Rules", StringComparison.Ordinal)))
        {
            foreach (var field in list.GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.FieldType == typeof(Rule[])))
            {
                var ids = ((Rule[])field.GetValue(null)!).Select(rule => rule.Id).ToArray();
                Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void A_title_names_the_problem_in_a_few_words(string id)
    {
        var title = Catalogue.Title(Catalogue.Find(id));
        Assert.InRange(title.Length, 8, LongestTitle);
        Assert.DoesNotContain('\n', title);
        Assert.False(title.EndsWith('.'), title);
        Assert.True(char.IsUpper(title[0]) || title.StartsWith("gRPC ", StringComparison.Ordinal), title);
        Assert.DoesNotMatch(Advice(), title);
    }

    /// <summary>What is there and what it leads to; then, behind a semicolon, what to write instead.</summary>
    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void A_message_is_one_line_that_ends_in_what_to_write_instead(string id)
    {
        var message = Catalogue.Find(id).Descriptor.MessageFormat.ToString();
        Assert.InRange(message.Length, 8, LongestMessage);
        Assert.DoesNotContain('\n', message);
        Assert.False(message.EndsWith('.') || message.EndsWith('!'), message);
        Assert.Matches("^[A-Z{']", message);
        Assert.Contains("; ", message);
        Assert.DoesNotMatch(Advice(), message);
        var arguments = Holes().Matches(message).Select(match => int.Parse(match.Groups[1].Value)).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, arguments.Count()), arguments);
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public async Task A_report_fills_its_message(string id)
    {
        var rule = Catalogue.Find(id);
        var page = new Page(rule);
        Assert.All(await Analysis.Of(page.Violation, page.FileName, rule), report =>
        {
            var message = report.GetMessage();
            Assert.DoesNotMatch(Holes(), message);
            Assert.DoesNotContain("''", message);
            Assert.DoesNotContain("  ", message);
            Assert.Matches("^[A-Z'<0-9]", message);
        });
    }

    [Theory]
    [MemberData(nameof(Catalogue.Ids), MemberType = typeof(Catalogue))]
    public void Only_build_only_rules_wait_for_the_end_of_the_compilation(string id)
    {
        var rule = Catalogue.Find(id);
        var isBuildOnly = AllAreas.BuildOnly.Any(one => one.Id == id);
        Assert.Equal(isBuildOnly, rule.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd));
        var listeners = new Listeners();
        rule.Listen(listeners);
        Assert.True(isBuildOnly || listeners.Ends.Count == 0, $"{id} listens for the end but is listed as live");
    }

    /// <summary>One instance of a rule serves all compilations of a process: what it kept would keep them.</summary>
    [Fact]
    public void Nothing_static_and_no_rule_or_fix_holds_on_to_code()
    {
        var offenders =
            from type in Analyzers.GetTypes().Concat(Fixes.GetTypes())
            where !type.Name.Contains('<')
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where field.IsStatic || type.IsSubclassOf(typeof(Rule)) || type.IsSubclassOf(typeof(DesignFix))
            where !typeof(Delegate).IsAssignableFrom(field.FieldType) && Parts(field.FieldType).Any(IsCode)
            select $"{type.Name}.{field.Name}";
        Assert.Empty(offenders);
    }

    /// <summary>Tables of data are filled where they are declared, privately, and never grow.</summary>
    [Fact]
    public void Static_collections_do_not_change()
    {
        var offenders =
            from type in Analyzers.GetTypes().Concat(Fixes.GetTypes())
            where !type.Name.Contains('<')
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            where !field.IsLiteral && !field.Name.Contains('<') // the compiler keeps lambdas in fields of such names
            where field.IsInitOnly ? IsCollection(field.FieldType) && !(field.IsPrivate && IsOnlyRead(field)) : field.GetCustomAttribute<ThreadStaticAttribute>() is null
            select $"{type.Name}.{field.Name}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void Instance_fields_of_rules_and_fixes_are_read_only()
    {
        var offenders =
            from type in Analyzers.GetTypes().Concat(Fixes.GetTypes())
            where typeof(Rule).IsAssignableFrom(type) || typeof(DesignFix).IsAssignableFrom(type)
            from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && !field.Name.StartsWith('<')
            select $"{type.Name}.{field.Name}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void Names_of_types_say_what_they_are_for()
    {
        string[] banned = ["helper", "helpers", "util", "utils", "utility", "utilities", "manager", "common", "misc"];
        var offenders = Analyzers.GetTypes().Concat(Fixes.GetTypes()).Concat(typeof(RuleTests).Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("DesignChecks", StringComparison.Ordinal) == true && Words.Of(type.Name).Intersect(banned).Any())
            .Select(type => type.FullName);
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(type => type.FullName!).Order(StringComparer.Ordinal);

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];

    private static bool IsCode(Type type) =>
        typeof(ISymbol).IsAssignableFrom(type) || typeof(IOperation).IsAssignableFrom(type) || typeof(Compilation).IsAssignableFrom(type)
        || typeof(SyntaxTree).IsAssignableFrom(type) || typeof(SyntaxNode).IsAssignableFrom(type) || typeof(SemanticModel).IsAssignableFrom(type)
        || typeof(Solution).IsAssignableFrom(type) || typeof(Document).IsAssignableFrom(type) || type == typeof(World) || type == typeof(Call);

    private static bool IsCollection(Type type) =>
        type.IsGenericType && type.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent" && !type.IsInterface
        && !type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal) && !type.Name.Contains("Comparer", StringComparison.Ordinal);

    private static bool IsOnlyRead(FieldInfo field)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), $@"\b(class|record|struct) {field.DeclaringType!.Name.Split('`')[0]}\b")).ToArray();
        var write = new Regex($@"\b{field.Name}(\.(Add|Remove|Clear|Insert|Push|Enqueue|TryAdd|TryRemove|UnionWith|GetOrAdd)\(|\[[^\]]*\] =[^=>])");
        return files.Length > 0 && !Array.Exists(files, file => write.IsMatch(File.ReadAllText(file)));
    }

    [GeneratedRegex(@"\bconsider\b|\bplease\b|\btry to\b|\byou\b", RegexOptions.IgnoreCase)]
    private static partial Regex Advice();

    [GeneratedRegex(@"\{(\d+)[^{}]*\}")]
    private static partial Regex Holes();
}
