using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>
/// Numbers by pieces of text, which are looked up without making strings of them. With a capacity, which the caller heeds, it
/// keeps what became of the pieces met before, as most of a text repeats. For one thread at a time.
/// </summary>
internal sealed class PieceTable
{
    /// <summary>The longest piece worth keeping, in UTF-16 units.</summary>
    public const int LongestPiece = 64;

    private const int UnitsAnEntry = 12;
    private readonly int _capacity;
    private Entry[] _entries = new Entry[64];
    private char[] _units = new char[512];
    private int _count;
    private int _used;

    /// <summary>Starts empty.</summary>
    /// <param name="capacity">The most pieces; without any limit where it isn't given.</param>
    public PieceTable(int capacity = int.MaxValue) => _capacity = capacity;

    /// <summary>Whether the next piece, of up to <see cref="LongestPiece"/> units, is beyond the capacity.</summary>
    public bool IsFull => _count == _capacity || _used > ((long)UnitsAnEntry * _capacity) - LongestPiece;

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

    /// <summary>Calls an action with each piece and its value, in no order.</summary>
    public void ForEach(PieceAction action)
    {
        foreach (ref readonly var entry in _entries.AsSpan())
            if (entry.Length != 0) action(_units.AsSpan(entry.Start, entry.Length), entry.Value);
    }

    /// <summary>Keeps a piece that wasn't found.</summary>
    /// <param name="piece">The piece, of 1 unit at least.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="value">Its value.</param>
    public void Add(ReadOnlySpan<char> piece, ulong hash, int value)
    {
        if (2 * _count >= _entries.Length) Grow();
        int needed = checked(_used + piece.Length);
        if (needed > _units.Length) Array.Resize(ref _units, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _units.Length)));
        piece.CopyTo(_units.AsSpan(_used));
        Place(new Entry { Key = Key(hash), Start = _used, Length = piece.Length, Value = value });
        _used = needed;
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

    /// <summary>Takes a piece and its value.</summary>
    public delegate void PieceAction(ReadOnlySpan<char> piece, int value);

    private struct Entry
    {
        public uint Key;
        public int Start;
        public int Length;
        public int Value;
    }
}
