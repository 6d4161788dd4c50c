using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Matrices;
using MixturePS.Core.Mixtures;
using MixturePS.Core.Numerics;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Numerics;

/// <summary>What long work does when its token is cancelled.</summary>
public class CancellationTests
{
    private static readonly MixtureModel Truth = MixtureModel.Draw(2, [0.5], null, [.. Enumerable.Range(0, 8).Select(j => $"w{j}")], RandomGenerator.FromSeed(1));
    private static readonly Dfm Documents = DfmSampler.Sample(Truth, 30, DocumentLength.Fixed(12), RandomGenerator.FromSeed(2));
    private static readonly int[] Labels = [.. Documents.KnownCluster!];
    private static readonly double[] Responsibilities = new double[64];

    private static readonly Dictionary<string, Action<CancellationToken>> Stages = new()
    {
        ["rows taken"] = token => RowSelection.Take(Documents, [0, 2], Documents.Weighting, token),
        ["unit rows"] = token => UnitRows.Create(Documents, token),
        ["aligned rows"] = token => VocabularyAlignment.Align(Documents, [.. Documents.Vocabulary.Reverse()], _ => true, token),
        ["turned rows"] = token => Rows().Turned(token),
        ["Dirichlet-multinomial columns"] = token => PolyaCounts.Create(Rows(), token),
        ["unit values"] = token => Rows().UnitValues(token),
        ["random responsibilities"] = token => MixtureEMSeeding.Random(3, 4, Responsibilities, RandomGenerator.FromSeed(0), token),
        ["Gibbs corpus"] = token => GibbsCorpus.Create(Documents, 2, token),
        ["Gibbs counts"] = token => new GibbsCounts(GibbsCorpus.Create(Documents, 2), [.. Labels], 2, token),
        ["Gibbs coefficients"] = token => GibbsCorpus.Create(Documents, 2).LogMultinomialCoefficient(token),
        ["Gibbs joint density"] = token => Prior(out var counts).LogJoint(counts, token),
        ["Gibbs word probabilities"] = token => GibbsEstimates.Mu(Documents, Labels, 2, 0.1, token),
        ["words that tell clusters apart"] = token => _ = new SufficientFeatures(Truth, token),
        ["words together"] = token => _ = new Cooccurrence(Documents.Matrix, [0, 1], token),
        ["exclusivity"] = token => Exclusivity.Measure(Documents, Labels, new() { [0] = [0], [1] = [1] }, token),
        ["measured rows and means"] = token => _ = new ClusterMeans(MeasuredRows.Create(Documents, Labels, null, default), token),
        ["pairs of labels by sorting"] = token => ContingencyCounter.Count(Wide(1), Wide(2), token),
        ["codes of few labels"] = token => LabelCodes.Encode(Labels, Labels.Max(), token),
        ["codes of great labels"] = token => LabelCodes.Encode([int.MaxValue], int.MaxValue, token),
        ["expected information"] = token => ExpectedMutualInformation.Of(ContingencyTable.FromLabels(Labels, Wide(1).AsSpan(0, Labels.Length)), token),
        ["confusion matrix"] = token => ContingencyTable.FromLabels(Labels, Labels).ToMatrix(token),
        ["typical documents"] = token => ClusterDocument.Rows(Clustered(KMeansMetric.Euclidean), 2, token),
        ["distances"] = token => Clustered(KMeansMetric.Euclidean).Distances(token),
        ["angles"] = token => Clustered(KMeansMetric.Cosine).Distances(token),
        ["distances of shares"] = token => MixtureEM.Fit(Documents, new MixtureEMOptions { K = 2, Restarts = 1 }, 1).Distances(token),
        ["zeros"] = token => LargeArray.Cleared<double>(1 << 20, token),
        ["checked matrix"] = token => _ = new SparseMatrix(1, 1, [0, 1], [0], [1], check: true, token),
    };

    public static TheoryData<string> StageNames => [.. Stages.Keys];

    [Theory]
    [MemberData(nameof(StageNames))]
    public void ACancelledTokenEndsAStage(string name)
    {
        Stages[name](CancellationToken.None);
        Assert.Throws<OperationCanceledException>(() => Stages[name](new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void ThePointLooksAfterItsIntervalOfItems(int items)
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

            Assert.Fail("It never looked.");
        }
        catch (OperationCanceledException)
        {
            Assert.InRange((turns - 1) * (1L + Math.Min(items, CancellationPoint.Interval)), 0, CancellationPoint.Interval + 1);
        }
    }

    [Fact]
    public void WhoIsStoppedDoesNotWaitForWorkThatTakesNoToken()
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
            Assert.Throws<OperationCanceledException>(() => Unstoppable.Run(Work, source.Token, source.Cancel));
        }
        finally
        {
            isDone = true;
            release.Set();
        }
    }

    [Fact]
    public void WorkThatTakesNoTokenGivesItsResultOrItsOwnError()
    {
        Assert.Equal(3, Unstoppable.Run(() => 3, CancellationToken.None));
        Assert.Throws<FormatException>(() => Unstoppable.Run<int>(() => throw new FormatException(), CancellationToken.None));
        bool hasRun = false;
        Assert.Throws<OperationCanceledException>(() => Unstoppable.Run(() => hasRun = true, new CancellationToken(canceled: true)));
        Assert.False(hasRun);
    }

    [Fact]
    public void ZerosAreZerosWhereverTheyAreClearedInPieces()
    {
        for (int length = (1 << 21) - 1; length <= (1 << 21) + 1; length++)
        {
            var array = LargeArray.Uninitialized<double>(length);
            Array.Fill(array, 1);
            Assert.Equal(-1, LargeArray.Cleared<double>(length, CancellationToken.None).AsSpan().IndexOfAnyExcept(0.0));
        }
    }

    private static DistinctRows Rows() => DistinctRows.Create(Documents, "a test", default);

    private static GibbsPrior Prior(out GibbsCounts counts)
    {
        var corpus = GibbsCorpus.Create(Documents, 2);
        counts = new GibbsCounts(corpus, [.. Labels], 2);
        return new GibbsPrior(corpus, 2, 0.1, 0.1);
    }

    private static KMeansClustering Clustered(KMeansMetric metric) => KMeans.Fit(Documents, new KMeansOptions { K = 2, Metric = metric, Restarts = 1 }, 1);

    // So many labels that no dense table has room for their pairs.
    private static int[] Wide(int step) => [.. Enumerable.Range(0, 600).Select(i => i * step % 601)];
}

/// <summary>Stages that have no method of their own to call.</summary>
file static class StageExtensions
{
    public static RowTable Turned(this DistinctRows rows, CancellationToken cancellation) =>
        new(rows.Counts.Offsets, rows.Counts.Columns, rows.Counts.Values, rows.Counts.ColumnCount, rows.Weights, cancellation);
}
