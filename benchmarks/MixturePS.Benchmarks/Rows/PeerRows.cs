using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks.Rows;

/// <summary>The rows of the comparison within one process.</summary>
internal static class PeerRows
{
    private const double Tolerance = 1e-9;

    // The relative difference of the inertia where ties were broken differently.
    private const double TiesTolerance = 1e-3;

    public static IReadOnlyList<PeerRow> All { get; } =
    [
        Sample("dfm-short", "DFM on NumPy's stream, n = 1,000,000, J = 5, M = 10", 4, () => Documents.ShortModel, Documents.ShortCount, 10, 7,
            "each document is four binomial draws that wait for each other on one stream"),
        Sample("dfm-wide", "DFM on NumPy's stream, n = 5,000, J = 10,000, M = 100", 3, () => Documents.WideModel, 5_000, 100, 8,
            "a binomial draw for every word of the vocabulary, one after the other, whether or not the word comes up"),
        Fast("dfm-short-fast", "dfm-short", "the first with -Sampler Fast", 15, () => Documents.ShortModel, Documents.ShortCount, 10,
            "one random word a document, and writing the cells"),
        Fast("dfm-wide-fast", "dfm-wide", "the second with -Sampler Fast", 200, () => Documents.WideModel, 5_000, 100,
            "alias tables of all words for each cluster, and a random word a token"),
        KMeansRow("kmeans-counts", "k-means of 1,000,000 x 5 counts, K = 3, one start", 10, () => Documents.Short, 3, 300,
            "hashing of all documents, and sums over documents in scikit-learn's order"),
        KMeansRow("kmeans-weights", "the same on TF-IDF", 8, () => Documents.ShortWeights, 3, 300,
            "hashing of all documents, and sums over documents in scikit-learn's order"),
        Weights("tfidf-short", "TF-IDF of 1,000,000 x 5, theirs from an array", 10, () => Documents.Short),
        Weights("tfidf-short-sparse", "the same, theirs from a sparse matrix", null, () => Documents.Short),
        Weights("tfidf-wide", "TF-IDF of 50,000 x 10,000 with 91 non-zeros a row", 3, () => Documents.WideDocuments),
        KMeansRow("kmeans-wide-20", "k-means of that, K = 20, to convergence", 8, () => Documents.WideWeights, 20, 300,
            "every coordinate meets every centre in each iteration: arithmetic out of the caches"),
        KMeansRow("kmeans-wide-100", "k-means of that, K = 100, 10 iterations", 15, () => Documents.WideWeights, 100, 10,
            "every coordinate meets every centre in each iteration: arithmetic out of the caches"),
        News(),
        Score("ari", "ARI of two label vectors of 1,000,000", (known, estimated) => AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels(known, estimated))),
        Score("nmi", "NMI of the same", (known, estimated) => AgreementIndices.NormalizedMutualInformation(ContingencyTable.FromLabels(known, estimated))),
        Score("ami", "AMI of the same", (known, estimated) => AgreementIndices.AdjustedMutualInformation(ContingencyTable.FromLabels(known, estimated))),
        Assignment(),
        Silhouettes(),
        Em(),
    ];

    private static PeerRow Sample(string name, string title, double floor, Func<MixtureModel> model, int n, int length, int seed, string why) => new(
        name, name, title, floor, result => Documents.Bytes(((Dfm)result).Matrix) + (4.0 * n),
        _ =>
        {
            var drawn = model();
            return () => Documents.Draw(drawn, n, length, seed);
        },
        (result, answer) => Comparison.Of(answer.Difference(((Dfm)result).Matrix, 0) ?? answer.Difference(((Dfm)result).KnownCluster!)), why);

    private static PeerRow Fast(string name, string peer, string title, double floor, Func<MixtureModel> model, int n, int length, string why) => new(
        name, peer, title, floor, result => Documents.Bytes(((Dfm)result).Matrix) + (4.0 * n),
        _ =>
        {
            var drawn = model();
            return () => FastDfmSampler.Sample(drawn, n, DocumentLength.Fixed(length), RandomGenerator.FromSeed(7));
        },
        null, why);

    private static PeerRow KMeansRow(string name, string title, double floor, Func<Dfm> documents, int k, int iterations, string why) => new(
        name, name, title, floor, result => Documents.Bytes(((KMeansClustering)result).Dfm.Matrix) + (4.0 * ((KMeansClustering)result).Labels.Count),
        _ =>
        {
            var dfm = documents();
            return () => Fit(dfm, k, iterations);
        },
        Difference, why);

    private static PeerRow News() => new(
        "kmeans-news", "kmeans-news", "k-means of GoogleNews TS by TF-IDF, K = 152", 10, result => Documents.Bytes(((KMeansClustering)result).Dfm.Matrix),
        input =>
        {
            var answer = input.Read("kmeans-news");
            int features = answer.Matrix(int.MaxValue).ColumnIndices.ToArray().Max() + 1;
            var dfm = Weighted(answer, features);
            return () => Fit(dfm, 152, 300);
        },
        Difference, "every coordinate meets every centre in each iteration; the centres are larger than the caches");

    private static PeerRow Weights(string name, string title, double? floor, Func<Dfm> documents) => new(
        name, name, title, floor, result => 20.0 * ((Dfm)result).NonZeroCount,
        _ =>
        {
            var dfm = documents();
            return () => TfIdf.Transform(dfm, new TfIdfOptions());
        },
        (result, answer) => Comparison.Of(answer.Difference(((Dfm)result).Matrix, Tolerance)), "a square root and a division a document, and fresh memory for the weights");

    private static PeerRow Score(string name, string title, Func<int[], int[], double> measure) => new(
        name, name, title, 8, _ => 8e6,
        input =>
        {
            var pair = input.Read("labels").Labels;
            var (known, estimated) = (pair[..(pair.Length / 2)], pair[(pair.Length / 2)..]);
            return () => measure(known, estimated);
        },
        Scalar, "increments of a table of nine cells, on one core");

    private static PeerRow Assignment() => new(
        "assignment", "assignment", "assignment of 2,000 x 2,000", 1.5, _ => 32e6,
        _ =>
        {
            var costs = new double[2_000 * 2_000];
            RandomGenerator.FromSeed(10).NextDouble(costs);
            return () => LinearAssignment.Solve(2_000, 2_000, costs);
        },
        (result, answer) => Comparison.Of(answer.Difference(((LinearAssignmentResult)result).Columns)), "each path passes over a whole row of costs for each column that it visits");

    private static PeerRow Silhouettes() => new(
        "silhouette", "silhouette", "silhouette of 5,000 sparse documents", 5, _ => 12.0 * 5_000 * 91,
        input =>
        {
            var answer = input.Read("silhouette");
            var dfm = Weighted(answer, Documents.WideModel.J);
            int[] labels = answer.Labels;
            return () => Silhouette.Measure(dfm, labels)!;
        },
        Scalar, "each cell of a document meets every other document: arithmetic");

    private static PeerRow Em() => new(
        "em", "em", "EM of 20,000 x 5, K = 3, 59 iterations, theirs R's mixtools", 20, _ => 12.0 * 20_000 * 5,
        input =>
        {
            var answer = input.Read("em");
            double[] start = answer.Scalars;
            var dfm = new Dfm(answer.Matrix(5), ["a", "b", "c", "d", "e"]);
            var options = new MixtureEMOptions
            {
                K = 3,
                Smoothing = 0,
                Tolerance = 0,
                MaxIterations = 59,
                InitialAlpha = start[..3],
                InitialMu = new DenseMatrix(3, 5, start[3..]),
            };
            return () => MixtureEM.Fit(dfm, options, 1);
        },
        (result, answer) =>
        {
            var own = (MixtureClustering)result;
            double[] theirs = answer.Scalars;
            double[] ours = [own.LogLikelihood!.Value, .. own.Model.Alpha, .. own.Model.Mu.Values];
            for (int i = 1; i < theirs.Length; i++)
                if (Math.Abs(ours[i] - theirs[i]) > 1e-6) return new Comparison(false, $"parameter {i} is {ours[i]:R}, not {theirs[i]:R}");
            return Comparison.Of(null);
        },
        "an exponential for each document and cluster, of the distinct documents only, and finding these");

    private static Dfm Weighted(Measuring.Answer answer, int features) =>
        new(answer.Matrix(features), [.. Enumerable.Range(0, features).Select(j => $"w{j}")], DfmWeighting.Weighted("TF-IDF"));

    private static Comparison Scalar(object result, Measuring.Answer answer) =>
        Comparison.Of(Math.Abs((double)result - answer.Scalars[0]) <= Tolerance ? null : $"{result:R}, not {answer.Scalars[0]:R}");

    private static KMeansClustering Fit(Dfm dfm, int k, int iterations) =>
        KMeans.Fit(dfm, new KMeansOptions { K = k, Restarts = 1, MaxIterations = iterations }, 42);

    private static Comparison Difference(object result, Measuring.Answer answer)
    {
        var own = (KMeansClustering)result;
        var scalars = answer.Scalars;
        double difference = Math.Abs(own.Inertia!.Value - scalars[1]) / scalars[1];
        string? labels = answer.Difference(own.Labels);
        if (own.Iterations == scalars[0] && difference <= Tolerance && labels is null) return Comparison.Of(null);
        string text = FormattableString.Invariant($"inertia differs by {difference:0.0e+0}, {labels ?? "labels agree"}, {own.Iterations} iterations, theirs {scalars[0]}");
        return new Comparison(difference <= TiesTolerance, difference <= TiesTolerance ? $"agree but for ties: {text}" : text);
    }
}
