using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Top terms and documents of clusters, on counts that can be checked by hand.</summary>
public class ClusterTermTests
{
    // Two clusters: documents 0 and 1, and documents 2 and 3. The word "none" is in no document.
    private static readonly double[] Cells =
    [
        8, 2, 0, 0, 0,
        6, 2, 2, 0, 0,
        0, 3, 0, 7, 0,
        0, 1, 0, 8, 0,
    ];

    private static readonly Dfm Counts = new(SparseMatrix.FromDense(4, 5, Cells), ["sun", "the", "sea", "tax", "none"]);
    private static readonly KMeansClustering Found = Fit(Counts);

    [Fact]
    public void Probability_is_the_share_of_the_clusters_tokens()
    {
        var rows = Rows(new ClusterTermOptions { Measure = TermMeasure.Probability });
        Assert.Equal(["sun", "the", "sea"], rows[0].Select(row => row.Term));
        Assert.Equal([14 / 20.0, 4 / 20.0, 2 / 20.0], rows[0].Select(row => row.Score));
        Assert.Equal(["tax", "the"], rows[1].Select(row => row.Term));
        Assert.Equal([15 / 19.0, 4 / 19.0], rows[1].Select(row => row.Score));
        Assert.Equal([1, 2, 3], rows[0].Select(row => row.Rank));
    }

    [Fact]
    public void Smoothing_is_added_to_each_word()
    {
        var rows = Rows(new ClusterTermOptions { Smoothing = 0.5 });
        Assert.Equal((14 + 0.5) / (20 + 2.5), rows[0][0].Score, 1e-15);
        Assert.Equal(3, rows[0].Count);
    }

    [Fact]
    public void Lift_is_over_the_probability_in_all_documents()
    {
        var rows = Rows(new ClusterTermOptions { Measure = TermMeasure.Lift });
        Assert.Equal(["sun", "sea", "the"], rows[0].Select(row => row.Term));
        Assert.Equal(14 / 20.0 / (14 / 39.0), rows[0][0].Score, 1e-15);
        Assert.Equal(4 / 20.0 / (8 / 39.0), rows[0][2].Score, 1e-15);
    }

    [Fact]
    public void Frex_is_the_harmonic_mean_of_two_ranks()
    {
        // Cluster 0: probabilities .7 .2 .1 0 0 rank 5 4 3 2 2 of 5; exclusivities 1, .2/(.2+4/19), 1, 0, 0 rank 5 3 5 2 2.
        var rows = Rows(new ClusterTermOptions { Measure = TermMeasure.Frex, FrexWeight = 0.25 });
        var score = rows[0].ToDictionary(row => row.Term, row => row.Score);
        Assert.Equal(1, score["sun"], 1e-15);
        Assert.Equal(1 / ((0.25 / (5 / 5.0)) + (0.75 / (3 / 5.0))), score["sea"], 1e-15);
        Assert.Equal(1 / ((0.25 / (3 / 5.0)) + (0.75 / (4 / 5.0))), score["the"], 1e-15);
        Assert.Equal(["sun", "the", "sea"], rows[0].Select(row => row.Term));
        Assert.Equal(["sun", "sea", "the"], Rows(new ClusterTermOptions { Measure = TermMeasure.Frex, FrexWeight = 1 })[0].Select(row => row.Term));
    }

    [Fact]
    public void Weights_are_ranked_by_the_centre_and_their_counts_can_be_given()
    {
        var clustering = Fit(TfIdf.Transform(Counts, new TfIdfOptions()));
        var rows = ClusterTerm.Rows(clustering, new ClusterTermOptions());
        foreach (var row in rows)
        {
            int centre = clustering.ClusterLabel.ToList().IndexOf(row.Cluster);
            Assert.Equal(clustering.Centers[centre, Counts.Vocabulary.ToList().IndexOf(row.Term)], row.Score);
        }

        var error = Assert.Throws<MixtureException>(() => ClusterTerm.Rows(clustering, new ClusterTermOptions { Measure = TermMeasure.Lift }));
        Assert.Equal("AlreadyWeighted", error.Id);
        Assert.Contains(ClusterTerm.Rows(clustering, new ClusterTermOptions { Counts = Counts }), row => row.Term == "sun" && row.Score == 0.7);
        var few = new Dfm(SparseMatrix.FromDense(1, 5, [1, 1, 1, 1, 1]), Counts.Vocabulary);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => ClusterTerm.Rows(clustering, new ClusterTermOptions { Counts = few })).Id);
    }

    [Fact]
    public void A_matched_clustering_has_its_new_labels()
    {
        var matched = Found.Match([1, 1, 0, 0]);
        Assert.Equal("sun", ClusterTerm.Rows(matched, new ClusterTermOptions()).First(row => row.Cluster == 1).Term);
        Assert.Equal(2, ClusterDocument.Rows(matched, 5).Count(row => row.Cluster == 1));
    }

    [Fact]
    public void A_cluster_without_documents_has_no_terms_and_no_documents()
    {
        var same = new Dfm(SparseMatrix.FromDense(3, 1, [2, 2, 2]), ["w"]);
        var clustering = KMeans.Fit(same, new KMeansOptions { K = 2 }, 1);
        Assert.Single(ClusterTerm.Rows(clustering, new ClusterTermOptions()));
        Assert.Single(ClusterDocument.Rows(clustering, 9).Select(row => row.Cluster).Distinct());
    }

    [Fact]
    public void Documents_are_those_nearest_to_the_centre()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(5, 1, [1, 4, 2, 100, 100]), ["w"], null, ["a", "b", "c", "d", "e"], [0, 0, 0, 1, 1]);
        var clustering = Fit(dfm);
        var rows = ClusterDocument.Rows(clustering, 2).Where(row => row.Cluster == clustering.Labels[0]).ToList();
        Assert.Equal(["c", "a"], rows.Select(row => row.DocumentName));
        Assert.Equal([2, 0], rows.Select(row => row.Document));
        Assert.Equal(1 / 3.0, rows[0].Distance, 1e-12);
        Assert.Equal(0, rows[0].KnownCluster);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => ClusterDocument.Rows(clustering, 0).ToList()).Id);
    }

    private static KMeansClustering Fit(Dfm dfm) => KMeans.Fit(dfm, new KMeansOptions { K = 2, Restarts = 5 }, 1);

    private static List<List<ClusterTerm>> Rows(ClusterTermOptions options) =>
        [.. ClusterTerm.Rows(Found, options).GroupBy(row => row.Cluster).OrderByDescending(rows => rows.Key == Found.Labels[0]).Select(rows => rows.ToList())];
}
