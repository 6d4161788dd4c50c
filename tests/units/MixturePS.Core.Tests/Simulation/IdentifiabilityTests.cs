using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Simulation;

/// <summary>Document lengths that are known to be necessary, and two mixtures that can't be distinguished.</summary>
public class IdentifiabilityTests
{
    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(2, 5, 3)]
    [InlineData(5, 5, 3)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 2, 5)]
    [InlineData(4, 2, 7)]
    [InlineData(10, 2, 19)]
    [InlineData(4, 3, 4)]
    [InlineData(6, 3, 5)]
    [InlineData(12, 10, 3)]
    public void DrawnClustersNeed(int k, int j, long length)
    {
        var model = MixtureModel.Draw(k, [1], null, Vocabularies.Numbered(j), RandomGenerator.FromSeed(3));
        var result = Test(model, length);
        Assert.Equal(length, result.NeededLength);
        Assert.True(result.IsIdentifiable, result.Reason);
        Assert.Equal((2 * k) - 1, result.GeneralLength);
        Assert.Equal(Math.Min(k, j), result.Rank);
        Assert.Equal(k <= j, result.HasIndependentClusters);
        if (length > 1) Assert.False(Test(model, length - 1).IsIdentifiable);
    }

    [Fact]
    public void NoModelNeedsMoreThanTheGeneralLength() =>
        Gen.Select(Gen.Int[2, 7], Gen.Int[2, 5], Gen.Int[0, 1000], Gen.Int[1, 4]).Sample((k, j, seed, levels) =>
        {
            // Coarse probabilities, so that linear dependence of rows is common.
            var random = new System.Random(seed);
            var rows = Enumerable.Range(0, k).Select(_ => Enumerable.Range(0, j).Select(_ => (double)random.Next(levels + 1)).ToArray()).ToArray();
            if (rows.Any(row => row.Sum() == 0)) return;
            var result = Test(new MixtureModel(DenseMatrix.FromRows([.. rows.Select(row => row.Select(x => x / row.Sum()).ToArray())])), 1000);
            Assert.Equal(result.HasDistinctClusters, result.IsIdentifiable);
            if (!result.HasDistinctClusters) return;
            Assert.InRange(result.NeededLength!.Value, 2, result.GeneralLength);
            if (result.HasIndependentClusters) Assert.InRange(result.NeededLength.Value, 2, 3);
            if (result.HasAnchorWords) Assert.Equal(2, result.NeededLength);
        });

    [Fact]
    public void CollinearClustersNeedAsManyTokensAsWithTwoWords()
    {
        var model = Model([0.5, 0.5, 0], [0.5, 0, 0.5], [0.5, 0.25, 0.25]);
        Assert.Equal((5L, 2), (Test(model, 5).NeededLength!.Value, Test(model, 5).Rank));
        Assert.Equal(0, Test(model, 5).SmallestSingularValue, 1e-15);
        Assert.Equal(IdentifiabilityVerdict.Undecided, Test(model, 4).Verdict);
    }

    [Fact]
    public void ClustersWithTheSameWordsAreNotIdentifiable()
    {
        var result = Test(Model([0.5, 0.5], [0.3, 0.7], [0.5, 0.5]), 1000);
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, result.Verdict);
        Assert.Equal(("0 = 2", (long?)null, false), (result.DuplicateClusters, result.NeededLength, result.HasDistinctClusters));
    }

    [Fact]
    public void TwoTokensSufficeWithAnchorWords()
    {
        var result = Test(Model([0.5, 0, 0.5], [0, 0.5, 0.5]), 2);
        Assert.True(result.HasAnchorWords && result.IsIdentifiable);
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, Test(Model([0.5, 0, 0.5], [0, 0.5, 0.5]), 1).Verdict);
        Assert.Equal(IdentifiabilityVerdict.Undecided, Test(Model([0.5, 0, 0.5], [0.1, 0.4, 0.5]), 2).Verdict);
    }

    [Fact]
    public void TheLongestDocumentsDecide()
    {
        var model = MixtureModel.Draw(3, [1], null, null, RandomGenerator.FromSeed(3));
        var result = Identifiability.Test(model, [(1, 0.75), (3, 0.25)]);
        Assert.True(result.IsIdentifiable);
        Assert.Equal((0.25, 1.5, 3L), (result.ShareLongEnough, result.DocumentLength, result.LongestLength));
        Assert.False(Identifiability.Test(model, [(1, 1.0), (3, 0)]).IsIdentifiable);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    public void BlockwiseWordsHaveTheSameSingularValues(int words)
    {
        var drawn = MixtureModel.Draw(5, [1], null, [.. Enumerable.Range(0, words).Select(j => $"w{j}")], RandomGenerator.FromSeed(4)).Mu;
        var reports = new Reports();
        var result = Identifiability.TestEach(new MixtureModel(drawn), [[(2, 1)], [(3, 1)]], reports, CancellationToken.None);
        var singular = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(5, words, drawn.Values.ToArray()).Svd(false).S;
        Assert.Equal(singular[4], result[0].SmallestSingularValue, 1e-13);
        Assert.Equal([2L, 3L], result.Select(each => each.LongestLength));
        Assert.Equal(5, result[1].Rank);
        Assert.Equal(Enumerable.Range(0, (words + 255) / 256).Select(block => block * 256.0 / words), reports.Fractions);

        // A row between two others adds no rank.
        double[][] rows = [.. Enumerable.Range(0, 5).Select(k => drawn.Row(k)), [.. drawn.Row(1).Zip(drawn.Row(3), (x, y) => (x + y) / 2)]];
        Assert.Equal(5, Test(Model(rows), 3).Rank);
    }

    [Fact]
    public void PairsOfTokensFitARotatedMixtureEquallyWell()
    {
        var model = Model([0.5, 0.3, 0.2], [0.2, 0.3, 0.5]);
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, Test(model, 2).Verdict);
        var (cos, sin) = (Math.Cos(0.1), Math.Sin(0.1));
        double[] a = [.. model.Mu.Row(0).Select(p => Math.Sqrt(0.5) * p)], b = [.. model.Mu.Row(1).Select(p => Math.Sqrt(0.5) * p)];
        double[] first = [.. a.Zip(b, (x, y) => (cos * x) - (sin * y))], second = [.. a.Zip(b, (x, y) => (sin * x) + (cos * y))];
        double[] alpha = [first.Sum() * first.Sum(), second.Sum() * second.Sum()];
        var other = new MixtureModel(DenseMatrix.FromRows([[.. first.Select(x => x / first.Sum())], [.. second.Select(x => x / second.Sum())]]), alpha);
        Assert.NotEqual(0.5, other.Alpha[0], 0.05);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) Assert.Equal(Pair(model, i, j), Pair(other, i, j), 1e-15);
    }

    private static double Pair(MixtureModel model, int i, int j) => Enumerable.Range(0, model.K).Sum(k => model.Alpha[k] * model.Mu[k, i] * model.Mu[k, j]);

    private static IdentifiabilityResult Test(MixtureModel model, long length) => Identifiability.Test(model, [(length, 1.0)]);

    private static MixtureModel Model(params double[][] rows) => new(DenseMatrix.FromRows(rows));
}
