using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>The order of typical documents.</summary>
public class ClusterDocumentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void DocumentsAreSortedByProbabilityDistanceAndIndex(int top)
    {
        // Short documents, many of which are identical.
        var model = MixtureModel.Draw(3, [0.5, 0.5, 0.5, 0.5], null, null, RandomGenerator.FromSeed(3));
        var dfm = DfmSampler.Sample(model, 200, DocumentLength.Fixed(3), RandomGenerator.FromSeed(4));
        Core.Clustering.FittedClustering[] clusterings =
        [
            KMeans.Fit(dfm, new KMeansOptions { K = 3 }, 1),
            KMeans.Fit(dfm, new KMeansOptions { K = 3, Metric = KMeansMetric.Cosine }, 1),
            MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Restarts = 2 }, 1),
        ];
        foreach (var clustering in clusterings)
        {
            double[] distance = clustering.DistanceFromCenter(), probability = clustering.LabelProbability() ?? new double[200];
            var expected = clustering.ClusterLabel.SelectMany(label => Enumerable.Range(0, 200).Where(i => clustering.Labels[i] == label)
                .OrderByDescending(i => probability[i]).ThenBy(i => distance[i]).ThenBy(i => i).Take(top).Select((i, rank) => (label, rank + 1, i)));
            Assert.Equal(expected, ClusterDocument.Rows(clustering, top).Select(row => (row.Cluster, row.Rank, row.Document)));
        }
    }
}
