using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <content>What is done with the rows of a range.</content>
internal sealed partial class NearestCenters
{
    /// <summary>Moves the bounds of rows as far as the centres may have come nearer or gone away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveBounds(RangeScratch work)
    {
        int first = work.First;
        var own = work.Before.AsSpan(0, work.Count);
        var limit = work.Limit.AsSpan(0, work.Count);
        _label.AsSpan(first, work.Count).CopyTo(own);
        for (int i = 0; i < own.Length; i++)
        {
            double atMost = (_atMost[first + i] + _moved[own[i]]) * RoundingBounds.Up;
            _atMost[first + i] = atMost;
            limit[i] = _bounds.Limit(first + i, atMost);
        }

        var least = work.Least.AsSpan(0, own.Length);
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

    /// <summary>The rows whose nearest centre may be another than before, by the groups of their centres.</summary>
    /// <param name="work">The rows.</param>
    /// <param name="starts">Where the rows of each group start, and the last ones end; written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<int> Unsettled(RangeScratch work, Span<int> starts)
    {
        Span<int> next = stackalloc int[_groups.Count + 1];
        next.Clear();
        var chosen = work.Chosen;
        int count = 0;
        for (int i = 0; i < work.Count; i++)
        {
            chosen[count] = i;
            if (RoundingBounds.Settles(work.Limit[i], work.Least[i])) continue;
            count++;
            next[(_groups.PlaceOf[work.Before[i]] / _groups.Size) + 1]++;
        }

        for (int g = 0; g < _groups.Count; g++) next[g + 1] += next[g];
        next.CopyTo(starts);
        foreach (int i in chosen.AsSpan(0, count)) work.Looked[next[_groups.PlaceOf[work.Before[i]] / _groups.Size]++] = work.First + i;
        return work.Looked.AsSpan(0, count);
    }

    /// <summary>Those of some rows for which a group may have a centre that is nearer than the nearest one so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<int> Open(RangeScratch work, int group, ReadOnlySpan<int> rows, bool butOwn)
    {
        int from = group * _groups.Size, count = 0;
        var chosen = work.Chosen;
        foreach (int row in rows)
        {
            int i = row - work.First;
            if (RoundingBounds.Settles(work.Limit[i], _othersAtLeast[At(group, row)]) || (butOwn && (uint)(_groups.PlaceOf[work.Before[i]] - from) < (uint)_groups.Size)) continue;
            chosen[count++] = row;
        }

        return chosen.AsSpan(0, count);
    }

    /// <summary>Compares rows with a group's centres.</summary>
    /// <param name="work">The rows' range.</param>
    /// <param name="group">The group.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="isOwn">Whether the group is that of the rows' own centres, whose distance isn't known yet.</param>
    /// <param name="cancellation">Stops between rows.</param>
    private void Compare(RangeScratch work, int group, ReadOnlySpan<int> rows, bool isOwn, CancellationToken cancellation)
    {
        switch (_width)
        {
            case VectorWidth.Bits512:
                Compare<Lanes512>(work, group, rows, isOwn, cancellation);
                break;
            case VectorWidth.Bits256:
                Compare<Lanes256>(work, group, rows, isOwn, cancellation);
                break;
            case VectorWidth.Bits128:
                Compare<Lanes128>(work, group, rows, isOwn, cancellation);
                break;
            default:
                Compare<ScalarLane>(work, group, rows, isOwn, cancellation);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare<TLanes>(RangeScratch work, int group, ReadOnlySpan<int> rows, bool isOwn, CancellationToken cancellation)
        where TLanes : struct, ILanes<TLanes>
    {
        int size = _groups.Size, at = 0;
        var dots = work.Dots;
        for (; at + 4 <= rows.Length; at += 4)
        {
            if ((at & 0xFF) == 0) cancellation.Check();
            _table.DotsOfFour(_points, rows.Slice(at, 4), group, dots);
            for (int r = 0; r < 4; r++) Consider<TLanes>(work, rows[at + r], group, dots.AsSpan(r * size, size), isOwn);
        }

        for (; at < rows.Length; at++)
        {
            _table.Dots(_points.RowColumns(rows[at]), _points.RowValues(rows[at]), dots, group);
            Consider<TLanes>(work, rows[at], group, dots.AsSpan(0, size), isOwn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int group, int row) => (group * _points.Count) + row;

    private void Tighten(RangeScratch work, int row)
    {
        double atMost = _bounds.AtMost(row, work.Distance[row - work.First]);
        _atMost[row] = atMost;
        work.Limit[row - work.First] = _bounds.Limit(row, atMost);
    }

    /// <summary>Compares a row with a group's centres, but the one it had, and takes one that is nearer or as near and earlier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consider<TLanes>(RangeScratch work, int row, int group, ReadOnlySpan<double> dots, bool isOwn)
        where TLanes : struct, ILanes<TLanes>
    {
        int from = group * _groups.Size, i = row - work.First, before = work.Before[i];
        int own = before < 0 ? -1 : _groups.PlaceOf[before] - from;
        var norms = _normAt.AsSpan(from, dots.Length);
        ref double found = ref work.Distance[i];
        if (isOwn) found = work.DistanceBefore[i] = norms[own] - (2 * dots[own]);

        // A distance that isn't a number is never the nearest, and rules nothing out.
        var (nearest, second) = TwoLeastDistances.Find<TLanes>(norms, dots, own);
        ref double atLeast = ref _othersAtLeast[At(group, row)];
        if (!(nearest <= found) || (nearest == found && CenterAt(nearest, from, norms, dots, before) > _label[row]))
        {
            atLeast = _bounds.AtLeast(row, nearest);
            if (!_isGrouped && nearest < work.RivalDistance[i]) (work.RivalDistance[i], _rival[row]) = (nearest, CenterAt(nearest, from, norms, dots, before));
            if (isOwn) Tighten(work, row);
            return;
        }

        // The one that was nearest is one of the others now.
        ref int label = ref _label[row];
        int center = CenterAt(nearest, from, norms, dots, before);
        atLeast = _bounds.AtLeast(row, second);
        if (label >= 0) IsOther(row, label, found);
        if (!_isGrouped) (work.RivalDistance[i], _rival[row]) = second < found ? (second, CenterAt(second, from, norms, dots, center)) : (found, label);
        (found, label) = (nearest, center);
        Tighten(work, row);
    }

    /// <summary>The first centre of a group at a distance, but one.</summary>
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

    private void IsOther(int row, int center, double distance)
    {
        ref double atLeast = ref _othersAtLeast[At(_groups.PlaceOf[center] / _groups.Size, row)];
        atLeast = Math.Min(atLeast, _bounds.AtLeast(row, distance));
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
