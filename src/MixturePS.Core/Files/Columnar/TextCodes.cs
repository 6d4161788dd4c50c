namespace MixturePS.Core.Files;

/// <summary>Numbers texts in order of first appearance and keeps each of them once, as a column of words has few distinct ones.</summary>
internal sealed class TextCodes
{
    private const int FewestSlots = 1 << 10;
    private readonly List<string?> _texts = [];
    private readonly List<int> _hashes = [];

    // Codes plus one, with linear probing.
    private int[] _slots = new int[FewestSlots];

    /// <summary>The distinct texts.</summary>
    public IReadOnlyList<string?> Texts => _texts;

    /// <summary>The code of a text, from zero.</summary>
    public int Of(ReadOnlySpan<char> text)
    {
        int hash = string.GetHashCode(text), at = hash & (_slots.Length - 1);
        for (; _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
        {
            int code = _slots[at] - 1;
            if (_hashes[code] == hash && text.SequenceEqual(_texts[code])) return code;
        }

        _texts.Add(text.ToString());
        _hashes.Add(hash);
        _slots[at] = _texts.Count;
        if (2 * _texts.Count > _slots.Length) Grow();
        return _texts.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (int code = 0; code < _hashes.Count; code++)
        {
            int at = _hashes[code] & (_slots.Length - 1);
            while (_slots[at] != 0) at = (at + 1) & (_slots.Length - 1);
            _slots[at] = code + 1;
        }
    }
}
