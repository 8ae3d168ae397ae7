namespace DesignChecks.Engine;

/// <summary>All the words that the rules of one set look for in source text, as a table that answers for a slice of a buffer.</summary>
internal sealed class Vocabulary
{
    private readonly string[] _words;
    private readonly int[] _slots;
    private readonly Dictionary<string, int> _ids;
    private readonly int _longest;

    public Vocabulary(IEnumerable<string> words)
    {
        _words = words.Distinct(StringComparer.Ordinal).OrderBy(word => word, StringComparer.Ordinal).ToArray();
        _ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var size = 16;
        while (size < _words.Length * 4)
            size *= 2;
        _slots = new int[size];
        for (var id = 0; id < _words.Length; id++)
        {
            _ids.Add(_words[id], id);
            _longest = Math.Max(_longest, _words[id].Length);
            File(id);
        }
    }

    public int Count => _words.Length;

    public string this[int id] => _words[id];

    public bool TryGetId(string word, out int id) => _ids.TryGetValue(word, out id);

    /// <summary>The id of the word that stands in the buffer, or -1.</summary>
    public int Find(char[] buffer, int start, int length, uint hash)
    {
        if (length > _longest)
            return -1;
        for (var slot = (int)(hash & (uint)(_slots.Length - 1)); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var word = _words[_slots[slot] - 1];
            if (word.Length == length && Stands(word, buffer, start))
                return _slots[slot] - 1;
        }

        return -1;
    }

    public static uint Hash(uint hash, char next) => (hash ^ next) * 16777619u;

    public const uint HashStart = 2166136261u;

    private void File(int id)
    {
        var hash = HashStart;
        foreach (var letter in _words[id])
            hash = Hash(hash, letter);
        var slot = (int)(hash & (uint)(_slots.Length - 1));
        while (_slots[slot] != 0)
            slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = id + 1;
    }

    private static bool Stands(string word, char[] buffer, int start)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] != buffer[start + i])
                return false;
        }

        return true;
    }
}
