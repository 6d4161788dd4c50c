using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>
/// What became of the pieces of text met before, as most of a text repeats. It grows to a fixed size and starts anew when
/// full, so that its memory doesn't depend on the text. For one thread.
/// </summary>
internal sealed class PieceCache
{
    /// <summary>The longest piece worth keeping, in UTF-16 units.</summary>
    public const int LongestPiece = 64;

    private const int UnitsAnEntry = 12;
    private readonly int _capacity;
    private Entry[] _entries = new Entry[1 << 10];
    private char[] _units = new char[1 << 12];
    private int _count;
    private int _used;

    /// <summary>Starts empty.</summary>
    /// <param name="capacity">The most pieces.</param>
    public PieceCache(int capacity) => _capacity = capacity;

    /// <summary>Whether the next piece has no room.</summary>
    public bool IsFull => _count == _capacity || _used > (UnitsAnEntry * _capacity) - LongestPiece;

    /// <summary>A hash to go on from with the next unit of a piece; it starts from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong hash, char unit) => (hash ^ unit) * 0x9e3779b97f4a7c15UL;

    /// <summary>The hash of a whole piece.</summary>
    public static ulong Hash(ReadOnlySpan<char> piece)
    {
        ulong hash = 0;
        foreach (char unit in piece) hash = Hash(hash, unit);
        return hash;
    }

    /// <summary>The value of a piece; false where it isn't known.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ReadOnlySpan<char> piece, ulong hash, out int value)
    {
        uint key = Key(hash);
        var entries = _entries;
        for (int at = (int)key & (entries.Length - 1); ; at = (at + 1) & (entries.Length - 1))
        {
            ref readonly var entry = ref entries[at];
            if (entry.Key == key && entry.Length == piece.Length && _units.AsSpan(entry.Start, piece.Length).SequenceEqual(piece))
            {
                value = entry.Value;
                return true;
            }

            if (entry.Length == 0)
            {
                value = 0;
                return false;
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_entries);
        _count = _used = 0;
    }

    /// <summary>Keeps a piece that wasn't found; there must be room.</summary>
    /// <param name="piece">The piece, of 1 to <see cref="LongestPiece"/> units.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="value">Its value.</param>
    public void Add(ReadOnlySpan<char> piece, ulong hash, int value)
    {
        if (2 * _count >= _entries.Length) Grow();
        if (_used + piece.Length > _units.Length) Array.Resize(ref _units, 2 * _units.Length);
        piece.CopyTo(_units.AsSpan(_used));
        Place(new Entry { Key = Key(hash), Start = _used, Length = piece.Length, Value = value });
        _used += piece.Length;
        _count++;
    }

    /// <summary>The upper half, which every unit of the piece has had a part in.</summary>
    private static uint Key(ulong hash) => (uint)(hash >> 32);

    private void Place(in Entry entry)
    {
        int mask = _entries.Length - 1;
        int at = (int)entry.Key & mask;
        while (_entries[at].Length != 0) at = (at + 1) & mask;
        _entries[at] = entry;
    }

    private void Grow()
    {
        var entries = _entries;
        _entries = new Entry[2 * entries.Length];
        foreach (ref readonly var entry in entries.AsSpan())
            if (entry.Length != 0) Place(entry);
    }

    private struct Entry
    {
        public uint Key;
        public int Start;
        public int Length;
        public int Value;
    }
}
