using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MixturePS.Core.Clustering;

/// <summary>Distances with the bits of scikit-learn's, for rows that rounding decides the nearest centre of.</summary>
/// <remarks>
/// <para>The plain algorithm, for the coordinates y of a row and centres c_k with the bits of the plain sums:</para>
/// <code>
/// distance(k) = |c_k|^2 - 2 sum over f, in their order, of y_f c_kf
/// </code>
/// <para>Here the sums of four centres run side by side, as the additions of one sum wait for each other. That changes no bit.</para>
/// </remarks>
/// <param name="points">The rows.</param>
/// <param name="update">The centres.</param>
internal sealed class ExactDistances(PointSet points, CenterUpdate update)
{
    private const int AtOnce = 4;

    /// <summary>The nearest of some centres; ties go to the smallest.</summary>
    /// <param name="row">The row.</param>
    /// <param name="candidates">The centres, ascending, at least one.</param>
    /// <param name="scratch">Working memory.</param>
    public int Nearest(int row, ReadOnlySpan<int> candidates, RangeScratch scratch)
    {
        if (candidates.Length == 1) return candidates[0];
        var distances = scratch.CandidateDistances.AsSpan(0, candidates.Length);
        if (points.IsShifted)
        {
            double[] coordinates = scratch.Coordinates(points.FeatureCount);
            points.CopyTo(row, coordinates);
            int at = 0;
            for (; at + AtOnce <= candidates.Length; at += AtOnce) Four(coordinates, candidates[at..], distances[at..]);
            for (; at < candidates.Length; at++) distances[at] = One(coordinates, update.Exact(candidates[at]));
        }
        else
        {
            for (int at = 0; at < candidates.Length; at++) distances[at] = OfStored(row, update.Exact(candidates[at]));
        }

        int nearest = 0;
        for (int at = 1; at < distances.Length; at++)
            if (distances[at] < distances[nearest]) nearest = at;
        return candidates[nearest];
    }

    /// <summary>The distances of a row from some centres in double precision, from the row and the centres as they are stored.</summary>
    /// <param name="row">The row.</param>
    /// <param name="candidates">The centres.</param>
    /// <param name="distances">Written; as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Stored(int row, ReadOnlySpan<int> candidates, Span<double> distances)
    {
        var columns = points.RowColumns(row);
        ref double values = ref MemoryMarshal.GetReference(points.RowValues(row));
        ref double centers = ref MemoryMarshal.GetArrayDataReference(update.Centers);
        nint features = points.FeatureCount;
        int at = 0;
        for (; at + AtOnce <= candidates.Length; at += AtOnce)
        {
            ref double a = ref Unsafe.Add(ref centers, candidates[at] * features), b = ref Unsafe.Add(ref centers, candidates[at + 1] * features);
            ref double c = ref Unsafe.Add(ref centers, candidates[at + 2] * features), d = ref Unsafe.Add(ref centers, candidates[at + 3] * features);
            double dotA = 0, dotB = 0, dotC = 0, dotD = 0;
            for (int p = 0; p < columns.Length; p++)
            {
                double x = Unsafe.Add(ref values, p);
                dotA += x * Unsafe.Add(ref a, columns[p]);
                dotB += x * Unsafe.Add(ref b, columns[p]);
                dotC += x * Unsafe.Add(ref c, columns[p]);
                dotD += x * Unsafe.Add(ref d, columns[p]);
            }

            distances[at] = update.Norms[candidates[at]] - (2 * dotA);
            distances[at + 1] = update.Norms[candidates[at + 1]] - (2 * dotB);
            distances[at + 2] = update.Norms[candidates[at + 2]] - (2 * dotC);
            distances[at + 3] = update.Norms[candidates[at + 3]] - (2 * dotD);
        }

        for (; at < candidates.Length; at++)
        {
            ref double center = ref Unsafe.Add(ref centers, candidates[at] * features);
            double dot = 0;
            for (int p = 0; p < columns.Length; p++) dot += Unsafe.Add(ref values, p) * Unsafe.Add(ref center, columns[p]);
            distances[at] = update.Norms[candidates[at]] - (2 * dot);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double One(ReadOnlySpan<double> coordinates, (ReadOnlyMemory<double> Center, double Norm) exact)
    {
        double dot = 0;
        var center = exact.Center.Span;
        for (int f = 0; f < center.Length; f++) dot += coordinates[f] * center[f];
        return exact.Norm - (2 * dot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double OfStored(int row, (ReadOnlyMemory<double> Center, double Norm) exact)
    {
        double dot = 0;
        var center = exact.Center.Span;
        var columns = points.RowColumns(row);
        var values = points.RowValues(row);
        for (int p = 0; p < columns.Length; p++) dot += values[p] * center[columns[p]];
        return exact.Norm - (2 * dot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Four(ReadOnlySpan<double> coordinates, ReadOnlySpan<int> candidates, Span<double> distances)
    {
        var (a, b, c, d) = (update.Exact(candidates[0]), update.Exact(candidates[1]), update.Exact(candidates[2]), update.Exact(candidates[3]));
        ref double atA = ref MemoryMarshal.GetReference(a.Center.Span);
        ref double atB = ref MemoryMarshal.GetReference(b.Center.Span);
        ref double atC = ref MemoryMarshal.GetReference(c.Center.Span);
        ref double atD = ref MemoryMarshal.GetReference(d.Center.Span);
        double dotA = 0, dotB = 0, dotC = 0, dotD = 0;
        for (int f = 0; f < coordinates.Length; f++)
        {
            double y = coordinates[f];
            dotA += y * Unsafe.Add(ref atA, f);
            dotB += y * Unsafe.Add(ref atB, f);
            dotC += y * Unsafe.Add(ref atC, f);
            dotD += y * Unsafe.Add(ref atD, f);
        }

        (distances[0], distances[1], distances[2], distances[3]) = (a.Norm - (2 * dotA), b.Norm - (2 * dotB), c.Norm - (2 * dotC), d.Norm - (2 * dotD));
    }
}
