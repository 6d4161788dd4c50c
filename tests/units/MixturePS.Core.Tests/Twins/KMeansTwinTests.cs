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
            foreach (var width in Widths.All)
            {
                var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => random.Next(points.RowOf.Length))]);
                var (next, labels) = (new double[centers.Length], new int[points.Count]);
                using var lloyd = new Lloyd(points, k, 1, default, width);
                for (int iteration = 0; iteration < 6; iteration++)
                {
                    var expected = PlainKMeans.Assign(points, centers, k);
                    double inertia = PlainKMeans.Inertia(points, centers, expected);
                    if (iteration == 0) Assert.Equal(inertia, lloyd.Assign(centers, labels), 1e-9 * (1 + inertia));
                    else lloyd.Follow(centers, labels);
                    Assert.Equal(expected, labels);
                    var means = PlainKMeans.Means(points, centers, labels, k);
                    double moved = means.Zip(centers, (a, b) => (a - b) * (a - b)).Sum();
                    var (shift, before) = lloyd.Update(centers, labels, next);
                    Assert.Equal(means, next);
                    Assert.Equal(moved, shift, 1e-12 * (1 + moved));
                    Assert.Equal(inertia, before, 1e-9 * (1 + inertia));
                    Assert.Equal(inertia, lloyd.Inertia(centers, labels), 1e-9 * (1 + inertia));
                    (centers, next) = (next, centers);
                }
            }

            points.Dispose();
        }
    }

    // Many documents and centres, so that there are several groups of centres, most of whose bounds rule them out.
    [Theory]
    [InlineData(3, 60, true)]
    [InlineData(20, 60, true)]
    [InlineData(45, 60, true)]
    [InlineData(300, 60, true)]
    [InlineData(600, 60, true)]
    [InlineData(20, 60, false)]
    [InlineData(12, 3, false)]
    public void BoundsRuleOutNoNearestCentre(int k, int features, bool weighted)
    {
        foreach (var width in Widths.All)
        {
            var dfm = Topics(1500, features);
            using var points = PointSet.Create(weighted ? TfIdf.Transform(dfm, new TfIdfOptions()) : dfm, KMeansArithmetic.Sparse, 1, default);
            var random = new System.Random(k);
            var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => random.Next(1500))]);
            var (next, labels) = (new double[centers.Length], new int[points.Count]);
            using var lloyd = new Lloyd(points, k, 2, default, width);
            for (int iteration = 0; iteration < 12; iteration++)
            {
                if (iteration == 0) lloyd.Assign(centers, labels);
                else lloyd.Follow(centers, labels);
                Assert.Equal(PlainKMeans.Assign(points, centers, k), labels);
                lloyd.Update(centers, labels, next);
                Assert.Equal(PlainKMeans.Means(points, centers, labels, k), next);
                (centers, next) = (next, centers);
            }
        }
    }

    [Fact]
    public void CentresAreUpdatedFromAnyLabels()
    {
        foreach (var (points, k, random) in Cases(6))
        {
            var update = new CenterUpdate(points, k, 1, default);
            var centers = points.Centers([.. Enumerable.Range(0, k).Select(_ => random.Next(points.RowOf.Length))]);
            var labels = new int[points.Count];
            foreach (ref int label in labels.AsSpan()) label = random.Next(k);
            for (int turn = 0; turn < 5; turn++)
            {
                var next = new double[centers.Length];
                update.Forget();
                update.Update(centers, labels, next);
                Assert.Equal(PlainKMeans.Means(points, centers, labels, k), next);

                // A few rows move, so that some clusters keep their sums and others don't; some may be emptied.
                for (int moves = random.Next(3); moves > 0; moves--) labels[random.Next(labels.Length)] = random.Next(k);
                var last = new double[centers.Length];
                centers.CopyTo(last, 0);
                update.Update(next, labels, last);
                Assert.Equal(PlainKMeans.Means(points, next, labels, k), last);
                centers = last;
            }

            points.Dispose();
        }
    }

    [Fact]
    public void TheTableOfCentresHasTheirDotProducts()
    {
        foreach (var (points, k, random) in Cases(3))
        {
            using var memory = new WorkMemory();
            int features = points.FeatureCount;
            var centers = Enumerable.Range(0, k * features).Select(_ => random.NextDouble() - 0.5).ToArray();
            int[] order = [.. Enumerable.Range(0, k).OrderBy(_ => random.Next())], placeOf = new int[k];
            for (int place = 0; place < k; place++) placeOf[order[place]] = place;
            foreach (var width in Widths.All)
            {
                foreach (int blockSize in new[] { 8, 16, 24, 40 })
                {
                    using var table = new BlockedCenters(memory, width);
                    table.Load(centers, order, features, 1, blockSize);
                    AssertTable(points, k, centers, order, table, random);

                    // Some centres move; only those are laid out again.
                    int[] changed = [.. Enumerable.Range(0, k).Where(_ => random.Next(2) == 0)];
                    foreach (int c in changed) centers[(c * features) + random.Next(features)] += 1;
                    table.Reload(centers, changed, placeOf, 1);
                    AssertTable(points, k, centers, order, table, random);
                }
            }

            points.Dispose();
        }
    }

    [Fact]
    public void TheTwoLeastDistancesAreThoseOfSorting()
    {
        var random = new System.Random(5);
        for (int trial = 0; trial < 1000; trial++)
        {
            int size = 8 * (1 + (trial % 3)), except = random.Next(-3, size + 3);
            var norms = Enumerable.Range(0, size).Select(_ => random.Next(6) == 0 ? double.PositiveInfinity : random.Next(5)).ToArray();
            var dots = Enumerable.Range(0, size).Select(_ => random.Next(3) / 4.0).ToArray();
            var sorted = Enumerable.Range(0, size).Where(i => i != except).Select(i => norms[i] - (2 * dots[i])).Order().ToArray();
            Assert.Equal((sorted[0], sorted[1]), TwoLeastDistances.Find<Lanes512>(norms, dots, except));
            Assert.Equal((sorted[0], sorted[1]), TwoLeastDistances.Find<Lanes256>(norms, dots, except));
            Assert.Equal((sorted[0], sorted[1]), TwoLeastDistances.Find<Lanes128>(norms, dots, except));
            Assert.Equal((sorted[0], sorted[1]), TwoLeastDistances.Find<ScalarLane>(norms, dots, except));
        }
    }

    [Fact]
    public void PlusPlusDrawsTheDocumentsOfThePlainOne()
    {
        foreach (var (points, k, random) in Cases(4))
        {
            int seed = random.Next(1000);
            var expected = PlainKMeans.PlusPlus(points, k, new LegacyRandomState(seed));
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
