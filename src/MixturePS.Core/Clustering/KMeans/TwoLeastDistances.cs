using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The least of a row's distances from a group of centres, and the next one up.</summary>
internal static class TwoLeastDistances
{
    /// <summary>Finds the two least of the distances |c|^2 - 2 x c.</summary>
    /// <typeparam name="TLanes">The vectors to use; the result is the same with each.</typeparam>
    /// <param name="norms">The squared norm of each centre, |c|^2, infinite where there is none; a multiple of 8 long.</param>
    /// <param name="dots">The row's dot product with each centre; as long.</param>
    /// <param name="except">A place that is left out, if it is one of the group's.</param>
    /// <returns>The least distance and the next one, which may be equal; infinite where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double Least, double Second) Find<TLanes>(ReadOnlySpan<double> norms, ReadOnlySpan<double> dots, int except)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes infinite = TLanes.Create(double.PositiveInfinity), two = TLanes.Create(2), least = infinite, next = infinite;
        for (int t = 0; t < norms.Length; t += TLanes.Count)
        {
            var distance = TLanes.Load(in norms[t]) - (two * TLanes.Load(in dots[t]));
            if ((uint)(except - t) < (uint)TLanes.Count) distance = TLanes.IfEqual(TLanes.Indices, TLanes.Create(except - t), infinite, distance);

            // Of the least so far and the new distance, the lesser stays the least and the greater may be the next.
            var greater = TLanes.IfLess(distance, least, least, distance);
            next = TLanes.IfLess(next, greater, next, greater);
            least = TLanes.IfLess(distance, least, distance, least);
        }

        double first = TLanes.Least(least);
        var firsts = TLanes.Create(first);
        return (first, TLanes.CountEqual(least, firsts) > 1 ? first : TLanes.Least(TLanes.IfEqual(least, firsts, next, least)));
    }
}
