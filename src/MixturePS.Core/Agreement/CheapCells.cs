using System.Numerics;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The cheapest cells of each row of an assignment problem. A search visits these first and postpones the other cells of
/// the row. Column duals are never positive, so the distance through an unlisted cell is at least the path length to the
/// row plus the row's smallest unlisted cost minus the row's dual, also in floating-point arithmetic. Until the search
/// reaches that bound, the unlisted cells can't matter.
/// </summary>
internal sealed unsafe class CheapCells(int rowCount, int columnCount, double* cost, double sign)
{
    /// <summary>The smallest number of columns for which lists are worthwhile.</summary>
    public const int MinColumns = 256;

    private const int SampleSize = 256;

    // The rank in the sample of the cost that limits a list; it lists about 3% of the cells.
    private const int LimitRank = 7;

    private readonly double* _cost = cost;
    private readonly (int Column, double Cost)[]?[] _listed = new (int, double)[rowCount][];
    private readonly double[] _minUnlisted = new double[rowCount];
    private readonly int[] _visit = new int[rowCount];
    private readonly List<(int Row, double Length, double Bound)> _postponed = [];
    private double _nextBound = double.PositiveInfinity;
    private int _visits;
    private long _listedVisits;
    private long _fullVisits;

    /// <summary>Whether most visits so far needed only the listed cells.</summary>
    public bool IsWorthwhile => _fullVisits <= 64 + _listedVisits / 2;

    /// <summary>Starts a new search.</summary>
    public void Start()
    {
        _postponed.Clear();
        _nextBound = double.PositiveInfinity;
        _visits = 0;
    }

    /// <summary>Records the visit of a row and returns its listed cells, or false if the row has no list and needs all its cells.</summary>
    public bool TryVisit(int row, double length, double dual, out (int Column, double Cost)[] cells)
    {
        _visit[row] = _visits++;
        cells = _listed[row] ??= List(row);
        if (cells.Length == 0)
        {
            _fullVisits++;
            return false;
        }

        _listedVisits++;
        double bound = length + _minUnlisted[row] - dual;
        if (double.IsPositiveInfinity(bound)) return true;
        _postponed.Add((row, length, bound));
        _nextBound = Math.Min(_nextBound, bound);
        return true;
    }

    /// <summary>Takes a postponed row whose unlisted cells may be as near as a distance, if there is one.</summary>
    public bool TryResume(double distance, out (int Row, double Length, double Bound) postponed)
    {
        postponed = default;
        if (!(distance >= _nextBound)) return false;
        int at = _postponed.FindIndex(p => p.Bound == _nextBound);
        postponed = _postponed[at];
        _postponed.RemoveAt(at);
        _nextBound = double.PositiveInfinity;
        foreach (var (_, _, bound) in _postponed) _nextBound = Math.Min(_nextBound, bound);
        _fullVisits++;
        return true;
    }

    /// <summary>Whether the current search visited one row before another.</summary>
    public bool VisitedBefore(int row, int other) => _visit[row] < _visit[other];

    private double Threshold(double* costs)
    {
        Span<double> least = stackalloc double[LimitRank + 1];
        least.Fill(double.PositiveInfinity);
        for (int s = 0; s < SampleSize; s++)
        {
            double value = sign * costs[(long)s * columnCount / SampleSize];
            if (value >= least[LimitRank]) continue;
            int at = LimitRank;
            for (; at > 0 && least[at - 1] > value; at--) least[at] = least[at - 1];
            least[at] = value;
        }

        return least[LimitRank];
    }

    // Returns an empty list if it would be long, as with many equal costs.
    private (int Column, double Cost)[] List(int row)
    {
        double* costs = _cost + (nint)row * columnCount;
        double limit = Threshold(costs);
        var found = new List<(int, double)>(columnCount / 16);
        double unlisted = double.PositiveInfinity;
        int width = Vector<double>.Count, c = 0;
        var (limits, signs, least) = (new Vector<double>(limit), new Vector<double>(sign), new Vector<double>(unlisted));
        for (; c < columnCount; c++)
        {
            for (; c <= columnCount - width; c += width)
            {
                var values = Vector.Load(costs + c) * signs;
                if (Vector.LessThanOrEqualAny(values, limits)) break;
                least = Vector.Min(least, values);
            }

            for (int end = Math.Min(c + width, columnCount); c < end; c++)
            {
                double value = sign * costs[c];
                if (value <= limit) found.Add((c, value));
                else unlisted = Math.Min(unlisted, value);
            }

            c--;
        }

        for (int lane = 0; lane < width; lane++) unlisted = Math.Min(unlisted, least[lane]);
        _minUnlisted[row] = unlisted;
        return found.Count > columnCount / 8 ? [] : [.. found];
    }
}
