using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>
/// Counts the ids of one document after the other. A row is written as its distinct ids in the order in which they came; an
/// id that came more than once is followed by its negated count. For one thread.
/// </summary>
/// <remarks>
/// <para>The plain algorithm is a dictionary from ids to counts, cleared after each document.</para>
/// <para>Here it is a hash table with linear probing whose entries are positions in the row plus a stamp. The stamp grows by
/// the length of each row, so entries of earlier rows are below it and count as empty: nothing is cleared. The counts are
/// those of the dictionary. Benchmark: RESULTS-text.md.</para>
/// </remarks>
internal sealed class RowCounter
{
    private const int InitialLength = 512;

    // A hash table of positions in the row, offset by the stamp; values below the stamp are stale entries of earlier rows.
    private int[] _places = new int[2 * InitialLength];
    private int[] _ids = new int[InitialLength];
    private int[] _counts = new int[InitialLength];
    private int _stamp = 1;
    private int _length;
    private int[] _rows = new int[1 << 12];
    private int _end;

    /// <summary>Counts an id of zero or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id)
    {
        var places = _places;
        int at = id & (places.Length - 1);
        for (int place; (place = places[at] - _stamp) >= 0; at = (at + 1) & (places.Length - 1))
        {
            if (_ids[place] != id) continue;
            _counts[place]++;
            return;
        }

        places[at] = _stamp + _length;
        _ids[_length] = id;
        _counts[_length] = 1;
        if (++_length == _ids.Length) Grow();
    }

    /// <summary>Ends a row, and returns its number of distinct ids.</summary>
    public int EndRow()
    {
        int length = _length;
        long needed = _end + (2L * length);
        if (needed > _rows.Length) Array.Resize(ref _rows, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _rows.Length)));
        for (int i = 0; i < length; i++)
        {
            _rows[_end++] = _ids[i];
            if (_counts[i] > 1) _rows[_end++] = -_counts[i];
        }

        _length = 0;
        _stamp += length;
        if (_stamp > int.MaxValue / 2)
        {
            Array.Clear(_places);
            _stamp = 1;
        }

        return length;
    }

    /// <summary>Returns the rows since the last call.</summary>
    public int[] TakeRows()
    {
        int[] rows = _rows.AsSpan(0, _end).ToArray();
        _end = 0;
        return rows;
    }

    /// <summary>Reads the next cell of a row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="at">The position to read; advanced to the next cell.</param>
    /// <param name="count">The count of the id, 1 or more.</param>
    /// <returns>The id.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(int[] rows, ref int at, out int count)
    {
        int id = rows[at++];
        count = 1;
        if ((uint)at < (uint)rows.Length && rows[at] < 0) count = -rows[at++];
        return id;
    }

    private void Grow()
    {
        Array.Resize(ref _ids, 2 * _length);
        Array.Resize(ref _counts, 2 * _length);
        _places = new int[4 * _length];
        for (int i = 0; i < _length; i++)
        {
            int at = _ids[i] & (_places.Length - 1);
            while (_places[at] != 0) at = (at + 1) & (_places.Length - 1);
            _places[at] = _stamp + i;
        }
    }
}
