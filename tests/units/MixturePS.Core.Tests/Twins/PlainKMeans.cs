using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Twins;

/// <summary>K-means as the page has it: every row is compared with every centre, and every mean is summed from the start.</summary>
internal static class PlainKMeans
{
    /// <summary>The centre k that minimises |c_k|^2 - 2 x c_k for each row; ties go to the smaller k.</summary>
    public static int[] Assign(PointSet points, double[] centers, int k)
    {
        var labels = new int[points.Count];
        double[] norms = [.. Enumerable.Range(0, k).Select(c => SumOfProducts.Squares(centers.AsSpan(c * points.FeatureCount, points.FeatureCount)))];
        for (int row = 0; row < labels.Length; row++)
        {
            double least = double.PositiveInfinity;
            var coordinates = Coordinates(points, row);
            for (int c = 0; c < k; c++)
            {
                double distance = norms[c] - (2 * Dot(coordinates, centers.AsSpan(c * points.FeatureCount, points.FeatureCount)));
                if (distance < least) (least, labels[row]) = (distance, c);
            }
        }

        return labels;
    }

    /// <summary>The mean of each cluster's rows; empty clusters take the documents farthest from their own centres.</summary>
    public static double[] Means(PointSet points, double[] old, int[] labels, int k)
    {
        int features = points.FeatureCount;
        var (means, weights) = (new double[k * features], new double[k]);
        for (int row = 0; row < labels.Length; row++)
        {
            weights[labels[row]] += points.Weights[row];
            foreach (var (f, y) in Coordinates(points, row)) means[(labels[row] * features) + f] += points.Weights[row] * y;
        }

        Relocate(points, old, labels, means, weights);
        int largest = Array.IndexOf(weights, weights.Max());
        for (int c = 0; c < k; c++)
        {
            for (int f = 0; f < features && weights[c] > 0; f++) means[(c * features) + f] *= 1 / weights[c];
            if (!(weights[c] > 0)) means.AsSpan(largest * features, features).CopyTo(means.AsSpan(c * features));
        }

        return means;
    }

    /// <summary>The sum over documents of their squared distances from their centres.</summary>
    public static double Inertia(PointSet points, double[] centers, int[] labels)
    {
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            var x = new double[points.FeatureCount];
            points.CopyTo(row, x);
            for (int f = 0; f < x.Length; f++) sum += points.Weights[row] * Math.Pow(x[f] - centers[(labels[row] * x.Length) + f], 2);
        }

        return sum;
    }

    /// <summary>Greedy k-means++ document by document.</summary>
    public static int[] PlusPlus(PointSet points, int k, LegacyRandomState random)
    {
        int n = points.RowOf.Length, trials = 2 + (int)Math.Log(k);
        var chosen = new int[k];
        chosen[0] = random.UniformChoice(n);
        var closest = Distances(points, chosen[0], isFirst: true);
        var targets = new double[trials];
        for (int c = 1; c < k; c++)
        {
            random.Uniform(0, 1, targets);
            double potential = Sum(closest), least = double.PositiveInfinity;
            var before = closest;
            foreach (double target in targets)
            {
                int candidate = 0;
                for (double sum = before[0]; sum < target * potential && candidate < n - 1; sum += before[candidate]) candidate++;
                var distances = Distances(points, candidate, isFirst: false).Zip(before, Math.Min).ToArray();
                if (!(Sum(distances) < least)) continue;
                (least, closest, chosen[c]) = (Sum(distances), distances, candidate);
            }
        }

        return chosen;
    }

    /// <summary>The squared distance of each document from a candidate, |x|^2 - 2 x c + |c|^2.</summary>
    public static double[] Distances(PointSet points, int candidate, bool isFirst)
    {
        var center = new double[points.FeatureCount];
        points.CopyTo(points.RowOf[candidate], center);
        double norm = isFirst ? SumOfProducts.Squares(center) : points.CoordinateNorms[points.RowOf[candidate]];
        return Array.ConvertAll(points.RowOf, row => Math.Max(0, (-2 * Dot(points, row, center)) + norm + points.CoordinateNorms[row]));
    }

    /// <summary>A dot product summed in the order of the row's coordinates.</summary>
    public static double Dot(PointSet points, int row, ReadOnlySpan<double> center) => Dot(Coordinates(points, row), center);

    /// <summary>A row's coordinates with their features: those that are stored, or all of them less the means.</summary>
    private static (int Feature, double Value)[] Coordinates(PointSet points, int row)
    {
        if (!points.IsShifted) return [.. points.RowColumns(row).ToArray().Zip(points.RowValues(row).ToArray())];
        var values = new double[points.FeatureCount];
        for (int p = points.Offsets[row]; p < points.Offsets[row + 1]; p++) values[points.Columns[p]] = points.Values[p];
        return [.. values.Select((x, f) => (f, x - points.Mean![f]))];
    }

    private static double Dot((int Feature, double Value)[] coordinates, ReadOnlySpan<double> center)
    {
        double dot = 0;
        foreach (var (f, y) in coordinates) dot += y * center[f];
        return dot;
    }

    private static void Relocate(PointSet points, double[] old, int[] labels, double[] sums, double[] weights)
    {
        int features = points.FeatureCount;
        int[] empty = [.. Enumerable.Range(0, weights.Length).Where(c => weights[c] == 0)];
        double[] norms = [.. Enumerable.Range(0, weights.Length).Select(c => SumOfProducts.Squares(old.AsSpan(c * features, features)))];
        var distances = Array.ConvertAll(points.RowOf, row => points.IsDense
            ? EmptyClusters.PairwiseSum([.. Coordinates(points, row).Select(y => (y.Value - old[(labels[row] * features) + y.Feature]) * (y.Value - old[(labels[row] * features) + y.Feature]))])
            : points.SquaredDistance(row, old.AsSpan(labels[row] * features, features), norms[labels[row]]));
        if (distances.Max() <= 1e-20 * points.CoordinateNorms[..points.Count].Max()) return;
        if (empty.Length == 0) return;
        int[] farthest = [.. ArgPartition.Run(distances, distances.Length - empty.Length).Reverse().Select(i => points.RowOf[i])];
        for (int e = 0; e < empty.Length; e++)
        {
            int row = farthest[e], from = labels[row];
            sums.AsSpan(empty[e] * features, features).Clear();
            foreach (var (f, y) in Coordinates(points, row))
            {
                sums[(from * features) + f] -= y;
                sums[(empty[e] * features) + f] = y;
            }

            weights[from]--;
            weights[empty[e]] = 1;
        }
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
