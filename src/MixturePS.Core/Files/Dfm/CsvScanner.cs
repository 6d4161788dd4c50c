using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Files;

/// <summary>
/// Splits the plain records of a CSV file in the buffer of its text, without making strings. A record that needs a closer
/// look is left to the library, which then reads the rest of the file: one with a quotation mark within a field, a line
/// break in quotes, a lone carriage return or a NUL, and one that is very long.
/// </summary>
/// <param name="input">The text.</param>
/// <param name="delimiter">The delimiter.</param>
/// <param name="fieldLength">The maximum number of characters in a field.</param>
internal sealed class CsvScanner(TextInput input, char delimiter, int fieldLength)
{
    private const int LongestRecord = 1 << 22;
    private const char Quote = '"';

    private int[] _from = new int[64];
    private int[] _to = new int[64];
    private int _consumed;

    // The scan of the current record: the next character, and the first one of the current field.
    private int _at;
    private int _start;

    private enum Outcome
    {
        Record,
        More,
        Leave,
    }

    /// <summary>The number of fields of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>The number of lines up to the end of the current record.</summary>
    public long Lines { get; private set; }

    /// <summary>A field of the current record; valid until the next call of <see cref="TryNext"/>.</summary>
    public ReadOnlySpan<char> this[int index] => (uint)index < (uint)Count
        ? input.Ahead[_from[index].._to[index]] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The value of a field of the current record that is a single digit, else -1.</summary>
    public int Digit(int index)
    {
        int from = _from[index];
        if (_to[index] != from + 1) return -1;
        int digit = input.Ahead[from] - '0';
        return (uint)digit <= 9 ? digit : -1;
    }

    /// <summary>Moves to the next record that isn't a blank line.</summary>
    /// <param name="isEnd">Whether there is none.</param>
    /// <returns>False if the next record, at which the text then is, is to be left to the library.</returns>
    public bool TryNext(out bool isEnd)
    {
        isEnd = false;
        while (true)
        {
            input.Skip(_consumed);
            (Count, _consumed, _at, _start) = (0, 0, 0, 0);
            Outcome outcome;
            while ((outcome = Scan(input.Ahead)) == Outcome.More)
            {
                if (input.Ahead.Length > LongestRecord) return false;
                if (input.Extend()) continue;
                if (!TryEnd(input.Ahead, out isEnd)) return false;
                if (isEnd) return true;
                outcome = Outcome.Record;
                break;
            }

            if (outcome == Outcome.Leave) return false;
            Lines++;
            if (Count > 1 || _to[0] > 0) return true;
        }
    }

    /// <summary>Ends the last record, which has no line break.</summary>
    private bool TryEnd(ReadOnlySpan<char> text, out bool isEnd)
    {
        isEnd = text.Length == 0;
        if (isEnd) return true;

        // The scan waits for what follows a quotation mark or a carriage return.
        if (_at < text.Length) return false;
        if (!TryAdd(_start, text.Length)) return false;
        _consumed = text.Length;
        return true;
    }

    /// <summary>Splits fields until the end of the record or of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Outcome Scan(ReadOnlySpan<char> text)
    {
        while (_at < text.Length)
        {
            uint marks = Marks(text[_at..], out int length);
            int from = _at;
            _at += length;
            while (marks != 0)
            {
                int i = from + BitOperations.TrailingZeroCount(marks);
                marks &= marks - 1;
                char c = text[i];
                if (c == delimiter)
                {
                    if (!TryAdd(_start, i)) return Outcome.Leave;
                    _start = i + 1;
                }
                else if (c is '\n' or '\r' or '\0' or Quote)
                {
                    var outcome = c == Quote ? Quoted(text, i) : LineEnd(text, i);
                    if (outcome is not null) return outcome.Value;

                    // The scan goes on after the field in quotes.
                    break;
                }
            }
        }

        return Outcome.More;
    }

    /// <summary>Ends the record at a line break; leaves other control characters.</summary>
    private Outcome? LineEnd(ReadOnlySpan<char> text, int i)
    {
        int length = 1;
        if (text[i] == '\r')
        {
            if (i + 1 == text.Length)
            {
                _at = i;
                return Outcome.More;
            }

            length = 2;
        }

        if (text[i + length - 1] != '\n' || !TryAdd(_start, i)) return Outcome.Leave;
        _consumed = i + length;
        return Outcome.Record;
    }

    /// <summary>Adds the field in quotes that starts at a quotation mark; null if the record goes on.</summary>
    private Outcome? Quoted(ReadOnlySpan<char> text, int i)
    {
        if (i != _start) return Outcome.Leave;
        int length = text[(i + 1)..].IndexOf(Quote), end = i + length + 2;
        if (length < 0 || end == text.Length || (text[end] == '\r' && end + 1 == text.Length))
        {
            // What follows the closing mark must be at hand; the end of the file is left to the library.
            _at = i;
            return Outcome.More;
        }

        if (text.Slice(i + 1, length).IndexOfAny('\n', '\r', '\0') >= 0 || length + 2 > fieldLength) return Outcome.Leave;
        char next = text[end];
        if (next != delimiter && next != '\n' && !(next == '\r' && text[end + 1] == '\n')) return Outcome.Leave;
        if (!TryAdd(i + 1, end - 1)) return Outcome.Leave;
        if (next == delimiter)
        {
            (_start, _at) = (end + 1, end + 1);
            return null;
        }

        _consumed = end + (next == '\r' ? 2 : 1);
        return Outcome.Record;
    }

    private bool TryAdd(int from, int to)
    {
        if (to - from > fieldLength) return false;
        if (Count == _from.Length)
        {
            Array.Resize(ref _from, 2 * Count);
            Array.Resize(ref _to, 2 * Count);
        }

        _from[Count] = from;
        _to[Count++] = to;
        return true;
    }

    /// <summary>A bit for each of the next characters that is a delimiter, a quotation mark or at most a carriage return.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Marks(ReadOnlySpan<char> text, out int length)
    {
        length = 2 * Vector128<ushort>.Count;
        if (text.Length < length)
        {
            length = 1;
            return text[0] == delimiter || text[0] is Quote or <= '\r' ? 1u : 0;
        }

        ref ushort start = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return Vector128.Narrow(Marks(Vector128.LoadUnsafe(ref start)), Marks(Vector128.LoadUnsafe(ref start, (nuint)Vector128<ushort>.Count))).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<ushort> Marks(Vector128<ushort> text) =>
        Vector128.Equals(text, Vector128.Create((ushort)delimiter)) | Vector128.Equals(text, Vector128.Create((ushort)Quote)) | Vector128.LessThanOrEqual(text, Vector128.Create((ushort)'\r'));
}
