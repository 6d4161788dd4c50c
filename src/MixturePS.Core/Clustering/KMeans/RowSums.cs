using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Clustering;

/// <summary>Adds rows to sums, one after the other.</summary>
/// <param name="points">The rows.</param>
internal sealed class RowSums(PointSet points)
{
    private readonly double[] _base = points.IsShifted ? Array.ConvertAll(points.Mean!, mean => 0 - mean) : [];
    private readonly double[] _added = points.IsShifted ? new double[points.FeatureCount] : [];

    /// <summary>Adds a row as it is stored, times a weight.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="sum">The sum; length J; changed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddStored(PointSet points, int row, double weight, Span<double> sum)
    {
        var columns = points.RowColumns(row);
        ref double target = ref MemoryMarshal.GetReference(sum);
        ref double values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(points.Values), points.Offsets[row]);
        for (int p = 0; p < columns.Length; p++) Unsafe.Add(ref target, columns[p]) += weight * Unsafe.Add(ref values, p);
    }

    /// <summary>Adds a row's coordinates, times its weight.</summary>
    /// <param name="row">The row.</param>
    /// <param name="sum">The sum; length J; changed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int row, Span<double> sum)
    {
        double weight = points.Weights[row];
        if (!points.IsShifted)
        {
            AddStored(points, row, weight, sum);
            return;
        }

        // Most coordinates are -m and added by vectors, which changes no bit; the others are set aside and put back.
        var columns = points.RowColumns(row);
        var values = points.RowValues(row);
        for (int p = 0; p < columns.Length; p++) _added[p] = sum[columns[p]] + (weight * (values[p] - points.Mean![columns[p]]));
        ref double target = ref MemoryMarshal.GetReference(sum);
        ref double bases = ref MemoryMarshal.GetArrayDataReference(_base);
        var factor = Vector512.Create(weight);
        int f = 0;
        for (; f + Vector512<double>.Count <= sum.Length; f += Vector512<double>.Count)
            (Vector512.LoadUnsafe(ref target, (nuint)f) + (factor * Vector512.LoadUnsafe(ref bases, (nuint)f))).StoreUnsafe(ref target, (nuint)f);
        for (; f < sum.Length; f++) sum[f] += weight * _base[f];
        for (int p = 0; p < columns.Length; p++) sum[columns[p]] = _added[p];
    }
}
