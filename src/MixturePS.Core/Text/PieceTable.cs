using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Text;

/// <summary>
/// A hash table from pieces of text to integers that allocates no strings. With a capacity, which the caller must respect, it
/// serves as a cache, because most pieces of a text recur. Not thread-safe.
/// </summary>
internal sealed class PieceTable
{
    /// <summary>The maximum length of a piece worth caching, in UTF-16 units.</summary>
    public const int LongestPiece = 64;

    private const int UnitsPerEntry = 12;
    private readonly int _capacity;
    private Entry[] _entries;

    // The text of pieces that are too long for their entries.
    private char[] _units = [];
    private int _count;
    private int _used;

    /// <summary>Creates an empty table.</summary>
    /// <param name="capacity">The maximum number of pieces; unlimited by default.</param>
    /// <param name="size">The initial number of slots, a power of two.</param>
    public PieceTable(int capacity = int.MaxValue, int size = 16)
    {
        _capacity = capacity;
        _entries = new Entry[size];
    }

    /// <summary>Whether one more piece of up to <see cref="LongestPiece"/> units would exceed the capacity.</summary>
    public bool IsFull => _count == _capacity || _used > ((long)UnitsPerEntry * _capacity) - LongestPiece;

    /// <summary>Looks up the value of a piece; false if it isn't in the table.</summary>
    /// <param name="piece">The piece, of at least one unit.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(in Piece piece, out int value)
    {
        uint key = Key(piece.Hash);
        var entries = _entries;
        for (int at = (int)key & (entries.Length - 1); ; at = (at + 1) & (entries.Length - 1))
        {
            ref readonly var entry = ref entries[at];
            if (entry.Key == key && entry.Start == piece.Start && entry.Length == piece.Text.Length
                && (entry.Length <= Piece.BlockLength || Long(entry).SequenceEqual(piece.Text)))
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

    /// <summary>Removes all pieces.</summary>
    public void Clear()
    {
        Array.Clear(_entries);
        _count = _used = 0;
    }

    /// <summary>Creates strings of the pieces with wanted values.</summary>
    /// <param name="isWanted">Whether a value is wanted, indexed by value.</param>
    /// <param name="strings">Receives the strings, indexed by value.</param>
    public void CopyStrings(bool[] isWanted, string?[] strings)
    {
        foreach (ref readonly var entry in _entries.AsSpan())
            if (entry.Length != 0 && isWanted[entry.Value]) strings[entry.Value] = Text(entry);
    }

    /// <summary>Adds a piece that isn't in the table.</summary>
    /// <param name="piece">The piece, of at least one unit.</param>
    /// <param name="value">The value.</param>
    public void Add(in Piece piece, int value)
    {
        if (3L * _count >= 2L * _entries.Length) Grow();
        int length = piece.Text.Length;
        Place(new Entry { Start = piece.Start, Key = Key(piece.Hash), Length = length, Value = value, Rest = _used });
        _count++;
        if (length <= Piece.BlockLength) return;
        int needed = checked(_used + length);
        if (needed > _units.Length) Array.Resize(ref _units, (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(256, 2L * _units.Length))));
        piece.Text.CopyTo(_units.AsSpan(_used));
        _used = needed;
    }

    /// <summary>The upper half of the hash, which depends on every unit of the piece.</summary>
    private static uint Key(ulong hash) => (uint)(hash >> 32);

    private ReadOnlySpan<char> Long(in Entry entry) => _units.AsSpan(entry.Rest, entry.Length);

    private string Text(in Entry entry)
    {
        if (entry.Length > Piece.BlockLength) return Long(entry).ToString();
        var start = entry.Start.AsUInt64();
        ReadOnlySpan<ulong> units = [start.ToScalar(), start.GetElement(1)];
        return MemoryMarshal.Cast<ulong, char>(units)[..entry.Length].ToString();
    }

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
        public Vector128<ushort> Start;
        public uint Key;
        public int Length;
        public int Value;
        public int Rest;
    }
}
