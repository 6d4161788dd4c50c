using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The nearest centre of each distinct row, kept up to date while centres move. A row is compared with all centres at
/// first. Later it is compared only with the groups of centres for which bounds on its distances don't settle that its
/// own centre stays the nearest.
/// </summary>
/// <remarks>
/// What is compared is |c|^2 - 2 x c as it is computed, so labels are those of comparing every row with every centre,
/// ties and rounding included: bounds are widened by more than all rounding errors, and they rule a centre out only where
/// its computed distance, too, is greater. Source of the bounds by groups: Ding, Y., Zhao, Y., Shen, X., Musuvathi, M.
/// and Mytkowicz, T. (2015), Yinyang k-means, ICML 2015, 579-587; here rivals share a group (<see cref="RivalGroups"/>).
/// </remarks>
internal sealed partial class NearestCenters : IDisposable
{
    /// <summary>Rows whose distances are summed up one after the other.</summary>
    public const int SummedRows = 512;

    // The sums of one vector or two wait for each other as long as a single sum does, so where groups are so small the
    // whole group of a row's own centre, in which its rivals are, costs no more than that centre alone.
    private const int MostAtOnce = 16;
    private readonly ConcurrentBag<RangeScratch> _free = [];
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly BlockedCenters _table;
    private readonly VectorWidth _width;
    private readonly RivalGroups _groups;
    private readonly int[] _label;
    private readonly int[] _rival;
    private readonly double[] _atMost;
    private readonly double[] _othersAtLeast;
    private readonly double[] _norms;
    private readonly double[] _moved;
    private readonly double[] _normAt;
    private readonly RoundingBounds _bounds;
    private double[] _centers = [];
    private bool _isGrouped;

    public NearestCenters(PointSet points, int k, int threads, VectorWidth width = VectorWidth.Widest, CancellationToken cancellation = default)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _cancellation = cancellation;
        _width = SparseDots.Resolve(width);
        _table = new BlockedCenters(points.Memory, _width);
        _groups = new RivalGroups(k);
        _label = points.Memory.Take<int>(points.Count);
        _rival = points.Memory.Take<int>(points.Count);
        _atMost = points.Memory.Take<double>(points.Count);
        _othersAtLeast = points.Memory.Take<double>((long)points.Count * _groups.Count);
        _norms = new double[k];
        _moved = new double[k];
        _normAt = new double[_groups.Count * _groups.Size];
        _bounds = new RoundingBounds(points.SquaredNorms, points.FeatureCount);
    }

    private int Features => _points.FeatureCount;

    /// <summary>Lets the memory of the centres go.</summary>
    public void Dispose() => _table.Dispose();

    /// <summary>Starts with centres that are not where any were before.</summary>
    /// <param name="centers">The centres, K x J; kept until the next ones come, and read.</param>
    public void Start(double[] centers)
    {
        _centers = centers;
        _isGrouped = _groups.Count == 1;
        _groups.Reset();
        for (int c = 0; c < _k; c++) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _bounds.Reset();
        _bounds.Include(_norms);
        LoadAll();
    }

    /// <summary>Goes on to new centres.</summary>
    /// <param name="centers">The centres, K x J; kept until the next ones come, and read.</param>
    /// <param name="squaredShifts">How far each moved, squared; 0 only for one with the same bits as before; length K; read.</param>
    /// <returns>Whether rows have to be found anew, as centres were put into other groups; else they can follow.</returns>
    public bool Move(double[] centers, double[] squaredShifts)
    {
        _centers = centers;
        int[] changed = [.. Enumerable.Range(0, _k).Where(c => squaredShifts[c] != 0)];
        for (int c = 0; c < _k; c++) _moved[c] = _bounds.Moved(squaredShifts[c]);
        foreach (int c in changed) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _bounds.Include(_norms);

        // The first comparison tells who are rivals; the moves after it are the longest, and rule out next to nothing.
        if (!_isGrouped)
        {
            _isGrouped = true;
            _groups.Make(_label.AsSpan(0, _points.Count), _rival.AsSpan(0, _points.Count));
            LoadAll();
            return true;
        }

        _groups.Move(_moved);
        if (2 * changed.Length > _k)
        {
            LoadAll();
        }
        else
        {
            _table.Reload(centers, changed, _groups.PlaceOf, _threads, _cancellation);
            foreach (int c in changed) _normAt[_groups.PlaceOf[c]] = _norms[c];
        }

        return false;
    }

    /// <summary>Compares each of a range of rows with all centres; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <param name="sums">The sum of the documents' squared distances from their centres in each <see cref="SummedRows"/> rows of the range; written.</param>
    /// <param name="cancellation">Ends the work early.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(int from, int to, int[] labels, Span<double> sums, CancellationToken cancellation)
    {
        var work = Rent(from, to);
        for (int i = 0; i < work.Count; i++)
        {
            work.Chosen[i] = from + i;
            work.Before[i] = _label[from + i] = _rival[from + i] = -1;
            work.Distance[i] = work.RivalDistance[i] = double.MaxValue;
        }

        for (int g = 0; g < _groups.Count; g++)
        {
            cancellation.Check();
            Compare(work, g, work.Chosen.AsSpan(0, work.Count), isOwn: false, cancellation);
        }

        sums.Clear();
        for (int i = 0; i < work.Count; i++)
        {
            // No distance is a number where coordinates are so large that squares overflow.
            int row = from + i;
            labels[row] = _label[row] = Math.Max(0, _label[row]);
            _atMost[row] = _bounds.AtMost(row, work.Distance[i]);
            sums[i / SummedRows] += _points.Weights[row] * Math.Max(0, work.Distance[i] + _points.SquaredNorms[row]);
        }

        _free.Add(work);
    }

    /// <summary>Follows the centres' move for a range of rows; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <param name="cancellation">Ends the work early.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(int from, int to, int[] labels, CancellationToken cancellation)
    {
        var work = Rent(from, to);
        MoveBounds(work);
        Span<int> starts = stackalloc int[_groups.Count + 1];
        var looked = Unsettled(work, starts);
        bool isOwnGroupFirst = _groups.Size <= MostAtOnce;
        if (isOwnGroupFirst)
        {
            for (int g = 0; g < _groups.Count; g++) Compare(work, g, looked[starts[g]..starts[g + 1]], isOwn: true, cancellation);
        }
        else
        {
            foreach (int row in looked)
            {
                work.DistanceBefore[row - from] = work.Distance[row - from] = Distance(row, _label[row]);
                Tighten(work, row);
            }
        }

        for (int g = 0; g < _groups.Count; g++)
        {
            cancellation.Check();
            Compare(work, g, Open(work, g, looked, isOwnGroupFirst), isOwn: false, cancellation);
        }

        // The group of the centre that a row had may have been compared after the row left it.
        foreach (int row in looked)
            if (_label[row] != work.Before[row - from]) IsOther(row, work.Before[row - from], work.DistanceBefore[row - from]);
        _label.AsSpan(from, work.Count).CopyTo(labels.AsSpan(from));
        _free.Add(work);
    }

    private RangeScratch Rent(int from, int to) => (_free.TryTake(out var work) ? work : new RangeScratch(_groups.Size)).For(from, to);

    private void LoadAll()
    {
        _table.Load(_centers, _groups.CenterAt.AsSpan(0, _k).ToArray(), Features, _threads, _groups.Size, _cancellation);
        for (int place = 0; place < _normAt.Length; place++)
            _normAt[place] = _groups.CenterAt[place] < _k ? _norms[_groups.CenterAt[place]] : double.PositiveInfinity;
    }
}
