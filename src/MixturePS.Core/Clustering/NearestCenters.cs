using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The nearest centre of each distinct row, kept up to date while centres move. A row is compared with all centres at
/// first. Later a row is compared with its own centre, and with others only where a bound on their distances doesn't
/// rule them out; then with the centres that changed alone, if that settles it.
/// </summary>
/// <remarks>
/// What is compared is |c|^2 - 2 x c as it is computed, so the label is that of comparing with all centres, ties and
/// rounding included: bounds are widened by more than all rounding errors, and where they rule a centre out it is
/// farther by more than these. The bound is Hamerly's (2010), "Making k-means even faster", with the triangle
/// inequality applied to the nearest of the other centres and the farthest that any of them moved; the distance from the
/// own centre is always exact, as the inertia needs it.
/// </remarks>
internal sealed class NearestCenters
{
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CenterKernel _all;
    private readonly CenterKernel _some;
    private readonly int[] _label;
    private readonly double[] _least;
    private readonly double[] _othersAtLeast;
    private readonly double[] _norms;
    private readonly double[] _centers;
    private readonly double[] _moved;
    private readonly bool[] _isChanged;
    private readonly double _rounding;
    private bool _isKnown;
    private int[] _changed = [];
    private double[] _changedNorms = [];
    private double _scale;
    private (int Center, double By) _farthest;
    private double _secondFarthest;

    public NearestCenters(PointSet points, int k, int threads, VectorWidth width = VectorWidth.Widest)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _all = new CenterKernel(width);
        _some = new CenterKernel(width);
        _label = LargeArray.Uninitialized<int>(points.Count);
        _least = LargeArray.Uninitialized<double>(points.Count);
        _othersAtLeast = LargeArray.Uninitialized<double>(points.Count);
        _norms = new double[k];
        _centers = LargeArray.Zeros<double>((long)k * points.FeatureCount);
        _moved = new double[k];
        _isChanged = new bool[k];

        // Sums of up to 2 J products, each rounded by half a unit, twice over; a few more steps; and a margin of 4.
        _rounding = 4 * Math.ScaleB(1, -52) * ((2.0 * points.FeatureCount) + 64);
    }

    private int Features => _points.FeatureCount;

    /// <summary>Forgets where the centres were.</summary>
    public void Reset() => _isKnown = false;

    /// <summary>Takes new centres and works out which changed and how far they moved.</summary>
    /// <param name="centers">The centres, K x J; read, and needed no longer afterwards.</param>
    public void Move(double[] centers)
    {
        ParallelBlocks.Run(_k, centers.Length < (1 << 16) ? _k : 1, _threads, CancellationToken.None, (_, from, to) =>
        {
            for (int c = from; c < to; c++) MoveOne(c, centers.AsSpan(c * Features, Features));
        });
        _changed = [.. Enumerable.Range(0, _k).Where(c => _isChanged[c])];
        _scale = _norms.Max();
        if (!_isKnown || 4 * _changed.Length > 3 * _k || _all.Stride == 0)
        {
            _changed = [.. Enumerable.Range(0, _k)];
            _all.Load(_centers, _changed, Features, _threads);
        }
        else
        {
            _all.Reload(_centers, _changed, Features);
            if (_changed.Length > 0) _some.Load(_centers, _changed, Features, _threads);
        }

        _changedNorms = Array.ConvertAll(_changed, c => _norms[c]);
        _farthest = (-1, 0);
        _secondFarthest = 0;
        for (int c = 0; c < _k; c++)
        {
            if (_moved[c] > _farthest.By) (_secondFarthest, _farthest) = (_farthest.By, (c, _moved[c]));
            else if (_moved[c] > _secondFarthest) _secondFarthest = _moved[c];
        }
    }

    /// <summary>Finds the nearest centres of a range of rows; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <returns>The sum of the documents' squared distances.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Find(int from, int to, int[] labels)
    {
        var dots = new double[_all.Stride];
        bool isKnown = _isKnown;
        double sum = 0;
        for (int row = from; row < to; row++)
        {
            if (!isKnown) Compare(row, dots);
            else Follow(row, dots);
            labels[row] = _label[row];
            sum += _points.Weights[row] * Math.Max(0, _least[row] + _points.SquaredNorms[row]);
        }

        return sum;
    }

    /// <summary>To be called when all rows were found for the centres as they are.</summary>
    public void Found() => _isKnown = true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveOne(int c, ReadOnlySpan<double> center)
    {
        var before = _centers.AsSpan(c * Features, Features);
        _isChanged[c] = !MemoryMarshal.Cast<double, long>(before).SequenceEqual(MemoryMarshal.Cast<double, long>(center));
        _moved[c] = 0;
        if (!_isChanged[c] && _isKnown) return;
        double sum = 0;
        for (int j = 0; j < before.Length; j++) sum += (center[j] - before[j]) * (center[j] - before[j]);
        _moved[c] = Math.Sqrt(sum) * (1 + _rounding);
        center.CopyTo(before);
        _norms[c] = SumOfProducts.Squares(center);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow(int row, double[] dots)
    {
        int own = _label[row];
        double before = _least[row], others = _othersAtLeast[row];
        double moved = _farthest.Center == own ? _secondFarthest : _farthest.By;
        double now = _isChanged[own] ? Distance(row, own) : before;
        double atLeast = moved == 0 ? others : AfterMoving(others, moved, _points.SquaredNorms[row]);
        if (now < atLeast)
        {
            _least[row] = now;
            _othersAtLeast[row] = atLeast;
        }
        else if (_changed.Length < _k && (now <= before || now < others))
        {
            CompareWithChanged(row, dots, now);
        }
        else
        {
            Compare(row, dots);
        }
    }

    /// <summary>
    /// What the computed distances (less |x|^2) of centres are at least, after each moved by no more than some way, if
    /// they were at least so much before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double AfterMoving(double atLeast, double moved, double squaredNorm)
    {
        double slack = _rounding * (squaredNorm + _scale + moved * moved);
        double distance = Math.Sqrt(Math.Max(0, atLeast + squaredNorm - slack)) - moved;
        return (distance <= 0 ? 0 : distance * distance) - squaredNorm - slack;
    }

    /// <summary>The squared distance less |x|^2, with the bits of the kernel's dot product.</summary>
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
    private void Compare(int row, double[] dots)
    {
        Dots(_all, row, dots);
        var norms = _norms;
        double least = double.MaxValue, second = double.MaxValue;
        int nearest = 0;
        for (int c = 0; c < norms.Length; c++)
        {
            double distance = norms[c] - (2 * dots[c]);
            if (distance < least)
            {
                second = least;
                least = distance;
                nearest = c;
            }
            else if (distance < second)
            {
                second = distance;
            }
        }

        (_label[row], _least[row], _othersAtLeast[row]) = (nearest, least, second);
    }

    // The own centre, as it is now, is nearer than any other that didn't change, or as near and before it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CompareWithChanged(int row, double[] dots, double now)
    {
        Dots(_some, row, dots);
        int own = _label[row], nearest = own;
        double least = now, second = _othersAtLeast[row];
        for (int i = 0; i < _changed.Length; i++)
        {
            int c = _changed[i];
            if (c == own) continue;
            double distance = _changedNorms[i] - (2 * dots[i]);
            if (distance < least || (distance == least && c < nearest))
            {
                second = Math.Min(second, least);
                least = distance;
                nearest = c;
            }
            else if (distance < second)
            {
                second = distance;
            }
        }

        (_label[row], _least[row], _othersAtLeast[row]) = (nearest, least, second);
    }

    private void Dots(CenterKernel kernel, int row, double[] dots)
    {
        int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
        kernel.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), dots);
    }
}
