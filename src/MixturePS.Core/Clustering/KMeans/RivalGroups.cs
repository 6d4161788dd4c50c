namespace MixturePS.Core.Clustering;

/// <summary>
/// Centres in groups of whole vectors, as they lie in memory. Centres that are nearest and next to nearest to the same
/// rows share a group where possible, so that a row's own centre and those which may replace it are looked at together.
/// </summary>
internal sealed class RivalGroups
{
    private const int Lanes = 8;

    // Each group costs every row a bound.
    private const int MostGroups = 32;

    // Beyond this many centres the table of rivals isn't worth its memory.
    private const int MostRivals = 1024;
    private readonly int _k;
    private readonly (int Center, double Moved, double SecondMoved)[] _farthest;

    /// <summary>Puts centres into groups in their order.</summary>
    /// <param name="k">The number of centres.</param>
    public RivalGroups(int k)
    {
        _k = k;
        int vectors = (k + Lanes - 1) / Lanes;
        Size = Lanes * ((vectors + MostGroups - 1) / MostGroups);
        Count = (k + Size - 1) / Size;
        CenterAt = new int[Count * Size];
        PlaceOf = new int[k];
        _farthest = new (int, double, double)[Count];
        Reset();
    }

    /// <summary>The number of groups.</summary>
    public int Count { get; }

    /// <summary>The places in a group, a multiple of 8.</summary>
    public int Size { get; }

    /// <summary>The centre at each place; K or more at places without one, which come last.</summary>
    public int[] CenterAt { get; }

    /// <summary>The place of each centre; length K.</summary>
    public int[] PlaceOf { get; }

    /// <summary>Puts centres into groups in their order.</summary>
    public void Reset()
    {
        for (int place = 0; place < CenterAt.Length; place++) Put(place, place);
    }

    /// <summary>Makes groups anew.</summary>
    /// <param name="labels">The nearest centre of each row; read.</param>
    /// <param name="rivals">The next to nearest one, or -1; read.</param>
    public void Make(ReadOnlySpan<int> labels, ReadOnlySpan<int> rivals)
    {
        if (_k > MostRivals) return;
        var shared = new int[_k * _k];
        for (int row = 0; row < labels.Length; row++)
        {
            if (rivals[row] < 0) continue;
            shared[(labels[row] * _k) + rivals[row]]++;
            shared[(rivals[row] * _k) + labels[row]]++;
        }

        var isPut = new bool[_k];
        var near = new long[_k];
        for (int place = 0; place < _k; place++)
        {
            if (place % Size == 0) Array.Clear(near);
            int next = -1;
            for (int c = 0; c < _k; c++)
                if (!isPut[c] && (next < 0 || near[c] > near[next])) next = c;
            isPut[next] = true;
            Put(place, next);
            for (int c = 0; c < _k; c++) near[c] += shared[(next * _k) + c];
        }
    }

    /// <summary>Takes in how far centres moved.</summary>
    /// <param name="moved">The distance of each; length K; read.</param>
    public void Move(double[] moved)
    {
        Array.Fill(_farthest, (-1, 0, 0));
        for (int c = 0; c < _k; c++)
        {
            ref var farthest = ref _farthest[PlaceOf[c] / Size];
            if (moved[c] > farthest.Moved) farthest = (c, moved[c], farthest.Moved);
            else if (moved[c] > farthest.SecondMoved) farthest.SecondMoved = moved[c];
        }
    }

    /// <summary>Which of a group's centres moved farthest, how far, and the farthest that any other one moved; 0 where none did.</summary>
    public (int Center, double Moved, double SecondMoved) Farthest(int group) => _farthest[group];

    private void Put(int place, int center)
    {
        CenterAt[place] = center;
        if (center < _k) PlaceOf[center] = place;
    }
}
