using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The centres of each group feature by feature, times -2 in single precision, as <see cref="LeastDistances"/> reads them.</summary>
/// <param name="memory">The source of the table's memory, which has to outlive the table.</param>
/// <param name="groups">The groups of the centres.</param>
/// <param name="features">The number of features, J.</param>
internal sealed class CenterTable(WorkMemory memory, RivalGroups groups, int features) : IDisposable
{
    private const int Lanes = 8;
    private const int FeaturesAtOnce = 512;
    private const int ParallelCells = 1 << 16;
    private readonly float[] _norms = new float[groups.Count * groups.Size];
    private readonly double[] _zeros = new double[features];
    private readonly AlignedMemory<float> _cells = new(memory);

    /// <summary>The factor of values and centres, a power of two.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Lays out all centres.</summary>
    /// <param name="centers">The centres, K x J, row after row; read.</param>
    /// <param name="norms">The squared norm of each; length K; read.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">Cancellation token; the table can't be used after a cancellation.</param>
    public void Load(double[] centers, double[] norms, int threads, CancellationToken cancellation)
    {
        int length = checked(groups.Count * groups.Size * features);
        _cells.Reserve(length);
        for (int place = 0; place < _norms.Length; place++)
            _norms[place] = groups.CenterAt[place] < norms.Length ? (float)(norms[groups.CenterAt[place]] * Scale * Scale) : float.PositiveInfinity;
        int parts = ParallelBlocks.Blocks(features, FeaturesAtOnce);
        ParallelBlocks.Run(groups.Count * parts, 1, length < ParallelCells ? 1 : threads, cancellation, (item, _, _) =>
        {
            int group = item / parts, from = item % parts * FeaturesAtOnce, to = Math.Min(features, from + FeaturesAtOnce);
            for (int place = 0; place < groups.Size; place += Lanes) Spread(centers, norms.Length, (group * groups.Size) + place, from, to);
        });
    }

    /// <summary>Lays out some of the centres again, each at its place.</summary>
    /// <param name="centers">All centres, K x J, row after row; read.</param>
    /// <param name="norms">The squared norm of each; length K; read.</param>
    /// <param name="changed">The centres to lay out again.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">Cancellation token; the table can't be used after a cancellation.</param>
    public void Reload(double[] centers, double[] norms, int[] changed, int threads, CancellationToken cancellation) =>
        ParallelBlocks.Run(changed.Length, 1, (long)changed.Length * features < ParallelCells ? 1 : threads, cancellation, (item, _, _) =>
        {
            int c = changed[item], place = groups.PlaceOf[c];
            _norms[place] = (float)(norms[c] * Scale * Scale);
            Spread(centers.AsSpan(c * features, features), Group(place / groups.Size)[(place % groups.Size)..], groups.Size);
        });

    /// <summary>The least distances of rows from the centres of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="points">The rows.</param>
    /// <param name="rows">The rows to compare.</param>
    /// <param name="found">Written; as long.</param>
    /// <param name="width">The vectors to use.</param>
    public void Find(int group, PointSet points, ReadOnlySpan<int> rows, Span<LeastDistance> found, VectorWidth width)
    {
        var norms = _norms.AsSpan(group * groups.Size, groups.Size);
        switch (width)
        {
            case VectorWidth.Bits512:
                LeastDistances.Find<FloatLanes512>(Group(group), norms, points, rows, found);
                break;
            case VectorWidth.Bits256:
                LeastDistances.Find<FloatLanes256>(Group(group), norms, points, rows, found);
                break;
            case VectorWidth.Bits128:
                LeastDistances.Find<FloatLanes128>(Group(group), norms, points, rows, found);
                break;
            default:
                LeastDistances.Find<FloatLane>(Group(group), norms, points, rows, found);
                break;
        }
    }

    /// <summary>The distances of a row from all centres, |c|^2 - 2 x c, times the square of the scale.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="distances">Written; one for each place of the groups.</param>
    /// <param name="width">The vectors to use.</param>
    public void Distances(PointSet points, int row, Span<float> distances, VectorWidth width)
    {
        for (int g = 0; g < groups.Count; g++)
        {
            var norms = _norms.AsSpan(g * groups.Size, groups.Size);
            var target = distances.Slice(g * groups.Size, groups.Size);
            switch (width)
            {
                case VectorWidth.Bits512:
                    LeastDistances.All<FloatLanes512>(Group(g), norms, points, row, target);
                    break;
                case VectorWidth.Bits256:
                    LeastDistances.All<FloatLanes256>(Group(g), norms, points, row, target);
                    break;
                case VectorWidth.Bits128:
                    LeastDistances.All<FloatLanes128>(Group(g), norms, points, row, target);
                    break;
                default:
                    LeastDistances.All<FloatLane>(Group(g), norms, points, row, target);
                    break;
            }
        }
    }

    /// <summary>Releases the memory; the table has no centres afterwards.</summary>
    public void Dispose() => _cells.Dispose();

    private Span<float> Group(int group) => _cells.Items.Slice(group * features * groups.Size, features * groups.Size);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(ReadOnlySpan<double> center, Span<float> target, int size)
    {
        double factor = -2 * Scale;
        for (int f = 0, at = 0; f < center.Length; f++, at += size) target[at] = (float)(factor * center[f]);
    }

    // Eight centres at a time: a vector of the table has the same feature of each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(double[] centers, int k, int place, int from, int to)
    {
        ref double a = ref Center(centers, k, place), b = ref Center(centers, k, place + 1), c = ref Center(centers, k, place + 2), d = ref Center(centers, k, place + 3);
        ref double e = ref Center(centers, k, place + 4), f = ref Center(centers, k, place + 5), g = ref Center(centers, k, place + 6), h = ref Center(centers, k, place + 7);
        ref float target = ref MemoryMarshal.GetReference(Group(place / groups.Size)[(place % groups.Size)..]);
        var factor = Vector512.Create(-2 * Scale);
        for (nint j = from; j < to; j++)
        {
            var cells = Vector512.Create(
                Unsafe.Add(ref a, j), Unsafe.Add(ref b, j), Unsafe.Add(ref c, j), Unsafe.Add(ref d, j), Unsafe.Add(ref e, j), Unsafe.Add(ref f, j), Unsafe.Add(ref g, j), Unsafe.Add(ref h, j));
            Vector512.Narrow(cells * factor, default).GetLower().StoreUnsafe(ref target, (nuint)(j * groups.Size));
        }
    }

    private ref double Center(double[] centers, int k, int place) =>
        ref groups.CenterAt[place] < k ? ref centers[groups.CenterAt[place] * features] : ref MemoryMarshal.GetArrayDataReference(_zeros);
}
