using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Selects features of an existing DFM.</summary>
public sealed class FeatureSelectionTests
{
    private static readonly Dfm Counts = new(
        SparseMatrix.FromDense(4, 5, [2, 1, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 5, 1, 1, 0, 0, 0]), ["ab", "b", "c", "never", "e"], null, ["w", "x", "y", "z"], [3, 0, 1, 3]);

    [Fact]
    public void EachLimitIsCounted()
    {
        Assert.Equal(["ab", "b"], Select(new() { MinDocumentFrequency = 2 }, r => r.RareCount, 3).Vocabulary);
        Assert.Equal(["ab", "c", "e"], Select(new() { MaxDocumentFrequency = 2 }, r => r.CommonCount, 1, rare: 1).Vocabulary);
        Assert.Equal(["ab", "b", "c", "e"], Select(new() { MinCount = 3 }, r => r.LowCount, 1).Vocabulary);
        Assert.Equal(["ab", "b", "c", "never"], Select(new() { MaxCount = 4 }, r => r.HighCount, 1).Vocabulary);
        Assert.Equal(["ab", "e"], Select(new() { MaxFeatures = 2 }, r => r.SurplusCount, 3).Vocabulary);
        Assert.Equal(["ab", "b"], Select(new() { Pattern = DfmBuilderOptions.ParsePattern("b$") }, r => r.UnmatchedCount, 3).Vocabulary);
        Assert.Equal(["b", "e"], Select(new() { Keep = ["e", "b", "other"] }, r => r.ListedCount, 3).Vocabulary);
        Assert.Equal(["ab", "c", "never"], Select(new() { Drop = ["e", "b"] }, r => r.ListedCount, 2).Vocabulary);
        Assert.Equal(1, FeatureSelection.Select(Counts, new() { Keep = ["e", "other"] }).Selection!.NotFoundCount);
    }

    [Fact]
    public void EmptyDocumentsAreKeptUnlessDropped()
    {
        var kept = FeatureSelection.Select(Counts, new() { Keep = ["c", "e"] });
        Assert.Equal((4, 2, 0), (kept.DocumentCount, kept.Selection!.EmptyDocumentCount, kept.Selection.DroppedDocumentCount));
        Assert.Equal([0.0, 0], kept.Row(0));
        var dropped = FeatureSelection.Select(Counts, new() { Keep = ["c", "e"], DropEmptyDocuments = true });
        Assert.Equal(["x", "y"], dropped.DocumentName);
        Assert.Equal([0, 1], dropped.KnownCluster!);
        Assert.Equal([3.0, 0], dropped.Row(0));
        Assert.Equal([0.0, 5], dropped.Row(1));
        Assert.Equal((2, 6.0), (dropped.Selection!.DroppedDocumentCount, dropped.Selection.DroppedTotal));
        Assert.Equal("2 of 5 features kept, 3 left out by list, 2 documents without features, 2 of them left out", dropped.Selection.ToString());
    }

    [Fact]
    public void WeightsAreSelectedWithTheirFeaturesButHaveNoTotals()
    {
        var weighted = TfIdf.Transform(Counts, new());
        var selected = FeatureSelection.Select(weighted, new() { MinDocumentFrequency = 2 });
        Assert.Equal([weighted.Weighting.FeatureWeight![0], weighted.Weighting.FeatureWeight[1]], selected.Weighting.FeatureWeight!);
        Assert.Equal(weighted.Weighting.Name, selected.Weighting.Name);
        Assert.Equal(weighted[0, 1], selected[0, 1]);
        foreach (var options in new FeatureSelectionOptions[] { new() { MinCount = 1 }, new() { MaxCount = 1 }, new() { MaxFeatures = 1 } })
            Assert.Equal("AlreadyWeighted", Assert.Throws<MixtureException>(() => { FeatureSelection.Select(weighted, options); }).Id);
    }

    [Fact]
    public void TheModelIsRemovedWithItsWords()
    {
        var generator = RandomGenerator.FromSeed(1);
        var model = MixtureModel.Draw(2, [1.0], null, null, generator);
        var dfm = DfmSampler.Sample(model, 20, DocumentLength.Fixed(6), generator);
        Assert.Same(model, FeatureSelection.Select(dfm, new() { MinDocumentFrequency = 1, DropEmptyDocuments = true }).Model);
        Assert.Null(FeatureSelection.Select(dfm, new() { Drop = ["cat"] }).Model);
    }

    [Fact]
    public void ContradictionsAreRefused()
    {
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => { FeatureSelection.Select(Counts, new() { MinCount = 3, MaxCount = 2 }); }).Id);
        Assert.Equal("ConflictingDocumentFrequency", Assert.Throws<MixtureException>(() => { FeatureSelection.Select(Counts, new() { MinDocumentFrequency = 3, MaxDocumentFrequency = 0.5 }); }).Id);
        Assert.Equal("InvalidDocumentFrequency", Assert.Throws<MixtureException>(() => new FeatureSelectionOptions { MinDocumentFrequency = 0 }).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new FeatureSelectionOptions { MaxFeatures = 0 }).Id);
    }

    private static Dfm Select(FeatureSelectionOptions options, Func<FeatureSelectionReport, int> reason, int count, int rare = 0)
    {
        var selected = FeatureSelection.Select(Counts, options);
        var report = selected.Selection!;
        Assert.Equal(count, reason(report));
        Assert.Equal(5 - count - rare, report.FeatureCount);
        Assert.Equal(Counts.DocumentLength().Sum() - selected.DocumentLength().Sum(), report.DroppedTotal);
        for (int j = 0; j < selected.FeatureCount; j++)
            for (int i = 0; i < 4; i++) Assert.Equal(Counts[i, Counts.Vocabulary.ToList().IndexOf(selected.Vocabulary[j])], selected[i, j]);
        return selected;
    }
}
