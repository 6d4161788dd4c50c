namespace MixturePS.Core.Clustering;

/// <summary>
/// The division of the centres into groups of whole vectors, in the order in which they lie in memory. Rivals, centres
/// that are nearest and second nearest to the same rows, share a group where possible, so that a row's own centre and
/// those that may replace it are compared together.
/// </summary>
internal sealed class RivalGroups
{
    private const int Lanes = 16;

    // Up to so many centres, one bound for all of them costs less than several.
    private const int MostInOneGroup = 64;

    // The table of a group with so many cells in single precision stays in the second-level cache.
    private const int CachedCells = 1 << 18;

    // Each group costs every row a bound.
    private const int MostGroups = 32;

    // The table of rivals has K^2 cells.
    private const int MostRivals = 1024;
    private readonly int _k;
    private readonly (int Center, double Moved, double SecondMoved)[] _farthest;

    /// <summary>Groups centres in the order of their numbers.</summary>
    /// <param name="k">The number of centres.</param>
    /// <param name="features">The number of features, J.</param>
    public RivalGroups(int k, int features)
    {
        _k = k;
        Size = MostInOneGroup;
        while (Size > Lanes && (Size / 2 >= k || (k > MostInOneGroup && (long)Size * features > CachedCells))) Size /= 2;
        while (k > Size * MostGroups) Size += Size < MostInOneGroup ? Size : MostInOneGroup;
        Count = (k + Size - 1) / Size;
        CenterAt = new int[Count * Size];
        PlaceOf = new int[k];
        _farthest = new (int, double, double)[Count];
        Reset();
    }

    /// <summary>The number of groups.</summary>
    public int Count { get; }

    /// <summary>The number of places in a group: 16, 32 or a multiple of 64.</summary>
    public int Size { get; }

    /// <summary>The centre at each place; K or more at the places without a centre, which come last.</summary>
    public int[] CenterAt { get; }

    /// <summary>The place of each centre; length K.</summary>
    public int[] PlaceOf { get; }

    /// <summary>Groups centres in the order of their numbers.</summary>
    public void Reset()
    {
        for (int place = 0; place < CenterAt.Length; place++) Put(place, place);
    }

    /// <summary>Groups rivals greedily: each place gets the centre that shares the most rows with those already in its group.</summary>
    /// <param name="pairs">The nearest and the second-nearest centre of each row; read.</param>
    public void Make(ReadOnlySpan<(int Nearest, int Second)> pairs)
    {
        if (_k > MostRivals) return;
        var shared = new int[_k * _k];
        foreach (var (nearest, second) in pairs)
        {
            shared[(nearest * _k) + second]++;
            shared[(second * _k) + nearest]++;
        }

        var isPlaced = new bool[_k];
        var near = new long[_k];
        for (int place = 0; place < _k; place++)
        {
            if (place % Size == 0) Array.Clear(near);
            int next = -1;
            for (int c = 0; c < _k; c++)
                if (!isPlaced[c] && (next < 0 || near[c] > near[next])) next = c;
            isPlaced[next] = true;
            Put(place, next);
            for (int c = 0; c < _k; c++) near[c] += shared[(next * _k) + c];
        }
    }

    /// <summary>Notes how far the centres moved.</summary>
    /// <param name="moved">The distance that each moved; length K; read.</param>
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

    /// <summary>The centre of a group that moved farthest, how far it moved, and the farthest that any other one moved; 0 where none did.</summary>
    public (int Center, double Moved, double SecondMoved) Farthest(int group) => _farthest[group];

    private void Put(int place, int center)
    {
        CenterAt[place] = center;
        if (center < _k) PlaceOf[center] = place;
    }
}
