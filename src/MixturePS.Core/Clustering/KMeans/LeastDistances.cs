using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The least of a row's distances from a group of centres.</summary>
/// <param name="Distance">The least distance, |c|^2 - 2 x c; infinite where there is no centre.</param>
/// <param name="Second">The second least, which may be equal; infinite where there is none.</param>
/// <param name="Place">The place of a centre at the least distance, within the group.</param>
internal readonly record struct LeastDistance(float Distance, float Second, int Place);

/// <summary>Finds the least of rows' distances from a group of centres.</summary>
/// <remarks>
/// <para>The plain algorithm, for the values x_f of a row and the centres c_k of the group:</para>
/// <code>
/// for each centre k
///     distance(k) = |c_k|^2 + sum over f of x_f (-2 c_kf)
/// sort, and take the first two
/// </code>
/// <para>The distances of a row from several centres are the lanes of vectors and stay in registers: one value of the row
/// updates up to four vectors by one fused instruction each. With fewer vectors in the group, two or four rows run side by side,
/// as the additions of one sum wait for each other. The two least of the lanes are found in registers too, those of
/// four vectors by</para>
/// <code>
/// least  = min(min(a, b), min(c, d))
/// second = min(max(min(a, b), min(c, d)), max(a, b), max(c, d))
/// </code>
/// <para>All is in single precision, which halves the vectors and the memory. <see cref="RoundingBounds"/> bounds the rounding
/// errors, and rows whose two least distances are closer than that are compared again in double precision.</para>
/// </remarks>
internal static class LeastDistances
{
    private const int RowsAtOnce = 4;

    /// <summary>Finds the least distances.</summary>
    /// <typeparam name="TLanes">The vectors to use.</typeparam>
    /// <param name="table">The centres times -2: for each feature, size cells.</param>
    /// <param name="norms">The squared norm of each centre, |c|^2, infinite where there is none; length size: 16, 32 or a multiple of 64.</param>
    /// <param name="points">The rows.</param>
    /// <param name="rows">The rows to compare.</param>
    /// <param name="found">Written; as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find<TLanes>(ReadOnlySpan<float> table, ReadOnlySpan<float> norms, PointSet points, ReadOnlySpan<int> rows, Span<LeastDistance> found)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        int at = 0, size = norms.Length;
        if (size == TLanes.Count)
        {
            for (; at + RowsAtOnce <= rows.Length; at += RowsAtOnce)
                FourRows<TLanes>(ref MemoryMarshal.GetReference(table), norms, points, rows.Slice(at, RowsAtOnce), found.Slice(at, RowsAtOnce));
            for (; at < rows.Length; at++) found[at] = OneVector<TLanes>(ref MemoryMarshal.GetReference(table), norms, points, rows[at]);
        }
        else if (size == 2 * TLanes.Count)
        {
            for (; at + 2 <= rows.Length; at += 2)
                TwoRows<TLanes>(ref MemoryMarshal.GetReference(table), norms, points, rows.Slice(at, 2), found.Slice(at, 2));
            if (at < rows.Length) found[at] = TwoVectors<TLanes>(ref MemoryMarshal.GetReference(table), norms, points, rows[at]);
        }
        else
        {
            for (; at < rows.Length; at++) found[at] = FourVectors<TLanes>(ref MemoryMarshal.GetReference(table), norms, points, rows[at]);
        }
    }

    /// <summary>The distances of a row from all centres of a group.</summary>
    /// <typeparam name="TLanes">The vectors to use.</typeparam>
    /// <param name="table">The centres times -2: for each feature, size cells.</param>
    /// <param name="norms">The squared norm of each centre; length size.</param>
    /// <param name="points">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="distances">Written; as long as the norms.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void All<TLanes>(ReadOnlySpan<float> table, ReadOnlySpan<float> norms, PointSet points, int row, Span<float> distances)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        nint start = points.Offsets[row], end = points.Offsets[row + 1], size = norms.Length;
        ref int columns = ref MemoryMarshal.GetArrayDataReference(points.Columns);
        ref float values = ref MemoryMarshal.GetArrayDataReference(points.Floats);
        for (int place = 0; place < norms.Length; place += TLanes.Count)
        {
            var sum = TLanes.Load(in norms[place]);
            ref float cells = ref Unsafe.Add(ref MemoryMarshal.GetReference(table), place);
            for (nint p = start; p < end; p++) sum = Add(ref cells, size, ref columns, ref values, p, sum);
            TLanes.Store(sum, ref distances[place]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static LeastDistance FourVectors<TLanes>(ref float table, ReadOnlySpan<float> norms, PointSet points, int row)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        nint start = points.Offsets[row], end = points.Offsets[row + 1], size = norms.Length;
        ref int columns = ref MemoryMarshal.GetArrayDataReference(points.Columns);
        ref float values = ref MemoryMarshal.GetArrayDataReference(points.Floats);
        var best = new LeastDistance(float.PositiveInfinity, float.PositiveInfinity, 0);
        for (int tile = 0; tile < norms.Length; tile += 4 * TLanes.Count)
        {
            ref readonly float norm = ref norms[tile];
            ref float cells = ref Unsafe.Add(ref table, tile);
            TLanes a = TLanes.Load(in norm), b = TLanes.Load(in At(norms, tile + TLanes.Count));
            TLanes c = TLanes.Load(in At(norms, tile + (2 * TLanes.Count))), d = TLanes.Load(in At(norms, tile + (3 * TLanes.Count)));
            for (nint p = start; p < end; p++)
            {
                var x = TLanes.Create(Unsafe.Add(ref values, p));
                ref float at = ref Unsafe.Add(ref cells, (nint)(uint)Unsafe.Add(ref columns, p) * size);
                a = TLanes.MultiplyAdd(x, TLanes.Load(in at), a);
                b = TLanes.MultiplyAdd(x, TLanes.Load(in Unsafe.Add(ref at, TLanes.Count)), b);
                c = TLanes.MultiplyAdd(x, TLanes.Load(in Unsafe.Add(ref at, 2 * TLanes.Count)), c);
                d = TLanes.MultiplyAdd(x, TLanes.Load(in Unsafe.Add(ref at, 3 * TLanes.Count)), d);
            }

            var least = Least(a, b, c, d);
            best = least.Distance < best.Distance
                ? new LeastDistance(least.Distance, Math.Min(least.Second, best.Distance), tile + least.Place)
                : best with { Second = Math.Min(best.Second, least.Distance) };
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoRows<TLanes>(ref float table, ReadOnlySpan<float> norms, PointSet points, ReadOnlySpan<int> rows, Span<LeastDistance> found)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        nint startA = points.Offsets[rows[0]], startB = points.Offsets[rows[1]];
        nint lengthA = points.Offsets[rows[0] + 1] - startA, lengthB = points.Offsets[rows[1] + 1] - startB, shared = Math.Min(lengthA, lengthB), size = norms.Length;
        ref int columnsA = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(points.Columns), startA);
        ref int columnsB = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(points.Columns), startB);
        ref float valuesA = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(points.Floats), startA);
        ref float valuesB = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(points.Floats), startB);
        TLanes a = TLanes.Load(in norms[0]), b = TLanes.Load(in At(norms, TLanes.Count)), c = a, d = b;
        for (nint p = 0; p < shared; p++)
        {
            TLanes x = TLanes.Create(Unsafe.Add(ref valuesA, p)), y = TLanes.Create(Unsafe.Add(ref valuesB, p));
            ref float atA = ref Unsafe.Add(ref table, (nint)(uint)Unsafe.Add(ref columnsA, p) * size);
            ref float atB = ref Unsafe.Add(ref table, (nint)(uint)Unsafe.Add(ref columnsB, p) * size);
            a = TLanes.MultiplyAdd(x, TLanes.Load(in atA), a);
            b = TLanes.MultiplyAdd(x, TLanes.Load(in Unsafe.Add(ref atA, TLanes.Count)), b);
            c = TLanes.MultiplyAdd(y, TLanes.Load(in atB), c);
            d = TLanes.MultiplyAdd(y, TLanes.Load(in Unsafe.Add(ref atB, TLanes.Count)), d);
        }

        for (nint p = shared; p < lengthA; p++)
        {
            var x = TLanes.Create(Unsafe.Add(ref valuesA, p));
            ref float at = ref Unsafe.Add(ref table, (nint)(uint)Unsafe.Add(ref columnsA, p) * size);
            a = TLanes.MultiplyAdd(x, TLanes.Load(in at), a);
            b = TLanes.MultiplyAdd(x, TLanes.Load(in Unsafe.Add(ref at, TLanes.Count)), b);
        }

        for (nint p = shared; p < lengthB; p++)
        {
            var y = TLanes.Create(Unsafe.Add(ref valuesB, p));
            ref float at = ref Unsafe.Add(ref table, (nint)(uint)Unsafe.Add(ref columnsB, p) * size);
            c = TLanes.MultiplyAdd(y, TLanes.Load(in at), c);
            d = TLanes.MultiplyAdd(y, TLanes.Load(in Unsafe.Add(ref at, TLanes.Count)), d);
        }

        found[0] = Least(a, b);
        found[1] = Least(c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static LeastDistance TwoVectors<TLanes>(ref float table, ReadOnlySpan<float> norms, PointSet points, int row)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        nint size = norms.Length;
        TLanes a = TLanes.Load(in norms[0]), b = TLanes.Load(in At(norms, TLanes.Count));
        for (int p = points.Offsets[row]; p < points.Offsets[row + 1]; p++)
        {
            var x = TLanes.Create(points.Floats[p]);
            ref float at = ref Unsafe.Add(ref table, points.Columns[p] * size);
            a = TLanes.MultiplyAdd(x, TLanes.Load(in at), a);
            b = TLanes.MultiplyAdd(x, TLanes.Load(in Unsafe.Add(ref at, TLanes.Count)), b);
        }

        return Least(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<TLanes>(ref float table, ReadOnlySpan<float> norms, PointSet points, ReadOnlySpan<int> rows, Span<LeastDistance> found)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        int[] offsets = points.Offsets;
        nint startA = offsets[rows[0]], startB = offsets[rows[1]], startC = offsets[rows[2]], startD = offsets[rows[3]];
        nint endA = offsets[rows[0] + 1], endB = offsets[rows[1] + 1], endC = offsets[rows[2] + 1], endD = offsets[rows[3] + 1];
        nint shared = Math.Min(Math.Min(endA - startA, endB - startB), Math.Min(endC - startC, endD - startD)), size = norms.Length;
        ref int columns = ref MemoryMarshal.GetArrayDataReference(points.Columns);
        ref float values = ref MemoryMarshal.GetArrayDataReference(points.Floats);
        TLanes a = TLanes.Load(in norms[0]), b = a, c = a, d = a;
        for (nint p = 0; p < shared; p++)
        {
            a = Add(ref table, size, ref columns, ref values, startA + p, a);
            b = Add(ref table, size, ref columns, ref values, startB + p, b);
            c = Add(ref table, size, ref columns, ref values, startC + p, c);
            d = Add(ref table, size, ref columns, ref values, startD + p, d);
        }

        for (nint p = startA + shared; p < endA; p++) a = Add(ref table, size, ref columns, ref values, p, a);
        for (nint p = startB + shared; p < endB; p++) b = Add(ref table, size, ref columns, ref values, p, b);
        for (nint p = startC + shared; p < endC; p++) c = Add(ref table, size, ref columns, ref values, p, c);
        for (nint p = startD + shared; p < endD; p++) d = Add(ref table, size, ref columns, ref values, p, d);
        found[0] = Least(a);
        found[1] = Least(b);
        found[2] = Least(c);
        found[3] = Least(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static LeastDistance OneVector<TLanes>(ref float table, ReadOnlySpan<float> norms, PointSet points, int row)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        var a = TLanes.Load(in norms[0]);
        for (nint p = points.Offsets[row]; p < points.Offsets[row + 1]; p++)
            a = Add(ref table, norms.Length, ref MemoryMarshal.GetArrayDataReference(points.Columns), ref MemoryMarshal.GetArrayDataReference(points.Floats), p, a);
        return Least(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Add<TLanes>(ref float table, nint size, ref int columns, ref float values, nint p, TLanes sum)
        where TLanes : struct, IFloatLanes<TLanes> =>
        TLanes.MultiplyAdd(TLanes.Create(Unsafe.Add(ref values, p)), TLanes.Load(in Unsafe.Add(ref table, (nint)(uint)Unsafe.Add(ref columns, p) * size)), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly float At(ReadOnlySpan<float> norms, int place) => ref Unsafe.Add(ref MemoryMarshal.GetReference(norms), place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LeastDistance Least<TLanes>(TLanes a)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        float least = TLanes.Least(a);
        var leasts = TLanes.Create(least);
        return Of(least, TLanes.EqualLanes(a, leasts), TLanes.IfEqual(a, leasts, TLanes.Create(float.PositiveInfinity), a));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LeastDistance Least<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        TLanes low = TLanes.IfLess(a, b, a, b), high = TLanes.IfLess(a, b, b, a);
        float least = TLanes.Least(low);
        var leasts = TLanes.Create(least);
        return Of(least, TLanes.EqualLanes(a, leasts) | (TLanes.EqualLanes(b, leasts) << TLanes.Count), TLanes.IfEqual(low, leasts, high, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LeastDistance Least<TLanes>(TLanes a, TLanes b, TLanes c, TLanes d)
        where TLanes : struct, IFloatLanes<TLanes>
    {
        TLanes lowAB = TLanes.IfLess(a, b, a, b), highAB = TLanes.IfLess(a, b, b, a), lowCD = TLanes.IfLess(c, d, c, d), highCD = TLanes.IfLess(c, d, d, c);
        TLanes low = TLanes.IfLess(lowAB, lowCD, lowAB, lowCD), high = TLanes.IfLess(lowAB, lowCD, lowCD, lowAB);
        high = TLanes.IfLess(highAB, high, highAB, high);
        high = TLanes.IfLess(highCD, high, highCD, high);
        float least = TLanes.Least(low);
        var leasts = TLanes.Create(least);
        ulong equal = TLanes.EqualLanes(a, leasts) | (TLanes.EqualLanes(b, leasts) << TLanes.Count)
            | (TLanes.EqualLanes(c, leasts) << (2 * TLanes.Count)) | (TLanes.EqualLanes(d, leasts) << (3 * TLanes.Count));
        return Of(least, equal, TLanes.IfEqual(low, leasts, high, low));
    }

    /// <summary>The result from the least distance, the places that have it, and the least of each lane without one of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LeastDistance Of<TLanes>(float least, ulong equal, TLanes others)
        where TLanes : struct, IFloatLanes<TLanes> =>
        new(least, (equal & (equal - 1)) != 0 ? least : TLanes.Least(others), BitOperations.TrailingZeroCount(equal) & 63);
}
