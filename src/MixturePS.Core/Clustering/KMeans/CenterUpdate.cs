using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The update step of Lloyd's iteration: moves each centre to the mean of its documents.</summary>
/// <remarks>
/// <para>The plain algorithm, for rows y_i with weights w_i:</para>
/// <code>
/// for each cluster k
///     c_k = (sum of w_i y_i over the rows with label(i) = k) / (sum of w_i over them)
/// inertia = sum over i of w_i |y_i - old c_label(i)|^2
/// </code>
/// <para>An empty cluster takes a document from another one (<see cref="EmptyClusters"/>). The deviations:</para>
/// <para>1. Sums are kept, and only rows that changed their cluster are subtracted and added. Kept sums have other rounding
/// errors than the plain ones. <see cref="Error"/> bounds the difference of the centres, and where it matters the plain ones are
/// summed (<see cref="CenterSums"/>), so that it shows in no label. Benchmark: RESULTS-sweep.md.</para>
/// <para>2. In the dense arithmetic the kept sums are those of the stored rows x_i, which have few values.</para>
/// <para>3. Rows are sorted by cluster first, in their order within each, so that clusters are summed in parallel and each
/// sum has one order for any number of threads. Rows of a cluster lie apart in memory and are prefetched.</para>
/// <para>4. The inertia comes from the sums, as sum_i w_i |x_i|^2 + sum_k (w_k |c_k|^2 - 2 c_k s_k) with the old centres c_k
/// and the clusters' sums s_k, without another pass over the rows. It equals the plain sum up to rounding.</para>
/// </remarks>
internal sealed class CenterUpdate
{
    // The row that is prefetched while one is added.
    private const int RowsAhead = 2;
    private const int ParallelCoordinates = 1 << 16;

    // Kept sums are discarded where more rows than n / 4 moved, or n / 16 if sums in parts are so fast, or where the bound on their error exceeds this share of a row.
    private const int ShareToSumAgain = 4;
    private const int ShareToSumPartsAgain = 16;
    private const double GreatestError = 1e-9;

    // Rows are summed in parts where there are so many values for each of the K x J sums.
    private const int ValuesPerSum = 8;
    private const int MostParts = 16;
    private const double Unit = 2.220446049250313e-16;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly bool _isCosine;
    private readonly CancellationToken _cancellation;
    private readonly int[] _order;
    private readonly int[] _starts;
    private int[] _labels;
    private int[] _labelsBefore;
    private readonly double[] _sums;
    private readonly double[] _sumErrors;
    private readonly double[] _weights;
    private readonly double[] _errors;
    private readonly int[] _rows;
    private readonly double _meanNorm;
    private readonly CenterSums _exact;
    private readonly int _parts;
    private double[]? _partSums;
    private bool _hasSums;

    // The centres that were given, and those before the last update if they were; the errors before and after it.
    private double[]? _given;
    private double[]? _givenBefore;
    private double _errorSum;

    /// <summary>Makes room for the sums.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The maximum number of threads; the centres don't depend on it.</param>
    /// <param name="isCosine">Whether centres are scaled to unit length.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public CenterUpdate(PointSet points, int k, int threads, bool isCosine, CancellationToken cancellation)
    {
        (_points, _k, _threads, _isCosine, _cancellation) = (points, k, threads, isCosine, cancellation);
        _order = points.Memory.Take<int>(2L * points.Count);
        _starts = new int[k + 1];
        (_labels, _labelsBefore) = (points.Memory.Take<int>(points.Count), points.Memory.Take<int>(points.Count));
        _sums = points.Memory.Take<double>((long)k * Features);
        Centers = points.Memory.Take<double>((long)k * Features);
        (Norms, Shifts, Moved, _sumErrors, _weights, _errors, _rows) = (new double[k], new double[k], new double[k], new double[k], new double[k], new double[k], new int[k]);
        _meanNorm = points.IsShifted ? Math.Sqrt(SumOfProducts.Squares(points.Mean)) : 0;
        _parts = (int)Math.Clamp(points.Values.Length / (ValuesPerSum * (long)k * Features), 1, MostParts);
        _exact = new CenterSums(points, k, threads, isCosine, cancellation);
    }

    /// <summary>The centres in the units of the stored rows, K x J, row after row, up to <see cref="Error"/>; at least as long.</summary>
    public double[] Centers { get; }

    /// <summary>The squared norm of each of these centres; length K.</summary>
    public double[] Norms { get; }

    /// <summary>The squared shift of each centre in the last update; length K; above zero where any bit changed.</summary>
    public double[] Shifts { get; }

    /// <summary>An upper bound on the distance that each centre moved in the last update, errors included; length K; zero for a centre with the same documents.</summary>
    public double[] Moved { get; }

    /// <summary>An upper bound on the distance of any of these centres from the one with the plain sum; zero if they have its bits.</summary>
    public double Error { get; private set; }

    private int Features => _points.FeatureCount;

    /// <summary>Starts from given centres.</summary>
    /// <param name="coordinates">The centres, K x J; kept until the next update.</param>
    public void Start(double[] coordinates)
    {
        _hasSums = false;
        _given = coordinates;
        _exact.Give(coordinates);
        var centers = Centers.AsSpan(0, _k * Features);
        coordinates.AsSpan(0, centers.Length).CopyTo(centers);
        if (_points.IsShifted) _points.AddMean(centers, 1);
        for (int c = 0; c < _k; c++) Norms[c] = SumOfProducts.Squares(Center(c));
        Array.Fill(_errors, _points.IsShifted ? 2 * Unit * ((2 * _meanNorm) + Math.Sqrt(Norms.Max())) : 0);
        Error = _errors[0];
    }

    /// <summary>Moves each centre to the mean of its documents, and one without documents to the document farthest from its centre.</summary>
    /// <param name="labels">The centre of each row; read.</param>
    /// <returns>The sum of the centres' squared shifts, and the sum of the documents' squared distances from the old centres.</returns>
    public (double Shift, double Inertia) Update(int[] labels)
    {
        _errorSum = Error;
        _givenBefore = _hasSums ? null : _given;
        var isChanged = new bool[_k];
        bool isWhole = !Sort(labels, isChanged);
        for (int c = 0; c < _k; c++)
            if (_rows[c] == 0) return Relocate(labels);
        var within = new double[_k];
        int blockSize = _points.Values.Length < ParallelCoordinates && (long)_k * Features < ParallelCoordinates ? _k : 1;
        ParallelBlocks.Run(_k, blockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++)
            {
                (Shifts[c], Moved[c]) = (0, 0);
                if (!isChanged[c]) within[c] = Within(c);
                else if (isWhole) within[c] = Move(c, _parts > 1 ? ErrorOfParts(c) : Sum(c));
                else within[c] = Move(c, Add(c));
            }
        });
        for (int c = 0; c < _k; c++)
            if (isChanged[c]) _exact.Forget(c, isWhole && _parts == 1 && !_points.IsShifted ? Centers : null, Norms[c]);
        (_labels, _labelsBefore) = (_labelsBefore, _labels);
        labels.AsSpan(0, _points.Count).CopyTo(_labels);
        _exact.LabelsAre(_labels);
        _hasSums = true;
        Error = _errors.Max();
        _errorSum += Error;
        double shift = 0, inertia = _points.SquaredNorm;
        foreach (double value in Shifts) shift += value;
        foreach (double value in within) inertia += value;
        return (shift, Math.Max(0, inertia));
    }

    /// <summary>A centre with the bits of the plain sum, in coordinates. Threads may call it at once.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>The centre (length J) and its squared norm.</returns>
    public (ReadOnlyMemory<double> Center, double Norm) Exact(int cluster) => _exact.Center(cluster);

    /// <summary>All centres with the bits of the plain sums, in coordinates, K x J.</summary>
    public double[] Exact() => _exact.Centers();

    /// <summary>Whether the sum of squared shifts of the plain centres in the last update is at most a tolerance.</summary>
    /// <param name="shift">The sum of squared shifts that the update returned.</param>
    /// <param name="tolerance">The tolerance; zero or more.</param>
    public bool IsWithin(double shift, double tolerance)
    {
        double uncertain = 0;
        foreach (double value in Shifts) uncertain += 8 * _errorSum * (Math.Sqrt(value) + _errorSum);
        if (Math.Abs(shift - tolerance) > uncertain) return shift <= tolerance;
        double[] before = _givenBefore ?? _exact.Means(_labelsBefore);
        return SquaredDistance(before, _exact.Centers()) <= tolerance;
    }

    private Span<double> Center(int cluster) => Centers.AsSpan(cluster * Features, Features);

    /// <summary>Sorts rows by cluster: those that moved, or all if there are no sums to be kept.</summary>
    /// <returns>Whether only rows that moved were sorted.</returns>
    private bool Sort(int[] labels, bool[] isChanged)
    {
        int n = _points.Count;
        if (_hasSums)
        {
            int moved = FindMoved(labels);
            var (change, operations) = (new double[_k], new int[_k]);
            for (int at = 0; at < moved; at++)
            {
                int row = _order[n + at], from = _labels[row], to = labels[row];
                isChanged[from] = isChanged[to] = true;
                change[from] -= _points.Weights[row];
                change[to] += _points.Weights[row];
                _rows[from]--;
                _rows[to]++;
                operations[from]++;
                operations[to]++;
            }

            bool isKept = moved <= n / (_parts > 1 ? ShareToSumPartsAgain : ShareToSumAgain);
            for (int c = 0; c < _k; c++)
            {
                _sumErrors[c] += operations[c] * Unit * ((2 * _weights[c]) + Math.Abs(change[c]) + operations[c]) * _points.GreatestNorm;
                _weights[c] += change[c];
                isKept &= !isChanged[c] || _sumErrors[c] <= GreatestError * _weights[c] * _points.GreatestNorm;
            }

            if (isKept)
            {
                SortMoved(labels, moved, operations);
                return true;
            }
        }
        else
        {
            Array.Fill(isChanged, true);
        }

        if (_parts > 1) SumParts(labels);
        else SortAll(labels);
        return false;
    }

    /// <summary>Sums fixed parts of the rows in parallel, and the parts in their order: rows are read as they lie in memory.</summary>
    private void SumParts(int[] labels)
    {
        int length = _k * Features, size = (_points.Count + _parts - 1) / _parts;
        _partSums ??= _points.Memory.Take<double>((long)_parts * length);
        var (weights, rows) = (new double[_parts][], new int[_parts][]);
        ParallelBlocks.Run(_points.Count, size, _threads, _cancellation, (part, from, to) =>
        {
            (weights[part], rows[part]) = (new double[_k], new int[_k]);
            SumPart(labels, from, to, _partSums.AsSpan(part * length, length), weights[part], rows[part]);
        });
        Array.Clear(_sums, 0, length);
        Array.Clear(_weights);
        Array.Clear(_rows);
        for (int part = 0; part < ParallelBlocks.Blocks(_points.Count, size); part++)
        {
            TensorPrimitives.Add(_sums.AsSpan(0, length), _partSums.AsSpan(part * length, length), _sums.AsSpan(0, length));
            for (int c = 0; c < _k; c++)
            {
                _weights[c] += weights[part][c];
                _rows[c] += rows[part][c];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumPart(int[] labels, int from, int to, Span<double> sums, double[] weights, int[] rows)
    {
        sums.Clear();
        var point = new CancellationPoint(_cancellation);
        for (int row = from; row < to; row++)
        {
            int label = labels[row];
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            weights[label] += _points.Weights[row];
            rows[label]++;
            RowSums.AddStored(_points, row, _points.Weights[row], sums.Slice(label * Features, Features));
        }
    }

    /// <summary>Lists the rows with another label than at the last update in the second half of the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindMoved(int[] labels)
    {
        int n = _points.Count, count = 0;
        Span<int> now = labels.AsSpan(0, n), before = _labels.AsSpan(0, n), moved = _order.AsSpan(n, n);
        for (int row = 0; row < now.Length;)
        {
            int equal = now[row..].CommonPrefixLength(before[row..]);
            row += equal;
            if (row < now.Length) moved[count++] = row++;
        }

        return count;
    }

    /// <summary>Sorts moved rows by both clusters, those that left one as the complement of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortMoved(int[] labels, int moved, int[] operations)
    {
        var next = Starts(operations);
        int n = _points.Count;
        for (int at = 0; at < moved; at++)
        {
            int row = _order[n + at];
            _order[next[_labels[row]]++] = ~row;
            _order[next[labels[row]]++] = row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortAll(int[] labels)
    {
        Array.Clear(_rows);
        for (int row = 0; row < _points.Count; row++) _rows[labels[row]]++;
        var next = Starts(_rows);
        var point = new CancellationPoint(_cancellation);
        for (int row = 0; row < _points.Count; row++)
        {
            point.Pass(0);
            _order[next[labels[row]]++] = row;
        }
    }

    private int[] Starts(int[] counts)
    {
        for (int c = 0; c < _k; c++) _starts[c + 1] = _starts[c] + counts[c];
        return _starts.AsSpan(0, _k).ToArray();
    }

    /// <summary>Sums a cluster's rows in their order; returns the bound on the error of the centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sum(int cluster)
    {
        var sum = _sums.AsSpan(cluster * Features, Features);
        sum.Clear();
        double weight = 0;
        var point = new CancellationPoint(_cancellation);
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int row = _order[at];
            if (at + RowsAhead < _starts[cluster + 1]) _points.Prefetch(_order[at + RowsAhead]);
            weight += _points.Weights[row];
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            RowSums.AddStored(_points, row, _points.Weights[row], sum);
        }

        _weights[cluster] = weight;
        double error = ErrorOfParts(cluster);
        return _points.IsShifted ? error : 0;
    }

    private double ErrorOfParts(int cluster)
    {
        _sumErrors[cluster] = (_rows[cluster] + _parts) * Unit * _weights[cluster] * _points.GreatestNorm;
        return ErrorOf(cluster);
    }

    /// <summary>Adds the rows that joined a cluster and subtracts those that left it; returns the bound on the error of the centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Add(int cluster)
    {
        var sum = _sums.AsSpan(cluster * Features, Features);
        var point = new CancellationPoint(_cancellation);
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int item = _order[at], row = item < 0 ? ~item : item;
            if (at + RowsAhead < _starts[cluster + 1]) _points.Prefetch(_order[at + RowsAhead] < 0 ? ~_order[at + RowsAhead] : _order[at + RowsAhead]);
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            RowSums.AddStored(_points, row, item < 0 ? -_points.Weights[row] : _points.Weights[row], sum);
        }

        return ErrorOf(cluster);
    }

    // The errors of the kept sum, of its division, and of the plain sum of as many coordinates and its division.
    private double ErrorOf(int cluster) =>
        (_sumErrors[cluster] / _weights[cluster]) + (2 * Unit * (_rows[cluster] + 6) * (_points.GreatestNorm + _meanNorm));

    // The sum of a mean is w c, that of a centre of unit length is not.
    private double Within(int cluster) => !_isCosine ? -_weights[cluster] * Norms[cluster]
        : (_weights[cluster] * Norms[cluster]) - (2 * Dot(Center(cluster), _sums.AsSpan(cluster * Features, Features)));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double dot = 0;
        for (int f = 0; f < a.Length; f++) dot += a[f] * b[f];
        return dot;
    }

    /// <summary>Moves a centre to the mean; returns w |c|^2 - 2 c s of the old one.</summary>
    private double Move(int cluster, double error)
    {
        Span<double> center = Center(cluster), sum = _sums.AsSpan(cluster * Features, Features);
        double before = Norms[cluster], share = 1 / _weights[cluster], dot, shift;
        if (_isCosine)
        {
            double[] old = center.ToArray();
            dot = Dot(old, sum);
            for (int f = 0; f < old.Length; f++) center[f] = sum[f] * share;

            // Scaling to unit length divides the error by the length.
            double length = Math.Sqrt(SumOfProducts.Squares(center));
            if (error > 0) error = Math.Min(2, (4 * error / length) + (8 * Unit));
            UnitRows.Scale(center);
            shift = SquaredDistance(center, old);
        }
        else
        {
            (dot, shift) = Average(center, sum, share);
        }

        Norms[cluster] = SumOfProducts.Squares(center);
        Shifts[cluster] = shift;

        // At least the smallest positive number, as the documents are other ones.
        Moved[cluster] = Math.Max(double.Epsilon, (Math.Sqrt(shift) * (1 + (Unit * (Features + 8)))) + error + _errors[cluster]);
        _errors[cluster] = error;
        return (_weights[cluster] * before) - (2 * dot);
    }

    // Eight partial sums at every vector width, so that the bits don't depend on it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Dot, double Shift) Average(Span<double> center, ReadOnlySpan<double> sum, double share)
    {
        ref double at = ref MemoryMarshal.GetReference(center);
        ref double sums = ref MemoryMarshal.GetReference(sum);
        Vector512<double> dots = default, shifts = default, factor = Vector512.Create(share);
        int f = 0, whole = center.Length - (center.Length % Vector512<double>.Count);
        for (; f < whole; f += Vector512<double>.Count)
        {
            var s = Vector512.LoadUnsafe(ref sums, (nuint)f);
            var old = Vector512.LoadUnsafe(ref at, (nuint)f);
            var mean = s * factor;
            var difference = mean - old;
            dots += old * s;
            shifts += difference * difference;
            mean.StoreUnsafe(ref at, (nuint)f);
        }

        double dot = 0, shift = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            dot += dots[lane];
            shift += shifts[lane];
        }

        for (; f < center.Length; f++)
        {
            double mean = sum[f] * share, difference = mean - center[f];
            dot += center[f] * sum[f];
            shift += difference * difference;
            center[f] = mean;
        }

        return (dot, shift);
    }

    /// <summary>The update with an empty cluster: all in coordinates, with the bits of the plain one.</summary>
    private (double Shift, double Inertia) Relocate(int[] labels)
    {
        double inertia = 0;
        for (int row = 0; row < _points.Count; row++) inertia += _points.Weights[row] * _points.SquaredDistance(row, Center(labels[row]), Norms[labels[row]]);
        double[] old = _exact.Centers(), centers = _exact.Relocated(old, labels), before = [.. _errors];
        Start(centers);
        _errorSum = 0;
        double shift = 0;
        for (int c = 0; c < _k; c++)
        {
            Shifts[c] = SquaredDistance(old.AsSpan(c * Features, Features), centers.AsSpan(c * Features, Features));
            Moved[c] = Math.Max(double.Epsilon, (Math.Sqrt(Shifts[c]) * (1 + (Unit * (Features + 8)))) + before[c] + _errors[c]);
            shift += Shifts[c];
        }

        return (shift, inertia);
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int f = 0; f < a.Length; f++) sum += (a[f] - b[f]) * (a[f] - b[f]);
        return sum;
    }
}
