using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Clustering;

/// <summary>The least of a row's distances from a group of centres, and the next one up.</summary>
internal static class TwoLeastDistances
{
    private const int Lanes = 8;
    private static readonly Vector512<double> LaneNumbers = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Finds the two least of the distances |c|^2 - 2 x c.</summary>
    /// <param name="norms">The squared norm of each centre, |c|^2, infinite where there is none; a multiple of 8 long.</param>
    /// <param name="dots">The row's dot product with each centre; as long.</param>
    /// <param name="except">A place that is left out, if it is one of the group's.</param>
    /// <returns>The least distance and the next one, which may be equal; infinite where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double Least, double Second) Find(ReadOnlySpan<double> norms, ReadOnlySpan<double> dots, int except)
    {
        var infinite = Vector512.Create(double.PositiveInfinity);
        Vector512<double> least = infinite, next = infinite;
        for (int t = 0; t < norms.Length; t += Lanes)
        {
            var distance = Vector512.LoadUnsafe(in norms[t]) - (Vector512.Create(2.0) * Vector512.LoadUnsafe(in dots[t]));
            if ((uint)(except - t) < Lanes) distance = Vector512.ConditionalSelect(Vector512.Equals(LaneNumbers, Vector512.Create((double)(except - t))), infinite, distance);
            var isLess = Vector512.LessThan(distance, least);
            next = Less(next, Vector512.ConditionalSelect(isLess, least, distance));
            least = Vector512.ConditionalSelect(isLess, distance, least);
        }

        double first = Least(least);
        var isFirst = Vector512.Equals(least, Vector512.Create(first));
        bool isTie = ulong.PopCount(isFirst.ExtractMostSignificantBits()) > 1;
        return (first, isTie ? first : Least(Vector512.ConditionalSelect(isFirst, next, least)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Less(Vector512<double> a, Vector512<double> b) => Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Least(Vector512<double> values)
    {
        var (a, b) = (values.GetLower(), values.GetUpper());
        var four = Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);
        var (c, d) = (four.GetLower(), four.GetUpper());
        var two = Vector128.ConditionalSelect(Vector128.LessThan(c, d), c, d);
        return two[0] < two[1] ? two[0] : two[1];
    }
}
