using System.Text.RegularExpressions;
using DesignChecks.Checklist;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Tests.House;

/// <summary>A rule's page: its headings and its two code blocks.</summary>
internal sealed partial class Page(Rule rule)
{
    public static readonly string[] Headings =
    [
        "## What the checklist asks",
        "## What is reported",
        "### Violation",
        "### Fixed",
        "## Why it hurts",
        "## When it is fine",
        "## Options",
        "## Suppress with a reason",
        "## What it doesn't see",
        "## Neighbours",
    ];

    public string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, Catalogue.PageOf(rule)));

    public string Violation => Block("violation");

    public string Fixed => Block("fixed");

    /// <summary>The name of the file that a block stands for: Test.cs for C#, else what the fence says (<c>file=design-checklist.md</c>).</summary>
    public string? FileName => FileTag().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    private string Block(string name)
    {
        var blocks = Regex.Matches(Text, $@"^```\w+ {name}([^\n]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
        var block = Assert.Single(blocks.Cast<Match>());
        var text = block.Groups[2].Value;
        return block.Groups[1].Value.EndsWith(" part", StringComparison.Ordinal) ? WholeRecord(text) : text;
    }

    /// <summary>A block that says <c>part</c> shows a part of a record: the items that it leaves out are applied.</summary>
    private static string WholeRecord(string part) =>
        part + "\n" + string.Concat(DesignRecord.Of(SourceText.From(part)).Missing.Select(item => $"- [x] {item}: applied\n"));

    [GeneratedRegex(@"^```\w+ violation file=(\S+)( part)?$", RegexOptions.Multiline)]
    private static partial Regex FileTag();
}
