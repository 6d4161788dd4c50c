using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Text;

/// <summary>Splits a text at white space into pieces.</summary>
internal ref struct PieceScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>Reads the next piece; false at the end of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out Piece piece)
    {
        // Fast path: most pieces are short ASCII words between single spaces.
        while (_at <= _text.Length - Piece.BlockLength)
        {
            var block = Block(_at);
            int length = BitOperations.TrailingZeroCount(Special(block) | (1u << Piece.BlockLength));
            if (length == Piece.BlockLength || _text[_at + length] != ' ') break;
            int start = _at;
            _at += length + 1;
            if (length == 0) continue;
            piece = new Piece(_text.Slice(start, length), Piece.Cut(block, length));
            return true;
        }

        return TryAny(out piece);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAny(out Piece piece)
    {
        while (_at < _text.Length && WhiteSpace.Is(_text[_at])) _at++;
        if (_at == _text.Length)
        {
            piece = default;
            return false;
        }

        int start = _at;
        _at = End(start + 1);
        piece = new Piece(_text[start.._at]);
        return true;
    }

    /// <summary>The end of the piece that contains or ends at a position.</summary>
    private readonly int End(int at)
    {
        while (at < _text.Length)
        {
            if (at <= _text.Length - Piece.BlockLength)
            {
                int plain = BitOperations.TrailingZeroCount(Special(Block(at)) | (1u << Piece.BlockLength));
                at += plain;
                if (plain == Piece.BlockLength) continue;
            }

            // White space ends the piece; other special units are checked one by one.
            do
            {
                if (WhiteSpace.Is(_text[at])) return at;
                at++;
            }
            while (at < _text.Length && (_text[at] >= '\u0080' || at > _text.Length - Piece.BlockLength));
        }

        return at;
    }

    /// <summary>A bit mask of the units that aren't ASCII, or are at or below the space character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<ushort> block) =>
        Vector128.GreaterThanOrEqual(block - Vector128.Create((ushort)'!'), Vector128.Create((ushort)('\u0080' - '!'))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector128<ushort> Block(int at) =>
        Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(_text)), (nuint)at);
}
