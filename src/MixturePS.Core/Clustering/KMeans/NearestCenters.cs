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
/// <para>in the order of additions of scikit-learn, so that ties and rounding decide as they do there. The deviations, none of
/// which changes a label:</para>
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
/// <para>3. Groups are whole vectors of centres laid out feature by feature (<see cref="CenterTable"/>): one value of a row
/// updates several distances by one instruction (<see cref="LeastDistances"/>).</para>
/// <para>4. Distances are computed from the rows and centres as they are stored: in the dense arithmetic from the non-zero cells
/// alone, and from centres that are known up to a bound on their error (<see cref="CenterUpdate"/>). Only where a row's two least
/// distances are closer than that and rounding allow for, those of the plain algorithm are computed
/// (<see cref="ExactDistances"/>). Benchmark: RESULTS-sweep.md.</para>
/// </remarks>
internal sealed class NearestCenters : IDisposable
{
    private readonly ConcurrentBag<RangeScratch> _free = [];
    private readonly PointSet _points;
    private readonly CenterUpdate _update;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly VectorWidth _width;
    private readonly CenterTable _table;
    private readonly RivalGroups _groups;
    private readonly GroupBounds _bounds;
    private readonly int[] _label;
    private readonly ExactDistances _exact;
    private bool _isGrouped;
    private double _unit = 1;

    /// <summary>Makes room for the labels and bounds.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="update">The centres.</param>
    /// <param name="threads">The maximum number of threads; the labels don't depend on it.</param>
    /// <param name="width">The vectors to use; the labels are the same with each.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public NearestCenters(PointSet points, int k, CenterUpdate update, int threads, VectorWidth width = VectorWidth.Widest, CancellationToken cancellation = default)
    {
        (_points, _k, _update, _threads, _cancellation) = (points, k, update, threads, cancellation);
        _width = SparseDots.Resolve(width);
        _groups = new RivalGroups(k, Features);
        _table = new CenterTable(points.Memory, _groups, Features);
        _bounds = new GroupBounds(points, _groups);
        _label = points.Memory.Take<int>(points.Count);
        _exact = new ExactDistances(points, update);
    }

    private int Features => _points.FeatureCount;

    /// <summary>Releases the memory of the centres.</summary>
    public void Dispose() => _table.Dispose();

    /// <summary>Starts from centres unrelated to any before.</summary>
    public void Start()
    {
        _isGrouped = _groups.Count == 1;
        _groups.Reset();
        _bounds.Reset(_update);
        _points.ScaleFloats(Math.Sqrt(_update.Norms.Max()));
        _table.Scale = _points.FloatScale;
        _unit = 1 / (_table.Scale * _table.Scale);
        LoadAll();
    }

    /// <summary>Moves to the centres after an update.</summary>
    /// <returns>Whether the centres were regrouped, so that all rows have to be found again (<see cref="Find"/>); else rows can <see cref="Follow"/>.</returns>
    public bool Move()
    {
        _bounds.Move(_update);

        // The first comparison shows which centres are rivals. The moves after it are the longest and rule out next to nothing.
        if (!_isGrouped)
        {
            _isGrouped = true;
            Group();
            LoadAll();
            return true;
        }

        int[] changed = [.. Enumerable.Range(0, _k).Where(c => _update.Moved[c] != 0)];
        if (4 * changed.Length > _k) LoadAll();
        else _table.Reload(_update.Centers, _update.Norms, changed, _threads, _cancellation);
        return false;
    }

    /// <summary>Compares each row of a range with all centres. Ranges may run in parallel.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <param name="cancellation">Cancellation token.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(int from, int to, int[] labels, CancellationToken cancellation)
    {
        var scratch = Rent(from, to);
        for (int i = 0; i < scratch.Count; i++)
        {
            scratch.Chosen[i] = from + i;
            _label[from + i] = -1;
            scratch.Distance[i] = scratch.RivalDistance[i] = double.MaxValue;
        }

        var rows = scratch.Chosen.AsSpan(0, scratch.Count);
        for (int g = 0; g < _groups.Count; g++) Compare(scratch, g, rows, cancellation);

        // No distance is a number where values are so large that their squares overflow.
        foreach (int row in rows) _label[row] = Math.Max(0, _label[row]);
        Settle(scratch, rows, cancellation);
        foreach (int row in rows) _bounds.SetOwn(scratch, row);
        _label.AsSpan(from, scratch.Count).CopyTo(labels.AsSpan(from));
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
        bool isOneGroup = _groups.Count == 1;
        if (!isOneGroup) _bounds.Follow(scratch);
        var unsettled = isOneGroup ? _bounds.FollowOne(scratch) : Unsettled(scratch);
        if (isOneGroup)
        {
            // The comparison with the only group gives the distance from the own centre too.
            foreach (int row in unsettled) scratch.Distance[row - from] = scratch.RivalDistance[row - from] = double.MaxValue;
            Compare(scratch, 0, unsettled, cancellation);
        }
        else
        {
            foreach (int row in unsettled)
            {
                _exact.Stored(row, _label.AsSpan(row, 1), scratch.Distance.AsSpan(row - from, 1));
                scratch.DistanceBefore[row - from] = scratch.Distance[row - from];
                _bounds.SetOwn(scratch, row);
            }

            for (int g = 0; g < _groups.Count; g++) Compare(scratch, g, Open(scratch, g, unsettled), cancellation);
        }

        Settle(scratch, unsettled, cancellation);
        foreach (int row in unsettled)
        {
            _bounds.SetOwn(scratch, row);

            // The group of the centre that a row had may have been compared after the row left it.
            if (_groups.Count > 1 && _label[row] != scratch.Before[row - from]) _bounds.AddOther(row, scratch.Before[row - from], scratch.DistanceBefore[row - from]);
        }

        _label.AsSpan(from, scratch.Count).CopyTo(labels.AsSpan(from));
        _free.Add(scratch);
    }

    private RangeScratch Rent(int from, int to) => (_free.TryTake(out var scratch) ? scratch : new RangeScratch()).For(from, to);

    /// <summary>Groups the centres by the two nearest ones of a sample of rows.</summary>
    private void Group()
    {
        const int Sample = 2048;
        int count = Math.Min(Sample, _points.Count);
        var pairs = new (int, int)[count];
        ParallelBlocks.Run(count, Sample / 16, _threads, _cancellation, (_, from, to) =>
        {
            var distances = new float[_groups.Count * _groups.Size];
            for (int i = from; i < to; i++)
            {
                int row = (int)((long)i * _points.Count / count), first = -1, second = -1;
                _table.Distances(_points, row, distances, _width);
                for (int c = 0; c < _k; c++)
                {
                    float distance = distances[_groups.PlaceOf[c]];
                    if (first < 0 || distance < distances[_groups.PlaceOf[first]]) (first, second) = (c, first);
                    else if (second < 0 || distance < distances[_groups.PlaceOf[second]]) second = c;
                }

                pairs[i] = (first, second);
            }
        });
        _groups.Make(pairs);
    }

    private void LoadAll() => _table.Load(_update.Centers, _update.Norms, _threads, _cancellation);

    /// <summary>The rows that may have another nearest centre than before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Span<int> Unsettled(RangeScratch scratch)
    {
        int count = 0;
        for (int i = 0; i < scratch.Count; i++)
        {
            scratch.Unsettled[count] = scratch.First + i;
            scratch.RivalDistance[i] = double.MaxValue;
            if (!GroupBounds.IsSettled(scratch, i)) count++;
        }

        return scratch.Unsettled.AsSpan(0, count);
    }

    /// <summary>Those of some rows for which a group may contain a centre nearer than the nearest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<int> Open(RangeScratch scratch, int group, ReadOnlySpan<int> rows)
    {
        int count = 0;
        var chosen = scratch.Chosen;
        foreach (int row in rows)
        {
            chosen[count] = row;
            if (!_bounds.RulesOut(scratch, group, row)) count++;
        }

        return chosen.AsSpan(0, count);
    }

    /// <summary>Compares rows with a group's centres, and takes those that are nearer.</summary>
    private void Compare(RangeScratch scratch, int group, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        const int RowsBetweenChecks = 256;
        for (int at = 0; at < rows.Length; at += RowsBetweenChecks)
        {
            cancellation.Check();
            var some = rows.Slice(at, Math.Min(RowsBetweenChecks, rows.Length - at));
            _table.Find(group, _points, some, scratch.Found.AsSpan(at), _width);
        }

        for (int at = 0; at < rows.Length; at++) Consider(scratch, rows[at], group, scratch.Found[at].Place, scratch.Found[at].Distance * _unit, scratch.Found[at].Second * _unit);
    }

    /// <summary>Takes a group's nearest centre if it is nearer to a row than the nearest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consider(RangeScratch scratch, int row, int group, int place, double least, double second)
    {
        int i = row - scratch.First, center = _groups.CenterAt[(group * _groups.Size) + place];
        ref int label = ref _label[row];
        ref double found = ref scratch.Distance[i];
        ref double rival = ref scratch.RivalDistance[i];
        if (center == label)
        {
            _bounds.SetOthers(group, row, second);
            found = least;
            rival = Math.Min(rival, second);
        }
        else if (least < found)
        {
            // The centre that was nearest so far is now one of the others.
            _bounds.SetOthers(group, row, second);
            if (label >= 0 && found < double.MaxValue) _bounds.AddOther(row, label, found);
            rival = Math.Min(second, found);
            (found, label) = (least, center);
            if (_groups.Count > 1) _bounds.SetOwn(scratch, row);
        }
        else
        {
            _bounds.SetOthers(group, row, least);
            rival = Math.Min(rival, least);
        }
    }

    /// <summary>Finds the nearest centre of those rows whose two least distances may be in the other order.</summary>
    /// <param name="scratch">The rows' range.</param>
    /// <param name="rows">The rows that were compared with centres.</param>
    /// <param name="cancellation">Cancellation token.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Settle(RangeScratch scratch, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        foreach (int row in rows)
        {
            int i = row - scratch.First;
            double uncertain = _bounds.Uncertain(row);
            if (scratch.RivalDistance[i] - scratch.Distance[i] > uncertain) continue;
            cancellation.Check();
            var distances = scratch.All(_groups.Count * _groups.Size);
            _table.Distances(_points, row, distances, _width);
            var (candidates, count) = (scratch.Candidates, 0);
            double limit = (scratch.Distance[i] + uncertain) / _unit;
            for (int c = 0; c < _k; c++)
                if (!(distances[_groups.PlaceOf[c]] > limit)) candidates[count++] = c;
            int nearest = Nearest(row, candidates.AsSpan(0, count), scratch);
            if (nearest == _label[row]) continue;
            _bounds.AddOther(row, _label[row], scratch.Distance[i]);
            (_label[row], scratch.Distance[i]) = (nearest, distances[_groups.PlaceOf[nearest]] * _unit);
        }
    }

    /// <summary>The nearest of some centres, ascending, by distances in double precision, and by exact ones where these are as close.</summary>
    private int Nearest(int row, Span<int> candidates, RangeScratch scratch)
    {
        var distances = scratch.CandidateDistances.AsSpan(0, candidates.Length);
        double least = double.PositiveInfinity;
        _exact.Stored(row, candidates, distances);
        foreach (double distance in distances) least = Math.Min(least, distance);

        // In the first iteration of the sparse arithmetic, centres and distances have the bits of the plain ones.
        int count = 0;
        double limit = _points.IsShifted || _update.Error > 0 ? least + _bounds.UncertainInDouble(row) : least;
        for (int at = 0; at < distances.Length; at++)
            if (distances[at] <= limit) candidates[count++] = candidates[at];
        if (count == 0) return _label[row];
        return limit == least ? candidates[0] : _exact.Nearest(row, candidates[..count], scratch);
    }
}
