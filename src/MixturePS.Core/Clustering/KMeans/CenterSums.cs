using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The centres with the bits of scikit-learn's: the coordinates of a cluster's rows, added one after the other.</summary>
/// <param name="points">The rows.</param>
/// <param name="k">The number of clusters.</param>
/// <param name="threads">The maximum number of threads; the centres don't depend on it.</param>
/// <param name="isCosine">Whether centres are scaled to unit length.</param>
/// <param name="cancellation">Cancellation token.</param>
internal sealed class CenterSums(PointSet points, int k, int threads, bool isCosine, CancellationToken cancellation)
{
    private const int CachedSums = 1 << 16;
    private const int SerialLabels = 1 << 16;
    private readonly (ReadOnlyMemory<double> Center, double Norm)?[] _known = new (ReadOnlyMemory<double>, double)?[k];
    private readonly object[] _locks = [.. Enumerable.Range(0, k).Select(_ => new object())];
    private int[] _labels = [];
    private int[]? _order;

    private int Features => points.FeatureCount;

    /// <summary>Takes given centres.</summary>
    /// <param name="coordinates">The centres, K x J; kept.</param>
    public void Give(double[] coordinates)
    {
        for (int c = 0; c < k; c++) _known[c] = Known(coordinates, c);
    }

    /// <summary>Takes note that a cluster has other rows.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="centers">All centres if they are known, K x J, else null; kept.</param>
    /// <param name="norm">The squared norm of the cluster's centre.</param>
    public void Forget(int cluster, double[]? centers, double norm) =>
        _known[cluster] = centers is null ? null : (centers.AsMemory(cluster * Features, Features), norm);

    /// <summary>Sets the cluster of each row.</summary>
    /// <param name="labels">The cluster of each row; kept.</param>
    public void LabelsAre(int[] labels) => _labels = labels;

    /// <summary>A centre and its squared norm. Threads may call it at once.</summary>
    /// <param name="cluster">The cluster.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (ReadOnlyMemory<double> Center, double Norm) Center(int cluster)
    {
        lock (_locks[cluster])
        {
            if (_known[cluster] is { } known) return known;
            var (sums, center, weight) = (new RowSums(points), new double[Features], 0.0);
            var labels = _labels.AsSpan(0, points.Count);
            var point = new CancellationPoint(cancellation);
            for (int row = 0; row < labels.Length; row++)
            {
                if (labels[row] != cluster) continue;
                point.Pass(Features);
                weight += points.Weights[row];
                sums.Add(row, center);
            }

            Average(center, weight);
            known = (center, SumOfProducts.Squares(center));
            _known[cluster] = known;
            return known;
        }
    }

    /// <summary>All centres, K x J.</summary>
    public double[] Centers()
    {
        // Summing a single cluster takes a pass over all labels, summing all of them one over all values.
        long unknown = _known.Count(known => known is null);
        if (2 * unknown > k || unknown * points.Count > points.Values.Length) return Means(_labels);
        var centers = LargeArray.Uninitialized<double>((long)k * Features);
        ParallelBlocks.Run(k, 1, unknown * points.Count < SerialLabels ? 1 : threads, cancellation, (_, c, _) => Center(c).Center.Span.CopyTo(centers.AsSpan(c * Features)));
        return centers;
    }

    /// <summary>The means of clusters that all have rows, K x J.</summary>
    /// <param name="labels">The cluster of each row; read.</param>
    public double[] Means(int[] labels)
    {
        var (sums, weights) = Totals(labels);
        for (int c = 0; c < k; c++) Average(sums.AsSpan(c * Features, Features), weights[c]);
        return sums;
    }

    /// <summary>The means of clusters of which some have no rows, after each of these took a document from another one.</summary>
    /// <param name="old">The centres that the rows were assigned to, K x J; read.</param>
    /// <param name="labels">The cluster of each row; read.</param>
    public double[] Relocated(double[] old, int[] labels)
    {
        var (sums, weights) = Totals(labels);
        EmptyClusters.Relocate(points, old, labels, sums, weights, cancellation);
        int largest = 0;
        for (int c = 1; c < k; c++)
            if (weights[c] > weights[largest]) largest = c;

        // A cluster that stays empty, as with fewer distinct documents than clusters, gets the largest one's row as it is at
        // this point: its centre if that comes before, its sum if it comes after. So does scikit-learn.
        for (int c = 0; c < k; c++)
        {
            var center = sums.AsSpan(c * Features, Features);
            if (weights[c] > 0) Average(center, weights[c], isScaled: false);
            else sums.AsSpan(largest * Features, Features).CopyTo(center);
        }

        if (isCosine) UnitRows.Scale(sums.AsSpan(0, k * Features), Features);
        return sums;
    }

    private (ReadOnlyMemory<double> Center, double Norm) Known(double[] centers, int cluster)
    {
        var center = centers.AsMemory(cluster * Features, Features);
        return (center, SumOfProducts.Squares(center.Span));
    }

    private void Average(Span<double> center, double weight, bool isScaled = true)
    {
        double share = 1 / weight;
        foreach (ref double value in center) value *= share;
        if (isCosine && isScaled) UnitRows.Scale(center);
    }

    /// <summary>The sum of each cluster's rows (K x J; the array may be longer) and the number of its documents.</summary>
    /// <param name="labels">The cluster of each row; read.</param>
    public (double[] Sums, double[] Weights) Totals(int[] labels)
    {
        var (sums, weights) = (LargeArray.Cleared<double>((long)k * Features, cancellation), new double[k]);
        if (sums.Length <= CachedSums) InOrder(labels, sums, weights);
        else ByCluster(labels, sums, weights);
        return (sums, weights);
    }

    // All sums stay in the caches, and rows are read in the order in which they lie in memory. Threads have sums of their own, as
    // they would write to the same cache lines: those of some clusters where a row has all features, else those of some features.
    private void InOrder(int[] labels, double[] sums, double[] weights)
    {
        int cores = threads > 0 ? threads : Environment.ProcessorCount;
        if (points.IsShifted)
        {
            ParallelBlocks.Run(k, (k + cores - 1) / cores, threads, cancellation, (_, from, to) => AddRows(labels, from, to, sums, weights));
            return;
        }

        ParallelBlocks.Run(Features, (Features + cores - 1) / cores, threads, cancellation, (_, from, to) => AddCells(labels, from, to, sums));
        for (int row = 0; row < points.Count; row++) weights[labels[row]] += points.Weights[row];
    }

    /// <summary>Adds the cells of some features of all rows, each sum in the order of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddCells(int[] labels, int from, int to, double[] sums)
    {
        var (features, width, own) = (Features, to - from, new double[k * (to - from)]);
        var (offsets, rowWeights) = (points.Offsets, points.Weights);
        ref double total = ref MemoryMarshal.GetArrayDataReference(own);
        ref int columns = ref MemoryMarshal.GetArrayDataReference(points.Columns);
        ref double values = ref MemoryMarshal.GetArrayDataReference(points.Values);
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < points.Count; row++)
        {
            int start = offsets[row], end = offsets[row + 1];
            point.Pass(end - start);
            double weight = rowWeights[row];
            nint place = ((nint)labels[row] * width) - from;

            // The last features end where the row ends, so they are added backwards without a search.
            if (to == features)
            {
                for (nint p = end - 1; p >= start && Unsafe.Add(ref columns, p) >= from; p--) Unsafe.Add(ref total, place + Unsafe.Add(ref columns, p)) += weight * Unsafe.Add(ref values, p);
                continue;
            }

            if (from > 0)
            {
                int at = points.RowColumns(row).BinarySearch(from);
                start += at < 0 ? ~at : at;
            }

            for (nint p = start; p < end && Unsafe.Add(ref columns, p) < to; p++) Unsafe.Add(ref total, place + Unsafe.Add(ref columns, p)) += weight * Unsafe.Add(ref values, p);
        }

        for (int c = 0; c < k; c++) own.AsSpan(c * width, width).CopyTo(sums.AsSpan((c * features) + from));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(int[] labels, int from, int to, double[] sums, double[] weights)
    {
        var (rows, features, own, ownWeights) = (new RowSums(points), Features, new double[(to - from) * Features], new double[to - from]);
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < points.Count; row++)
        {
            int cluster = labels[row] - from;
            if ((uint)cluster >= (uint)ownWeights.Length) continue;
            point.Pass(features);
            ownWeights[cluster] += points.Weights[row];
            rows.Add(row, own.AsSpan(cluster * features, features));
        }

        own.CopyTo(sums.AsSpan(from * features));
        ownWeights.CopyTo(weights.AsSpan(from));
    }

    private void ByCluster(int[] labels, double[] sums, double[] weights)
    {
        int n = points.Count;
        var starts = new int[k + 1];
        for (int row = 0; row < n; row++) starts[labels[row] + 1]++;
        for (int c = 0; c < k; c++) starts[c + 1] += starts[c];
        int[] next = starts[..k], order = _order ??= points.Memory.Take<int>(n);
        for (int row = 0; row < n; row++) order[next[labels[row]]++] = row;
        ParallelBlocks.Run(k, 1, threads, cancellation, (_, c, _) =>
        {
            var rows = new RowSums(points);
            var point = new CancellationPoint(cancellation);
            for (int at = starts[c]; at < starts[c + 1]; at++)
            {
                int row = order[at];
                if (at + 1 < starts[c + 1]) points.Prefetch(order[at + 1]);
                point.Pass(Features);
                weights[c] += points.Weights[row];
                rows.Add(row, sums.AsSpan(c * Features, Features));
            }
        });
    }
}
