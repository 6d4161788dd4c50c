using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>K-means and spherical k-means by Lloyd's iteration over documents in shards.</summary>
/// <remarks>
/// <para>The first centres are those of a fit of a sample of the documents, with all its starts; then:</para>
/// <code>
/// repeat
///     for each shard
///         label(i) = argmin over k of |x_i - c_k|^2          ties go to the smaller k
///         the sums of its documents by cluster, and their numbers
///     c_k = (sum of the sums) / (sum of the numbers)          along a tree of the shards (<see cref="ShardTree{T}"/>)
/// until no label changes, or centres move little
/// </code>
/// <para>Labels, criteria and the treatment of empty clusters are those of the fit in memory (<see cref="KMeansStart"/>) in the
/// sparse arithmetic. Sums are added in another order, so that centres differ in their last digits. Nothing depends on the number
/// of threads or on what is kept in memory.</para>
/// </remarks>
internal sealed class ShardedKMeans
{
    private const double Negligible = 1e-20;

    // As in Lloyd's iteration in memory: below this share of the squared norms the inertia from sums has lost digits.
    private const double LeastShare = 1e-3;
    private readonly Dfm _dfm;
    private readonly KMeansOptions _options;
    private readonly IProgress<ProgressReport>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly int _features;
    private readonly int[] _labels;
    private readonly IReadOnlyList<int> _first;

    private ShardedKMeans(Dfm dfm, KMeansOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        (_dfm, _options, _progress, _cancellation) = (dfm, options, progress, cancellation);
        (_features, _first) = (dfm.FeatureCount, dfm.Shards!.FirstDocument);
        _labels = LargeArray.Uninitialized<int>(dfm.DocumentCount);
    }

    private int Cells => _options.K * _features;

    /// <summary>Clusters documents.</summary>
    /// <param name="dfm">The documents, n x J, whose cells are in shards.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, of the sample and of its fit.</param>
    /// <param name="checkpoint">The file that saves each iteration, from which the fit goes on if it exists; or null.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">NotInMemory for other methods than Lloyd's; InvalidCheckpoint; an error of the shards; or as for a fit in memory.</exception>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, uint seed, string? checkpoint = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Method != KMeansMethod.Lloyd) throw MixtureError.NotInMemory($"the documents of the method {options.Method}", dfm.ShardFolder!);
        KMeans.Check(dfm, options);
        return new ShardedKMeans(dfm, options, progress, cancellation).Run(seed, checkpoint);
    }

    private KMeansClustering Run(uint seed, string? path)
    {
        var checkpoint = new FitCheckpoint(path, Identity(seed), _cancellation);
        var state = checkpoint.Load();
        var trace = state is null ? [] : new List<double>(state.Arrays[1]);
        double tolerance = state?.Arrays[2][0] ?? 0;
        double[] centers = state?.Arrays[0] ?? Start(seed);
        string lastLabels = state?.Text ?? string.Empty;
        int iteration = state?.Iteration ?? 0;
        double squaredNorm = 0;
        var reason = ExitReason.MaximumIterations;

        // The centres before and after, and the sums of each level of the tree.
        long reserved = sizeof(double) * (long)Cells * (4 + (int)Math.Log2(_dfm.ShardCount)) + (sizeof(int) * (long)_labels.Length);
        using var states = new ShardStates<ShardPoints>(_dfm, reserved, 2L * sizeof(double) * Cells, part => new ShardPoints(part, _options, _cancellation), _cancellation);
        while (reason == ExitReason.MaximumIterations && iteration < _options.MaxIterations)
        {
            iteration++;
            var totals = Pass(states, centers, $"iteration {iteration}", iteration - 1);
            if (trace.Count == 0) tolerance = _options.Tolerance * totals.MeanVariance(_features);
            trace.Add(totals.InertiaFrom(centers, _features));
            squaredNorm = totals.SquaredNorm;
            string labels = Hash();
            double[] next = Move(states, centers, totals);
            double shift = SumOfProducts.SquaredDistance(centers, next);
            if (labels == lastLabels) reason = ExitReason.LabelsUnchanged;
            else if (shift <= tolerance) reason = ExitReason.WithinTolerance;
            (centers, lastLabels) = (next, labels);
            if (reason == ExitReason.MaximumIterations) checkpoint.Save(new FitState { Iteration = iteration, Text = labels, Arrays = [centers, [.. trace], [tolerance]] });
        }

        // The centres have moved since the documents were assigned, unless the labels are unchanged.
        double inertia = 0;
        bool isKnown = reason == ExitReason.LabelsUnchanged && trace[^1] > LeastShare * squaredNorm;
        if (isKnown) inertia = trace[^1];
        else Pass(states, centers, "final labels", iteration, points => inertia += points.Inertia());
        trace.Add(inertia);
        return Result(centers, trace, iteration, reason, seed);
    }

    private double[] Start(uint seed)
    {
        double[] centers;
        if (_options.InitialCenters is { } given)
        {
            centers = given.Values.ToArray();
        }
        else
        {
            int size = ShardSample.Size(_dfm, _options.K);
            var sample = ShardSample.Draw(_dfm, size, seed, share => _progress?.Report(new ProgressReport("drawing a sample", 0.05 * share)), _cancellation);
            centers = KMeans.Fit(sample, _options, seed, _progress is null ? null : new ProgressPart(_progress, 0.05, 0.05, "sample"), _cancellation).Centers.Values.ToArray();
        }

        if (_options.Metric == KMeansMetric.Cosine) UnitRows.Scale(centers, _features);
        return centers;
    }

    private ShardTotals Pass(ShardStates<ShardPoints> states, double[] centers, string what, int before, Action<ShardPoints>? work = null)
    {
        var tree = new ShardTree<ShardTotals>(ShardTotals.Add);
        states.ForEach((shard, points) =>
        {
            double done = before + ((double)shard / _dfm.ShardCount);
            _progress?.Report(new ProgressReport($"{what}, shard {shard + 1} of {_dfm.ShardCount}", 0.1 + (0.9 * Math.Min(1, done / (_options.MaxIterations + 1)))));
            points.Assign(centers, _labels.AsSpan(_first[shard], points.DocumentCount));
            var (sums, weights) = points.Totals();
            tree.Add(new ShardTotals(sums, weights) { SquaredNorm = points.SquaredNorm, GreatestNorm = points.GreatestNorm });
            work?.Invoke(points);
        });
        return tree.Total();
    }

    private double[] Move(ShardStates<ShardPoints> states, double[] centers, ShardTotals totals)
    {
        if (totals.Weights.Contains(0)) Relocate(states, centers, totals);
        double[] next = totals.Sums;
        int largest = Array.IndexOf(totals.Weights, totals.Weights.Max());
        for (int c = 0; c < _options.K; c++)
        {
            double share = 1 / totals.Weights[c];
            foreach (ref double value in next.AsSpan(c * _features, totals.Weights[c] > 0 ? _features : 0)) value *= share;
        }

        // With fewer distinct documents than clusters one may stay empty.
        for (int c = 0; c < _options.K; c++)
            if (totals.Weights[c] == 0) next.AsSpan(largest * _features, _features).CopyTo(next.AsSpan(c * _features));
        if (_options.Metric == KMeansMetric.Cosine) UnitRows.Scale(next, _features);
        return next;
    }

    // As in memory, the empty clusters take the documents that are farthest from their centres.
    private void Relocate(ShardStates<ShardPoints> states, double[] centers, ShardTotals totals)
    {
        int[] empty = [.. Enumerable.Range(0, _options.K).Where(c => totals.Weights[c] == 0)];
        var found = new List<FarDocument>();
        states.ForEach((shard, points) =>
        {
            points.Assign(centers, _labels.AsSpan(_first[shard], points.DocumentCount));
            found.AddRange(points.Farthest(centers, empty.Length));
        });
        var farthest = found.OrderByDescending(document => document.Distance).Take(empty.Length).ToList();
        if (farthest.Count == 0 || farthest[0].Distance <= Negligible * totals.GreatestNorm * totals.GreatestNorm) return;
        foreach (var (document, cluster) in farthest.Zip(empty))
        {
            for (int p = 0; p < document.Columns.Length; p++)
            {
                totals.Sums[(document.Label * _features) + document.Columns[p]] -= document.Values[p];
                totals.Sums[(cluster * _features) + document.Columns[p]] = document.Values[p];
            }

            totals.Weights[document.Label]--;
            totals.Weights[cluster] = 1;
        }
    }

    private KMeansClustering Result(double[] centers, List<double> trace, int iterations, ExitReason reason, uint seed)
    {
        bool isCosine = _options.Metric == KMeansMetric.Cosine;
        var sizes = new int[_options.K];
        int undirected = 0;
        foreach (int label in _labels)
        {
            if (label < 0) undirected++;
            else sizes[label]++;
        }

        if (undirected == _labels.Length) throw MixtureError.NoTokens();
        int largest = Array.IndexOf(sizes, sizes.Max());
        sizes[largest] += undirected;
        if (undirected > 0) _labels.AsSpan().Replace(-1, largest);
        double[] inertias = isCosine ? [.. trace.Select(value => value / 2)] : [.. trace];
        return new KMeansClustering(_dfm, _labels, new DenseMatrix(_options.K, _features, centers, _dfm.Vocabulary), sizes, inertias[^1])
        {
            Iterations = iterations,
            ExitReason = reason,
            Seed = seed,
            InertiaTrace = inertias,
            InitialIndices = null,
            RestartInertia = [inertias[^1]],
            Metric = _options.Metric,
            EmptyDocumentCount = undirected,
        };
    }

    private string Identity(uint seed) => FitCheckpoint.Checksum(
        ["k-means", _dfm.Shards!.Identity, _dfm.Weighting.Name, .. _dfm.Vocabulary, .. new IFormattable[] { _options.K, _options.Restarts, _options.Metric, _options.Init, _options.Tolerance, seed }.Select(value => value.ToString(null, CultureInfo.InvariantCulture))],
        _dfm.Weighting.FeatureWeight,
        _options.InitialCenters?.Values.ToArray());

    private string Hash() => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(_labels.AsSpan())));
}
