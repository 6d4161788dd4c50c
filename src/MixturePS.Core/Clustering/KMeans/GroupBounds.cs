using System.Runtime.CompilerServices;

namespace MixturePS.Core.Clustering;

/// <summary>
/// For each row an upper bound ub on the distance from its own centre and for each group G of centres a lower bound lb_G on
/// the distances from G's others, as <see cref="NearestCenters"/> uses them. All are widened by <see cref="RoundingBounds"/>.
/// </summary>
internal sealed class GroupBounds
{
    private readonly int _rowCount;
    private readonly RivalGroups _groups;
    private readonly RoundingBounds _rounding;
    private readonly double[] _atMost;
    private readonly double[] _othersAtLeast;
    private double[] _moved = [];

    /// <summary>Makes room for the bounds.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="groups">The groups of the centres.</param>
    public GroupBounds(PointSet points, RivalGroups groups)
    {
        (_rowCount, _groups) = (points.Count, groups);
        _rounding = new RoundingBounds(points);
        _atMost = points.Memory.Take<double>(points.Count);
        _othersAtLeast = points.Memory.Take<double>((long)points.Count * groups.Count);
    }

    /// <summary>Discards all bounds.</summary>
    /// <param name="update">The centres.</param>
    public void Reset(CenterUpdate update)
    {
        _rounding.Reset();
        _rounding.Include(update.Norms, update.Error);
    }

    /// <summary>Notes how far the centres moved; <see cref="Follow"/> moves the bounds of rows accordingly.</summary>
    /// <param name="update">The centres after the move.</param>
    public void Move(CenterUpdate update)
    {
        _moved = update.Moved;
        _rounding.Include(update.Norms, update.Error);
        _groups.Move(_moved);
    }

    /// <summary>The difference up to which two computed distances of a row may be in the other order with the exact centres and coordinates.</summary>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Uncertain(int row) => 2 * _rounding.Slack(row);

    /// <summary>The same for distances that were computed in double precision.</summary>
    /// <param name="row">The row.</param>
    public double UncertainInDouble(int row) => 2 * _rounding.SlackInDouble(row);

    /// <summary>Moves the bounds of a range of rows: ub += delta_own, lb_G -= max delta_c over the others c in G.</summary>
    /// <param name="scratch">The range, with the own centre of each row; limits and least bounds are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(RangeScratch scratch)
    {
        int first = scratch.First;
        var own = scratch.Before.AsSpan(0, scratch.Count);
        var limit = scratch.Limit.AsSpan(0, scratch.Count);
        for (int i = 0; i < own.Length; i++)
        {
            double atMost = (_atMost[first + i] + _moved[own[i]]) * RoundingBounds.Up;
            _atMost[first + i] = atMost;
            limit[i] = _rounding.Limit(first + i, atMost);
        }

        var least = scratch.Least.AsSpan(0, own.Length);
        least.Fill(double.MaxValue);
        for (int g = 0; g < _groups.Count; g++)
        {
            var (farthest, moved, secondMoved) = _groups.Farthest(g);
            var atLeast = _othersAtLeast.AsSpan(At(g, first), own.Length);
            for (int i = 0; i < atLeast.Length; i++)
            {
                double value = moved > 0 ? (atLeast[i] - (own[i] == farthest ? secondMoved : moved)) * RoundingBounds.Down : atLeast[i];
                atLeast[i] = value;
                if (!(value >= least[i])) least[i] = value;
            }
        }
    }

    /// <summary>The same with a single group, in one pass; returns the rows that may have another nearest centre than before.</summary>
    /// <param name="scratch">The range, with the own centre of each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Span<int> FollowOne(RangeScratch scratch)
    {
        int first = scratch.First, count = 0;
        var own = scratch.Before.AsSpan(0, scratch.Count);
        var unsettled = scratch.Unsettled.AsSpan(0, scratch.Count);
        var upper = _atMost.AsSpan(first, own.Length);
        var lower = _othersAtLeast.AsSpan(first, own.Length);
        var (farthest, moved, secondMoved) = _groups.Farthest(0);
        double[] movedBy = _moved;
        for (int i = 0; i < own.Length; i++)
        {
            int center = own[i];
            double atMost = (upper[i] + movedBy[center]) * RoundingBounds.Up;
            double atLeast = moved > 0 ? (lower[i] - (center == farthest ? secondMoved : moved)) * RoundingBounds.Down : lower[i];
            (upper[i], lower[i]) = (atMost, atLeast);
            unsettled[count] = first + i;
            count += RoundingBounds.Settles(_rounding.Limit(first + i, atMost), atLeast) ? 0 : 1;
        }

        return unsettled[..count];
    }

    /// <summary>Whether no group can contain a centre nearer than a row's own.</summary>
    /// <param name="scratch">The range.</param>
    /// <param name="i">The row's index in the range.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSettled(RangeScratch scratch, int i) => RoundingBounds.Settles(scratch.Limit[i], scratch.Least[i]);

    /// <summary>Whether a group can't contain a centre nearer than a row's nearest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool RulesOut(RangeScratch scratch, int group, int row) => RoundingBounds.Settles(scratch.Limit[row - scratch.First], _othersAtLeast[At(group, row)]);

    /// <summary>Sets a row's upper bound from the computed distance of its nearest centre so far.</summary>
    public void SetOwn(RangeScratch scratch, int row)
    {
        double atMost = _rounding.AtMost(row, scratch.Distance[row - scratch.First]);
        _atMost[row] = atMost;
        scratch.Limit[row - scratch.First] = _rounding.Limit(row, atMost);
    }

    /// <summary>Sets a row's lower bound for a group from the least computed distance of its others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetOthers(int group, int row, double distance) => _othersAtLeast[At(group, row)] = _rounding.AtLeast(row, distance);

    /// <summary>Lowers a row's bound for the group of a centre that is no longer the nearest.</summary>
    public void AddOther(int row, int center, double distance)
    {
        ref double atLeast = ref _othersAtLeast[At(_groups.PlaceOf[center] / _groups.Size, row)];
        atLeast = Math.Min(atLeast, _rounding.AtLeast(row, distance));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int group, int row) => (group * _rowCount) + row;
}
