using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Text;

/// <summary>A piece of text with its lookup key: its first eight UTF-16 units, padded with zeros, and a hash of all units.</summary>
internal readonly ref struct Piece
{
    /// <summary>The number of units that are compared and hashed at once.</summary>
    public const int BlockLength = 8;

    private const ulong LowSecret = 0x9e3779b97f4a7c15UL;
    private const ulong HighSecret = 0xc2b2ae3d27d4eb4fUL;

    /// <summary>Creates a piece of any length.</summary>
    public Piece(ReadOnlySpan<char> text)
        : this(text, First(text))
    {
    }

    /// <summary>Creates a piece whose first block is already loaded.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="first">The first block, padded with zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Piece(ReadOnlySpan<char> text, Vector128<ushort> first)
    {
        Text = text;
        Start = first;
        ulong hash = Mix(first, (ulong)text.Length);
        Hash = text.Length <= BlockLength ? hash : HashRest(text, hash);
    }

    public ReadOnlySpan<char> Text { get; }

    public Vector128<ushort> Start { get; }

    public ulong Hash { get; }

    /// <summary>A block with all units from a position on set to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> Cut(Vector128<ushort> block, int length) =>
        block & Vector128.GreaterThan(Vector128.Create((ushort)length), Vector128.Create((ushort)0, 1, 2, 3, 4, 5, 6, 7));

    private static Vector128<ushort> First(ReadOnlySpan<char> text)
    {
        if (text.Length >= BlockLength) return Vector128.LoadUnsafe(ref Units(text));
        ulong low = 0, high = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (i < 4) low |= (ulong)text[i] << (16 * i);
            else high |= (ulong)text[i] << (16 * (i - 4));
        }

        return Vector128.Create(low, high).AsUInt16();
    }

    /// <summary>Hashes block by block; the last block overlaps the previous one so that it ends with the piece.</summary>
    private static ulong HashRest(ReadOnlySpan<char> text, ulong hash)
    {
        ref ushort units = ref Units(text);
        for (int at = BlockLength; at < text.Length; at += BlockLength)
            hash = Mix(Vector128.LoadUnsafe(ref units, (nuint)Math.Min(at, text.Length - BlockLength)), hash);
        return hash;
    }

    /// <summary>Folds a 128-bit product, so that every bit of the block affects the hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(Vector128<ushort> block, ulong hash)
    {
        var halves = block.AsUInt64();
        ulong high = Math.BigMul(halves.ToScalar() ^ LowSecret ^ hash, halves.GetElement(1) ^ HighSecret, out ulong low);
        return high ^ low;
    }

    private static ref ushort Units(ReadOnlySpan<char> text) => ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
}
