using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Normalisation of rows and centres to unit length; their squared distance is then 2 (1 - cosine).</summary>
internal static class UnitRows
{
    /// <summary>Selects the documents that aren't all zero, each normalised to unit length.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The normalised rows, and the index of each among all documents.</returns>
    public static (Dfm Rows, int[] Places) Create(Dfm dfm, CancellationToken cancellation)
    {
        var places = new int[dfm.DocumentCount];
        int count = 0;
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            var cells = dfm.Matrix.RowValues(d);
            point.Pass(cells.Length);
            if (OverflowGuard.MaxMagnitude(cells) > 0) places[count++] = d;
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

    /// <summary>Normalises each centre to unit length, except those that are zero.</summary>
    /// <param name="centers">The centres, K x J, changed in place.</param>
    /// <param name="features">The number of features, J.</param>
    public static void Scale(Span<double> centers, int features)
    {
        for (int at = 0; at < centers.Length; at += features) Scale(centers.Slice(at, features));
    }

    /// <summary>Normalises a row to unit length, unless it is zero.</summary>
    /// <param name="values">The cells of the row, changed in place.</param>
    public static void Scale(Span<double> values)
    {
        // Divided by the largest cell first, so that squares of huge or tiny values neither overflow nor underflow.
        double largest = OverflowGuard.MaxMagnitude(values), squares = 0;
        if (largest == 0) return;
        foreach (double value in values) squares += value / largest * (value / largest);
        double length = Math.Sqrt(squares);
        foreach (ref double value in values) value = value / largest / length;
    }
}
