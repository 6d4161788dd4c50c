using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>The options for silhouettes.</summary>
internal sealed record SilhouetteOptions
{
    private readonly int? _sampleSize;

    /// <summary>The distance between documents.</summary>
    public DocumentDistance Distance { get; init; }

    /// <summary>The size of a random sample of documents, which are compared with each other, at least 2; null for all documents.</summary>
    public int? SampleSize
    {
        get => _sampleSize;
        init => _sampleSize = Option.AtLeast(value, 2, "The sample size");
    }

    /// <summary>The MT19937 seed of the sample, as scikit-learn's <c>random_state</c>.</summary>
    public uint Seed { get; init; }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }
}

/// <summary>
/// The silhouette of a document, (b - a) / max(a, b), where a is its mean distance from the other documents of its cluster and
/// b the smallest mean distance from the documents of another cluster. A singleton has silhouette 0. Source: Rousseeuw, P. J.
/// (1987), Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, Journal of Computational and
/// Applied Mathematics 20, 53-65, equation 2.
/// </summary>
internal static class Silhouette
{
    /// <summary>The mean over documents, from -1 to 1; null for a single cluster or only singletons.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="labels">The cluster of each document, zero or more; length n.</param>
    /// <param name="options">The options, or null for Euclidean distances between all documents.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels, InvalidLabel or CellTooLarge.</exception>
    public static double? Measure(Dfm dfm, IReadOnlyList<int> labels, SilhouetteOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new SilhouetteOptions();
        return Measure(LabelledRows.Create(dfm, labels, Sample(dfm.DocumentCount, options, cancellation), cancellation), options, progress, cancellation);
    }

    /// <summary>The silhouette of each document (length n); null for a single cluster or only singletons.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="labels">The cluster of each document, zero or more; length n.</param>
    /// <param name="options">The options, or null for Euclidean distances; the sample size is ignored.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels, InvalidLabel or CellTooLarge.</exception>
    public static double[]? PerDocument(Dfm dfm, IReadOnlyList<int> labels, SilhouetteOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var rows = LabelledRows.Create(dfm, labels, null, cancellation);
        return rows.IsComparable ? rows.Expand(Entries(rows, options ?? new SilhouetteOptions(), progress, cancellation)) : null;
    }

    internal static double? Measure(LabelledRows rows, SilhouetteOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        if (!rows.IsComparable) return null;
        var values = Entries(rows, options, progress, cancellation);
        var sum = default(CompensatedSum);
        for (int e = 0; e < values.Length; e++) sum.Add(rows.EntryWeight[e] * values[e]);
        return sum.Value / rows.DocumentCount;
    }

    /// <summary>The documents of the sample, drawn as by scikit-learn, or null for all.</summary>
    internal static int[]? Sample(int documents, SilhouetteOptions options, CancellationToken cancellation = default) => options.SampleSize is { } size && size < documents
        ? new LegacyRandomState(options.Seed).Permutation(documents, cancellation)[..size]
        : null;

    private static double[] Entries(LabelledRows rows, SilhouetteOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var result = new double[rows.EntryCluster.Length];
        var distances = new DistanceSums(rows, options.Distance, cancellation);
        distances.ForEachRow(options.ThrottleLimit, Write, progress, cancellation);
        return result;

        void Write(int row, double[] sums)
        {
            for (int e = rows.EntryOffsets[row]; e < rows.EntryOffsets[row + 1]; e++)
            {
                int own = rows.EntryCluster[e];
                if (rows.ClusterSize[own] == 1) continue;
                double within = (sums[own] - distances.SelfDistance(row)) / (rows.ClusterSize[own] - 1), nearest = double.PositiveInfinity;
                for (int c = 0; c < sums.Length; c++)
                    if (c != own) nearest = Math.Min(nearest, sums[c] / rows.ClusterSize[c]);
                double greater = Math.Max(within, nearest);
                if (greater > 0) result[e] = (nearest - within) / greater;
            }
        }
    }
}
