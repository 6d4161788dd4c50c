using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Rows and centres of length 1, whose squared distance is twice one less their cosine.</summary>
internal static class UnitRows
{
    /// <summary>The documents that have a direction, each scaled to length 1.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Those that are not all zero, and their places among all; length of the result.</returns>
    public static (Dfm Rows, int[] Places) Create(Dfm dfm, CancellationToken cancellation)
    {
        var places = new int[dfm.DocumentCount];
        int count = 0;
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            var cells = dfm.Matrix.RowValues(d);
            point.Pass(cells.Length);
            if (CellRange.Largest(cells) > 0) places[count++] = d;
        }

        Array.Resize(ref places, count);
        var rows = RowSelection.Take(dfm, places, DfmWeighting.Weighted("unit length"), cancellation);
        var (offsets, _, values) = rows.Matrix.Buffers;
        for (int d = 0; d < places.Length; d++)
        {
            point.Pass(offsets[d + 1] - offsets[d]);
            Scale(values.AsSpan(offsets[d], offsets[d + 1] - offsets[d]));
        }

        return (rows, places);
    }

    /// <summary>Scales each centre to length 1; one that is zero stays.</summary>
    /// <param name="centers">The centres, K x J; changed.</param>
    /// <param name="features">The number of features, J.</param>
    public static void Scale(Span<double> centers, int features)
    {
        for (int at = 0; at < centers.Length; at += features) Scale(centers.Slice(at, features));
    }

    /// <summary>Scales each centre to length 1; gives the sum of their squared distances from others.</summary>
    /// <param name="centers">The centres, K x J; changed.</param>
    /// <param name="others">As many others; read.</param>
    /// <param name="features">The number of features, J.</param>
    public static double ScaleAndCompare(Span<double> centers, ReadOnlySpan<double> others, int features)
    {
        Scale(centers, features);
        double sum = 0;
        for (int i = 0; i < centers.Length; i++) sum += (centers[i] - others[i]) * (centers[i] - others[i]);
        return sum;
    }

    /// <summary>Scales a row to length 1; one that is zero stays.</summary>
    /// <param name="values">The row's cells; changed.</param>
    public static void Scale(Span<double> values)
    {
        // By the largest first, so that squares of huge or tiny values don't leave the range.
        double largest = CellRange.Largest(values), squares = 0;
        if (largest == 0) return;
        foreach (double value in values) squares += value / largest * (value / largest);
        double length = Math.Sqrt(squares);
        foreach (ref double value in values) value = value / largest / length;
    }
}
