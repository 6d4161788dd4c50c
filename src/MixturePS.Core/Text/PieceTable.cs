using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    private Entry[] _entries;

    // The pieces that are longer than what their entries hold.
    private char[] _units = [];
    private int _count;
    private int _used;

    /// <summary>Starts empty.</summary>
    /// <param name="capacity">The most pieces; without any limit where it isn't given.</param>
    /// <param name="size">The places to start with, a power of two.</param>
    public PieceTable(int capacity = int.MaxValue, int size = 16)
    {
        _capacity = capacity;
        _entries = new Entry[size];
    }

    /// <summary>Whether the next piece, of up to <see cref="LongestPiece"/> units, is beyond the capacity.</summary>
    public bool IsFull => _count == _capacity || _used > ((long)UnitsAnEntry * _capacity) - LongestPiece;

    /// <summary>The value of a piece; false where it isn't known.</summary>
    /// <param name="piece">The piece, of 1 unit at least.</param>
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

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_entries);
        _count = _used = 0;
    }

    /// <summary>Makes strings of the pieces whose values are asked for.</summary>
    /// <param name="isAsked">Whether a value is asked for, by the value.</param>
    /// <param name="strings">The strings by their values; written.</param>
    public void CopyStrings(bool[] isAsked, string?[] strings)
    {
        foreach (ref readonly var entry in _entries.AsSpan())
            if (entry.Length != 0 && isAsked[entry.Value]) strings[entry.Value] = Text(entry);
    }

    /// <summary>Keeps a piece that wasn't found.</summary>
    /// <param name="piece">The piece, of 1 unit at least.</param>
    /// <param name="value">Its value.</param>
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

    /// <summary>The upper half, which every unit of the piece has had a part in.</summary>
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
