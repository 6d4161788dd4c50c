using System.Numerics;

namespace MixturePS.Core.Agreement;

/// <summary>
/// For an assignment's search: the cells of least cost in each row, and which rows of the present search still have the
/// rest of their cells postponed. As the columns' duals are never above zero, a cell that isn't listed cannot be nearer
/// than the path to its row plus the row's least unlisted cost less the row's dual, also in rounded arithmetic.
/// </summary>
internal sealed unsafe class CheapCells(int rowCount, int columnCount, double* cost, double sign)
{
    /// <summary>The fewest columns for which lists pay.</summary>
    public const int LeastColumns = 256;

    private const int Sampled = 256;

    // Which cost of the sample, from the least, limits the list: about 3 in 100 cells are listed then.
    private const int Limit = 7;

    private readonly double* _cost = cost;
    private readonly (int Column, double Cost)[]?[] _listed = new (int, double)[rowCount][];
    private readonly double[] _leastUnlisted = new double[rowCount];
    private readonly int[] _visit = new int[rowCount];
    private readonly List<(int Row, double Length, double From)> _postponed = [];
    private double _nextFrom = double.PositiveInfinity;
    private int _visits;
    private long _listedVisits;
    private long _fullVisits;

    /// <summary>Whether most visits so far made do with the listed cells.</summary>
    public bool IsWorthwhile => _fullVisits <= 64 + _listedVisits / 2;

    /// <summary>Begins a search.</summary>
    public void Start()
    {
        _postponed.Clear();
        _nextFrom = double.PositiveInfinity;
        _visits = 0;
    }

    /// <summary>Notes a row's visit and gives its listed cells; false where there is no list and all cells are to be looked at.</summary>
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
        double from = length + _leastUnlisted[row] - dual;
        if (double.IsPositiveInfinity(from)) return true;
        _postponed.Add((row, length, from));
        _nextFrom = Math.Min(_nextFrom, from);
        return true;
    }

    /// <summary>A row whose unlisted cells may be as near as a distance, if there is one; it is then no longer postponed.</summary>
    public bool TryResume(double distance, out (int Row, double Length, double From) postponed)
    {
        postponed = default;
        if (!(distance >= _nextFrom)) return false;
        int at = _postponed.FindIndex(p => p.From == _nextFrom);
        postponed = _postponed[at];
        _postponed.RemoveAt(at);
        _nextFrom = double.PositiveInfinity;
        foreach (var (_, _, from) in _postponed) _nextFrom = Math.Min(_nextFrom, from);
        _fullVisits++;
        return true;
    }

    /// <summary>Whether this search visited one row before another.</summary>
    public bool VisitedBefore(int row, int other) => _visit[row] < _visit[other];

    private double Threshold(double* costs)
    {
        Span<double> least = stackalloc double[Limit + 1];
        least.Fill(double.PositiveInfinity);
        for (int s = 0; s < Sampled; s++)
        {
            double value = sign * costs[(long)s * columnCount / Sampled];
            if (value >= least[Limit]) continue;
            int at = Limit;
            for (; at > 0 && least[at - 1] > value; at--) least[at] = least[at - 1];
            least[at] = value;
        }

        return least[Limit];
    }

    // Empty where a list would be long, as with many equal costs.
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
        _leastUnlisted[row] = unlisted;
        return found.Count > columnCount / 8 ? [] : [.. found];
    }
}
