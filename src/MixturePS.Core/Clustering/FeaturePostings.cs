using System.Runtime.CompilerServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>The transpose of sparse rows: for each feature the rows that have it, in order.</summary>
internal sealed class FeaturePostings
{
    private readonly int[] _offsets;
    private readonly int[] _rows;
    private readonly double[] _values;

    /// <summary>Transposes rows.</summary>
    /// <param name="rowOffsets">Where each row starts; length rows + 1; read.</param>
    /// <param name="columns">The feature of each coordinate; read.</param>
    /// <param name="values">The coordinates; read.</param>
    /// <param name="featureCount">The number of features, J.</param>
    /// <param name="cancellation">Ends the work early.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FeaturePostings(int[] rowOffsets, int[] columns, double[] values, int featureCount, CancellationToken cancellation)
    {
        int rows = rowOffsets.Length - 1, count = rowOffsets[rows];
        _offsets = new int[featureCount + 1];
        foreach (int column in columns.AsSpan(0, count)) _offsets[column + 1]++;
        for (int f = 0; f < featureCount; f++) _offsets[f + 1] += _offsets[f];
        _rows = LargeArray.Uninitialized<int>(count);
        _values = LargeArray.Uninitialized<double>(count);
        var next = _offsets.AsSpan(0, featureCount).ToArray();
        for (int row = 0; row < rows; row++)
        {
            if ((row & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            for (int p = rowOffsets[row]; p < rowOffsets[row + 1]; p++)
            {
                int at = next[columns[p]]++;
                _rows[at] = row;
                _values[at] = values[p];
            }
        }
    }

    /// <summary>The dot product of one row with each, added up in the order of the features.</summary>
    /// <param name="points">The rows that were transposed.</param>
    /// <param name="row">The row.</param>
    /// <param name="dots">Written; a value for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Dots(PointSet points, int row, Span<double> dots)
    {
        dots.Clear();
        for (int p = points.Offsets[row]; p < points.Offsets[row + 1]; p++)
        {
            double value = points.Values[p];
            int from = _offsets[points.Columns[p]], length = _offsets[points.Columns[p] + 1] - from;
            var rows = _rows.AsSpan(from, length);
            var values = _values.AsSpan(from, length);
            for (int q = 0; q < rows.Length; q++) dots[rows[q]] += value * values[q];
        }
    }
}
