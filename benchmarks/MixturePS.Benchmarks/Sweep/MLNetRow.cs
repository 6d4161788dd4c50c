using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks.Sweep;

/// <summary>A task of k-means that ML.NET does in this process, from the same documents.</summary>
/// <param name="Shape">The size.</param>
/// <param name="IsWeighted">Whether the data are TF-IDF weights.</param>
/// <param name="Iterations">The number of iterations.</param>
internal sealed record MLNetRow(SweepShape Shape, bool IsWeighted, int Iterations)
{
    public const string About = """
        ML.NET's trainer runs in the benchmark process and `Invoke-KMeans` in PowerShell, on the same documents, with one start by
        k-means++. ML.NET can't be given initial centres, so the runs differ, and whole runs of the same number of iterations are
        compared. The clusters of the documents are so similar that neither side converges before: the tolerance is 0 for the cmdlet
        and 1e-30 for ML.NET, which requires one above zero. ML.NET computes in single precision. Its inertia is computed here from
        its centres; the results agree if it differs by at most 5%.
        """;

    public const string Header = """
        | documents x features | K | data | iterations, at most (ours) | ML.NET, s | least | ours, s | least | times | by least | by processor time | inertia, ML.NET / ours | answers |
        | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
        """;

    // Different initial centres lead to different optima; a greater difference would be an error of one side.
    private const double InertiaTolerance = 0.05;

    // The eta of clusters that overlap so much that no side converges before the last iteration.
    private const double SimilarClusters = 10;

    public static IReadOnlyList<MLNetRow> All { get; } =
    [
        new(new SweepShape(200_000, 50, 20, 10, SimilarClusters), false, 50),
        new(new SweepShape(50_000, 10_000, 100, 20, SimilarClusters), true, 20),
        new(new SweepShape(50_000, 10_000, 100, 100, SimilarClusters), true, 20),
    ];

    public static string Version { get; } = FileVersionInfo.GetVersionInfo(typeof(KMeansTrainer).Assembly.Location).ProductVersion!.Split('+')[0];

    public string Name => $"mlnet-{Shape.Name}x{Shape.K}";

    public string Measure(ShellProcess shell, string folder, int repeats, ref bool agree)
    {
        var dfm = Shape.Draw();
        string file = SweepShape.Write(dfm, folder);
        if (IsWeighted) dfm = TfIdf.Transform(dfm, new TfIdfOptions());
        shell.Run(new { task = "load", file, weights = IsWeighted, init = Array.Empty<int>() });
        var work = new { task = "kmeans", k = Shape.K, iterations = Iterations };
        var (inertia, iterations) = SweepCommand.Warm(() => shell.Run(work));
        var context = new MLContext(seed: 1);
        var data = Data(context, dfm);
        KMeansModelParameters model = Train(context, data);
        var times = Alternation.Run(repeats, () => shell.Run(work).Taken, () => Clock.Time(() => model = Train(context, data)).Taken);
        double theirs = Inertia(dfm, model);
        bool isSame = Math.Abs(theirs - inertia) <= InertiaTolerance * inertia && iterations == Iterations;
        agree &= isSame;
        var (own, other) = (times[0], times[1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Shape.Title} | {Shape.K} | {(IsWeighted ? "TF-IDF" : "counts")} | {Iterations} ({iterations}) | {other.Median.Wall:0.000} | {other.Least.Wall:0.000} | {own.Median.Wall:0.000} | {own.Least.Wall:0.000} | {other.Median.Wall / own.Median.Wall:0.0} | {other.Least.Wall / own.Least.Wall:0.0} | {other.Median.Cpu / own.Median.Cpu:0.0} | {theirs / inertia:0.0000} | {(isSame ? "agree" : "**differ**")} |");
    }

    private KMeansModelParameters Train(MLContext context, IDataView data) => context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
    {
        NumberOfClusters = Shape.K,
        InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
        MaximumNumberOfIterations = Iterations,
        OptimizationTolerance = 1e-30f,
        NumberOfThreads = Environment.ProcessorCount,
    }).Fit(data).Model;

    private static IDataView Data(MLContext context, Dfm dfm)
    {
        var rows = Enumerable.Range(0, dfm.DocumentCount).Select(i => new Row
        {
            Features = new VBuffer<float>(
                dfm.FeatureCount, dfm.Matrix.RowColumns(i).Length, Array.ConvertAll(dfm.Matrix.RowValues(i).ToArray(), value => (float)value), dfm.Matrix.RowColumns(i).ToArray()),
        }).ToArray();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dfm.FeatureCount);
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    /// <summary>The sum of the squared distances of the documents from their nearest centres.</summary>
    private static double Inertia(Dfm dfm, KMeansModelParameters model)
    {
        VBuffer<float>[] centres = [];
        model.GetClusterCentroids(ref centres, out int k);
        float[][] dense = [.. centres.Take(k).Select(centre => centre.DenseValues().ToArray())];
        double[] norms = Array.ConvertAll(dense, centre => centre.Sum(value => (double)value * value));
        double[] nearest = new double[dfm.DocumentCount];
        Parallel.For(0, nearest.Length, i =>
        {
            var columns = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            double norm = 0, least = double.PositiveInfinity;
            foreach (double value in values) norm += value * value;
            for (int c = 0; c < dense.Length; c++)
            {
                double dot = 0;
                for (int p = 0; p < columns.Length; p++) dot += values[p] * dense[c][columns[p]];
                least = Math.Min(least, norms[c] - (2 * dot));
            }

            nearest[i] = norm + least;
        });
        return nearest.Sum();
    }

    /// <summary>A document as ML.NET reads it.</summary>
    private sealed class Row
    {
        public VBuffer<float> Features { get; init; }
    }
}
