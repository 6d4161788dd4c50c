using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Data;

/// <summary>Finite cells whose squares, sums or logarithms overflow are refused by name, or computed correctly.</summary>
public sealed class OverflowGuardTests
{
    private static readonly int[] Labels = [0, 1, 0, 1];
    private static readonly Dfm Plain = Make([3, 0, 1, 0, 4, 1, 5, 1, 0, 0, 6, 0]);

    public static TheoryData<string> Takers() => new(Uses(Plain).Keys);

    [Theory]
    [MemberData(nameof(Takers))]
    public void OnlyInputThatCannotBeComputedIsRefused(string use)
    {
        var error = Assert.Throws<MixtureException>(Uses(Make([3, 0, 1, 0, 1.5e308, 1, 1.7e308, 1, 0, 0, 6, 0]))[use]);
        Assert.Equal("CellTooLarge", error.Id);
        Assert.Equal(1.7e308, error.Target);
        if (use != "principal components") Assert.Contains("for 'a'", error.Message, StringComparison.Ordinal);
        Uses(Make([3e100, 0, 1, 0, 4e100, 1, 5, 1, 0, 0, 6, 0]))[use]();
    }

    [Theory]
    [InlineData(KMeansMethod.Lloyd, KMeansArithmetic.Dense)]
    [InlineData(KMeansMethod.Lloyd, KMeansArithmetic.Sparse)]
    [InlineData(KMeansMethod.Bisecting, KMeansArithmetic.Dense)]
    [InlineData(KMeansMethod.Bisecting, KMeansArithmetic.Sparse)]
    [InlineData(KMeansMethod.MiniBatch, KMeansArithmetic.Auto)]
    public void KMeansIsFiniteUpToItsLimit(KMeansMethod method, KMeansArithmetic arithmetic)
    {
        int refused = 0;
        for (int exponent = 140; exponent <= 308; exponent++)
        {
            double large = double.Parse($"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture);
            foreach (double other in new[] { large, -large, 0 })
            {
                var dfm = Make([large, 0, 1, 0, large, 1, large, other, 0, large, 0, other], DfmWeighting.Weighted("scaled"));
                try
                {
                    var found = KMeans.Fit(dfm, new KMeansOptions { K = 2, Method = method, Arithmetic = arithmetic, Restarts = 2 }, 1);
                    Assert.All([.. found.InertiaTrace, .. found.RestartInertia, .. found.DistanceFromCenter(), .. found.Centers.Values], value => Assert.True(double.IsFinite(value)));
                }
                catch (MixtureException error)
                {
                    Assert.Equal("CellTooLarge", error.Id);
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 3 * (308 - 154), 3 * (308 - 148));
    }

    [Fact]
    public void IdenticalRowsAreAlsoRefusedInDenseArithmetic() =>
        Assert.Equal("CellTooLarge", Assert.Throws<MixtureException>(() => KMeans.Fit(Make([1e200, 0, 0, 1e200, 0, 0]), new KMeansOptions { K = 1, Arithmetic = KMeansArithmetic.Dense }, 1)).Id);

    [Fact]
    public void GivenCentresHaveTheSameRange()
    {
        var centers = new DenseMatrix(2, 3, [1, 0, 0, 0, 1e200, 0], ["a", "b", "c"]);
        var error = Assert.Throws<MixtureException>(() => KMeans.Fit(Plain, new KMeansOptions { K = 2, InitialCenters = centers }, 1));
        Assert.Equal("CellTooLarge", error.Id);
        Assert.Contains("Centre 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-310)]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    [InlineData(1e308)]
    public void AnglesDoNotDependOnLengths(double scale)
    {
        double[] cells = [1, 0, 0.5, 0, 1, 0.25, 1, 0, 0, 0, 1, 0];
        var weighted = DfmWeighting.Weighted("scaled");
        var options = new KMeansOptions { K = 2, Metric = KMeansMetric.Cosine };
        var (plain, scaled) = (Make(cells, weighted), Make(Array.ConvertAll(cells, cell => cell * scale), weighted));
        var (expected, found) = (KMeans.Fit(plain, options, 1), KMeans.Fit(scaled, options, 1));
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal(expected.Inertia!.Value, found.Inertia!.Value, 1e-12);
        var predicted = ClusterPrediction.Predict(found, scaled);
        Assert.Equal(found.Labels, predicted.Labels);
        Assert.Equal(ClusterPrediction.Predict(expected, plain).Distances!.Values.ToArray(), predicted.Distances!.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(RowNorm.L2, 1e200)]
    [InlineData(RowNorm.L2, 1e307)]
    [InlineData(RowNorm.L1, 1e307)]
    public void LengthsOutOfRangeAreScaledByTheirLargest(RowNorm norm, double scale)
    {
        double[] cells = [8, 3, 6, 0, 7, 1];
        var options = new TfIdfOptions { Norm = norm };
        var expected = TfIdf.Transform(Make(cells), options).Matrix.Values.ToArray();
        var found = TfIdf.Transform(Make(Array.ConvertAll(cells, cell => cell * scale)), options).Matrix.Values.ToArray();
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e140)]
    public void ComponentsAreThoseOfTheScaledRows(double scale)
    {
        double[] cells = [1, 0, 0.5, 0, 1, 0.25, 1, 0.75, 0, 0, 1, 0];
        var expected = PrincipalComponents.Fit(Make(cells).Matrix);
        var found = PrincipalComponents.Fit(Make(Array.ConvertAll(cells, cell => cell * scale)).Matrix);
        Assert.Equal(expected.Scores.Values.ToArray(), found.Scores.Values.ToArray(), (a, b) => Math.Abs(a - (b / scale)) < 1e-12);
        for (int c = 0; c < 2; c++) Assert.Equal(expected.VarianceShare(c), found.VarianceShare(c), 1e-12);
    }

    [Fact]
    public void ComponentsOfTinyRowsHaveSharesEvenIfTheirVarianceUnderflows()
    {
        var found = PrincipalComponents.Fit(Make([1e-300, 0, 0, 0, 2e-300, 0, 3e-300, 0, 1e-310]).Matrix);
        Assert.Equal(0, found.TotalVariance);
        Assert.Equal(1, found.VarianceShare(0) + found.VarianceShare(1), 1e-6);
    }

    [Fact]
    public void LiftIsFiniteEvenIfItsProductsOverflow()
    {
        var dfm = Make([4e200, 1, 0, 0, 2e200, 0]);
        var found = KMeans.Fit(dfm, new KMeansOptions { K = 2, Metric = KMeansMetric.Cosine }, 1);
        var top = ClusterTerm.Rows(found, new ClusterTermOptions { Top = 1, Measure = TermMeasure.Lift });
        Assert.Equal([1.5, 3], top.Select(term => term.Score).Order(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void LongDocumentsAreTooLongForDirichletMultinomials()
    {
        var options = new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 1 };
        var error = Assert.Throws<MixtureException>(() => MixtureEM.Fit(Make([1, 2, 0, 1e18, 1, 0]), options, 1));
        Assert.Equal("DocumentTooLong", error.Id);
        Assert.Equal(1, error.Target);
        var fit = MixtureEM.Fit(Make([1, 2, 0, 5, 1, 0]), options, 1);
        Assert.Equal("DocumentTooLong", Assert.Throws<MixtureException>(() => ClusterPrediction.Predict(fit, Make([1e18, 1, 0]))).Id);
    }

    [Fact]
    public void HugeCountsThatEmCanDistinguishAreDistinguished()
    {
        // The squares that seed the starts overflow.
        var fit = MixtureEM.Fit(Make([1e200, 0, 1, 0, 2e200, 1, 1e200, 1, 0, 0, 2e200, 0]), new MixtureEMOptions { K = 2 }, 1);
        Assert.True(double.IsFinite(fit.LogLikelihood!.Value));
        Assert.Equal([0, 1, 0, 1], fit.Labels.Select(label => label == fit.Labels[0] ? 0 : 1));
    }

    [Fact]
    public void UnseenTokensBeyondTheRangeAreClamped()
    {
        var fit = KMeans.Fit(Plain, new KMeansOptions { K = 2 }, 1);
        var others = new Dfm(SparseMatrix.FromDense(1, 2, [1, 1e300]), ["a", "unknown"]);
        Assert.Equal(long.MaxValue, Assert.Single(ClusterPrediction.Predict(fit, others).UnseenTokens));
    }

    [Theory]
    [InlineData(1.1e100)]
    [InlineData(1.7e308)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void SmoothingHasARange(double smoothing)
    {
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new MixtureEMOptions { K = 2, Smoothing = smoothing }).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new MixtureEMOptions { K = 2, AlphaSmoothing = smoothing }).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new ClusterTermOptions { Smoothing = smoothing }).Id);
    }

    [Fact]
    public void EtaWhoseSumIsNotFiniteIsRefused() =>
        Assert.Equal("InvalidEta", Assert.Throws<MixtureException>(() => Dirichlets.CheckedEta([1.7e308], 3)).Id);

    private static Dictionary<string, Action> Uses(Dfm dfm) => new()
    {
        ["k-means"] = () => KMeans.Fit(dfm, new KMeansOptions { K = 2 }, 1),
        ["sparse k-means"] = () => KMeans.Fit(dfm, new KMeansOptions { K = 2, Arithmetic = KMeansArithmetic.Sparse }, 1),
        ["bisecting k-means"] = () => KMeans.Fit(dfm, new KMeansOptions { K = 2, Method = KMeansMethod.Bisecting }, 1),
        ["mini-batch k-means"] = () => KMeans.Fit(dfm, new KMeansOptions { K = 2, Method = KMeansMethod.MiniBatch }, 1),
        ["step of k-means"] = () => KMeans.Step(dfm, new DenseMatrix(2, 3, [1, 0, 0, 0, 1, 0])),
        ["EM"] = () => MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2 }, 1),
        ["prediction by distance"] = () => ClusterPrediction.Predict(KMeans.Fit(Plain, new KMeansOptions { K = 2 }, 1), dfm),
        ["prediction by probability"] = () => ClusterPrediction.Predict(MixtureEM.Fit(Plain, new MixtureEMOptions { K = 2 }, 1), dfm),
        ["silhouette"] = () => Silhouette.Measure(dfm, Labels),
        ["silhouettes"] = () => Silhouette.PerDocument(dfm, Labels),
        ["Calinski-Harabasz"] = () => CalinskiHarabasz.Measure(dfm, Labels),
        ["Davies-Bouldin"] = () => DaviesBouldin.Measure(dfm, Labels),
        ["quality with counts"] = () => ClusterQuality.Measure(KMeans.Fit(Plain, new KMeansOptions { K = 2 }, 1), new ClusterQualityOptions { Counts = dfm }),
        ["lift"] = () => ClusterTerm.Rows(KMeans.Fit(Plain, new KMeansOptions { K = 2 }, 1), new ClusterTermOptions { Counts = dfm, Measure = TermMeasure.Lift }),
        ["tf-idf"] = () => TfIdf.Transform(dfm, new TfIdfOptions { Norm = RowNorm.None }),
        ["principal components"] = () => PrincipalComponents.Fit(dfm.Matrix),
    };

    // Three features.
    private static Dfm Make(double[] cells, DfmWeighting? weighting = null) =>
        new(SparseMatrix.FromDense(cells.Length / 3, 3, cells), ["a", "b", "c"], weighting);
}
