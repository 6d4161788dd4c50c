using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Shards;
using MixturePS.Core.Simulation;
using MixturePS.Core.Random;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Shards;

/// <summary>K-means and EM over shards, beside the fits in memory.</summary>
public sealed class ShardedFitTests : IDisposable
{
    private readonly ShardFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResultsAreCombinedAlongABinaryTree()
    {
        foreach (var (count, expected) in new[] { (1, "0"), (2, "(0 1)"), (3, "((0 1) 2)"), (5, "(((0 1) (2 3)) 4)"), (7, "(((0 1) (2 3)) ((4 5) 6))") })
        {
            var tree = new ShardTree<string>((a, b) => $"({a} {b})");
            for (int s = 0; s < count; s++) tree.Add($"{s}");
            Assert.Equal(expected, tree.Total());
        }
    }

    [Theory]
    [InlineData(KMeansMetric.Euclidean, false)]
    [InlineData(KMeansMetric.Euclidean, true)]
    [InlineData(KMeansMetric.Cosine, false)]
    public void KMeansHasTheLabelsOfMemoryFromTheSameCentres(KMeansMetric metric, bool isWeighted)
    {
        var dfm = Sample(900, 60, 25);
        var corpus = _folder.Write(130, dfm);
        if (isWeighted) (dfm, corpus) = (TfIdf.Transform(dfm, new TfIdfOptions()), TfIdf.Transform(corpus, new TfIdfOptions()));
        foreach (int seed in Enumerable.Range(0, 3))
        {
            var options = new KMeansOptions { K = 7, Metric = metric, Arithmetic = KMeansArithmetic.Sparse, InitialCenters = Centers(dfm, 7, seed), Tolerance = seed == 2 ? 0 : 1e-4, MaxIterations = seed == 1 ? 4 : 300 };
            var (expected, found) = (KMeans.Fit(dfm, options, 0), ShardedKMeans.Fit(corpus, options, 0));
            Assert.Equal(expected.Labels, found.Labels);
            Assert.Equal((expected.Iterations, expected.ExitReason, expected.EmptyDocumentCount), (found.Iterations, found.ExitReason, found.EmptyDocumentCount));
            Assert.Equal(expected.ClusterSize, found.ClusterSize);
            Assert.Equal(expected.Inertia!.Value, found.Inertia!.Value, 1e-9 * expected.Inertia.Value);
            Assert.Equal(expected.InertiaTrace.Count, found.InertiaTrace.Count);
            Assert.All(expected.InertiaTrace.Zip(found.InertiaTrace), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
            Assert.All(expected.Centers.Buffer.Zip(found.Centers.Buffer), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    [Theory]
    [InlineData(KMeansMetric.Euclidean)]
    [InlineData(KMeansMetric.Cosine)]
    public void KMeansHasTheSameBitsForAnyThreadsMemoryAndInterruption(KMeansMetric metric)
    {
        _folder.Write(90, Sample(1000, 80, 30));
        var options = new KMeansOptions { K = 6, Metric = metric, Restarts = 2, ThrottleLimit = 1 };
        var expected = ShardedKMeans.Fit(_folder.Open(), options, 5);
        Assert.InRange(expected.Iterations, 1, 100);
        foreach (long limit in new[] { 100_000L, 300_000, 1L << 40 })
        {
            foreach (int threads in new[] { 1, 2, 8 }) Same(ShardedKMeans.Fit(_folder.Open(limit), options with { ThrottleLimit = threads }, 5));
        }

        var (cut, all) = Interrupted(stop => ShardedKMeans.Fit(_folder.Open(), options with { InitialCenters = Centers(Sample(1000, 80, 30), 6, 1) }, 5, stop.Path, stop.Progress, stop.Token));
        Assert.Equal(all.Labels, cut.Labels);
        Assert.Equal(all.Centers.Buffer, cut.Centers.Buffer);
        Assert.Equal(((KMeansClustering)all).InertiaTrace, ((KMeansClustering)cut).InertiaTrace);

        void Same(KMeansClustering found)
        {
            Assert.Equal(expected.Labels, found.Labels);
            Assert.Equal(expected.Centers.Buffer, found.Centers.Buffer);
            Assert.Equal(expected.InertiaTrace, found.InertiaTrace);
        }
    }

    [Fact]
    public void ASampleOfAllDocumentsStartsFromTheFitInMemory()
    {
        var dfm = Sample(400, 40, 20);
        var corpus = _folder.Write(64, dfm);
        var (expected, found) = (KMeans.Fit(dfm, new KMeansOptions { K = 5 }, 3), ShardedKMeans.Fit(corpus, new KMeansOptions { K = 5 }, 3));
        Assert.Equal(expected.Labels, found.Labels);
        var (mixture, sharded) = (MixtureEM.Fit(dfm, new MixtureEMOptions { K = 5 }, 3), ShardedMixtureEM.Fit(corpus, new MixtureEMOptions { K = 5 }, 3));
        Assert.Equal(mixture.Labels, sharded.Labels);
        Assert.InRange(sharded.LogLikelihood!.Value - mixture.LogLikelihood!.Value, -1e-3, double.PositiveInfinity);
    }

    [Fact]
    public void ASampleHasItsDocumentsOnceAndInOrder()
    {
        int n = 300;
        var corpus = _folder.Write(64, TestDfm.Of(n, 1, [.. Enumerable.Range(1, n).Select(d => (double)d)]));
        var sample = ShardSample.Draw(corpus, 50, 7, null, default);
        double[] values = sample.Matrix.Values.ToArray();
        Assert.Equal(50, values.Distinct().Count());
        Assert.Equal(values.Order(), values);
        Assert.Equal(values, ShardSample.Draw(corpus, 50, 7, null, default).Matrix.Values.ToArray());
        Assert.NotEqual(values, ShardSample.Draw(corpus, 50, 8, null, default).Matrix.Values.ToArray());
        Assert.Equal(Enumerable.Range(1, n).Select(d => (double)d), ShardSample.Draw(corpus, n, 7, null, default).Matrix.Values);
    }

    [Fact]
    public void EmptyClustersTakeTheFarthestDocuments()
    {
        var dfm = Sample(300, 12, 30);
        var corpus = _folder.Write(50, dfm);
        var centers = Centers(dfm, 4, 0);
        double[] cells = [.. centers.Buffer, .. Enumerable.Repeat(1000.0, 12), .. Enumerable.Repeat(2000.0, 12)];
        var options = new KMeansOptions { K = 6, InitialCenters = new DenseMatrix(6, 12, cells), Arithmetic = KMeansArithmetic.Sparse, MaxIterations = 1 };
        var (expected, found) = (KMeans.Fit(dfm, options, 0), ShardedKMeans.Fit(corpus, options, 0));
        Assert.Equal(6, found.ClusterSize.Count(size => size > 0));
        Assert.Equal(expected.ClusterSize.Order(), found.ClusterSize.Order());
        Assert.Equal(expected.Inertia!.Value, found.Inertia!.Value, 1e-9 * expected.Inertia.Value);

        // Fewer distinct documents than clusters.
        var few = TestDfm.OfRows([[1, 0], [0, 1], [1, 0], [0, 1], [1, 0]]);
        var two = ShardedKMeans.Fit(_folder.Write(2, few), new KMeansOptions { K = 3, InitialCenters = DenseMatrix.FromRows([[1, 0], [0, 1], [9, 9]]) }, 0);
        Assert.Equal([0, 1, 0, 1, 0], two.Labels);
        Assert.Equal(0, two.Inertia!.Value, 12);
    }

    [Fact]
    public void DocumentsWithoutADirectionJoinTheLargestCluster()
    {
        var dfm = TestDfm.OfRows([[1, 0], [0, 0], [0, 2], [3, 0], [0, 0]]);
        var options = new KMeansOptions { K = 2, Metric = KMeansMetric.Cosine, InitialCenters = DenseMatrix.FromRows([[0, 1], [1, 0]]) };
        var (expected, found) = (KMeans.Fit(dfm, options, 0), ShardedKMeans.Fit(_folder.Write(2, dfm), options, 0));
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal(2, found.EmptyDocumentCount);
        Assert.Equal("NoTokens", Assert.Throws<MixtureException>(() => ShardedKMeans.Fit(_folder.Write(2, TestDfm.OfRows([[0, 0], [0, 0], [0, 0]])), options, 0)).Id);
    }

    [Theory]
    [InlineData("soft")]
    [InlineData("hard")]
    [InlineData("even")]
    [InlineData("likelihood")]
    [InlineData("bayes")]
    [InlineData("shares")]
    public void EMIsThatOfMemoryFromTheSameParameters(string variant)
    {
        var dfm = Sample(800, 50, 25);
        var corpus = _folder.Write(110, dfm);
        var mu = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 5, MaxIterations = 1, Restarts = 1, Smoothing = 1, Anneal = 1 }, 4).Mu;
        var options = new MixtureEMOptions { K = 5, InitialMu = mu, InitialAlpha = [0.1, 0.2, 0.3, 0.2, 0.2], MaxIterations = 200 };
        options = variant switch
        {
            "hard" => options with { Hard = true },
            "even" => options with { EvenShares = true, InitialAlpha = null },
            "likelihood" => options with { Smoothing = 0, AlphaSmoothing = 2 },
            "bayes" => options with { InitialMu = null, InitialAlpha = null, Mu = mu, Alpha = [0.1, 0.2, 0.3, 0.2, 0.2] },
            "shares" => options with { InitialMu = null, InitialAlpha = null, Mu = mu },
            _ => options,
        };
        var (expected, found) = (MixtureEM.Fit(dfm, options, 0), ShardedMixtureEM.Fit(corpus, options, 0));
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal((expected.Iterations, expected.ExitReason, expected.Method), (found.Iterations, found.ExitReason, found.Method));
        Assert.Equal(expected.LogLikelihood!.Value, found.LogLikelihood!.Value, 1e-9 * Math.Abs(expected.LogLikelihood.Value));
        Assert.Equal(expected.ObjectiveTrace[^1], found.ObjectiveTrace[^1], 1e-9 * Math.Abs(expected.ObjectiveTrace[^1]));
        Assert.Equal(expected.Bic, found.Bic, 1e-9 * Math.Abs(expected.Bic));
        Assert.Equal(expected.Icl, found.Icl, 1e-9 * Math.Abs(expected.Icl));
        Assert.All(expected.Mu.Buffer.Zip(found.Mu.Buffer), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.All(expected.Alpha.Zip(found.Alpha), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.All(expected.LabelProbability().Zip(found.LabelProbability()), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        Assert.Equal("NotInMemory", Assert.Throws<MixtureException>(() => found.Posterior).Id);
    }

    [Fact]
    public void EMHasTheSameBitsForAnyThreadsMemoryAndInterruption()
    {
        _folder.Write(90, Sample(1000, 80, 30));
        var options = new MixtureEMOptions { K = 4, Restarts = 2, ThrottleLimit = 1 };
        var expected = ShardedMixtureEM.Fit(_folder.Open(), options, 5);
        foreach (long limit in new[] { 5_000_000L, 1L << 40 })
            foreach (int threads in new[] { 1, 2, 8 }) Same(expected, ShardedMixtureEM.Fit(_folder.Open(limit), options with { ThrottleLimit = threads }, 5));
        var mu = MixtureEM.Fit(Sample(1000, 80, 30), options with { MaxIterations = 1, Restarts = 1, Anneal = 1 }, 4).Mu;
        foreach (double smoothing in new[] { 0.1, 0 })
        {
            var (cut, all) = Interrupted(stop => ShardedMixtureEM.Fit(_folder.Open(), options with { InitialMu = mu, Smoothing = smoothing }, 5, stop.Path, stop.Progress, stop.Token));
            Same((MixtureClustering)all, (MixtureClustering)cut);
        }

        static void Same(MixtureClustering expected, MixtureClustering found)
        {
            Assert.Equal(expected.Labels, found.Labels);
            Assert.Equal(expected.Mu.Buffer, found.Mu.Buffer);
            Assert.Equal(expected.ObjectiveTrace, found.ObjectiveTrace);
            Assert.Equal(expected.LabelProbability(), found.LabelProbability());
        }
    }

    [Fact]
    public void ACheckpointOfAnotherFitOrADamagedOneIsRefused()
    {
        var corpus = _folder.Write(50, Sample(200, 20, 10));
        var options = new KMeansOptions { K = 3, InitialCenters = Centers(Sample(200, 20, 10), 3, 0), MaxIterations = 2, Tolerance = 0 };
        string path = _folder.Beside("fit");
        var fit = ShardedKMeans.Fit(corpus, options, 1, path);
        Assert.Equal(ExitReason.MaximumIterations, fit.ExitReason);

        // More iterations go on from there.
        Assert.Equal(ShardedKMeans.Fit(corpus, options with { MaxIterations = 300 }, 1).InertiaTrace, ShardedKMeans.Fit(corpus, options with { MaxIterations = 300 }, 1, path).InertiaTrace);
        Refused(() => ShardedKMeans.Fit(corpus, options, 2, path));
        Refused(() => ShardedKMeans.Fit(corpus, options with { K = 2, InitialCenters = Centers(Sample(200, 20, 10), 2, 0) }, 1, path));
        Refused(() => ShardedKMeans.Fit(TfIdf.Transform(corpus, new TfIdfOptions()), options, 1, path));
        Refused(() => ShardedMixtureEM.Fit(corpus, new MixtureEMOptions { K = 3 }, 1, path));
        byte[] content = File.ReadAllBytes(path);
        foreach (byte[] bytes in new[] { content[..^1], content[..50], [], [.. content[..^50], (byte)(content[^50] ^ 1), .. content[^49..]], [.. content, 0] })
        {
            File.WriteAllBytes(path, bytes);
            Refused(() => ShardedKMeans.Fit(corpus, options, 1, path));
        }

        static void Refused(Action fit) => Assert.Equal("InvalidCheckpoint", Assert.Throws<MixtureException>(fit).Id);
    }

    [Fact]
    public void WhatShardsDoNotHaveIsRefused()
    {
        var corpus = _folder.Write(50, Sample(200, 20, 10));
        Refused("NotInMemory", () => ShardedKMeans.Fit(corpus, new KMeansOptions { K = 3, Method = KMeansMethod.Bisecting }, 1));
        Refused("NotInMemory", () => ShardedMixtureEM.Fit(corpus, new MixtureEMOptions { K = 3, Component = MixtureComponent.DirichletMultinomial }, 1));
        Refused("NotInMemory", () => MixtureEM.Fit(corpus, new MixtureEMOptions { K = 3 }, 1));
        Refused("TooManyClusters", () => ShardedKMeans.Fit(corpus, new KMeansOptions { K = 201 }, 1));
        Refused("MatrixTooLarge", () => ShardedKMeans.Fit(_folder.Open(5000), new KMeansOptions { K = 3 }, 1));
        Refused("MatrixTooLarge", () => ShardedMixtureEM.Fit(_folder.Open(5000), new MixtureEMOptions { K = 3 }, 1));
        Refused("FractionalCount", () => ShardedMixtureEM.Fit(_folder.Write(2, TestDfm.OfRows([[1, 2], [0.5, 1], [1, 1]])), new MixtureEMOptions { K = 2 }, 1));

        static void Refused(string id, Action fit) => Assert.Equal(id, Assert.Throws<MixtureException>(fit).Id);
    }

    [Fact]
    public void FitsCanBeCancelled()
    {
        var corpus = _folder.Write(50, Sample(200, 20, 10));
        Checks.CancelThroughout(token => ShardedKMeans.Fit(corpus, new KMeansOptions { K = 3, Restarts = 1 }, 1, null, null, token));
        Checks.CancelThroughout(token => ShardedMixtureEM.Fit(corpus, new MixtureEMOptions { K = 3, Restarts = 1 }, 1, null, null, token));
    }

    private static Dfm Sample(int n, int j, int length)
    {
        var random = RandomGenerator.FromSeed(11);
        var model = MixtureModel.Draw(6, [.. Enumerable.Repeat(0.4, j)], [.. Enumerable.Repeat(1.0 / 6, 6)], Vocabularies.Numbered(j), random);
        return DfmSampler.Sample(model, n, DocumentLength.Poisson(length), random);
    }

    private static DenseMatrix Centers(Dfm dfm, int k, int seed) => DenseMatrix.FromRows([.. Enumerable.Range(0, k).Select(c => dfm.Row(((seed * 31) + (c * 37)) % dfm.DocumentCount))]);

    // A fit that is cancelled in its third iteration and repeated, and one without a break.
    private (FittedClustering Cut, FittedClustering All) Interrupted(Func<(string? Path, IProgress<ProgressReport>? Progress, CancellationToken Token), FittedClustering> fit)
    {
        string path = _folder.Beside("fit");
        File.Delete(path);
        using var source = new CancellationTokenSource();
        var stop = new Reporter(report =>
        {
            if (report.Status.StartsWith("iteration 3, shard 4", StringComparison.Ordinal)) source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => fit((path, stop, source.Token)));
        int passes = 0;
        var cut = fit((path, new Reporter(report => passes += report.Status.StartsWith("iteration 1,", StringComparison.Ordinal) ? 1 : 0), default));
        Assert.Equal(0, passes);
        return (cut, fit((null, null, default)));
    }

    private sealed class Reporter(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
