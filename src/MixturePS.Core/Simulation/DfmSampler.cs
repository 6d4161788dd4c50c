using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>Draws documents from a mixture model with NumPy's stream.</summary>
internal static class DfmSampler
{
    private const int Stride = 256;
    private const int LengthsPerChunk = 1 << 13;
    private const int CellsPerCheck = 1 << 15;

    // The approximate share of the time for drawing clusters if documents are short, for progress.
    private const double ClusterShare = 0.25;

    /// <summary>
    /// Draws documents in NumPy's order: first all clusters, <c>multinomial(1, alpha, n)</c>; then all lengths, if they are
    /// random; then the counts document by document, <c>multinomial(M, mu[cluster])</c>.
    /// </summary>
    /// <param name="model">The model, of K clusters over J words.</param>
    /// <param name="documents">The number of documents, n, zero or more.</param>
    /// <param name="length">The document lengths in tokens.</param>
    /// <param name="generator">The generator, which is advanced.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The counts, n x J, with the true cluster of each document.</returns>
    /// <exception cref="MixtureException">InvalidSize or DocumentLengthCountMismatch, before anything is drawn.</exception>
    public static Dfm Sample(MixtureModel model, int documents, DocumentLength length, RandomGenerator generator, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (documents < 0) throw MixtureError.InvalidSize("The number of documents", documents);
        length.Check(documents);
        model.RequireSingle("NumPy's stream");
        var clusters = Clusters([.. model.Alpha], documents, generator, progress, cancellation);
        var lengths = Lengths(length, documents, generator, cancellation);
        var samplers = model.BorrowSamplers();
        long capacity = 0;
        var point = new CancellationPoint(cancellation);
        foreach (long tokens in lengths)
        {
            point.Pass(0);
            capacity += Math.Min(tokens, model.J);
        }

        var rows = new SparseRowBuilder(model.J, documents, capacity, cancellation);
        int stride = Math.Clamp(CellsPerCheck / model.J, 1, Stride);
        for (int i = 0; i < documents; i++)
        {
            if (i % stride == 0)
            {
                cancellation.Check();
                progress?.Report(new ProgressReport("drawing documents", ClusterShare + ((1 - ClusterShare) * i / documents)));
            }

            ref var sampler = ref samplers[clusters[i]];
            sampler ??= new MultinomialSampler(model.Mu.RowSpan(clusters[i]));
            rows.Reserve((int)Math.Min(lengths[i], model.J), out var columns, out var values);
            rows.EndRow(sampler.Sample(generator.Bits, lengths[i], columns, values));
        }

        model.ReturnSamplers(samplers);
        return new Dfm(rows.Build(), model.Vocabulary, DfmWeighting.Count, null, clusters, check: false)
        {
            KnownClusterName = model.ClusterName,
            Model = model,
            Seed = generator.Seed,
            Sampler = DfmSamplerKind.NumPy,
            DrawnLength = length.Name,
        };
    }

    private static long[] Lengths(DocumentLength length, int documents, RandomGenerator generator, CancellationToken cancellation)
    {
        var lengths = LargeArray.Uninitialized<long>(documents);
        for (int from = 0; from < documents; from += Math.Min(LengthsPerChunk, documents - from))
        {
            cancellation.Check();
            length.LengthsOf(from, Math.Min(documents, from + LengthsPerChunk), generator).CopyTo(lengths, from);
        }

        return lengths;
    }

    private static int[] Clusters(double[] alpha, int documents, RandomGenerator generator, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var clusters = LargeArray.Cleared<int>(documents, cancellation);
        var sampler = new OneTrialSampler(alpha);
        for (int from = 0; from < documents; from += Math.Min(Stride, documents - from))
        {
            cancellation.Check();
            progress?.Report(new ProgressReport("drawing clusters", ClusterShare * from / documents));
            sampler.Sample(generator.Bits, clusters.AsSpan(from, Math.Min(Stride, documents - from)));
        }

        return clusters;
    }
}
