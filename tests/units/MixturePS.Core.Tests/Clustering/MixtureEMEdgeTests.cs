using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>EM on extreme documents and parameters.</summary>
public sealed class MixtureEMEdgeTests
{
    private static readonly DenseMatrix TwoByTwo = DenseMatrix.FromRows([[0.9, 0.1], [0.2, 0.8]]);

    [Fact]
    public void OneClusterHasTheSharesOfAllTokens()
    {
        var fit = MixtureEM.Fit(TestDfm.Of(3, 3, [1, 0, 0, 2, 3, 0, 0, 0, 4]), new MixtureEMOptions { K = 1, Smoothing = 0 }, 0);
        double[] shares = [0.3, 0.3, 0.4];
        for (int j = 0; j < 3; j++) Assert.Equal(shares[j], fit.Mu[0, j], 1e-12);
        Assert.Equal([0, 0, 0], fit.Labels);
        Assert.Equal([1.0], fit.Alpha);
        Assert.Equal(2, fit.FreeParameterCount);
    }

    [Fact]
    public void AsManyClustersAsDocumentsGiveEachItsOwn()
    {
        var fit = MixtureEM.Fit(TestDfm.Of(3, 3, [5, 0, 0, 0, 5, 0, 0, 0, 5]), new MixtureEMOptions { K = 3 }, 0);
        Assert.Equal(3, fit.Labels.Distinct().Count());
    }

    [Fact]
    public void AWordOfASingleClusterDecidesExactly()
    {
        var fit = MixtureEM.Fit(
            TestDfm.Of(2, 3, [0, 1, 500, 1, 0, 500]),
            new MixtureEMOptions { K = 2, Mu = DenseMatrix.FromRows([[0, 0.5, 0.5], [0.5, 0, 0.5]]), Alpha = [0.5, 0.5] },
            0);
        Assert.Equal([1.0, 0.0], fit.Posterior.Row(0));
        Assert.Equal([0.0, 1.0], fit.Posterior.Row(1));
        Assert.True(double.IsFinite(fit.LogLikelihood!.Value));
        Assert.Equal(0, fit.ImpossibleDocumentCount);
    }

    [Fact]
    public void WordsImpossibleInEveryClusterAreIgnored()
    {
        var mu = DenseMatrix.FromRows([[0.6, 0.4, 0, 0], [0.3, 0.1, 0.6, 0]]);
        var options = new MixtureEMOptions { K = 2, Mu = mu, Alpha = [0.25, 0.75] };

        // The last word is impossible in both clusters. Of the second document's tokens, three are impossible in the first cluster and one in the second.
        var fit = MixtureEM.Fit(TestDfm.Of(3, 4, [2, 0, 0, 7, 1, 0, 2, 1, 1, 0, 0, 0]), options, 0);
        Assert.Equal(0.25 * 0.36 / ((0.25 * 0.36) + (0.75 * 0.09)), fit.Posterior[0, 0], 1e-12);
        Assert.Equal([0.0, 1.0], fit.Posterior.Row(1));
        Assert.Equal(0.25 * 0.6 / ((0.25 * 0.6) + (0.75 * 0.3)), fit.Posterior[2, 0], 1e-12);
        Assert.Equal(2, fit.ImpossibleDocumentCount);
        Assert.Equal(double.NegativeInfinity, fit.LogLikelihood);

        // The shares can still be fitted.
        var shares = MixtureEM.Fit(TestDfm.Of(3, 4, [2, 0, 0, 7, 1, 0, 2, 1, 1, 0, 0, 0]), new MixtureEMOptions { K = 2, Mu = mu }, 0);
        Assert.True(shares.Iterations > 1);
        Assert.Equal(1, shares.FreeParameterCount);
        Assert.All(shares.Posterior.Values.ToArray(), p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void DocumentsWithoutTokensHaveAlphaAsPosterior()
    {
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            var fit = MixtureEM.Fit(TestDfm.Of(5, 2, [9, 1, 0, 0, 1, 9, 9, 2, 0, 0]), new MixtureEMOptions { K = 2, Component = component }, 1);
            Assert.Equal(2, fit.EmptyDocumentCount);
            for (int k = 0; k < 2; k++) Assert.Equal(fit.Alpha[k], fit.Posterior[1, k], 1e-4);
        }

        var nothing = MixtureEM.Fit(TestDfm.Of(4, 2, new double[8]), new MixtureEMOptions { K = 2, Smoothing = 0 }, 1);
        Assert.Equal(0, nothing.LogLikelihood!.Value, 1e-12);
        Assert.All(nothing.Mu.Values.ToArray(), p => Assert.InRange(p, 0, 1));
    }

    [Theory]
    [InlineData(MixtureComponent.Multinomial)]
    [InlineData(MixtureComponent.DirichletMultinomial)]
    public void OneFeatureAndIdenticalDocumentsAreAllowed(MixtureComponent component)
    {
        foreach (var dfm in new[] { TestDfm.Of(5, 1, [0, 1, 2, 3, 4]), TestDfm.Of(6, 2, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) })
        {
            var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Component = component }, 1);
            Assert.All(fit.Posterior.Values.ToArray(), p => Assert.InRange(p, 0, 1));
            Assert.True(double.IsFinite(fit.Icl));
            if (dfm.FeatureCount == 2) Assert.Equal(1, fit.DistinctClusterCount);
        }
    }

    [Fact]
    public void DocumentsOfAnyLengthHaveFinitePosteriors()
    {
        double[] cells = [1e9, 2, 0, 3, 1e9, 1, 1, 1, 1, 0, 0, 1e12, 5e8, 5e8, 0, 1, 0, 0];
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            foreach (bool hard in new[] { false, true })
            {
                var fit = MixtureEM.Fit(TestDfm.Of(6, 3, cells), new MixtureEMOptions { K = 3, Component = component, Hard = hard, Smoothing = 0 }, 2);
                Assert.True(double.IsFinite(fit.LogLikelihood!.Value));
                for (int i = 0; i < 6; i++) Assert.Equal(1, fit.Posterior.Row(i).Sum(), 1e-9);
            }
        }
    }

    [Fact]
    public void StoredZerosAreZeros()
    {
        var matrix = new SparseMatrix(2, 2, [0, 2, 3], [0, 1, 1], [3, 0, 2]);
        var fit = MixtureEM.Fit(new Dfm(matrix, ["a", "b"]), new MixtureEMOptions { K = 2, Mu = DenseMatrix.FromRows([[1, 0], [0, 1]]), Alpha = [0.5, 0.5] }, 0);
        Assert.Equal([0, 1], fit.Labels);
        Assert.Equal(2 * Math.Log(0.5), fit.LogLikelihood!.Value, 1e-12);
    }

    [Fact]
    public void GivenWordsAreMatchedByName()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(3, 3, [4, 1, 0, 0, 0, 5, 0, 3, 2]), ["sun", "rain", "fog"], null, null, [0, 1, 1]) { KnownClusterName = ["dry", "wet"] };
        var mu = new DenseMatrix(2, 3, [0.1, 0.6, 0.3, 0.7, 0.1, 0.2], ["rain", "sun", "snow"]);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Mu = mu, Alpha = [0.5, 0.5] }, 0);
        Assert.Equal(["rain", "sun", "snow"], fit.Dfm.Vocabulary);
        Assert.Equal([1, 4, 0], fit.Dfm.Row(0));
        Assert.Equal([0.0, 0, 0], fit.Dfm.Row(1));
        Assert.Equal(7, fit.UnknownTokenCount);
        Assert.Equal(1, fit.EmptyDocumentCount);
        Assert.Equal(0, fit.Labels[0]);
        Assert.Equal(1, fit.Labels[2]);
        Assert.Equal(dfm.KnownCluster, fit.Dfm.KnownCluster);
        Assert.Equal(["dry", "wet"], fit.Dfm.KnownClusterName);

        // Names that only number the columns are not words.
        var plain = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Mu = new MixtureModel(new DenseMatrix(2, 3, mu.Values.ToArray())).Mu, Alpha = [0.5, 0.5] }, 0);
        Assert.Equal(0, plain.UnknownTokenCount);
        Assert.Same(dfm, plain.Dfm);
    }

    [Fact]
    public void GivenWordsNeedToBeDistinct()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(1, 2, [1, 2]), ["sun", "rain"]);
        var mu = new DenseMatrix(1, 2, [0.5, 0.5], ["sun", "sun"]);
        Assert.Equal("DuplicateVocabularyWord", Assert.Throws<MixtureException>(() => MixtureEM.Fit(dfm, new MixtureEMOptions { K = 1, Mu = mu }, 0)).Id);
    }

    [Fact]
    public void FixedSharesStayAndFitsStartFromGivenParameters()
    {
        var dfm = TestDfm.Random(80, 2, 5);
        var held = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Alpha = [0.3, 0.7] }, 1);
        Assert.Equal([0.3, 0.7], held.Alpha);
        Assert.Equal(2, held.FreeParameterCount);
        var options = new MixtureEMOptions { K = 2, InitialMu = TwoByTwo, InitialAlpha = [0.4, 0.6] };
        var first = MixtureEM.Step(dfm, new MixtureModel(TwoByTwo, [0.4, 0.6]), options);
        var started = MixtureEM.Fit(dfm, options, 1);
        Assert.Equal(first.Objective, started.ObjectiveTrace[0], 1e-9);
        Assert.Single(started.RestartLogLikelihood);
        Assert.Equal(1, started.Anneal);
    }

    [Fact]
    public void TooFewIterationsAreReported()
    {
        var fit = MixtureEM.Fit(TestDfm.Random(200, 10, 4), new MixtureEMOptions { K = 6, Restarts = 1, MaxIterations = 2, Anneal = 1 }, 0);
        Assert.Equal(ExitReason.MaximumIterations, fit.ExitReason);
        Assert.Equal(2, fit.Iterations);
        Assert.False(fit.Converged);
    }

    [Theory]
    [InlineData("EmptyDfm")]
    [InlineData("AlreadyWeighted")]
    [InlineData("FractionalCount")]
    [InlineData("TooManyClusters")]
    [InlineData("InvalidClusterCount")]
    [InlineData("ShapeMismatch")]
    [InlineData("VocabularyMismatch")]
    [InlineData("InvalidProbability")]
    [InlineData("InvalidAlpha")]
    [InlineData("AlphaSumNotOne")]
    [InlineData("InvalidOption")]
    public void InvalidInputHasItsId(string id)
    {
        var dfm = TestDfm.Of(2, 2, [1, 0, 0, 1]);
        var two = new MixtureEMOptions { K = 2 };
        Action action = id switch
        {
            "EmptyDfm" => () => MixtureEM.Fit(TestDfm.Of(0, 2, []), two, 0),
            "AlreadyWeighted" => () => MixtureEM.Fit(TfIdf.Transform(dfm, new TfIdfOptions()), two, 0),
            "FractionalCount" => () => MixtureEM.Fit(TestDfm.Of(2, 2, [1, 0.5, 0, 1]), two, 0),
            "TooManyClusters" => () => MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3 }, 0),
            "InvalidClusterCount" => () => MixtureEM.Fit(dfm, new MixtureEMOptions { K = 0 }, 0),
            "ShapeMismatch" => () => MixtureEM.Fit(dfm, two with { Mu = DenseMatrix.FromRows([[1.0], [1.0]]) }, 0),
            "VocabularyMismatch" => () => MixtureEM.Fit(new Dfm(dfm.Matrix, ["a", "b"]), two with { Mu = new DenseMatrix(2, 2, [1, 0, 0, 1], ["c", "d"]) }, 0),
            "InvalidProbability" => () => MixtureEM.Fit(dfm, two with { Mu = DenseMatrix.FromRows([[0.5, 0.4], [0.2, 0.8]]) }, 0),
            "InvalidAlpha" => () => MixtureEM.Fit(dfm, two with { Alpha = [1] }, 0),
            "AlphaSumNotOne" => () => MixtureEM.Fit(dfm, two with { Alpha = [0.5, 0.6] }, 0),
            _ => () => MixtureEM.Fit(dfm, two with { Mu = TwoByTwo, Component = MixtureComponent.DirichletMultinomial }, 0),
        };
        Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void OptionsAreValidatedWhenSet(double value)
    {
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new MixtureEMOptions { K = 1, Anneal = value }).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new MixtureEMOptions { K = 1, Smoothing = -1 - value }).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new MixtureEMOptions { K = 1, Tolerance = double.NaN * value }).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new MixtureEMOptions { K = 1, Restarts = 0 }).Id);
    }

    [Fact]
    public void ACancelledFitEnds() => Checks.CancelThroughout(token => MixtureEM.Fit(TestDfm.Random(50, 5, 3), new MixtureEMOptions { K = 2 }, 0, null, token));
}
