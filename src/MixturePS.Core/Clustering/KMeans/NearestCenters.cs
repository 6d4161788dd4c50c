using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The nearest centre of each distinct row, kept up to date while centres move: the assignment step of Lloyd's iteration.</summary>
/// <remarks>
/// <para>The plain algorithm, for rows x_i and centres c_1 ... c_K:</para>
/// <code>
/// for each row i
///     label(i) = argmin over k of |c_k|^2 - 2 x_i c_k        ties go to the smaller k
/// </code>
/// <para>The deviations, none of which changes a label, as it is the computed distances that are compared, ties and rounding
/// included:</para>
/// <para>1. Bounds (Ding, Y., Zhao, Y., Shen, X., Musuvathi, M. and Mytkowicz, T. (2015), Yinyang k-means, ICML 2015,
/// 579-587). A row has an upper bound ub on the distance from its own centre and, for each group G of centres, a lower bound
/// lb_G on the distances from the others in G. When centres move by delta_k,</para>
/// <code>
/// ub   += delta_own
/// lb_G -= max of delta_k over the others k in G
/// G isn't compared where lb_G > ub
/// </code>
/// <para>which the triangle inequality allows. The bounds are widened by more than all rounding errors
/// (<see cref="RoundingBounds"/>), so they rule out only centres whose computed distance is greater too. Benchmark:
/// RESULTS.md, the row "k-means of that, K = 100, 10 iterations".</para>
/// <para>2. Centres that are nearest and next to nearest to the same rows share a group (<see cref="RivalGroups"/>), so that
/// few groups have to be compared. The grouping decides what is compared, never the outcome.</para>
/// <para>3. Groups are whole vectors of centres laid out feature by feature (<see cref="BlockedCenters"/>): one coordinate of
/// a row updates several dot products by one instruction, and four rows are multiplied side by side. Each dot product is
/// summed in the order of the row's coordinates, so its bits are those of the scalar loop. Benchmark: RESULTS-micro.md,
/// DotProducts, by width.</para>
/// </remarks>
internal sealed class NearestCenters : IDisposable
{
    /// <summary>The number of rows whose distances are summed one after the other.</summary>
    public const int SummedRows = 512;

    // The sums of one or two vectors wait for each other as long as a single sum does. Where groups are that small,
    // comparing the whole group of a row's own centre, which contains its rivals, costs no more than that centre alone.
    private const int MostAtOnce = 16;
    private readonly ConcurrentBag<RangeScratch> _free = [];
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly VectorWidth _width;
    private readonly BlockedCenters _table;
    private readonly RivalGroups _groups;
    private readonly GroupBounds _bounds;
    private readonly int[] _label;
    private readonly int[] _rival;
    private readonly double[] _norms;
    private readonly double[] _normAt;
    private double[] _centers = [];
    private bool _isGrouped;

    /// <summary>Makes room for the labels and bounds.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="threads">The maximum number of threads; the labels don't depend on it.</param>
    /// <param name="width">The vectors to use; the labels are the same with each.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public NearestCenters(PointSet points, int k, int threads, VectorWidth width = VectorWidth.Widest, CancellationToken cancellation = default)
    {
        (_points, _k, _threads, _cancellation) = (points, k, threads, cancellation);
        _width = SparseDots.Resolve(width);
        _table = new BlockedCenters(points.Memory, _width);
        _groups = new RivalGroups(k);
        _bounds = new GroupBounds(points, k, _groups);
        _label = points.Memory.Take<int>(points.Count);
        _rival = points.Memory.Take<int>(points.Count);
        _norms = new double[k];
        _normAt = new double[_groups.Count * _groups.Size];
    }

    private int Features => _points.FeatureCount;

    /// <summary>Releases the memory of the centres.</summary>
    public void Dispose() => _table.Dispose();

    /// <summary>Starts from centres unrelated to any before.</summary>
    /// <param name="centers">The centres, K x J; read, and kept until the next ones.</param>
    public void Start(double[] centers)
    {
        _centers = centers;
        _isGrouped = _groups.Count == 1;
        _groups.Reset();
        for (int c = 0; c < _k; c++) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _bounds.Reset(_norms);
        LoadAll();
    }

    /// <summary>Moves to new centres.</summary>
    /// <param name="centers">The centres, K x J; read, and kept until the next ones.</param>
    /// <param name="squaredShifts">The squared shift of each; 0 only for one with the same bits as before; length K; read.</param>
    /// <returns>Whether the centres were regrouped, so that all rows have to be found again (<see cref="Find"/>); else rows can <see cref="Follow"/>.</returns>
    public bool Move(double[] centers, double[] squaredShifts)
    {
        _centers = centers;
        int[] changed = [.. Enumerable.Range(0, _k).Where(c => squaredShifts[c] != 0)];
        foreach (int c in changed) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _bounds.Move(_norms, squaredShifts);

        // The first comparison shows which centres are rivals. The moves after it are the longest and rule out next to nothing.
        if (!_isGrouped)
        {
            _isGrouped = true;
            _groups.Make(_label.AsSpan(0, _points.Count), _rival.AsSpan(0, _points.Count));
            LoadAll();
            return true;
        }

        if (2 * changed.Length > _k) LoadAll();
        else _table.Reload(centers, changed, _groups.PlaceOf, _threads, _cancellation);
        foreach (int c in changed) _normAt[_groups.PlaceOf[c]] = _norms[c];
        return false;
    }

    /// <summary>Compares each row of a range with all centres. Ranges may run in parallel.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <param name="sums">The sum of the documents' squared distances from their centres for each <see cref="SummedRows"/> rows of the range; written.</param>
    /// <param name="cancellation">Cancellation token.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(int from, int to, int[] labels, Span<double> sums, CancellationToken cancellation)
    {
        var scratch = Rent(from, to);
        for (int i = 0; i < scratch.Count; i++)
        {
            scratch.Chosen[i] = from + i;
            scratch.Before[i] = _label[from + i] = _rival[from + i] = -1;
            scratch.Distance[i] = scratch.RivalDistance[i] = double.MaxValue;
        }

        for (int g = 0; g < _groups.Count; g++)
        {
            cancellation.Check();
            Compare(scratch, g, scratch.Chosen.AsSpan(0, scratch.Count), isOwn: false, cancellation);
        }

        sums.Clear();
        for (int i = 0; i < scratch.Count; i++)
        {
            // No distance is a number where coordinates are so large that their squares overflow.
            int row = from + i;
            labels[row] = _label[row] = Math.Max(0, _label[row]);
            _bounds.SetOwn(scratch, row);
            sums[i / SummedRows] += _points.Weights[row] * Math.Max(0, scratch.Distance[i] + _points.SquaredNorms[row]);
        }

        _free.Add(scratch);
    }

    /// <summary>Updates the nearest centres of a range of rows after the centres moved. Ranges may run in parallel.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <param name="cancellation">Cancellation token.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(int from, int to, int[] labels, CancellationToken cancellation)
    {
        var scratch = Rent(from, to);
        _label.AsSpan(from, scratch.Count).CopyTo(scratch.Before);
        _bounds.Follow(scratch);
        Span<int> starts = stackalloc int[_groups.Count + 1];
        var unsettled = Unsettled(scratch, starts);
        bool isOwnGroupFirst = _groups.Size <= MostAtOnce;
        if (isOwnGroupFirst)
        {
            for (int g = 0; g < _groups.Count; g++) Compare(scratch, g, unsettled[starts[g]..starts[g + 1]], isOwn: true, cancellation);
        }
        else
        {
            foreach (int row in unsettled)
            {
                scratch.DistanceBefore[row - from] = scratch.Distance[row - from] = Distance(row, _label[row]);
                _bounds.SetOwn(scratch, row);
            }
        }

        for (int g = 0; g < _groups.Count; g++)
        {
            cancellation.Check();
            Compare(scratch, g, Open(scratch, g, unsettled, isOwnGroupFirst), isOwn: false, cancellation);
        }

        // The group of the centre that a row had may have been compared after the row left it.
        foreach (int row in unsettled)
            if (_label[row] != scratch.Before[row - from]) _bounds.AddOther(row, scratch.Before[row - from], scratch.DistanceBefore[row - from]);
        _label.AsSpan(from, scratch.Count).CopyTo(labels.AsSpan(from));
        _free.Add(scratch);
    }

    private RangeScratch Rent(int from, int to) => (_free.TryTake(out var scratch) ? scratch : new RangeScratch(_groups.Size)).For(from, to);

    private void LoadAll()
    {
        _table.Load(_centers, _groups.CenterAt.AsSpan(0, _k).ToArray(), Features, _threads, _groups.Size, _cancellation);
        for (int place = 0; place < _normAt.Length; place++)
            _normAt[place] = _groups.CenterAt[place] < _k ? _norms[_groups.CenterAt[place]] : double.PositiveInfinity;
    }

    /// <summary>The rows that may have another nearest centre than before, sorted by the group of their own centre.</summary>
    /// <param name="scratch">The range.</param>
    /// <param name="starts">Where the rows of each group start, and where the last end; written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<int> Unsettled(RangeScratch scratch, Span<int> starts)
    {
        Span<int> next = stackalloc int[_groups.Count + 1];
        next.Clear();
        var chosen = scratch.Chosen;
        int count = 0;
        for (int i = 0; i < scratch.Count; i++)
        {
            chosen[count] = i;
            if (GroupBounds.IsSettled(scratch, i)) continue;
            count++;
            next[(_groups.PlaceOf[scratch.Before[i]] / _groups.Size) + 1]++;
        }

        for (int g = 0; g < _groups.Count; g++) next[g + 1] += next[g];
        next.CopyTo(starts);
        foreach (int i in chosen.AsSpan(0, count)) scratch.Unsettled[next[_groups.PlaceOf[scratch.Before[i]] / _groups.Size]++] = scratch.First + i;
        return scratch.Unsettled.AsSpan(0, count);
    }

    /// <summary>Those of some rows for which a group may contain a centre nearer than the nearest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<int> Open(RangeScratch scratch, int group, ReadOnlySpan<int> rows, bool exceptOwn)
    {
        int from = group * _groups.Size, count = 0;
        var chosen = scratch.Chosen;
        foreach (int row in rows)
        {
            if (_bounds.RulesOut(scratch, group, row) || (exceptOwn && (uint)(_groups.PlaceOf[scratch.Before[row - scratch.First]] - from) < (uint)_groups.Size)) continue;
            chosen[count++] = row;
        }

        return chosen.AsSpan(0, count);
    }

    /// <summary>Compares rows with a group's centres.</summary>
    /// <param name="scratch">The rows' range.</param>
    /// <param name="group">The group.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="isOwn">Whether the group is that of the rows' own centres, whose distance isn't known yet.</param>
    /// <param name="cancellation">Cancellation token.</param>
    private void Compare(RangeScratch scratch, int group, ReadOnlySpan<int> rows, bool isOwn, CancellationToken cancellation)
    {
        switch (_width)
        {
            case VectorWidth.Bits512:
                Compare<Lanes512>(scratch, group, rows, isOwn, cancellation);
                break;
            case VectorWidth.Bits256:
                Compare<Lanes256>(scratch, group, rows, isOwn, cancellation);
                break;
            case VectorWidth.Bits128:
                Compare<Lanes128>(scratch, group, rows, isOwn, cancellation);
                break;
            default:
                Compare<ScalarLane>(scratch, group, rows, isOwn, cancellation);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare<TLanes>(RangeScratch scratch, int group, ReadOnlySpan<int> rows, bool isOwn, CancellationToken cancellation)
        where TLanes : struct, ILanes<TLanes>
    {
        int size = _groups.Size, at = 0;
        var dots = scratch.Dots;
        for (; at + 4 <= rows.Length; at += 4)
        {
            if ((at & 0xFF) == 0) cancellation.Check();
            _table.DotsOfFour(_points, rows.Slice(at, 4), group, dots);
            for (int r = 0; r < 4; r++) Consider<TLanes>(scratch, rows[at + r], group, dots.AsSpan(r * size, size), isOwn);
        }

        for (; at < rows.Length; at++)
        {
            _table.Dots(_points.RowColumns(rows[at]), _points.RowValues(rows[at]), dots, group);
            Consider<TLanes>(scratch, rows[at], group, dots.AsSpan(0, size), isOwn);
        }
    }

    /// <summary>Compares a row with a group's centres except the one it had, and takes one that is nearer, or as near and smaller in number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consider<TLanes>(RangeScratch scratch, int row, int group, ReadOnlySpan<double> dots, bool isOwn)
        where TLanes : struct, ILanes<TLanes>
    {
        int from = group * _groups.Size, i = row - scratch.First, before = scratch.Before[i];
        int own = before < 0 ? -1 : _groups.PlaceOf[before] - from;
        var norms = _normAt.AsSpan(from, dots.Length);
        ref double found = ref scratch.Distance[i];
        if (isOwn) found = scratch.DistanceBefore[i] = norms[own] - (2 * dots[own]);

        // A distance that isn't a number is never the nearest, and rules nothing out.
        var (nearest, second) = TwoLeastDistances.Find<TLanes>(norms, dots, own);
        if (!(nearest <= found) || (nearest == found && CenterAt(nearest, from, norms, dots, before) > _label[row]))
        {
            _bounds.SetOthers(group, row, nearest);
            if (!_isGrouped && nearest < scratch.RivalDistance[i]) (scratch.RivalDistance[i], _rival[row]) = (nearest, CenterAt(nearest, from, norms, dots, before));
            if (isOwn) _bounds.SetOwn(scratch, row);
            return;
        }

        // The centre that was nearest so far is now one of the others.
        ref int label = ref _label[row];
        int center = CenterAt(nearest, from, norms, dots, before);
        _bounds.SetOthers(group, row, second);
        if (label >= 0) _bounds.AddOther(row, label, found);
        if (!_isGrouped) (scratch.RivalDistance[i], _rival[row]) = second < found ? (second, CenterAt(second, from, norms, dots, center)) : (found, label);
        (found, label) = (nearest, center);
        _bounds.SetOwn(scratch, row);
    }

    /// <summary>The smallest centre of a group at a distance, except one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CenterAt(double distance, int from, ReadOnlySpan<double> norms, ReadOnlySpan<double> dots, int except)
    {
        int center = int.MaxValue;
        for (int t = 0; t < norms.Length; t++)
        {
            int candidate = _groups.CenterAt[from + t];
            if (norms[t] - (2 * dots[t]) == distance && candidate < center && candidate != except) center = candidate;
        }

        return center;
    }

    /// <summary>The squared distance from a centre less |x|^2, with the bits that the table's dot product gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Distance(int row, int center)
    {
        var columns = _points.RowColumns(row);
        var values = _points.RowValues(row);
        var features = _centers.AsSpan(center * Features, Features);
        double dot = 0;
        for (int p = 0; p < columns.Length; p++) dot += values[p] * features[columns[p]];
        return _norms[center] - (2 * dot);
    }
}
