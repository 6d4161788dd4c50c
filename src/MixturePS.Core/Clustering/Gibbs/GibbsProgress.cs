using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The progress of chains that run in parallel. A sweep costs about as much as there are clusters with documents. They are
/// many at first and fall within a few sweeps, so the sweeps to come are counted with a part of the clusters there are now;
/// once a chain is done, the others are measured by it. Each report has the mean over all
/// chains, as only those from the calling thread are shown.
/// </summary>
internal sealed class GibbsProgress
{
    // The cost of a sweep that doesn't depend on the number of clusters, in clusters.
    private const double BaseCost = 20;

    // The mean number of clusters in the sweeps to come as a share of that in the first sweeps, typical of short texts.
    private static readonly double[] Fall = [0.25, 0.35, 0.5, 0.7];
    private readonly IProgress<ProgressReport> _progress;
    private readonly double[] _shares;
    private readonly double[] _spent;
    private readonly double[][] _costs;
    private readonly int _sweeps;
    private double[]? _costFrom;

    private GibbsProgress(IProgress<ProgressReport> progress, int chains, int sweeps)
    {
        (_progress, _sweeps) = (progress, sweeps);
        (_shares, _spent) = (new double[chains], new double[chains]);
        _costs = new double[chains][];
        for (int c = 0; c < chains; c++) _costs[c] = new double[sweeps];
    }

    /// <summary>The progress of some chains, or null without a receiver.</summary>
    /// <param name="progress">The receiver; or null.</param>
    /// <param name="chains">The number of chains.</param>
    /// <param name="sweeps">The number of sweeps of each.</param>
    public static GibbsProgress? Of(IProgress<ProgressReport>? progress, int chains, int sweeps) => progress is null ? null : new GibbsProgress(progress, chains, sweeps);

    /// <summary>Reports a part of a sweep.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="sweep">The sweep, from zero.</param>
    /// <param name="part">The part of it that is done, from 0 to 1.</param>
    /// <param name="clusters">The number of clusters with documents.</param>
    public void Report(int chain, int sweep, double part, int clusters)
    {
        double cost = BaseCost + clusters, done = _spent[chain] + (part * cost);
        double fall = sweep < Fall.Length ? Fall[sweep] : 1, next = BaseCost + (fall * clusters);
        double left = _costFrom is { } from ? ((1 - part) * (from[sweep] - from[sweep + 1])) + from[sweep + 1] : ((1 - part) * cost) + ((_sweeps - sweep - 1) * next);

        // The number of clusters may rise now and then; the progress never falls.
        _shares[chain] = Math.Max(_shares[chain], done / (done + left));
        string where = _shares.Length == 1 ? string.Empty : $"chain {chain + 1} of {_shares.Length}, ";
        _progress.Report(new ProgressReport($"{where}sweep {sweep + 1} of {_sweeps}, {Counted.Of(clusters, "cluster")}", _shares.Sum() / _shares.Length));
    }

    /// <summary>Notes the end of a sweep.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="sweep">The sweep, from zero.</param>
    /// <param name="clusters">The number of clusters with documents.</param>
    public void Swept(int chain, int sweep, int clusters)
    {
        _costs[chain][sweep] = BaseCost + clusters;
        _spent[chain] += _costs[chain][sweep];
        if (sweep + 1 < _sweeps)
        {
            Report(chain, sweep + 1, 0, clusters);
            return;
        }

        _shares[chain] = 1;
        var costFrom = new double[_sweeps + 1];
        for (int s = _sweeps - 1; s >= 0; s--) costFrom[s] = costFrom[s + 1] + _costs[chain][s];
        _costFrom = costFrom;
    }
}
