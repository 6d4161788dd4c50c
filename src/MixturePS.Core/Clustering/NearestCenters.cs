using System.Runtime.CompilerServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The nearest centre of each distinct row, kept up to date while centres move. A row is compared with all centres at
/// first. Later one is looked at only where bounds on its distances from its own centre and from the nearest other one
/// don't settle that it stays; then its own distance is computed; and if that doesn't settle it either, its distances
/// from the centres that changed, or from all.
/// </summary>
/// <remarks>
/// What is compared is |c|^2 - 2 x c as it is computed, so labels are those of comparing every row with every centre,
/// ties and rounding included: bounds are widened by more than all rounding errors, and they rule a centre out only where
/// its computed distance, too, is greater. Source of the bounds: Hamerly, G. (2010), Making k-means even faster, SIAM
/// International Conference on Data Mining, 130-140.
/// </remarks>
internal sealed class NearestCenters
{
    // One rounding up or down, and a little more.
    private const double Up = 1 + 1e-15, Down = 1 - 1e-15;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CenterTable _all;
    private readonly CenterTable _some;
    private readonly int[] _label;
    private readonly double[] _atMost;
    private readonly double[] _othersAtLeast;
    private readonly double[] _norms;
    private readonly double[] _moved;
    private readonly double _rounding;
    private double[] _centers = [];
    private int[] _changed = [];
    private double[] _changedNorms = [];
    private double _scale;
    private int _farthest;
    private double _farthestMoved;
    private double _secondMoved;

    public NearestCenters(PointSet points, int k, int threads, VectorWidth width = VectorWidth.Widest)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _all = new CenterTable(width);
        _some = new CenterTable(width);
        _label = LargeArray.Uninitialized<int>(points.Count);
        _atMost = LargeArray.Uninitialized<double>(points.Count);
        _othersAtLeast = LargeArray.Uninitialized<double>(points.Count);
        _norms = new double[k];
        _moved = new double[k];

        // Sums of up to 2 J products, each rounded by half a unit, twice over; a few more steps; and a margin of 4.
        _rounding = 4 * Math.ScaleB(1, -52) * ((2.0 * points.FeatureCount) + 64);
    }

    private int Features => _points.FeatureCount;

    /// <summary>Starts with centres that are not where any were before.</summary>
    /// <param name="centers">The centres, K x J; kept until the next ones come, and read.</param>
    public void Start(double[] centers)
    {
        _centers = centers;
        _changed = [.. Enumerable.Range(0, _k)];
        foreach (int c in _changed) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _scale = _norms.Max();
        _all.Load(centers, _changed, Features, _threads);
    }

    /// <summary>Goes on to new centres.</summary>
    /// <param name="centers">The centres, K x J; kept until the next ones come, and read.</param>
    /// <param name="squaredShifts">How far each moved, squared; 0 only for one with the same bits as before; length K; read.</param>
    public void Move(double[] centers, double[] squaredShifts)
    {
        _centers = centers;
        _changed = [.. Enumerable.Range(0, _k).Where(c => squaredShifts[c] != 0)];
        (_farthest, _farthestMoved, _secondMoved) = (-1, 0, 0);
        for (int c = 0; c < _k; c++)
        {
            _moved[c] = Math.Sqrt(squaredShifts[c]) * (1 + _rounding);
            if (_moved[c] > _farthestMoved) (_farthest, _farthestMoved, _secondMoved) = (c, _moved[c], _farthestMoved);
            else if (_moved[c] > _secondMoved) _secondMoved = _moved[c];
        }

        foreach (int c in _changed) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _scale = Math.Max(_scale, _norms.Max());
        if (2 * _changed.Length > _k)
        {
            _all.Load(centers, [.. Enumerable.Range(0, _k)], Features, _threads);
            return;
        }

        _all.Reload(centers, _changed, Features);
        if (_changed.Length > 0) _some.Load(centers, _changed, Features, _threads);
        _changedNorms = Array.ConvertAll(_changed, c => _norms[c]);
    }

    /// <summary>Compares each of a range of rows with all centres; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <returns>The sum of the documents' squared distances from their centres.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Find(int from, int to, int[] labels)
    {
        var dots = new double[_all.Stride];
        double sum = 0;
        for (int row = from; row < to; row++)
        {
            double least = Compare(row, dots);
            labels[row] = _label[row];
            sum += _points.Weights[row] * Math.Max(0, least + _points.SquaredNorms[row]);
        }

        return sum;
    }

    /// <summary>Follows the centres' move for a range of rows; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(int from, int to, int[] labels)
    {
        double[] dots = [];
        for (int row = from; row < to; row++)
        {
            int own = _label[row];
            double atMost = (_atMost[row] + _moved[own]) * Up, before = _othersAtLeast[row];
            double othersAtLeast = (before - (_farthest == own ? _secondMoved : _farthestMoved)) * Down;
            _atMost[row] = atMost;
            _othersAtLeast[row] = othersAtLeast;
            if (!Settles(row, atMost, othersAtLeast))
            {
                if (dots.Length == 0) dots = new double[_all.Stride];
                Look(row, before, dots);
            }

            labels[row] = _label[row];
        }
    }

    // Whether a distance of at most one is computed as less than one of at least the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Settles(int row, double atMost, double atLeast) =>
        atLeast > 0 && (atMost * atMost) + (2 * Slack(row)) < atLeast * atLeast;

    // More than the error of a computed squared distance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Slack(int row) => _rounding * (_points.SquaredNorms[row] + _scale);

    private double AtMost(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _points.SquaredNorms[row] + Slack(row))) * Up;

    private double AtLeast(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _points.SquaredNorms[row] - Slack(row))) * Down;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(int row, double unchangedAtLeast, double[] dots)
    {
        double own = Distance(row, _label[row]);
        _atMost[row] = AtMost(row, own);
        if (Settles(row, _atMost[row], _othersAtLeast[row])) return;

        // Those that didn't change are as far as before the move.
        if (2 * _changed.Length <= _k && Settles(row, _atMost[row], unchangedAtLeast)) CompareWithChanged(row, own, unchangedAtLeast, dots);
        else Compare(row, dots);
    }

    /// <summary>The squared distance from a centre less |x|^2, with the bits that the table's dot product gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Distance(int row, int center)
    {
        int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
        var columns = _points.Columns.AsSpan(start, length);
        var values = _points.Values.AsSpan(start, length);
        var features = _centers.AsSpan(center * Features, Features);
        double dot = 0;
        for (int p = 0; p < columns.Length; p++) dot += values[p] * features[columns[p]];
        return _norms[center] - (2 * dot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Compare(int row, double[] dots)
    {
        int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
        _all.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), dots);
        var norms = _norms;
        double least = double.MaxValue, second = double.MaxValue;
        int nearest = 0;
        for (int c = 0; c < norms.Length; c++)
        {
            double distance = norms[c] - (2 * dots[c]);
            if (distance < least) (second, least, nearest) = (least, distance, c);
            else if (distance < second) second = distance;
        }

        _label[row] = nearest;
        _atMost[row] = AtMost(row, least);
        _othersAtLeast[row] = AtLeast(row, second);
        return least;
    }

    // The own centre is nearer than any other that didn't change.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CompareWithChanged(int row, double least, double unchangedAtLeast, double[] dots)
    {
        int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
        _some.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), dots);
        int own = _label[row], nearest = own;
        double second = double.MaxValue;
        for (int i = 0; i < _changed.Length; i++)
        {
            int c = _changed[i];
            if (c == own) continue;
            double distance = _changedNorms[i] - (2 * dots[i]);
            if (distance < least || (distance == least && c < nearest)) (second, least, nearest) = (least, distance, c);
            else if (distance < second) second = distance;
        }

        _label[row] = nearest;
        _atMost[row] = AtMost(row, least);
        _othersAtLeast[row] = Math.Min(unchangedAtLeast, AtLeast(row, second));
    }
}
