using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The progress of chains that run in parallel. A sweep costs about as much as there are clusters with documents, which
/// are many at first, so the sweeps to come are counted with the clusters there are now. A report of one chain is the
/// mean over all, as only those on the calling thread are shown.
/// </summary>
internal sealed class GibbsProgress
{
    // The cost of a sweep that doesn't depend on the number of clusters, in clusters.
    private const double BaseCost = 20;
    private readonly IProgress<ProgressReport> _progress;
    private readonly double[] _shares;
    private readonly double[] _spent;
    private readonly int _sweeps;

    private GibbsProgress(IProgress<ProgressReport> progress, int chains, int sweeps)
    {
        (_progress, _sweeps) = (progress, sweeps);
        (_shares, _spent) = (new double[chains], new double[chains]);
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

        // The number of clusters may rise now and then; the progress never falls.
        _shares[chain] = Math.Max(_shares[chain], done / (done + ((_sweeps - sweep - part) * cost)));
        string where = _shares.Length == 1 ? string.Empty : $"chain {chain + 1} of {_shares.Length}, ";
        _progress.Report(new ProgressReport($"{where}sweep {sweep + 1} of {_sweeps}, {Counted.Of(clusters, "cluster")}", _shares.Sum() / _shares.Length));
    }

    /// <summary>Notes the end of a sweep.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="sweep">The sweep, from zero.</param>
    /// <param name="clusters">The number of clusters with documents.</param>
    public void Swept(int chain, int sweep, int clusters)
    {
        _spent[chain] += BaseCost + clusters;
        if (sweep + 1 < _sweeps) Report(chain, sweep + 1, 0, clusters);
        else _shares[chain] = 1;
    }
}
