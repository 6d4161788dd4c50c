using System.Runtime.InteropServices;

namespace MixturePS.Core.Text;

/// <summary>
/// What became of the pieces of text met before, as most of a text repeats. It is of a fixed size and starts anew when full,
/// so that its memory doesn't depend on the text. For one thread.
/// </summary>
internal sealed class PieceCache
{
    /// <summary>The longest piece worth keeping, in UTF-16 units.</summary>
    public const int LongestPiece = 64;

    private const int UnitsAnEntry = 12;
    private readonly Entry[] _entries;
    private readonly int _mask;
    private readonly char[] _units;
    private readonly int _capacity;
    private int _count;
    private int _used;

    /// <summary>Starts empty.</summary>
    /// <param name="capacity">The most pieces; a power of two.</param>
    public PieceCache(int capacity)
    {
        _capacity = capacity;
        _entries = new Entry[2 * capacity];
        _mask = _entries.Length - 1;
        _units = new char[UnitsAnEntry * capacity];
    }

    /// <summary>The value of a piece; false where it isn't known.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="hash">Its hash, for <see cref="Add"/>.</param>
    /// <param name="value">The value.</param>
    public bool TryGet(ReadOnlySpan<char> piece, out uint hash, out int value)
    {
        hash = Hash(piece);
        var entries = _entries;
        for (int at = (int)hash & _mask; ; at = (at + 1) & _mask)
        {
            ref readonly var entry = ref entries[at];
            if (entry.Length == 0)
            {
                value = 0;
                return false;
            }

            if (entry.Hash == hash && _units.AsSpan(entry.Start, entry.Length).SequenceEqual(piece))
            {
                value = entry.Value;
                return true;
            }
        }
    }

    /// <summary>Whether the next piece makes the cache start anew.</summary>
    public bool IsFull => _count == _capacity || _used > _units.Length - LongestPiece;

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
    public void Add(ReadOnlySpan<char> piece, uint hash, int value)
    {
        int at = (int)hash & _mask;
        while (_entries[at].Length != 0) at = (at + 1) & _mask;
        piece.CopyTo(_units.AsSpan(_used));
        _entries[at] = new Entry { Hash = hash, Start = _used, Length = piece.Length, Value = value };
        _used += piece.Length;
        _count++;
    }

    private static uint Hash(ReadOnlySpan<char> piece)
    {
        const ulong Factor = 0x9e3779b97f4a7c15UL;
        ulong hash = (ulong)piece.Length * Factor;
        var blocks = MemoryMarshal.Cast<char, ulong>(piece);
        foreach (ulong block in blocks)
        {
            hash = (hash ^ block) * Factor;
            hash ^= hash >> 32;
        }

        for (int i = 4 * blocks.Length; i < piece.Length; i++) hash = (hash ^ piece[i]) * Factor;
        return (uint)(hash >> 32) ^ (uint)hash;
    }

    private struct Entry
    {
        public uint Hash;
        public int Start;
        public int Length;
        public int Value;
    }
}
