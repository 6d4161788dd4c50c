using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The reading of labels and seed words, their names, and the labels that are drawn.</summary>
public sealed class GuidanceTests
{
    private static readonly Dfm Named = TestDfm.OfRows([[2, 0, 0], [0, 2, 0], [0, 0, 2], [2, 1, 0], [0, 2, 1], [1, 0, 2]])
        .WithKnown(new DocumentLabels([0, 1, 2, 0, 1, 2], ["art", "law", "sport"]));

    [Fact]
    public void NamesKeepTheNumbersOfTheKnownClusters()
    {
        // Only art and sport are labelled; the free cluster isn't law, whatever it finds.
        var guidance = new GuidanceOptions { KnownLabels = [null, null, "sport", "art", null, null] };
        var fit = MixtureEM.Fit(Named, new MixtureEMOptions { K = 3, Guidance = guidance }, 1);
        Assert.Equal([0, 2, 3], fit.ClusterLabel);
        Assert.Equal(["art", "sport", "cluster3"], fit.ClusterName);
        Assert.Equal([0, 3, 2, 0, 3, 2], fit.Labels);
        Assert.Equal([2, 3], fit.LabelledDocument);
        var accuracy = fit.MeasureAccuracy(null, default);
        Assert.Equal((4, 2, 1.0), (accuracy.N, accuracy.LabelledCount, accuracy.Accuracy));
        accuracy = fit.MeasureAccuracy(null, default, includesGiven: true);
        Assert.Equal((6, 2), (accuracy.N, accuracy.LabelledCount));
        var sampled = Gibbs.Fit(Named, new GibbsOptions { K = 3, Guidance = guidance }, 1);
        Assert.Equal(["art", "sport"], sampled.ClusterName.Take(2));
        Assert.Equal((2, 0), (sampled.Labels[2], sampled.Labels[3]));
        Assert.Equal(["art", "law", "sport"], fit.Match().ClusterName);
    }

    [Fact]
    public void NamesOfLabelsAndSeedWordsAreMerged()
    {
        var options = new GuidanceOptions { KnownLabels = ["x", null, null, null, null, null], SeedTerms = [("y", [1]), ("x", [0])] };
        Assert.Equal(2, options.ClusterCount(Named));
        var guidance = Guidance.Resolve(Named, options, 2, 1)!;
        Assert.Equal([0, -1, -1, -1, -1, -1], guidance.Labels);

        // The tokens of each word over K.
        Assert.Equal([new SeedWord(0, 0, 2.5), new SeedWord(1, 1, 2.5)], guidance.Seeds);
        Assert.Equal([0, 1], guidance.Anchored);
    }

    [Fact]
    public void DrawnLabelsAreNestedAndBeginWithAnExampleOfEachCluster()
    {
        int[] known = [.. Enumerable.Range(0, 200).Select(i => i < 190 ? 0 : i < 198 ? 1 : 2)];
        int[] order = [.. LabelSource.Order(known, 7, default)];
        Assert.Equal(Enumerable.Range(0, 200), order.Order());
        Assert.Equal([0, 1, 2], order.Take(3).Select(i => known[i]).Order());
        Assert.NotEqual(order, LabelSource.Order(known, 8, default));
        var dfm = TestDfm.Random(200, 4, 3).WithKnown(new DocumentLabels(known, null));
        int[] Drawn(int count) => Guidance.Resolve(dfm, new GuidanceOptions { LabelledDocuments = count }, 3, 7)!.LabelledDocuments;
        Assert.Equal(order.Take(5).Order(), Drawn(5));
        Assert.Subset(Drawn(50).ToHashSet(), Drawn(20).ToHashSet());
        Assert.Null(Guidance.Resolve(dfm, new GuidanceOptions { LabelledDocuments = 0 }, 3, 7));
    }

    [Fact]
    public void AFitWithoutLabelsIsThatWithoutGuidance()
    {
        var dfm = TestDfm.Random(60, 5, 8).WithKnown(new DocumentLabels([.. Enumerable.Range(0, 60).Select(i => i % 2)], null));
        var plain = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2 }, 3);
        var guided = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Guidance = new GuidanceOptions { LabelledDocuments = 0, UnlabelledWeight = 0 } }, 3);
        Assert.Equal(plain.Posterior.Values, guided.Posterior.Values);
    }

    [Fact]
    public void ALabelOfADocumentWithoutTokensIsHeld()
    {
        var dfm = TestDfm.OfRows([[0, 0], [3, 0], [0, 3], [3, 1], [0, 2]]);
        var guidance = new GuidanceOptions { KnownLabels = ["b", "a", null, null, null] };
        foreach (FittedMixture fit in new FittedMixture[] { MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Guidance = guidance }, 1), Gibbs.Fit(dfm, new GibbsOptions { K = 2, Guidance = guidance }, 1) })
        {
            Assert.Equal(["b", "a"], fit.ClusterName);
            Assert.Equal([0, 1, 0, 1, 0], fit.Labels);
            Assert.Equal(1.0, fit.Posterior[0, 0]);
        }
    }

    [Fact]
    public void InvalidInputIsRefused()
    {
        Refused("LabelLengthMismatch", new GuidanceOptions { KnownLabels = [0, 1] });
        Refused("NoLabel", new GuidanceOptions { KnownLabels = [null, "", " ", double.NaN, null, null] });
        Refused("LabelBeyondK", new GuidanceOptions { KnownLabels = [5, null, null, null, null, null] });
        Refused("LabelBeyondK", new GuidanceOptions { SeedTerms = [("a", [0]), ("b", [1]), ("c", [2])] });
        Refused("ContradictingSeedTerm", new GuidanceOptions { SeedTerms = [("a", [0, 1]), ("b", [1])] });
        Refused("InvalidLabel", new GuidanceOptions { KnownLabels = [0.5, null, null, null, null, null] });
        Refused("InvalidOption", new GuidanceOptions { LabelledDocuments = 7 });
        Refused("InvalidOption", new GuidanceOptions { ModelSeedTerms = 1 });
        Assert.Equal("NoKnownCluster", Assert.Throws<MixtureException>(() => MixtureEM.Fit(TestDfm.Random(5, 3, 2), new MixtureEMOptions { K = 2, Guidance = new GuidanceOptions { LabelledDocuments = 2 } }, 1)).Id);
        foreach (double weight in new[] { -0.1, 1.1, double.NaN }) Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new GuidanceOptions { UnlabelledWeight = weight }).Id);
        foreach (double weight in new[] { 0, -1, double.NaN, 1e10 }) Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new GuidanceOptions { SeedWeight = weight }).Id);
        var all = MixtureEM.Fit(Named, new MixtureEMOptions { K = 3, Guidance = new GuidanceOptions { LabelledDocuments = 6 } }, 1);
        Assert.Equal("NoUnlabelledDocument", Assert.Throws<MixtureException>(() => all.MeasureAccuracy(null, default)).Id);
        Assert.Equal(1, all.MeasureAccuracy(null, default, includesGiven: true).Accuracy);
    }

    [Fact]
    public void ParametersThatWereAddedLaterDoNotChangeTheTextOfAMethod()
    {
        Assert.Equal("EM  - 10 1000 1E-07 0.1 - - - -", ExperimentMethod.BuiltIn(ExperimentMethodKind.EM, _ => null).Text);
        Assert.EndsWith(" LabelledDocument=20", ExperimentMethod.BuiltIn(ExperimentMethodKind.EM, name => name == "LabelledDocument" ? 20 : null).Text, StringComparison.Ordinal);
    }

    private static void Refused(string id, GuidanceOptions guidance)
    {
        Assert.Equal(id, Assert.Throws<MixtureException>(() => MixtureEM.Fit(Named, new MixtureEMOptions { K = 2, Guidance = guidance }, 1)).Id);
        Assert.Equal(id, Assert.Throws<MixtureException>(() => Gibbs.Fit(Named, new GibbsOptions { K = 2, Guidance = guidance }, 1)).Id);
    }
}
