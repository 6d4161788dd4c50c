using System.Text;
using System.Text.Json;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Reports;

namespace MixturePS.Core.Tests.ReportPages;

/// <summary>What a report shows, compared with plain computations of the same.</summary>
public class ReportTests
{
    // Two clusters: documents 0 and 1, and documents 2 and 3.
    private static readonly double[] Cells =
    [
        8, 2, 0, 0,
        6, 2, 2, 0,
        0, 3, 0, 7,
        0, 1, 0, 8,
    ];

    private static readonly Dfm Counts = new(SparseMatrix.FromDense(4, 4, Cells), ["sun", "the", "sea", "tax"], knownCluster: [0, 0, 1, 0]);

    [Fact]
    public void TermsHaveTheTokensOfTheirCluster()
    {
        var fit = Fit(Counts, 2);
        var terms = ReportTerms.Of(fit, new ReportOptions(), default);
        int sunny = fit.CenterRows()[0];
        var tokens = terms.Terms[sunny].Select(place => terms.Text[place]).Zip(terms.TermTokens[sunny]).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(new Dictionary<string, double> { ["sun"] = 14, ["the"] = 4, ["sea"] = 2 }, tokens);
        Assert.Equal(20, terms.ClusterTokens[sunny]);
        Assert.Equal(39, terms.Tokens);
        int the = Array.IndexOf(terms.Text, "the");
        Assert.Equal(8, terms.WordTokens[the]);
        Assert.Equal(8, terms.WordClusterTokens[the].Sum());
    }

    [Fact]
    public void CandidatesContainTheBestTermsOfEveryPositionOfTheSlider()
    {
        var generator = new RandomGenerator(new SeedSequence(3));
        double[] probability = Draw(40, generator), all = Draw(40, generator);
        double[] lift = [.. probability.Zip(all, (p, q) => p / q)];
        int[] chosen = ReportTerms.Candidates(probability, lift, probability, w => w != 7, 5, default);
        Assert.DoesNotContain(7, chosen);
        Assert.True(chosen.Length < 40);
        for (int step = 0; step <= 10; step++)
        {
            double lambda = step / 10.0;
            var best = Enumerable.Range(0, 40).Where(w => w != 7).OrderByDescending(w => (lambda * Math.Log(probability[w])) + ((1 - lambda) * Math.Log(lift[w]))).Take(5);
            Assert.Subset(chosen.ToHashSet(), best.ToHashSet());
        }
    }

    [Theory]
    [InlineData(KMeansMetric.Euclidean)]
    [InlineData(KMeansMetric.Cosine)]
    public void MarginsCompareTheDistancesFromTwoCentres(KMeansMetric metric)
    {
        var fit = Fit(Sample(60), 4, metric);
        var margins = ReportMargins.Of(fit, default);
        int[] own = fit.CenterRows();
        for (int i = 0; i < 60; i++)
        {
            double[] row = fit.Dfm.Row(i);
            double[] distance = [.. Enumerable.Range(0, 4).Select(c => Distance(row, fit.Centers.Row(c), metric))];
            double nearest = Enumerable.Range(0, 4).Where(c => c != own[i]).Min(c => distance[c]);
            Assert.Equal(nearest, distance[margins.Next[i]], 1e-9);
            Assert.Equal(1 - (distance[own[i]] / nearest), margins.Margin[i], 1e-9);
        }
    }

    [Fact]
    public void MarginsOfAMixtureCompareTheTwoGreatestProbabilities()
    {
        var fit = MixtureEM.Fit(Sample(60), new MixtureEMOptions { K = 3, Restarts = 2 }, 1);
        var margins = ReportMargins.Of(fit, default);
        for (int i = 0; i < 60; i++)
        {
            double[] sorted = [.. fit.Posterior.Row(i).OrderDescending()];
            Assert.Equal(sorted[0] - sorted[1], margins.Margin[i], 1e-12);
            Assert.Equal(sorted[1], fit.Posterior[i, margins.Next[i]]);
        }
    }

    [Fact]
    public void TheOnlyClusterHasNoNextOne()
    {
        var margins = ReportMargins.Of(Fit(Counts, 1), default);
        Assert.All(margins.Next, next => Assert.Equal(-1, next));
        Assert.All(margins.Margin, margin => Assert.Equal(1, margin));
    }

    [Fact]
    public void TheTruthCountsPairsAndListsMistakes()
    {
        var fit = Fit(Counts, 2);
        var truth = ReportTruth.Of(fit, new ReportOptions(), ReportMargins.Of(fit, default), default)!;
        Assert.Equal(0.75, truth.Accuracy.Accuracy);
        Assert.Equal([3], truth.Mistakes);
        Assert.Equal(1, truth.MistakeCount);
        Assert.Equal(4, truth.Cells.Sum(cell => cell.Count));
        Assert.Null(truth.Bound);
        int[] rows = fit.CenterRows();
        Assert.Equal(0, truth.MatchOf[rows[0]]);
        Assert.Equal(1, truth.MatchOf[rows[2]]);
        Assert.Contains((0, rows[0], 2), truth.Cells);
    }

    [Fact]
    public void BorderlineDocumentsHaveTheSmallestMargins()
    {
        var fit = Fit(Sample(200), 3);
        var margins = ReportMargins.Of(fit, default);
        var documents = ReportDocuments.Of(fit, margins, [], 1000, default);
        int[] rows = fit.CenterRows();
        for (int c = 0; c < 3; c++)
        {
            int cluster = c;
            var expected = Enumerable.Range(0, 200).Where(i => rows[i] == cluster).OrderBy(i => margins.Margin[i]).ThenBy(i => i).Take(10);
            Assert.Equal(expected, documents.Borderline[c]);
        }
    }

    [Fact]
    public void ASampleContainsNotableDocumentsAndMistakes()
    {
        var fit = Fit(Sample(500), 3);
        var margins = ReportMargins.Of(fit, default);
        var all = ReportDocuments.Of(fit, margins, [], 500, default);
        Assert.Equal(Enumerable.Range(0, 500), all.Index);
        var sample = ReportDocuments.Of(fit, margins, [499, 250], 100, default);
        Assert.Equal(100, sample.Index.Length);
        Assert.Equal(sample.Index.Order().Distinct(), sample.Index);
        Assert.Contains(499, sample.Index);
        Assert.Contains(250, sample.Index);
        Assert.Equal(all.Typical[0][0], sample.Index[sample.Typical[0][0]]);
        Assert.Equal(sample.Index, ReportDocuments.Of(fit, margins, [499, 250], 100, default).Index);
    }

    [Fact]
    public void ClustersOfAMixtureAreAtTheirHellingerDistances()
    {
        var fit = MixtureEM.Fit(Sample(100), new MixtureEMOptions { K = 3, Restarts = 2 }, 1);
        var map = ReportMap.Of(fit, null, default);

        // Three points lie in a plane, so that the distances are exact.
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double expected = Math.Sqrt(fit.Mu.Row(a).Zip(fit.Mu.Row(b), (p, q) => Math.Pow(Math.Sqrt(p) - Math.Sqrt(q), 2)).Sum());
                double actual = Math.Sqrt(Math.Pow(map.Clusters[a, 0] - map.Clusters[b, 0], 2) + Math.Pow(map.Clusters[a, 1] - map.Clusters[b, 1], 2));
                Assert.Equal(expected, actual, 1e-9);
            }
        }
    }

    [Fact]
    public void DataCanEndNoElement()
    {
        string bad = "</script><!--\u2028]]>\uD83D\uDE00 \u05E9\u05DC\u05D5\u05DD \uD800";
        var report = ClusterReport.Gather(Fit(Counts, 2), new ReportOptions { Title = bad, Texts = [bad, "b", "c", "d"] });
        using var stream = new MemoryStream();
        ReportJson.Write(stream, writer => ReportJson.Write(report, writer), default);
        string json = Encoding.UTF8.GetString(stream.ToArray());
        Assert.DoesNotContain('<', json);
        Assert.DoesNotContain('>', json);
        Assert.DoesNotContain('\u2028', json);
        Assert.Contains("\u05E9\u05DC\u05D5\u05DD", json, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(json);
        Assert.Equal(bad.Replace('\uD800', '\uFFFD'), parsed.RootElement.GetProperty("documents").GetProperty("text")[0].GetString());
    }

    [Fact]
    public void NumbersOfTextsAndLabelsMustMatch()
    {
        var fit = Fit(Counts, 2);
        Assert.Equal("TextCountMismatch", Assert.Throws<MixtureException>(() => ClusterReport.Gather(fit, new ReportOptions { Texts = ["a"] })).Id);
        Assert.Equal("LabelLengthMismatch", Assert.Throws<MixtureException>(() => ClusterReport.Gather(fit, new ReportOptions { Known = new DocumentLabels([0], null) })).Id);
    }

    [Fact]
    public void GatheringStops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ClusterReport.Gather(Fit(Counts, 2), new ReportOptions(), null, source.Token));
    }

    [Fact]
    public void NegativeWeightsAreRankedByTheCentre()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(3, 2, [-1, 2, -1, 3, 5, -1]), ["a", "b"], DfmWeighting.Weighted("mine"));
        var terms = ReportTerms.Of(Fit(dfm, 2), new ReportOptions(), default);
        Assert.False(terms.HasProbability);
        Assert.All(terms.Terms, list => Assert.Single(list));
    }

    private static double Distance(double[] row, double[] center, KMeansMetric metric)
    {
        double dot = row.Zip(center, (a, b) => a * b).Sum();
        return metric == KMeansMetric.Cosine
            ? Math.Max(0, 1 - (dot / Math.Sqrt(row.Sum(a => a * a))))
            : Math.Sqrt(row.Zip(center, (a, b) => (a - b) * (a - b)).Sum());
    }

    private static double[] Draw(int n, RandomGenerator generator)
    {
        double[] values = [.. Enumerable.Range(0, n).Select(_ => (generator.NextUInt32() / 4294967296.0) + 0.01)];
        double sum = values.Sum();
        return Array.ConvertAll(values, value => value / sum);
    }

    private static Dfm Sample(int n)
    {
        var generator = new RandomGenerator(new SeedSequence(5));
        double[] cells = [.. Enumerable.Range(0, n * 6).Select(_ => Math.Floor((generator.NextUInt32() / 4294967296.0) * 5))];
        for (int i = 0; i < n; i++) cells[i * 6] += 1;
        return new Dfm(SparseMatrix.FromDense(n, 6, cells), ["a", "b", "c", "d", "e", "f"]);
    }

    private static KMeansClustering Fit(Dfm dfm, int k, KMeansMetric metric = KMeansMetric.Euclidean) =>
        KMeans.Fit(dfm, new KMeansOptions { K = k, Metric = metric, Restarts = 2 }, 1);
}
