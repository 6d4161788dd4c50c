using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using static MixturePS.Core.Tests.Experiments.ExperimentRuns;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Checks what a row depends on and what it doesn't.</summary>
public sealed class ExperimentRowTests
{
    private static readonly List<ExperimentRow> Rows = Run(Small);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void RowsDontDependOnThreads(int threads) => Assert.Equal(Rows, Run(Small, new ExperimentRunOptions { Seed = 7, ThrottleLimit = threads }));

    [Fact]
    public void RowsAreInTheOrderOfTheGrid()
    {
        Assert.Equal(2 * 2 * 2 * 3 * 4, Rows.Count);
        var expected =
            from k in Small.K
            from eta in new object[] { 0.1, 1.0 }
            from length in new object[] { 4L, "Poisson(9)" }
            from replicate in Enumerable.Range(0, 3)
            from method in new[] { ("KMeans", (double?)null), ("Bound", null), ("EM", 0.1), ("EM", 0.5) }
            select (k, eta, length, replicate, method.Item1, method.Item2);
        Assert.Equal(expected, Rows.Select(row => (row.K, row.Eta, row.DocumentLength, row.Replicate, row.Method, row.Smoothing)));
    }

    [Fact]
    public void RowsDontDependOnOtherValuesOrTheirOrder()
    {
        var known = Rows.ToDictionary(Key);
        var other = Run(Small with
        {
            K = [4, 3],
            Eta = [[10], [1]],
            DocumentLength = [DocumentLength.Poisson(9), DocumentLength.Fixed(6)],
            Methods = [ExperimentMethodKind.EM, ExperimentMethodKind.SphericalKMeans, ExperimentMethodKind.KMeans],
            Replicates = 2,
        });
        var common = other.Where(row => known.ContainsKey(Key(row))).ToList();
        Assert.Equal(1 * 1 * 1 * 2 * 3, common.Count);
        Assert.All(common, row => Assert.Equal(known[Key(row)], row));
    }

    [Fact]
    public void ValuesThatGenerateTheSameDocumentsAreOneCell()
    {
        var one = Run(Small with { K = [2], Eta = [[1]], Replicates = 1 });
        Assert.Equal(one, Run(Small with { K = [2, 2], Eta = [[1, 1, 1, 1, 1], [1]], Alpha = [null, [0.5, 0.5]], J = [5], Replicates = 1 }));
    }

    [Fact]
    public void ARowCanBeReproducedFromItsSeeds()
    {
        foreach (var row in Rows.Where(row => row.Replicate == 1 && row.Method == "KMeans"))
        {
            var generator = new RandomGenerator(new SeedSequence(7, [(uint)row.Cell, 1]));
            Assert.Equal(row.DataSeed, generator.Seed.ToString());
            var model = MixtureModel.Draw(row.K, [(double)row.Eta], null, null, generator);
            var length = row.DocumentLength is long tokens ? DocumentLength.Fixed(tokens) : DocumentLength.Poisson(9);
            var dfm = DfmSampler.Sample(model, row.N, length, generator);
            var clustering = KMeans.Fit(dfm, new KMeansOptions { K = row.FitK!.Value, Restarts = row.Restart!.Value }, (uint)row.Seed!.Value);
            var accuracy = ClusterAccuracy.Measure(dfm.KnownCluster!.ToArray(), clustering.Labels.ToArray());
            Assert.Equal((row.Accuracy, row.AdjustedRandIndex, row.Purity, row.Iterations), (accuracy.Accuracy, accuracy.AdjustedRandIndex, accuracy.Purity, clustering.Iterations));
            var em = Rows.Single(other => Key(other) == (row.Cell, 1, "EM", 0.5));
            var mixture = MixtureEM.Fit(dfm, new MixtureEMOptions { K = row.K, Restarts = 2, Smoothing = 0.5 }, em.Seed!.Value);
            Assert.Equal(em.Accuracy, ClusterAccuracy.Measure(dfm.KnownCluster!.ToArray(), mixture.Labels.ToArray()).Accuracy);
            Assert.Equal(em.DataSeed, row.DataSeed);
        }
    }

    [Fact]
    public void CellNumbersAndSeedsFollowThePublishedDefinition()
    {
        // int.from_bytes(hashlib.sha256(b'...').digest()[:4], 'big') and numpy.random.SeedSequence(2026, spawn_key=...).generate_state(1)
        var key = new CellKey(3, 5, "0.1", CellKey.Even, 200, "5");
        Assert.Equal("K=3;J=5;Eta=0.1;Alpha=even;N=200;DocumentLength=5", key.Text);
        Assert.Equal(386444105u, key.Number);
        var method = ExperimentMethod.BuiltIn(ExperimentMethodKind.KMeans, _ => null);
        var plan = new ExperimentPlan([key], [method], 2, 2026);
        Assert.Equal(2452389716u, plan.MethodSeed(0, 1, method));
    }

    [Fact]
    public void TheBoundIsExactIfCheapAndUnbiasedOtherwise()
    {
        var exact = Run(new ExperimentValues { N = [50], DocumentLength = [DocumentLength.Fixed(6)], Methods = [ExperimentMethodKind.Bound], Replicates = 5 });
        Assert.All(exact, row => Assert.Equal(0, row.BoundError));

        // Fifty tokens over five words have too many outcomes for the bound of a row, but not for the enumeration itself.
        var values = new ExperimentValues { N = [4000], DocumentLength = [DocumentLength.Fixed(50)], Eta = [[20]], Methods = [ExperimentMethodKind.Bound], Replicates = 4 };
        foreach (var row in Run(values))
        {
            var model = MixtureModel.Draw(3, [20], null, null, new RandomGenerator(new SeedSequence(7, [(uint)row.Cell, (uint)row.Replicate])));
            var bound = MixtureBound.Measure(model, 50);
            Assert.True(bound.IsExact);
            Assert.True(row.BoundError is > 0 and < 0.01);
            Assert.InRange(Math.Abs(row.Bound!.Value - bound.Accuracy), 0, 5 * row.BoundError!.Value);
            Assert.InRange(Math.Abs(row.Accuracy!.Value - bound.Accuracy), 0, 0.05);
        }
    }

    [Fact]
    public void AFailedRunIsARowWithItsError()
    {
        var rows = Run(Small with { K = [40], Replicates = 1, Methods = [ExperimentMethodKind.KMeans, ExperimentMethodKind.Bound], Parameters = new Dictionary<string, IReadOnlyList<double>>() });
        Assert.All(rows.Where(row => row.Method == "KMeans"), row => Assert.Equal(("TooManyClusters", null), (row.ErrorId, row.Accuracy)));
        Assert.All(rows.Where(row => row.Method == "Bound"), row => Assert.NotNull(row.Bound));
    }

    [Fact]
    public void CallerCodeRunsOnTheReadingThread()
    {
        int thread = Environment.CurrentManagedThreadId;
        var values = Small with { External = [("First", "a"), ("Second", "b")], Replicates = 2 };
        var rows = Run(values, new ExperimentRunOptions
        {
            Seed = 7,
            External = (method, dfm, seed) =>
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                Assert.InRange(seed, 0, uint.MaxValue);
                return method.Name == "First" ? new ExperimentOutcome { Labels = dfm.KnownCluster! } : new ExperimentOutcome { ErrorId = "Mine", Error = "No." };
            },
        });
        Assert.Equal(8 * 2 * 6, rows.Count);
        Assert.All(rows.Where(row => row.Method == "First"), row => Assert.Equal(1, row.Accuracy));
        Assert.All(rows.Where(row => row.Method == "Second"), row => Assert.Equal("Mine", row.ErrorId));
        Assert.Equal(Rows.Where(row => row.Replicate < 2), rows.Where(row => row.Method is not ("First" or "Second")));
    }

    [Fact]
    public void RunsStopWhenReadingStops()
    {
        int asked = 0;
        var values = Small with { Replicates = 1_000_000, External = [("Mine", "a")] };
        var options = new ExperimentRunOptions
        {
            Seed = 1,
            External = (_, dfm, _) =>
            {
                asked++;
                return new ExperimentOutcome { Labels = dfm.KnownCluster! };
            },
        };
        Assert.Equal(7, ExperimentRunner.Run(ExperimentGrid.Create(values), options, TestContext.Current.CancellationToken).Take(7).Count());
        Assert.InRange(asked, 2, 100);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var row in ExperimentRunner.Run(ExperimentGrid.Create(values), options, stop.Token))
                if (row.Replicate == 3) stop.Cancel();
        });
    }

    [Fact]
    public void InvalidValuesAreRefusedBeforeAnyRun()
    {
        Refuses("EmptyGrid", Small with { K = [] });
        Refuses("EmptyGrid", Small with { Methods = [], Parameters = new Dictionary<string, IReadOnlyList<double>>() });
        Refuses("InvalidClusterCount", Small with { K = [2, 0] });
        Refuses("InvalidEta", Small with { Eta = [[1], [-1]] });
        Refuses("InvalidAlpha", Small with { Alpha = [[0.5, 0.5]] });
        Refuses("AlphaSumNotOne", Small with { K = [2], Alpha = [[0.5, 0.4]] });
        Refuses("InvalidSize", Small with { N = [-1] });
        Refuses("DocumentLengthCountMismatch", Small with { DocumentLength = [DocumentLength.PerDocument([1, 2])] });
        Refuses("VocabularyLengthMismatch", Small with { Eta = [[1, 2]], J = [3] });
        Refuses("InvalidOption", Small with { Replicates = 0 });
        Refuses("InvalidOption", Small with { Parameters = new Dictionary<string, IReadOnlyList<double>> { ["Restart"] = [0] } });
        Refuses("UnusedParameter", Small with { Methods = [ExperimentMethodKind.KMeans] });
        Refuses("DuplicateMethod", Small with { External = [("kmeans", "a")] });
        Refuses("ShardWithoutSeed", Small, new ExperimentRunOptions { Shard = new ExperimentShard(1, 2) });
        Refuses("InvalidSeed", Small, new ExperimentRunOptions { Seed = -1 });
        foreach (string text in new[] { "0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5", "" }) Assert.Equal("InvalidShard", Assert.Throws<MixtureException>(() => ExperimentShard.Parse(text)).Id);
    }

    private static void Refuses(string id, ExperimentValues values, ExperimentRunOptions? options = null) =>
        Assert.Equal(id, Assert.Throws<MixtureException>(() => Run(values, options)).Id);
}
