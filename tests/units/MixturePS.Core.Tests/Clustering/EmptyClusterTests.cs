using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The order in which several empty clusters are filled: that of numpy.argpartition, and so scikit-learn's labels.</summary>
public sealed class EmptyClusterTests
{
    [Fact]
    public void OrdersEqualThoseOfNumPy()
    {
        int compared = 0;
        foreach (var input in Golden.Load("numpy-partition.json").EnumerateArray())
        {
            var values = input.GetProperty("values").Doubles();
            foreach (var order in input.GetProperty("orders").EnumerateArray())
            {
                Assert.Equal(order.GetProperty("order").Ints(), ArgPartition.Run(values, order.GetProperty("k").GetInt32()));
                compared++;
            }
        }

        Assert.True(compared > 100);
    }

    [Fact]
    public void OrdersArePartitions() => Gen.Select(Gen.Int[0, 9].Array[1, 200], Gen.Int[0, 199]).Sample((numbers, at) =>
    {
        var values = Array.ConvertAll(numbers, number => (double)number);
        int k = at % values.Length;
        int[] order = ArgPartition.Run(values, k);
        Assert.Equal(Enumerable.Range(0, values.Length), order.Order());
        Assert.Equal(values.Order().ElementAt(k), values[order[k]]);
        Assert.All(order[..k], i => Assert.True(values[i] <= values[order[k]]));
        Assert.All(order[k..], i => Assert.True(values[i] >= values[order[k]]));
    }, iter: 500);

    [Fact]
    public void LabelsEqualThoseOfScikitLearn()
    {
        int empty = 0;
        foreach (var run in Golden.Load("sklearn-empty.json").EnumerateArray())
        {
            var rows = run.GetProperty("x").DoubleRows();
            var centers = DenseMatrix.FromRows(run.GetProperty("centers").DoubleRows());
            bool isWhole = rows.All(row => row.All(cell => cell == Math.Floor(cell)));
            var dfm = TestDfm.OfRows(rows, isWhole ? null : DfmWeighting.Plain);
            var options = new KMeansOptions
            {
                K = centers.RowCount,
                InitialCenters = centers,
                MaxIterations = run.GetProperty("max_iter").GetInt32(),
                Arithmetic = run.GetProperty("sparse").GetBoolean() ? KMeansArithmetic.Sparse : KMeansArithmetic.Dense,
            };
            var result = KMeans.Fit(dfm, options, 0);
            Assert.Equal(run.GetProperty("labels").Ints(), result.Labels);
            Assert.Equal(run.GetProperty("iterations").GetInt32(), result.Iterations);
            if (KMeans.Step(dfm, centers).Labels.Distinct().Count() < centers.RowCount - 1) empty++;
        }

        Assert.True(empty > 50);
    }

    [Fact]
    public void PlainMatricesUseTheDenseArithmetic()
    {
        // Far from zero, the products of the sparse arithmetic lose all digits of the differences.
        var dfm = TestDfm.OfRows([[1e9 + 0.1], [1e9 + 0.2], [1e9 + 10.1], [1e9 + 10.2]], DfmWeighting.Plain);
        foreach (var method in Enum.GetValues<KMeansMethod>())
        {
            var result = KMeans.Fit(dfm, new KMeansOptions { K = 2, Method = method, BatchSize = 4 }, 0);
            Assert.Equal(result.Labels[0], result.Labels[1]);
            Assert.Equal(result.Labels[2], result.Labels[3]);
            Assert.NotEqual(result.Labels[0], result.Labels[2]);

            // The centres of mini-batches are means of draws.
            if (method == KMeansMethod.MiniBatch) continue;
            Assert.Equal(0.05, result.DistanceFromCenter().Max(), 1e-6);
            Assert.Equal(0.01, result.Inertia!.Value, 1e-7);
        }
    }
}
