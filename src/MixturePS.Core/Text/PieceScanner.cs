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
    private bool _isAfterBlankLine;

    /// <summary>Whether a blank line came before a piece read since the last call, which is the last one if this is called for each.</summary>
    public bool TakeBlankLine()
    {
        bool result = _isAfterBlankLine;
        _isAfterBlankLine = false;
        return result;
    }

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
        int breaks = 0;
        for (; _at < _text.Length && WhiteSpace.Is(_text[_at]); _at++) breaks += LineBreaks(_at);
        _isAfterBlankLine |= breaks > 1;
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

    /// <summary>The number of line breaks that end at a white space character; a paragraph separator counts as two.</summary>
    private readonly int LineBreaks(int at) => _text[at] switch
    {
        '\n' or '\u0085' or '\u2028' => 1,
        '\r' => at + 1 < _text.Length && _text[at + 1] == '\n' ? 0 : 1,
        '\u2029' => 2,
        _ => 0,
    };

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
