using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Centres laid out feature-major, padded to whole vectors, in memory that is used again when they move: all of them, or
/// those that are chosen.
/// </summary>
internal sealed class CenterTable
{
    private const int Lanes = 8;
    private const int CacheLine = 64;
    private const int FeatureBlock = 64;
    private readonly VectorWidth _width;
    private double[] _byFeature = [];
    private int _start;

    /// <summary>A kernel without centres.</summary>
    /// <param name="width">The vectors to use, the same result with each; the widest of the machine unless a test says otherwise.</param>
    public CenterTable(VectorWidth width = VectorWidth.Widest)
    {
        _width = SparseDots.Resolve(width);
    }

    /// <summary>The number of centres, rounded up to whole vectors: the length of what <see cref="Dots(ReadOnlySpan{int}, ReadOnlySpan{double}, Span{double})"/> writes.</summary>
    public int Stride { get; private set; }

    /// <summary>Lays out centres in place of those before.</summary>
    /// <param name="centers">All centres, row after row; read.</param>
    /// <param name="chosen">The centres to take, from zero, in the order of the dot products.</param>
    /// <param name="featureCount">The number of features, J.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="stride">The places for centres, a multiple of 8 and enough; 0 for as few as possible.</param>
    public void Load(double[] centers, int[] chosen, int featureCount, int threads, int stride = 0)
    {
        Stride = Math.Max(stride, (chosen.Length + Lanes - 1) / Lanes * Lanes);
        int length = checked((Stride * featureCount) + Lanes);
        if (_byFeature.Length < length)
        {
            // Pinned, so that vectors can begin where cache lines do.
            _byFeature = LargeArray.Uninitialized<double>(length, pinned: true);
            _start = (int)((CacheLine - (Address(_byFeature) % CacheLine)) % CacheLine) / sizeof(double);
        }

        ParallelBlocks.Run(featureCount, FeatureBlock, Stride * featureCount < (1 << 16) ? 1 : threads, CancellationToken.None, (_, from, to) =>
        {
            var target = _byFeature.AsSpan(_start + (from * Stride), (to - from) * Stride);
            for (int c = 0; c < chosen.Length; c++)
            {
                var source = centers.AsSpan((chosen[c] * featureCount) + from, to - from);
                for (int f = 0, at = c; f < source.Length; f++, at += Stride) target[at] = source[f];
            }

            for (int c = chosen.Length; c < Stride; c++)
                for (int at = c; at < target.Length; at += Stride) target[at] = 0;
        });
    }

    /// <summary>Lays out some of the centres anew, each at its place.</summary>
    /// <param name="centers">All centres, row after row; read.</param>
    /// <param name="changed">The centres to lay out anew.</param>
    /// <param name="placeOf">The place of each centre; read.</param>
    /// <param name="featureCount">The number of features, J.</param>
    public void Reload(double[] centers, int[] changed, int[] placeOf, int featureCount)
    {
        foreach (int c in changed)
        {
            var source = centers.AsSpan(c * featureCount, featureCount);
            for (int f = 0, at = _start + placeOf[c]; f < source.Length; f++, at += Stride) _byFeature[at] = source[f];
        }
    }

    /// <summary>The dot products of one row with all centres that were laid out.</summary>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least Stride long; what lies beyond the centres is zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dots(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots) =>
        SparseDots.Compute(_byFeature.AsSpan(_start), Stride, 0, Stride, columns, values, dots, _width);

    /// <summary>The dot products of one row with the centres at some of the places.</summary>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least as many as places.</param>
    /// <param name="from">The first place.</param>
    /// <param name="places">The number of places, a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dots(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots, int from, int places) =>
        SparseDots.Compute(_byFeature.AsSpan(_start), Stride, from, places, columns, values, dots, _width);

    private static unsafe long Address(double[] pinned) => (long)(nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
