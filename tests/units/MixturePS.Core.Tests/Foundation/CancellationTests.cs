using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>Cancels each stage of long computations.</summary>
public class CancellationTests
{
    private const int Many = 100_000;
    private static readonly MixtureModel Truth = MixtureModel.Draw(2, [0.5], null, Vocabularies.Numbered(50), RandomGenerator.FromSeed(1));
    private static readonly Dfm Documents = FastDfmSampler.Sample(Truth, 8000, DocumentLength.Fixed(12), RandomGenerator.FromSeed(2));
    private static readonly Dfm Named = new(Documents.Matrix, [.. Documents.Vocabulary]);
    private static readonly MixtureModel WideTruth = MixtureModel.Draw(2, [0.5], null, Vocabularies.Numbered(20_000), RandomGenerator.FromSeed(3));
    private static readonly Dfm Wide = FastDfmSampler.Sample(WideTruth, 300, DocumentLength.Fixed(200), RandomGenerator.FromSeed(4));
    private static readonly int[] Labels = [.. Documents.KnownCluster!];
    private static readonly int Cells = Documents.Matrix.NonZeroCount;
    private static readonly DistinctCounts Rows = DistinctCounts.Create(Documents, "a test", default);
    private static readonly GibbsCorpus Corpus = GibbsCorpus.Create(Documents, 2);
    private static readonly KMeansClustering Clusters = KMeans.Fit(Documents, new KMeansOptions { K = 2, Restarts = 1 }, 1);
    private static readonly KMeansClustering Directions = KMeans.Fit(Documents, new KMeansOptions { K = 2, Restarts = 1, Metric = KMeansMetric.Cosine }, 1);
    private static readonly MixtureClustering Mixture = MixtureEM.Fit(Documents, new MixtureEMOptions { K = 2, Restarts = 1, MaxIterations = 3 }, 1);
    private static readonly double[] Numbers = new double[1 << 20];

    /// <summary>The stages, each with its number of items, or 0 if three checks are enough.</summary>
    private static readonly Dictionary<string, (int Items, Action<CancellationToken> Work)> Stages = new()
    {
        // Memory.
        ["cleared memory"] = (0, token => LargeArray.Cleared<double>(Numbers.Length, token)),
        ["touched memory"] = (0, token => LargeArray.Touch(Numbers, token)),
        ["copied memory"] = (0, token => LargeArray.Clone<double>(Numbers, token)),
        ["grown memory"] = (0, token => LargeArray.Resized(Numbers, Numbers.Length + 1, token)),

        // Matrices.
        ["checked matrix"] = (Cells, token => _ = new SparseMatrix(Documents.DocumentCount, 50, Documents.Matrix.Buffers.RowOffsets, Documents.Matrix.Buffers.ColumnIndices, Documents.Matrix.Buffers.Values, check: true, token)),
        ["matrix of dense cells"] = (8 * Many, token => SparseMatrix.FromDense(Many, 8, new double[8 * Many], token)),
        ["document frequencies"] = (Cells, token => Documents.DocumentFrequency(token)),
        ["rows taken"] = (Cells, token => RowSelection.Take(Documents, [.. Enumerable.Range(0, Documents.DocumentCount)], Documents.Weighting, token)),
        ["unit rows"] = (2 * Cells, token => UnitRows.Create(Documents, token)),
        ["aligned rows"] = (Cells, token => VocabularyAlignment.Align(Documents, [.. Documents.Vocabulary.Reverse()], _ => true, false, token)),
        ["rows aligned with given probabilities"] = (Cells, token => VocabularyAlignment.Align(Named, new DenseMatrix(1, 50, new double[50], [.. Named.Vocabulary.Reverse()]), token)),
        ["merged rows"] = (Cells, token => RowMerger.Merge(Documents.Matrix, 1, token)),
        ["distinct rows"] = (3 * Cells, token => DistinctCounts.Create(Documents, "a test", token)),
        ["transposed rows"] = (2 * Cells, token => TwoWayTable.Create(Rows.Table.Rows, Rows.Weights, token)),
        ["unit values"] = (2 * Cells, token => DistinctCounts.Create(Documents, "a test", default).UnitValues(token)),
        ["random order"] = (Many, token => RandomGenerator.FromSeed(1).Permutation(Many, token)),
        ["TF-IDF"] = (Cells, token => TfIdf.Transform(Documents, new TfIdfOptions(), token, 1)),
        ["selected features"] = (2 * Cells, token => FeatureSelection.Select(Documents, new FeatureSelectionOptions { MinCount = 1 }, token)),

        // K-means.
        ["sparse points"] = (Cells, token => PointSet.Create(Documents, KMeansArithmetic.Sparse, 1, token)),
        ["dense points"] = (50 * Documents.DocumentCount, token => PointSet.Create(Documents, KMeansArithmetic.Dense, 1, token, isStoredAsCoordinates: true)),
        ["variances"] = (Cells, token => FeatureVariance.Mean(PointSet.Create(Documents, KMeansArithmetic.Sparse, 1, default), 1, token)),
        ["dense variances"] = (50 * Documents.DocumentCount, token => FeatureVariance.Mean(PointSet.Create(Documents, KMeansArithmetic.Dense, 1, default, isStoredAsCoordinates: true), 1, token)),
        ["centres"] = (0, token => PointSet.Create(Wide, KMeansArithmetic.Sparse, 1, default).Centers([.. Enumerable.Range(0, 300)], token)),
        ["centres by feature"] = (0, token => _ = new FeatureMajorMatrix(new double[8 * 20_000], 8, 20_000, token)),
        ["k-means++"] = (0, token => KMeansSeeding.PlusPlus(PointSet.Create(Documents, KMeansArithmetic.Sparse, 1, default), 8, new LegacyRandomState(1), 1, null, token)),
        ["Lloyd's iteration"] = (0, Fit(new KMeansOptions { K = 8, Restarts = 1, MaxIterations = 5 })),
        ["spherical k-means"] = (0, Fit(new KMeansOptions { K = 8, Restarts = 1, MaxIterations = 5, Metric = KMeansMetric.Cosine })),
        ["bisecting k-means"] = (0, Fit(new KMeansOptions { K = 8, Restarts = 1, MaxIterations = 5, Method = KMeansMethod.Bisecting })),
        ["mini-batch k-means"] = (0, Fit(new KMeansOptions { K = 8, Restarts = 1, MaxIterations = 5, Method = KMeansMethod.MiniBatch })),

        // Mixtures.
        ["drawn probabilities"] = (Many, token => Dirichlets.Sample(RandomGenerator.FromSeed(1), [.. Enumerable.Repeat(0.5, Many)], 1, cancellation: token)),
        ["drawn probabilities of small parameters"] = (Many, token => Dirichlets.Sample(RandomGenerator.FromSeed(1), [.. Enumerable.Repeat(0.01, Many)], 1, cancellation: token)),
        ["drawn counts"] = (Many, token => Multinomials.Sample(RandomGenerator.FromSeed(1), [9], new DenseMatrix(1, 4, [0.25, 0.25, 0.25, 0.25]), Many, cancellation: token)),
        ["drawn documents"] = (8000 * 50, token => DfmSampler.Sample(Truth, 8000, DocumentLength.Poisson(12), RandomGenerator.FromSeed(2), cancellation: token)),
        ["documents drawn fast"] = (0, token => FastDfmSampler.Sample(WideTruth, 300, DocumentLength.Fixed(200), RandomGenerator.FromSeed(4), 1, cancellation: token)),
        ["Bayes bound by simulation"] = (0, token => MixtureBound.Measure(Truth, 60, new MixtureBoundOptions { MaxOutcomes = 0, Samples = 1000 }, token)),
        ["features that tell clusters apart"] = (2 * 20_000, token => _ = new SufficientFeatures(WideTruth, token)),
        ["Dirichlet-multinomial columns"] = (3 * Cells, token => PolyaCounts.Create(Rows, token)),
        ["random responsibilities"] = (Numbers.Length, token => MixtureEMSeeding.Random(3, 4, new double[Numbers.Length], RandomGenerator.FromSeed(0), token)),
        ["spherical responsibilities"] = (Cells, token => MixtureEMSeeding.PlusPlus(Rows, Rows.UnitValues(token), 4, 4, new double[4 * Rows.Count], RandomGenerator.FromSeed(0), 1, token)),
        ["shares"] = (Many, token => ClusterShares.Sum(new double[4 * Many], 4, new double[Many], token)),
        ["E-step"] = (Rows.Count, token => new MixtureEStep(Rows.Weights, 2, 1, token).Run(Rows.Table, new double[4 * 50], [0, 0])),
        ["EM"] = (0, token => MixtureEM.Fit(Documents, new MixtureEMOptions { K = 4, Restarts = 1, MaxIterations = 3, ThrottleLimit = 1 }, 1, null, token)),
        ["EM of Dirichlet-multinomials"] = (0, token => MixtureEM.Fit(Documents, new MixtureEMOptions { K = 4, Restarts = 1, MaxIterations = 3, ThrottleLimit = 1, Component = MixtureComponent.DirichletMultinomial }, 1, null, token)),
        ["Gibbs corpus"] = (2 * Cells, token => GibbsCorpus.Create(Documents, 2, token)),
        ["Gibbs counts"] = (Cells, token => _ = new GibbsCounts(Corpus, [.. Labels], 2, token)),
        ["Gibbs coefficients"] = (Cells, token => Corpus.LogMultinomialCoefficient(token)),
        ["Gibbs joint density"] = (20_000, token => JointDensity(GibbsCorpus.Create(Wide, 2), [.. Wide.KnownCluster!], token)),
        ["Gibbs word probabilities"] = (Cells, token => GibbsEstimates.Mu(Documents, Labels, 2, 0.1, token)),
        ["Gibbs sampling"] = (Documents.DocumentCount, token => Gibbs.Fit(Documents, new GibbsOptions { K = 4, Iterations = 2, Chains = 1, ThrottleLimit = 1 }, 1, null, token)),
        ["prediction by centres"] = (Documents.DocumentCount, token => ClusterPrediction.Predict(Clusters, Documents, 1, null, token)),
        ["prediction by probabilities"] = (Documents.DocumentCount, token => ClusterPrediction.Predict(Mixture, Documents, 1, null, token)),

        // Evaluation.
        ["codes of small labels"] = (2 * Many, token => LabelCodes.Encode(Spread(1), Many, token)),
        ["codes of large labels"] = (2 * Many, token => LabelCodes.Encode(Spread(20_000), int.MaxValue, token)),
        ["pairs of labels by sorting"] = (4 * Many, token => ContingencyCounter.Count(Spread(1), Spread(7), token)),
        ["expected information"] = (0, token => ExpectedMutualInformation.Of(ContingencyTable.FromLabels([.. Enumerable.Range(0, 1000).Select(i => (int)Math.Sqrt(i))], [.. Enumerable.Range(0, 1000).Select(i => (int)Math.Cbrt(i))]), token)),
        ["confusion matrix"] = (0, token => ContingencyTable.FromLabels([.. Enumerable.Range(0, 1000)], [.. Enumerable.Range(0, 1000)]).ToMatrix(token)),
        ["measured rows"] = (3 * Cells / 2, token => LabelledRows.Create(Documents, Labels, null, token)),
        ["means of clusters"] = (Cells, token => _ = new ClusterMeans(LabelledRows.Create(Documents, Labels, null, default), token)),
        ["norms for distances"] = (Cells, token => _ = new DistanceSums(LabelledRows.Create(Documents, Labels, null, default), DocumentDistance.Cosine, token)),
        ["silhouettes"] = (0, token => Silhouette.Measure(Documents, Labels, new SilhouetteOptions { SampleSize = 200, ThrottleLimit = 1 }, null, token)),
        ["documents of words"] = (Cells, token => _ = new Cooccurrence(Documents.Matrix, [0, 1], token)),
        ["exclusivity"] = (Cells, token => Exclusivity.Measure(Documents, Labels, new() { [0] = [0], [1] = [1] }, token)),
        ["scores of terms"] = (Cells, token => _ = TermScores.Of(Clusters, Documents, 0, token)),
        ["ranked terms"] = (20_000, token => ClusterTerm.Rows(KMeans.Fit(Wide, new KMeansOptions { K = 1, Restarts = 1 }, 1), new ClusterTermOptions { Smoothing = 1 }, token)),
        ["typical documents"] = (Documents.DocumentCount, token => ClusterDocument.Rows(Clusters, 2, token)),
        ["distances"] = (Cells, token => Clusters.Distances(token)),
        ["angles"] = (Cells, token => Directions.Distances(token)),
        ["distances of shares"] = (Cells, token => Mixture.Distances(token)),
        ["principal components"] = (Cells, token => PrincipalComponents.Fit(Documents.Matrix, 2, null, token)),
        ["numbers of clusters by k-means"] = (0, Search(ClusterCountMethod.KMeans)),
        ["numbers of clusters by EM"] = (0, Search(ClusterCountMethod.EM)),

        // Text and files.
        ["text"] = (0, token =>
        {
            using var builder = new DfmBuilder(new DfmBuilderOptions { ThrottleLimit = 1 }, token);
            for (int i = 0; i < 5000; i++) builder.Add("word" + i);
            builder.Build();
        }
        ),
        ["a long text"] = (Many, token =>
        {
            using var builder = new DfmBuilder(new DfmBuilderOptions { ThrottleLimit = 1 }, token);
            builder.Add(string.Join(' ', Enumerable.Repeat("word", Many)));
            builder.Build();
        }
        ),
        ["wide CSV"] = (0, token => Read("x.csv", token)),
        ["long CSV"] = (0, token => Read("x.long.csv", token)),
        ["Matrix Market"] = (0, token => Read("x.mtx", token)),
        ["LDA-C"] = (0, token => Read("x.dat", token)),
        ["JSON Lines"] = (0, token => Read("x.jsonl", token)),
    };

    public static TheoryData<string> StageNames => [.. Stages.Keys];

    [Theory]
    [MemberData(nameof(StageNames))]
    public void AStageIsCancelledInTheMiddle(string name)
    {
        var (items, work) = Stages[name];

        // The first check comes before the first item, and an interval may end within an iteration.
        Checks.CancelThroughout(work, Math.Max(3, items / (CancellationPoint.Interval + (CancellationPoint.Interval / 4))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void ThePointChecksOncePerInterval(int items)
    {
        using var source = new CancellationTokenSource();
        var point = new CancellationPoint(source.Token);
        for (int turn = 0; turn < 100; turn++) point.Pass(items);
        source.Cancel();
        long turns = 0;
        try
        {
            while (turns <= CancellationPoint.Interval)
            {
                turns++;
                point.Pass(items);
            }

            Assert.Fail("It never checked.");
        }
        catch (OperationCanceledException)
        {
            Assert.InRange((turns - 1) * (1L + Math.Min(items, CancellationPoint.Interval)), 0, CancellationPoint.Interval + 1);
        }
    }

    [Fact]
    public void AStopDoesNotWaitForWorkWithoutAToken()
    {
        using var source = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        bool isDone = false;
        int Work()
        {
            release.Wait(CancellationToken.None);
            return Volatile.Read(ref isDone) ? 1 : 0;
        }

        try
        {
            Assert.Throws<OperationCanceledException>(() => UncancellableWork.Run(Work, source.Token, source.Cancel));
        }
        finally
        {
            isDone = true;
            release.Set();
        }
    }

    [Fact]
    public void WorkWithoutATokenReturnsItsResultOrItsError()
    {
        Assert.Equal(3, UncancellableWork.Run(() => 3, CancellationToken.None));
        Assert.Throws<FormatException>(() => UncancellableWork.Run<int>(() => throw new FormatException(), CancellationToken.None));
        bool hasRun = false;
        Assert.Throws<OperationCanceledException>(() => UncancellableWork.Run(() => hasRun = true, new CancellationToken(canceled: true)));
        Assert.False(hasRun);
    }

    [Fact]
    public void MemoryClearedInPartsIsZero()
    {
        for (int length = (1 << 21) - 1; length <= (1 << 21) + 1; length++)
        {
            var array = LargeArray.Uninitialized<double>(length);
            Array.Fill(array, 1);
            Assert.Equal(-1, LargeArray.Cleared<double>(length, CancellationToken.None).AsSpan().IndexOfAnyExcept(0.0));
        }
    }

    [Fact]
    public void MemoryCopiedInPartsEqualsItsSource()
    {
        double[] numbers = [.. Enumerable.Range(0, 300_000).Select(i => (double)i)];
        Assert.Equal(numbers, LargeArray.Clone<double>(numbers, default));
        Assert.Equal(numbers[..200_000], LargeArray.Resized(numbers, 200_000, default));
        Assert.Equal(numbers, LargeArray.Resized(numbers, 400_000, default)[..300_000]);
        Assert.Same(numbers, LargeArray.Resized(numbers, 300_000, default));
    }

    private static Action<CancellationToken> Fit(KMeansOptions options) => token => KMeans.Fit(Documents, options with { ThrottleLimit = 1 }, 1, null, token);

    private static Action<CancellationToken> Search(ClusterCountMethod method) => token => ClusterCountSearch.Run(
        Documents, new ClusterCountOptions { K = [2], Method = method, Folds = 2, Subsamples = 1, Restarts = 1, SampleSize = 100, ThrottleLimit = 1 }, 1, cancellation: token);

    private static void JointDensity(GibbsCorpus corpus, int[] labels, CancellationToken token) =>
        new GibbsPrior(corpus, 2, 0.1, 0.1).LogJoint(new GibbsCounts(corpus, labels, 2), token);

    private static void Read(string path, CancellationToken token)
    {
        var files = new MemoryFiles();
        DfmFile.Write(path, new WriteContext(Documents, files, new DfmWriteOptions(), null, default));
        DfmFile.Read(path, new ReadContext(files, new DfmReadOptions(), null, token));
    }

    // Too many labels for a dense table of their pairs.
    private static int[] Spread(int step) => [.. Enumerable.Range(0, Many).Select(i => (int)((long)i * step % int.MaxValue))];
}
