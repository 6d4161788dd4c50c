using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The two least of a row's distances from a group of centres.</summary>
/// <remarks>
/// <para>The plain algorithm: sort the distances |c_k|^2 - 2 x c_k and take the first two.</para>
/// <para>Here each lane of a vector keeps the two least of its own places, and the lanes are combined at the end: the least
/// of all is the least of a lane, and the second is the least of what remains. Only which values are chosen matters, so the
/// result is the same at every width.</para>
/// </remarks>
internal static class TwoLeastDistances
{
    /// <summary>Finds the two least distances.</summary>
    /// <typeparam name="TLanes">The vectors to use; the result is the same with each.</typeparam>
    /// <param name="norms">The squared norm of each centre, |c|^2, infinite where there is none; a multiple of 8 long.</param>
    /// <param name="dots">The row's dot product with each centre; as long.</param>
    /// <param name="except">A place to leave out, if it is in the group.</param>
    /// <returns>The least distance and the second least, which may be equal; infinite where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double Least, double Second) Find<TLanes>(ReadOnlySpan<double> norms, ReadOnlySpan<double> dots, int except)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes infinite = TLanes.Create(double.PositiveInfinity), two = TLanes.Create(2), least = infinite, second = infinite;
        for (int t = 0; t < norms.Length; t += TLanes.Count)
        {
            var distance = TLanes.Load(in norms[t]) - (two * TLanes.Load(in dots[t]));
            if ((uint)(except - t) < (uint)TLanes.Count) distance = TLanes.IfEqual(TLanes.Indices, TLanes.Create(except - t), infinite, distance);

            // The lesser of the least so far and the new distance stays the least; the greater may be the second.
            var greater = TLanes.IfLess(distance, least, least, distance);
            second = TLanes.IfLess(second, greater, second, greater);
            least = TLanes.IfLess(distance, least, distance, least);
        }

        double first = TLanes.Least(least);
        var firsts = TLanes.Create(first);
        return (first, TLanes.CountEqual(least, firsts) > 1 ? first : TLanes.Least(TLanes.IfEqual(least, firsts, second, least)));
    }
}
