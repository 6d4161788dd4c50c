using System.Text.Json.Nodes;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Files;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The names of known clusters reach everything that a clustering has for each cluster.</summary>
public sealed class ClusterNameTests : IDisposable
{
    private static readonly int[] Known = [2, 2, 2, 0, 0, 0, 0, 0];
    private static readonly string[] Names = ["pets", "nobody", "money"];
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public static TheoryData<string> Kinds => ["k-means", "EM", "Gibbs"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ClustersAreNumberedUntilTheyAreMatched(string kind)
    {
        var found = Fit(kind, Documents());
        string[] numbered = [.. Enumerable.Range(0, found.K).Select(c => $"cluster{c}")];
        Assert.Equal(numbered, found.ClusterName);
        Assert.Equal(numbered, found.Centers.RowNames!);
        Assert.Equal(found.Dfm.Vocabulary, found.Centers.ColumnNames!);
        if (Posterior(found) is not { } posterior) return;
        Assert.Equal(numbered, posterior.ColumnNames!);
        Assert.Equal(found.Dfm.DocumentName, posterior.RowNames!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MatchedClustersHaveTheNamesOfTheKnownOnes(string kind)
    {
        var matched = Fit(kind, Documents()).Match();
        Assert.Equal(["pets", "money"], matched.ClusterName.Take(2));
        Assert.Equal([0, 2], matched.ClusterLabel.Take(2));
        Assert.Equal(matched.ClusterName, matched.Centers.RowNames!);
        if (Posterior(matched) is { } posterior)
        {
            Assert.Equal(matched.ClusterName, posterior.ColumnNames!);
            Assert.Equal(matched.Dfm.DocumentName, posterior.RowNames!);

            // Columns and names were reordered together.
            for (int i = 0; i < Known.Length; i++)
                Assert.Equal(Names[Known[i]], posterior.ColumnNames![Array.IndexOf(posterior.Row(i), posterior.Row(i).Max())]);
        }

        foreach (var row in ClusterAssignment.Rows(matched))
        {
            Assert.Equal(Names[Known[row.Document]], row.KnownClusterName);
            Assert.Equal(matched.NameOf(row.Cluster), row.MatchedClusterName);
            Assert.Equal(matched.LabelProbability()?[row.Document], row.Probability);
        }

        Assert.Contains(ClusterTerm.Rows(matched, new ClusterTermOptions { Top = 1 }), row => row is { Cluster: 2, ClusterName: "money", Term: "shares" });
        Assert.All(ClusterDocument.Rows(matched, 9).Where(row => row.Cluster == 2), row => Assert.Equal(("money", "money"), (row.ClusterName, row.KnownClusterName)));
        var predicted = ClusterPrediction.Predict(matched, matched.Dfm);
        Assert.All(predicted.Rows(), row => Assert.Equal(matched.NameOf(row.Cluster), row.ClusterName));
        Assert.Equal(matched.ClusterName, (predicted.Posterior ?? predicted.Distances)!.ColumnNames!);
    }

    [Fact]
    public void NamesAreThoseOfTheKnownClustersBeforeMatchingToo()
    {
        var found = Fit("k-means", Documents());
        Assert.Null(found.NameOf(0));
        Assert.All(ClusterAssignment.Rows(found), row => Assert.Equal(Names[Known[row.Document]], row.MatchedClusterName));
        Assert.All(ClusterTerm.Rows(found, new ClusterTermOptions()), row => Assert.Null(row.ClusterName));
    }

    [Fact]
    public void AnUnmatchedClusterGetsNoNameOfAnEmptyKnownCluster()
    {
        var dfm = Documents().WithKnown(new DocumentLabels([0, 0, 0, 1, 1, 1, 1, 1], ["money", "pets", "nobody"]));
        var matched = Fit("four", dfm).Match();
        Assert.Equal([0, 1, 3, 4], matched.ClusterLabel);
        Assert.Equal(["money", "pets", "cluster3", "cluster4"], matched.ClusterName);
        Assert.DoesNotContain("nobody", string.Join(' ', ClusterAssignment.Rows(matched).Select(row => row.MatchedClusterName)), StringComparison.Ordinal);
    }

    [Fact]
    public void GivenLabelsBecomeTheKnownClusters()
    {
        var plain = new Dfm(Documents().Matrix, Documents().Vocabulary);
        var matched = Fit("k-means", plain).MatchTo(DocumentLabels.Read(Known.Select(label => (object)Names[label]), "known"), CancellationToken.None);
        Assert.Equal(["money", "pets"], matched.ClusterName);
        Assert.Equal(["money", "pets"], matched.Dfm.KnownClusterName!);
        Assert.Null(plain.KnownCluster);
        Assert.All(ClusterAssignment.Rows(matched), row => Assert.Equal(Names[Known[row.Document]], row.KnownClusterName));
        Assert.Equal(1, ClusterAccuracy.Measure(matched.KnownOr((DocumentLabels?)null), matched.NamedLabels).Accuracy);
    }

    [Fact]
    public void TheSameClustersByNumberKeepTheirNamesAndOthersHaveNone()
    {
        var found = Fit("k-means", Documents());
        Assert.Equal(Names, found.KnownOr(new DocumentLabels([.. Known], null)).Names!);
        Assert.Null(found.KnownOr(new DocumentLabels([1, .. Known.Skip(1)], null)).Names);
    }

    [Fact]
    public void TheConfusionMatrixAndTheMappingHaveNames()
    {
        var found = Fit("k-means", Documents());
        var accuracy = ClusterAccuracy.Measure(found.KnownOr((DocumentLabels?)null), found.NamedLabels);
        Assert.Equal(["known pets", "known money"], accuracy.ConfusionMatrix!.RowNames!);
        Assert.Equal(["estimated 0", "estimated 1"], accuracy.ConfusionMatrix.ColumnNames!);
        Assert.Matches(@"^0 -> (0 \(pets\), 1 -> 2 \(money\)|2 \(money\), 1 -> 0 \(pets\))$", accuracy.Mapping.ToString());
        var matched = found.Match();
        accuracy = ClusterAccuracy.Measure(matched.KnownOr((DocumentLabels?)null), matched.NamedLabels);
        Assert.Equal(["estimated pets", "estimated money"], accuracy.ConfusionMatrix!.ColumnNames!);
        Assert.Equal("0 (pets) -> 0 (pets), 2 (money) -> 2 (money)", accuracy.Mapping.ToString());
        Assert.Equal([5, 0, 0, 3], accuracy.ConfusionMatrix.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NamesSurviveAFile(string kind)
    {
        var matched = Fit(kind, Documents()).Match();
        string path = Path.Combine(_folder, "x.json");
        foreach (bool withDocuments in (bool[])[true, false])
        {
            ModelFile.Write(matched, path, overwrite: true, withDocuments: withDocuments);
            var read = (FittedClustering)ModelFile.Read(path);
            Assert.Equal(matched.ClusterName, read.ClusterName);
            Assert.Equal(matched.ClusterName, read.Centers.RowNames!);
            Assert.Equal(matched.Mapping!.ToString(), read.Mapping!.ToString());
            Assert.Equal(Posterior(matched)?.ColumnNames, Posterior(read)?.ColumnNames);
            Assert.Equal(withDocuments ? Posterior(matched)?.RowNames : Posterior(matched) is null ? null : [], Posterior(read)?.RowNames);
        }
    }

    [Theory]
    [InlineData(DfmSamplerKind.NumPy)]
    [InlineData(DfmSamplerKind.Fast)]
    public void DocumentsDrawnFromANamedModelHaveNamedClusters(DfmSamplerKind sampler)
    {
        var named = ((MixtureClustering)Fit("EM", Documents()).Match()).Model;
        Assert.Equal(["pets", "money"], named.Mu.RowNames!);
        string path = Path.Combine(_folder, "x.json");
        ModelFile.Write(named, path);
        foreach (var model in (MixtureModel[])[named, (MixtureModel)ModelFile.Read(path)])
            Assert.Equal(["pets", "money"], Draw(model).KnownClusterName!);
        Assert.Null(Draw(((MixtureClustering)Fit("EM", Documents())).Model).KnownClusterName);

        Dfm Draw(MixtureModel model) => sampler == DfmSamplerKind.Fast
            ? FastDfmSampler.Sample(model, 5, DocumentLength.Fixed(9), RandomGenerator.FromSeed(1))
            : DfmSampler.Sample(model, 5, DocumentLength.Fixed(9), RandomGenerator.FromSeed(1));
    }

    [Fact]
    public void AnOlderFileWithoutNamesIsRead()
    {
        string path = Path.Combine(_folder, "x.json");
        ModelFile.Write(Fit("k-means", Documents()).Match(), path);
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.True(root["content"]!["mapping"]!.AsObject().Remove("knownName"));
        File.WriteAllText(path, root.ToJsonString());
        var read = (FittedClustering)ModelFile.Read(path);
        Assert.Equal(["cluster0", "cluster2"], read.ClusterName);
        Assert.Equal(Names, read.Dfm.KnownClusterName!);
    }

    private static DenseMatrix? Posterior(FittedClustering clustering) => clustering switch
    {
        MixtureClustering mixture => mixture.Posterior,
        GibbsClustering gibbs => gibbs.Posterior,
        _ => null,
    };

    private static FittedClustering Fit(string kind, Dfm dfm) => kind switch
    {
        "EM" => MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2 }, 1),
        "Gibbs" => Gibbs.Fit(dfm, new GibbsOptions { K = 4 }, 1),
        "four" => KMeans.Fit(dfm, new KMeansOptions { K = 4 }, 1),
        _ => KMeans.Fit(dfm, new KMeansOptions { K = 2 }, 1),
    };

    // Three documents about shares, five about cats; clearly separate, and all different.
    private static Dfm Documents()
    {
        double[][] rows = [[30, 0, 1], [31, 0, 0], [33, 0, 2], [0, 30, 1], [0, 31, 0], [0, 33, 2], [0, 36, 1], [0, 40, 0]];
        return new Dfm(SparseMatrix.FromDense(8, 3, [.. rows.SelectMany(row => row)]), ["shares", "cat", "the"], null, [.. "abcdefgh".Select(c => $"{c}")], [.. Known]) { KnownClusterName = Names };
    }
}
