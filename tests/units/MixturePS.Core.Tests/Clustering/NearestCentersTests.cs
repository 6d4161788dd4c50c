using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Short cuts give the bits of the whole work.</summary>
public sealed class NearestCentersTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(20, true)]
    [InlineData(45, true)]
    [InlineData(300, true)]
    [InlineData(600, true)]
    [InlineData(20, false)]
    public void FollowingCentresGivesTheLabelsOfComparingWithAll(int k, bool weighted)
    {
        using var points = PointSet.Create(Documents(1500, 60, weighted), KMeansArithmetic.Auto, 1, default);
        var rng = new System.Random(k);
        var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => rng.Next(1500))]);
        var (next, labels, expected) = (new double[centers.Length], new int[points.Count], new int[points.Count]);
        var lloyd = new Lloyd(points, k, 2, default);
        for (int iteration = 0; iteration < 25; iteration++)
        {
            if (iteration == 0) lloyd.Assign(centers, labels);
            else lloyd.Follow(centers, labels);
            double inertia = new Lloyd(points, k, 1, default).Assign(centers, expected);
            Assert.Equal(expected, labels);
            double[] means = new double[centers.Length];
            var (shift, before) = new Lloyd(points, k, 1, default).Update(centers, labels, means);
            Assert.Equal(inertia, before, 1e-9 * (1 + inertia));
            Assert.Equal(shift, lloyd.Update(centers, labels, next).Shift);
            Assert.Equal(means, next);
            (centers, next) = (next, centers);
        }
    }

    [Fact]
    public void EqualDistancesGoToTheFirstCentre()
    {
        // Documents on a grid are as far from many centres, and stay so while others move.
        var dfm = Documents(400, 3, weighted: false);
        using var points = PointSet.Create(dfm, KMeansArithmetic.Sparse, 1, default);
        for (uint seed = 0; seed < 20; seed++)
        {
            var fit = KMeans.Fit(dfm, new KMeansOptions { K = 12, Restarts = 1, Arithmetic = KMeansArithmetic.Sparse, Tolerance = 0 }, seed);
            var labels = new int[points.Count];
            new Lloyd(points, 12, 1, default).Assign(fit.Centers.Values.ToArray(), labels);
            Assert.Equal(points.RowOf.Select(row => labels[row]), fit.Labels);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(52)]
    [InlineData(101)]
    public void DotProductsDontDependOnTheWidthOfVectors(int k)
    {
        const int J = 40;
        var rng = new System.Random(k);
        var centers = Enumerable.Range(0, k * J).Select(_ => rng.NextDouble() - 0.5).ToArray();
        int[] columns = [.. Enumerable.Range(0, J).Where(_ => rng.Next(3) > 0)];
        var values = columns.Select(_ => rng.NextDouble() * 3).ToArray();
        var results = new[] { VectorWidth.Scalar, VectorWidth.Bits256, VectorWidth.Bits512, VectorWidth.Widest }.Select(width =>
        {
            using var memory = new WorkMemory();
            using var table = new BlockedCenters(memory, width);
            table.Load(centers, [.. Enumerable.Range(0, k)], J, 1);
            var dots = new double[table.BlockSize];
            table.Dots(columns, values, dots);
            table.Load(centers, [.. Enumerable.Range(0, k)], J, 1, blockSize: 8);
            var block = new double[8];
            for (int b = 0; b < dots.Length / 8; b++)
            {
                table.Dots(columns, values, block, b);
                Assert.Equal(dots.AsSpan(b * 8, 8).ToArray(), block);
            }

            return dots;
        }).ToArray();
        for (int c = 0; c < k; c++)
        {
            double expected = 0;
            for (int p = 0; p < columns.Length; p++) expected += values[p] * centers[(c * J) + columns[p]];
            Assert.All(results, dots => Assert.Equal(expected, dots[c]));
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    public void FourRowsAtOnceHaveTheDotProductsOfEach(int blockSize)
    {
        using var points = PointSet.Create(Documents(400, 60, weighted: true), KMeansArithmetic.Sparse, 1, default);
        using var memory = new WorkMemory();
        var centers = points.Centers([.. Enumerable.Range(0, 30)]);
        foreach (var width in new[] { VectorWidth.Scalar, VectorWidth.Bits256, VectorWidth.Bits512 })
        {
            using var table = new BlockedCenters(memory, width);
            table.Load(centers, [.. Enumerable.Range(0, 30)], 60, 1, blockSize);
            var (four, one) = (new double[4 * blockSize], new double[blockSize]);
            double sum = 0;
            for (int row = 0; row + 40 <= points.Count; row += 7)
            {
                int[] rows = [row + 31, row, row + 2, row + 17];
                table.DotsOfFour(points, rows, 1, four);
                for (int r = 0; r < 4; r++)
                {
                    table.Dots(points.RowColumns(rows[r]), points.RowValues(rows[r]), one, 1);
                    Assert.Equal(one, four.AsSpan(r * blockSize, blockSize).ToArray());
                    sum += one.Sum();
                }
            }

            Assert.NotEqual(0, sum);
        }
    }

    [Theory]
    [InlineData(nameof(VectorWidth.Scalar))]
    [InlineData(nameof(VectorWidth.Bits256))]
    [InlineData(nameof(VectorWidth.Bits512))]
    public void LabelsDontDependOnTheWidthOfVectors(string width)
    {
        using var points = PointSet.Create(Documents(700, 50, weighted: true), KMeansArithmetic.Sparse, 1, default);
        var centers = points.Centers([.. Enumerable.Range(0, 37).Select(i => i * 11)]);
        var (expected, labels) = (new int[points.Count], new int[points.Count]);
        new Lloyd(points, 37, 1, default).Assign(centers, expected);
        using var nearest = new NearestCenters(points, 37, 1, Enum.Parse<VectorWidth>(width));
        nearest.Start(centers);
        nearest.Find(0, points.Count, labels, new double[2], default);
        Assert.Equal(expected, labels);
    }

    [Fact]
    public void TheTwoLeastDistancesOfAGroupAreFoundWhateverTheirPlaces()
    {
        var rng = new System.Random(5);
        for (int trial = 0; trial < 500; trial++)
        {
            int size = 8 * (1 + (trial % 3)), except = rng.Next(-3, size + 3);
            var norms = Enumerable.Range(0, size).Select(_ => rng.Next(6) == 0 ? double.PositiveInfinity : rng.Next(5)).ToArray();
            var dots = Enumerable.Range(0, size).Select(_ => rng.Next(3) / 4.0).ToArray();
            var distances = Enumerable.Range(0, size).Where(i => i != except).Select(i => norms[i] - (2 * dots[i])).Order().ToArray();
            Assert.Equal((distances[0], distances[1]), TwoLeastDistances.Find(norms, dots, except));
        }
    }

    [Fact]
    public void CandidatesByPostingsAreAsFarAsByWholeDotProducts()
    {
        using var points = PointSet.Create(Documents(5000, 80, weighted: true), KMeansArithmetic.Sparse, 1, default);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using var byPostings = new SeedingDistances(points, 3, 100, threads, default);
            using var byDots = new SeedingDistances(points, 3, 2, threads, default);
            var (a, b) = (new double[3], new double[3]);
            byPostings.First(17);
            byDots.First(17);
            byPostings.Take(0);
            byDots.Take(0);
            Assert.Equal(byDots.Closest.ToArray(), byPostings.Closest.ToArray());
            byPostings.Compute([3, 999, 4321]);
            byDots.Compute([3, 999, 4321]);
            byPostings.Potentials(a);
            byDots.Potentials(b);
            Assert.Equal(b, a);
        }
    }

    [Fact]
    public void DistinctDocumentsDontDependOnTheNumberOfThreads()
    {
        var matrix = Documents(100_000, 4, weighted: false).Matrix;
        var one = RowMerger.Merge(matrix, 1, default);
        var two = RowMerger.Merge(matrix, 2, default);
        Assert.Equal(one.RowOf, two.RowOf);
        Assert.Equal(one.FirstOf, two.FirstOf);
        Assert.Equal(one.Weights, two.Weights);
        Assert.Equal(one.FirstOf.Order(), one.FirstOf);
        Assert.Equal(100_000, one.Weights.Sum());
        for (int i = 0; i < 100_000; i += 997) Assert.Equal(matrix.Row(i), matrix.Row(one.FirstOf[one.RowOf[i]]));
    }

    [Fact]
    public void WeightsDontDependOnTheNumberOfThreads()
    {
        var dfm = Documents(9_000, 30, weighted: false);
        Assert.Equal(
            TfIdf.Transform(dfm, new TfIdfOptions(), threads: 1).Matrix.Values.ToArray(),
            TfIdf.Transform(dfm, new TfIdfOptions(), threads: 3).Matrix.Values.ToArray());
    }

    private static Dfm Documents(int n, int j, bool weighted)
    {
        var rng = new System.Random(n + j);
        var cells = new double[n * j];
        for (int i = 0; i < n; i++)
            for (int t = 0; t < 8; t++) cells[(i * j) + ((rng.Next(4) * j / 4) + rng.Next(Math.Max(1, j / 4))) % j]++;
        var dfm = new Dfm(SparseMatrix.FromDense(n, j, cells), [.. Enumerable.Range(0, j).Select(f => $"w{f}")]);
        return weighted ? TfIdf.Transform(dfm, new TfIdfOptions()) : dfm;
    }
}
