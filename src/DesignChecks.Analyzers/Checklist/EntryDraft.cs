using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Checklist;

/// <summary>The lines of an entry while they are collected.</summary>
internal sealed class EntryDraft
{
    private readonly int _lineStart;

    public EntryDraft(TextLine line, string content, ListBullet bullet)
    {
        _lineStart = line.Start;
        Bullet = bullet;
        Indent = content.Substring(0, bullet.Indent);
        Line = TextSpan.FromBounds(line.Start + bullet.Indent, line.Start + content.TrimEnd().Length);
        BlockEnd = line.End;
        Text.Add(content.TrimEnd(), bullet.TextStart, line.Start + bullet.TextStart);
        FirstLineLength = Text.Length;
    }

    public ListBullet Bullet { get; }

    public string Indent { get; }

    public TextSpan Line { get; }

    public TextSpan Box => Bullet.Box is { } box ? new TextSpan(_lineStart + Bullet.BoxStart, box.Length + 2) : Line;

    public TextSpan Block => TextSpan.FromBounds(_lineStart, BlockEnd);

    /// <summary>All that the entry says behind its box.</summary>
    public PlainText Text { get; } = new();

    public int FirstLineLength { get; }

    /// <summary>False behind an empty line: indented text still belongs to the entry, but says nothing of its decision.</summary>
    public bool IsTextOpen { get; private set; } = true;

    private int BlockEnd { get; set; }

    public void EndText() => IsTextOpen = false;

    public void Add(TextLine line, string content, int from, bool isText)
    {
        BlockEnd = line.End;
        if (isText && IsTextOpen)
            Text.Add(content, from, line.Start + from);
    }
}
