using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Bisecting k-means: starting from one cluster of all documents, the cluster with the greatest inertia is split in two by
/// k-means, the best of several starts, until there are K. Source: Steinbach, M., Karypis, G. and Kumar, V. (2000), A
/// comparison of document clustering techniques, KDD Workshop on Text Mining; the choice by inertia is that of
/// scikit-learn's <c>BisectingKMeans</c>. Clusters are nested: those for K + 1 are those for K with one of them split,
/// whose first half keeps its number.
/// </summary>
internal static class BisectingKMeans
{
    /// <summary>Clusters the rows of a DFM.</summary>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, LegacyRandomState random, uint seed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var run = new Run(dfm, options, random, cancellation);
        var clusters = new List<Cluster> { run.Whole() };
        var splits = new List<BisectingTree.Split>();
        var trace = new List<double> { clusters[0].Inertia };
        while (clusters.Count < options.K)
        {
            var part = progress is null ? null : new ProgressPart(
                progress, (clusters.Count - 1.0) / (options.K - 1), 1.0 / (options.K - 1), $"{clusters.Count} of {options.K} clusters");
            int chosen = 0;
            for (int c = 1; c < clusters.Count; c++)
                if (clusters[c].Inertia > clusters[chosen].Inertia) chosen = c;

            // If no cluster has two different documents, nothing is left to split.
            if (!(clusters[chosen].Inertia > 0)) break;
            var (first, second, halves) = run.Split(clusters[chosen], part);
            splits.Add(new BisectingTree.Split(chosen, halves));
            clusters[chosen] = first;
            clusters.Add(second);
            trace.Add(clusters.Sum(cluster => cluster.Inertia));
        }

        var labels = new int[dfm.DocumentCount];
        for (int c = 0; c < clusters.Count; c++)
            foreach (int document in clusters[c].Documents) labels[document] = c;

        // With too few distinct documents the remaining clusters are empty, at the centre of the largest one.
        var largest = clusters.MaxBy(cluster => cluster.Documents.Length)!;
        while (clusters.Count < options.K) clusters.Add(new Cluster([], largest.Center, 0));
        return new KMeansClustering(dfm, labels, DenseMatrix.FromRows([.. clusters.Select(c => c.Center)], dfm.Vocabulary), [.. clusters.Select(c => c.Documents.Length)], trace[^1])
        {
            Iterations = run.Iterations,
            ExitReason = run.Reason,
            Seed = seed,
            InertiaTrace = trace,
            InitialIndices = null,
            RestartInertia = [trace[^1]],
            Metric = options.Metric,
            Algorithm = KMeansMethod.Bisecting,
            Tree = new BisectingTree(splits),
        };
    }

    /// <summary>Some of the documents, their centre (length J) and their inertia.</summary>
    private sealed record Cluster(int[] Documents, double[] Center, double Inertia);

    private sealed class Run(Dfm dfm, KMeansOptions options, LegacyRandomState random, CancellationToken cancellation)
    {
        /// <summary>The iterations of all splits that were kept.</summary>
        public int Iterations { get; private set; }

        /// <summary>The weakest reason why a split ended.</summary>
        public ExitReason Reason { get; private set; }

        public Cluster Whole()
        {
            var start = new DenseMatrix(1, dfm.FeatureCount, new double[dfm.FeatureCount]);
            return Clusters([.. Enumerable.Range(0, dfm.DocumentCount)], options with { K = 1, InitialCenters = start }, null).Clusters[0];
        }

        public (Cluster First, Cluster Second, CenterCoordinates Halves) Split(Cluster cluster, IProgress<ProgressReport>? progress)
        {
            var (clusters, halves) = Clusters(cluster.Documents, options with { K = 2, InitialCenters = null }, progress);
            return (clusters[0], clusters[1], halves);
        }

        private (Cluster[] Clusters, CenterCoordinates Centers) Clusters(int[] documents, KMeansOptions settings, IProgress<ProgressReport>? progress)
        {
            using var points = PointSet.CreateMerged(RowSelection.Take(dfm, documents, dfm.Weighting, cancellation), options.Arithmetic, options.ThrottleLimit, cancellation);
            var (best, _) = KMeansRestarts.Run(points, settings, random, progress, cancellation);
            if (settings.K > 1)
            {
                Iterations += best.Iterations;
                if (best.ExitReason > Reason) Reason = best.ExitReason;
            }

            var labels = points.Expand(best.Labels);
            var distinct = new int[settings.K];
            foreach (int label in best.Labels) distinct[label]++;
            return ([.. Enumerable.Range(0, settings.K).Select(c => Measure(Members(documents, labels, c), distinct[c] > 1))],
                new CenterCoordinates(points.Mean, best.Centers, settings.K));
        }

        private int[] Members(int[] documents, int[] labels, int cluster)
        {
            var members = new List<int>();
            var point = new CancellationPoint(cancellation);
            for (int i = 0; i < labels.Length; i++)
            {
                point.Pass(0);
                if (labels[i] == cluster) members.Add(documents[i]);
            }

            return [.. members];
        }

        /// <summary>
        /// The mean of documents and their inertia. The centres that a split returns may be those before its last assignment,
        /// in which documents at equal distances may have changed sides.
        /// </summary>
        private Cluster Measure(int[] documents, bool isVaried)
        {
            var center = new double[dfm.FeatureCount];
            var point = new CancellationPoint(cancellation);
            foreach (int document in documents)
            {
                var columns = dfm.Matrix.RowColumns(document);
                var values = dfm.Matrix.RowValues(document);
                point.Pass(columns.Length);
                for (int p = 0; p < columns.Length; p++) center[columns[p]] += values[p];
            }

            if (options.Metric == KMeansMetric.Cosine) UnitRows.Scale(center, center.Length);
            else if (documents.Length > 0) foreach (ref double value in center.AsSpan()) value /= documents.Length;

            // One distinct row has no inertia, not even by rounding.
            if (!isVaried) return new Cluster(documents, center, 0);
            double norm = SumOfProducts.Squares(center), inertia = 0;
            foreach (int document in documents)
            {
                var columns = dfm.Matrix.RowColumns(document);
                var values = dfm.Matrix.RowValues(document);
                if (dfm.Weighting.IsPlain)
                {
                    // The products below cancel where all numbers are far from zero.
                    point.Pass(center.Length);
                    inertia += EuclideanDistance.SquaredDifferences(columns, values, center);
                    continue;
                }

                point.Pass(columns.Length);
                double distance = norm;
                for (int p = 0; p < columns.Length; p++) distance += values[p] * (values[p] - (2 * center[columns[p]]));
                inertia += Math.Max(0, distance);
            }

            return new Cluster(documents, center, inertia);
        }
    }
}
