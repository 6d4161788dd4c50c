using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The kernels of k-means against plain k-means: the same labels, centres and first documents, bit by bit, at every vector width.</summary>
public sealed class KMeansTwinTests
{
    private static readonly KMeansArithmetic[] Arithmetics = [KMeansArithmetic.Sparse, KMeansArithmetic.Dense];

    [Fact]
    public void LloydsIterationIsThePlainOne()
    {
        foreach (var (points, k, random) in Cases(6))
        {
            Assert.True(DenseLloyd.Suits(points, k));
            IEnumerable<LloydIteration> iterations = [new DenseLloyd(points, k, default), .. Widths.All.Select(width => new Lloyd(points, k, 1, default, width: width))];
            foreach (var lloyd in iterations)
            {
                var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => random.Next(points.RowOf.Length))]);
                var labels = new int[points.Count];
                for (int iteration = 0; iteration < 6; iteration++)
                {
                    var expected = PlainKMeans.Assign(points, centers, k);
                    double inertia = PlainKMeans.Inertia(points, centers, expected);
                    if (iteration == 0) lloyd.Assign(centers, labels);
                    else lloyd.Follow(labels);
                    Assert.Equal(expected, labels);
                    Assert.Equal(inertia, lloyd.Inertia(labels), 1e-9 * (1 + inertia));
                    var means = PlainKMeans.Means(points, centers, labels, k);
                    double moved = means.Zip(centers, (a, b) => (a - b) * (a - b)).Sum();
                    var (shift, before) = lloyd.Update(labels);
                    Assert.Equal(means, lloyd.Centers());
                    Assert.Equal(moved, shift, 1e-12 * (1 + moved));
                    Assert.Equal(moved <= 0, lloyd.IsWithin(shift, 0));
                    Assert.Equal(inertia, before, 1e-9 * (1 + inertia));
                    if (means.SequenceEqual(centers)) Assert.Equal(inertia, lloyd.InertiaOfUnchanged(labels, before), 1e-9 * (1 + inertia));
                    centers = means;
                }

                lloyd.Dispose();
            }

            points.Dispose();
        }
    }

    // Many documents and centres, so that there are several groups of centres, most of whose bounds rule them out.
    [Theory]
    [InlineData(3, 60, true, false)]
    [InlineData(20, 60, true, false)]
    [InlineData(45, 60, true, true)]
    [InlineData(300, 60, true, false)]
    [InlineData(600, 60, true, false)]
    [InlineData(1100, 20, true, false)]
    [InlineData(20, 60, false, false)]
    [InlineData(12, 3, false, false)]
    [InlineData(3, 60, false, true)]
    [InlineData(100, 60, false, true)]
    public void BoundsRuleOutNoNearestCentre(int k, int features, bool weighted, bool dense)
    {
        var dfm = Topics(1500, features);
        using var points = PointSet.Create(weighted ? TfIdf.Transform(dfm, new TfIdfOptions()) : dfm, dense ? KMeansArithmetic.Dense : KMeansArithmetic.Sparse, 1, default);
        var random = new System.Random(k);
        var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => random.Next(1500))]);
        Lloyd[] lloyds = [.. Widths.All.Select(width => new Lloyd(points, k, 2, default, width: width))];
        var labels = lloyds.Select(_ => new int[points.Count]).ToArray();

        // Plain k-means, which takes most of the time, iterates once for all widths.
        for (int iteration = 0; iteration < 12; iteration++)
        {
            var expected = PlainKMeans.Assign(points, centers, k);
            var means = PlainKMeans.Means(points, centers, expected, k);
            foreach (var (lloyd, found) in lloyds.Zip(labels))
            {
                if (iteration == 0) lloyd.Assign(centers, found);
                else lloyd.Follow(found);
                Assert.Equal(expected, found);
                lloyd.Update(found);

                // Nothing may depend on the plain centres' having been asked for.
                if (iteration % 3 == 2) Assert.Equal(means, lloyd.Centers());
            }

            centers = means;
        }

        foreach (var lloyd in lloyds) lloyd.Dispose();
    }

    [Fact]
    public void CentresAreUpdatedFromAnyLabels()
    {
        foreach (var (points, k, random) in Cases(6))
        {
            var update = new CenterUpdate(points, k, random.Next(1, 4), false, default);
            var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => random.Next(points.RowOf.Length))]);
            var labels = new int[points.Count];
            foreach (ref int label in labels.AsSpan()) label = random.Next(k);
            for (int turn = 0; turn < 5; turn++)
            {
                update.Start(centers);
                update.Update(labels);
                var next = PlainKMeans.Means(points, centers, labels, k);
                Assert.Equal(next, update.Exact());
                AssertWithin(update, points, next);

                // A few rows move, so that some clusters keep their sums and others don't; some may be emptied.
                for (int moves = random.Next(3); moves > 0; moves--) labels[random.Next(labels.Length)] = random.Next(k);
                update.Update(labels);
                centers = PlainKMeans.Means(points, next, labels, k);
                Assert.Equal(centers, update.Exact());
                AssertWithin(update, points, centers);
            }

            points.Dispose();
        }
    }

    [Fact]
    public void TheTableOfCentresHasTheirDotProducts()
    {
        foreach (var (points, k, random) in Cases(3))
        {
            // The table is multiplied with rows as they are stored.
            if (points.IsShifted) continue;
            using var memory = new WorkMemory();
            int features = points.FeatureCount;
            var centers = Enumerable.Range(0, k * features).Select(_ => random.NextDouble() - 0.5).ToArray();
            int[] order = [.. Enumerable.Range(0, k).OrderBy(_ => random.Next())];
            foreach (var width in Widths.All)
            {
                foreach (int blockSize in new[] { 8, 16, 24, 40 })
                {
                    using var table = new BlockedCenters(memory, width);
                    table.Load(centers, order, features, 1, blockSize);
                    AssertTable(points, k, centers, order, table, random);
                }
            }

            points.Dispose();
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(30)]
    [InlineData(64)]
    [InlineData(300)]
    [InlineData(2100)]
    public void TheLeastDistancesAreThoseOfSorting(int k)
    {
        const int Features = 40;
        using var points = PointSet.Create(TestDfm.Random(203, Features, 7), KMeansArithmetic.Sparse, 1, default);
        var random = new System.Random(k);
        var centers = Enumerable.Range(0, k * Features).Select(_ => random.NextDouble()).ToArray();

        // Some centres are equal.
        for (int c = 2; c < k; c += 3) centers.AsSpan((c - 1) * Features, Features).CopyTo(centers.AsSpan(c * Features));
        double[] norms = [.. Enumerable.Range(0, k).Select(c => SumOfProducts.Squares(centers.AsSpan(c * Features, Features)))];
        var groups = new RivalGroups(k, Features);
        using var table = new CenterTable(points.Memory, groups, Features);
        table.Load(centers, norms, 1, default);
        int[] rows = [.. Enumerable.Range(0, points.Count).OrderBy(_ => random.Next())];
        var found = new LeastDistance[rows.Length];
        var all = new float[groups.Count * groups.Size];
        foreach (var width in Widths.All)
        {
            for (int g = 0; g < groups.Count; g++)
            {
                table.Find(g, points, rows, found, width);
                for (int i = 0; i < rows.Length; i++)
                {
                    table.Distances(points, rows[i], all, width);
                    var expected = Enumerable.Range(g * groups.Size, groups.Size).Where(c => c < k).Select(c => norms[c] - (2 * PlainKMeans.Dot(points, rows[i], centers.AsSpan(c * Features, Features)))).ToArray();
                    for (int c = 0; c < expected.Length; c++) Assert.Equal(expected[c], all[(g * groups.Size) + c], 1e-4);
                    Assert.Equal(expected.Min(), found[i].Distance, 1e-4);
                    Assert.Equal(expected.Min(), expected[found[i].Place], 1e-4);
                    if (expected.Length > 1) Assert.Equal(expected.Order().ElementAt(1), found[i].Second, 1e-4);
                    else Assert.Equal(float.PositiveInfinity, found[i].Second);
                }
            }
        }
    }

    // Single precision overflows and underflows where double precision doesn't.
    [Theory]
    [InlineData(1e-140)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(1e140)]
    public void LabelsDontDependOnTheScale(double scale)
    {
        var dfm = TfIdf.Transform(Topics(700, 30), new TfIdfOptions());
        double power = Math.ScaleB(1, Math.ILogB(scale));
        double[][] rows = [.. Enumerable.Range(0, 700).Select(i => dfm.Matrix.Row(i).ToArray())];
        var scaled = TestDfm.OfRows([.. rows.Select(row => Array.ConvertAll(row, x => x * power))], dfm.Weighting);
        foreach (int k in new[] { 5, 90 })
        {
            var options = new KMeansOptions { K = k, Restarts = 2, Arithmetic = KMeansArithmetic.Sparse };
            Assert.Equal(KMeans.Fit(dfm, options, 3).Labels, KMeans.Fit(scaled, options, 3).Labels);
        }
    }

    [Fact]
    public void PlusPlusDrawsTheDocumentsOfThePlainOne()
    {
        foreach (var (points, k, random) in Cases(4))
        {
            int seed = random.Next(1000);
            var expected = PlainKMeans.PlusPlus(points, k, new LegacyRandomState(seed));
            Assert.NotNull(points.SmallRows);
            Assert.Equal(expected, KMeansSeeding.PlusPlus(points, k, new LegacyRandomState(seed), 1, null, default));
            points.MayBeSmall = false;
            foreach (var width in Widths.All)
                Assert.Equal(expected, KMeansSeeding.PlusPlus(points, k, new LegacyRandomState(seed), 1, null, default, width));
            points.Dispose();
        }
    }

    // More than eight candidates at a time, and more rows than a part has.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    public void DistancesFromCandidatesAreThePlainOnes(int trials)
    {
        using var points = PointSet.Create(TestDfm.Random(5000, 80, 6), KMeansArithmetic.Sparse, 1, default);
        var random = new System.Random(trials);
        foreach (var width in Widths.All)
        {
            foreach (int k in new[] { 2, 100 })
            {
                foreach (int threads in new[] { 1, 3 })
                {
                    using var distances = new SeedingDistances(points, trials, k, threads, default, width);
                    var sums = new double[trials];
                    var closest = PlainKMeans.Distances(points, 17, isFirst: true);
                    distances.First(17);
                    distances.Take(0);
                    for (int step = 0; step < 3; step++)
                    {
                        Assert.Equal(closest, points.RowOf.Select(row => distances.Closest[row]));
                        int[] candidates = [.. Enumerable.Range(0, trials).Select(_ => random.Next(5000))];
                        distances.Compute(candidates);
                        distances.Potentials(sums);
                        for (int t = 0; t < trials; t++)
                        {
                            double sum = 0;
                            foreach (double distance in PlainKMeans.Distances(points, candidates[t], isFirst: false).Zip(closest, Math.Min)) sum += distance;
                            Assert.Equal(sum, sums[t]);
                        }

                        int taken = random.Next(trials);
                        distances.Take(taken);
                        closest = [.. PlainKMeans.Distances(points, candidates[taken], isFirst: false).Zip(closest, Math.Min)];
                    }
                }
            }
        }
    }

    private static Dfm Topics(int n, int j)
    {
        var random = new System.Random(n + j);
        var cells = new double[n * j];
        for (int i = 0; i < n; i++)
            for (int t = 0; t < 8; t++) cells[(i * j) + (((random.Next(4) * j / 4) + random.Next(Math.Max(1, j / 4))) % j)]++;
        return TestDfm.Of(n, j, cells);
    }

    private static IEnumerable<(PointSet Points, int K, System.Random Random)> Cases(int seeds)
    {
        foreach (var (dfm, random) in TwinCases.CountsAndWeights(seeds))
            foreach (int k in TwinCases.ClusterCounts(dfm.DocumentCount, random))
                foreach (var arithmetic in Arithmetics) yield return (PointSet.Create(dfm, arithmetic, 1, default), k, random);
    }

    /// <summary>The kept centres are as near to the plain ones as they say.</summary>
    private static void AssertWithin(CenterUpdate update, PointSet points, double[] plain)
    {
        double[] expected = [.. plain];
        if (points.IsShifted) points.AddMean(expected, 1);
        int features = points.FeatureCount;
        for (int c = 0; c < plain.Length / features; c++)
        {
            double squares = 0;
            for (int f = 0; f < features; f++) squares += Math.Pow(update.Centers[(c * features) + f] - expected[(c * features) + f], 2);
            Assert.InRange(Math.Sqrt(squares), 0, update.Error);
        }
    }

    private static void AssertTable(PointSet points, int k, double[] centers, int[] order, BlockedCenters table, System.Random random)
    {
        int size = table.BlockSize;
        var (dots, four) = (new double[size], new double[4 * size]);
        for (int block = 0; block * size < k; block++)
        {
            int[] rows = [.. Enumerable.Range(0, 4).Select(_ => random.Next(points.Count))];
            table.DotsOfFour(points, rows, block, four);
            for (int r = 0; r < 4; r++)
            {
                table.Dots(points.RowColumns(rows[r]), points.RowValues(rows[r]), dots, block);
                Assert.Equal(dots, four.AsSpan(r * size, size).ToArray());
                for (int i = 0; i < size; i++)
                {
                    int place = (block * size) + i;
                    double expected = place < k ? PlainKMeans.Dot(points, rows[r], centers.AsSpan(order[place] * points.FeatureCount, points.FeatureCount)) : 0;
                    Assert.Equal(expected, dots[i]);
                }
            }
        }
    }
}
