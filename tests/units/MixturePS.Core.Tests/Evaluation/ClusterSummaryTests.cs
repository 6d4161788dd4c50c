using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>The summaries of clusters, compared with plain computations from the documents.</summary>
public class ClusterSummaryTests
{
    public static TheoryData<string> Kinds => ClusterPredictionTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASummaryHasThePlainFiguresOfItsDocuments(string kind)
    {
        foreach (var clustering in (FittedClustering[])[ClusterPredictionTests.Fit(kind), ClusterPredictionTests.Fit(kind).Match()])
        {
            var rows = ClusterSummary.Rows(clustering, new ClusterTermOptions { Top = 3 });
            var terms = ClusterTerm.Rows(clustering, new ClusterTermOptions { Top = 3 });
            Assert.Equal(clustering.ClusterLabel, rows.Select(row => row.Cluster));
            Assert.Equal(1, rows.Sum(row => row.Share!.Value), 1e-12);
            foreach (var row in rows)
            {
                int[] members = [.. Enumerable.Range(0, clustering.Dfm.DocumentCount).Where(i => clustering.Labels[i] == row.Cluster)];
                Assert.Equal(members.Length, row.Size);
                Assert.Equal((double)members.Length / clustering.Dfm.DocumentCount, row.Share!.Value, 1e-12);
                var largest = members.GroupBy(i => clustering.Dfm.KnownCluster![i]).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First();
                Assert.Equal(largest.Key, row.MajorityCluster);
                Assert.Equal((double)largest.Count() / members.Length, row.Purity!.Value, 1e-12);
                Assert.Equal(MeanCosine(clustering.Dfm, members), row.Cohesion!.Value, 1e-12);
                Assert.Equal(string.Join(", ", terms.Where(term => term.Cluster == row.Cluster).Select(term => term.Term)), row.TopTerms);
            }
        }
    }

    [Fact]
    public void CohesionIsTheRootOfTheMeanCosineOfAllPairs()
    {
        var clustering = ClusterPredictionTests.Fit("k-means");
        var row = ClusterSummary.Rows(clustering, new ClusterTermOptions())[0];
        double[][] members = [.. Enumerable.Range(0, clustering.Dfm.DocumentCount).Where(i => clustering.Labels[i] == row.Cluster).Select(i => Unit(clustering.Dfm.Row(i)))];
        double pairs = members.SelectMany(a => members.Select(b => a.Zip(b, (x, y) => x * y).Sum())).Average();
        Assert.Equal(Math.Sqrt(pairs), row.Cohesion!.Value, 1e-12);
    }

    [Fact]
    public void DocumentsWithoutTokensCountButHaveNoDirection()
    {
        var dfm = TestDfm.OfRows([[9, 0], [9, 0], [0, 0], [0, 0], [0, 9]]);
        var clustering = KMeans.Fit(dfm, new KMeansOptions { K = 3 }, 1);
        var rows = ClusterSummary.Rows(clustering, new ClusterTermOptions()).ToDictionary(row => row.Cluster);
        Assert.Equal((2, 1.0, "feature0"), (rows[clustering.Labels[0]].Size, rows[clustering.Labels[0]].Cohesion, rows[clustering.Labels[0]].TopTerms));
        var empty = rows[clustering.Labels[2]];
        Assert.Equal((2, null, string.Empty), (empty.Size, empty.Cohesion, empty.TopTerms));
        Assert.Equal((1, 1.0), (rows[clustering.Labels[4]].Size, rows[clustering.Labels[4]].Cohesion));
        Assert.All(rows.Values, row => Assert.Equal((null, null, null), (row.MajorityCluster, row.MajorityClusterName, row.Purity)));
    }

    [Fact]
    public void AClusterWithoutDocumentsHasNoFigures()
    {
        var dfm = TestDfm.OfRows([[9, 0], [9, 0], [0, 9]]).WithKnown(new DocumentLabels([1, 1, 0], ["x", "y"]));
        var rows = ClusterSummary.Rows(KMeans.Fit(dfm, new KMeansOptions { K = 3 }, 1), new ClusterTermOptions());
        var empty = Assert.Single(rows, row => row.Size == 0);
        Assert.Equal((0.0, null, null, null), (empty.Share, empty.MajorityCluster, empty.Purity, empty.Cohesion));
        Assert.Equal(["x", "y"], rows.Where(row => row.Size > 0).Select(row => row.MajorityClusterName).Order());
    }

    [Fact]
    public void ATieGoesToTheSmallerKnownCluster()
    {
        var dfm = TestDfm.OfRows([[9, 1], [9, 2], [9, 3], [9, 4]]).WithKnown(new DocumentLabels([2, 1, 1, 2], null));
        var row = Assert.Single(ClusterSummary.Rows(KMeans.Fit(dfm, new KMeansOptions { K = 1 }, 1), new ClusterTermOptions()));
        Assert.Equal((1, 0.5), (row.MajorityCluster, row.Purity));
    }

    [Fact]
    public void WithoutDocumentsOnlySizesAndTheTermsOfTheCentresAreKnown()
    {
        var fitted = ClusterPredictionTests.Fit("EM");
        string path = Path.GetTempFileName();
        Core.Files.ModelFile.Write(fitted, path, overwrite: true, withDocuments: false);
        var rows = ClusterSummary.Rows((FittedClustering)Core.Files.ModelFile.Read(path), new ClusterTermOptions { Top = 2 });
        File.Delete(path);
        for (int c = 0; c < rows.Count; c++)
        {
            Assert.Equal((fitted.ClusterSize[c], fitted.ClusterSize[c] / 120.0), (rows[c].Size, rows[c].Share));
            Assert.Equal((null, null, null), (rows[c].MajorityCluster, rows[c].Purity, rows[c].Cohesion));
            double[] weights = fitted.Centers.Row(c);
            Assert.StartsWith(fitted.Dfm.Vocabulary[Array.IndexOf(weights, weights.Max())] + ", ", rows[c].TopTerms, StringComparison.Ordinal);
        }
    }

    private static double MeanCosine(Dfm dfm, int[] members)
    {
        double[][] units = [.. members.Select(i => Unit(dfm.Row(i)))];
        double[] centroid = Unit([.. Enumerable.Range(0, dfm.FeatureCount).Select(j => units.Average(unit => unit[j]))]);
        return units.Average(unit => unit.Zip(centroid, (x, y) => x * y).Sum());
    }

    private static double[] Unit(double[] row)
    {
        double length = Math.Sqrt(row.Sum(x => x * x));
        return Array.ConvertAll(row, x => x / length);
    }
}
