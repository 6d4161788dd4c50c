using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The partition with the least expected variation of information from given draws of a posterior over partitions.
/// Source of the criterion: Wade, S. and Ghahramani, Z. (2018), Bayesian cluster analysis: point estimation and credible balls,
/// Bayesian Analysis 13(2), 559-626. Source of the search: Dahl, D. B., Johnson, D. J. and Müller, P. (2022), Search
/// algorithms and loss functions for Bayesian clustering, Journal of Computational and Graphical Statistics 31(4), 1189-1201.
/// </summary>
/// <remarks>
/// <para>For a partition c with cluster sizes c_k, draws z^s, s = 1 ... S, with sizes z^s_l, joint sizes n^s_kl and
/// f(x) = x log x, the expected variation of information in nats is</para>
/// <code>
/// E(c) = [ sum_k f(c_k) + (1/S) sum_s sum_l f(z^s_l) - (2/S) sum_s sum_kl f(n^s_kl) ] / n
/// </code>
/// <para>The search starts from several partitions and, until nothing changes, moves each document in turn to the cluster
/// (or a new one) that lowers E the most, and merges the pair of clusters that lowers it the most:</para>
/// <code>
/// with i removed, g(x) = f(x + 1) - f(x):
/// cost of cluster k = g(c_k) - (2/S) sum_s g(n^s_(k, z^s_i));    cost of a new cluster = 0
/// </code>
/// <para>The result is a local minimum. It is the global one on all small sets that the tests enumerate.</para>
/// </remarks>
internal sealed class ConsensusPartition
{
    /// <summary>The maximum number of draws that the loss averages over; more are thinned evenly.</summary>
    public const int MostDraws = 200;

    private const int MostSweeps = 50;
    private const long MostCells = 1L << 26;
    private const double LeastGain = 1e-9;

    private readonly int[][] _draws;
    private readonly int _n;
    private readonly int _room;
    private readonly int[] _drawStart;
    private readonly double[] _f;
    private readonly double[] _gain;
    private readonly int[] _joint;
    private readonly int[] _size;
    private readonly int[] _labels;
    private readonly double[] _cost;
    private readonly double _drawTerm;
    private CancellationPoint _point;

    private ConsensusPartition(int[][] draws, int room, CancellationToken cancellation)
    {
        (_draws, _n, _room) = (draws, draws[0].Length, room);
        _point = new CancellationPoint(cancellation);
        _f = new double[_n + 2];
        for (int x = 2; x < _f.Length; x++) _f[x] = x * Math.Log(x);
        _gain = new double[_n + 1];
        for (int x = 0; x < _gain.Length; x++) _gain[x] = _f[x + 1] - _f[x];
        _drawStart = new int[draws.Length + 1];
        for (int s = 0; s < draws.Length; s++) _drawStart[s + 1] = _drawStart[s] + draws[s].Max() + 1;
        _joint = new int[MatrixSize.Cells("The counts of the consensus", _drawStart[^1], room)];
        (_size, _labels, _cost) = (new int[room], new int[_n], new double[room]);
        double sum = 0;
        foreach (var draw in draws)
        {
            var sizes = new int[draw.Max() + 1];
            foreach (int label in draw) sizes[label]++;
            foreach (int size in sizes) sum += _f[size];
        }

        _drawTerm = sum / draws.Length;
    }

    /// <summary>Finds the partition.</summary>
    /// <param name="draws">The draws, each the cluster of each document (length n), labels from zero without gaps; at least one; read.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="mostClusters">The maximum number of clusters, at least that of each draw.</param>
    /// <returns>
    /// The cluster of each document (length n), from zero in the order of the clusters' first documents; and its expected
    /// variation of information from the draws, in nats.
    /// </returns>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static (int[] Labels, double Loss) Find(IReadOnlyList<int[]> draws, CancellationToken cancellation = default, int mostClusters = int.MaxValue)
    {
        int most = draws.Max(draw => draw.Max()) + 1;
        int room = Math.Min(Math.Min(draws[0].Length, mostClusters), most + Math.Max(4, most / 4));
        var used = Thin(draws, (int)Math.Max(2, MostCells / Math.Max(1, (long)room * most)));
        var search = new ConsensusPartition(used, room, cancellation);
        (int[] Labels, double Loss) best = ([], double.PositiveInfinity);
        foreach (var start in search.Starts())
        {
            search.Set(start);
            search.Descend();
            double loss = search.Loss();
            if (loss < best.Loss - LeastGain) best = (Renumber(search._labels), loss);
        }

        return best;
    }

    /// <summary>The expected variation of information of a partition from draws, in nats.</summary>
    /// <param name="labels">The cluster of each document; length n; labels from zero; read.</param>
    /// <param name="draws">The draws, labels from zero without gaps; at least one; read.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static double Loss(int[] labels, IReadOnlyList<int[]> draws, CancellationToken cancellation = default)
    {
        var search = new ConsensusPartition([.. draws], labels.Max() + 1, cancellation);
        search.Set(labels);
        return search.Loss();
    }

    private static int[][] Thin(IReadOnlyList<int[]> draws, int most)
    {
        int count = Math.Min(Math.Min(draws.Count, MostDraws), most);
        return [.. Enumerable.Range(0, count).Select(s => draws[(int)((((2L * s) + 1) * draws.Count) / (2L * count))])];
    }

    private static int[] Renumber(int[] labels)
    {
        var place = new Dictionary<int, int>();
        var result = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!place.TryGetValue(labels[i], out int label)) place[labels[i]] = label = place.Count;
            result[i] = label;
        }

        return result;
    }

    /// <summary>The partitions that the search starts from: the best draws, one cluster, and documents placed one after another.</summary>
    private List<int[]> Starts()
    {
        // Comparing all draws takes S^2 passes over the documents; so many are affordable.
        const double Affordable = 4e8;
        const int BestDraws = 4;
        int step = (int)Math.Ceiling(Math.Max(1, (double)_draws.Length * _draws.Length * _n / Affordable));
        var scored = new List<(double Loss, int[] Draw)>();
        for (int s = step / 2; s < _draws.Length; s += step)
        {
            Set(_draws[s]);
            scored.Add((Loss(), _draws[s]));
        }

        var starts = scored.OrderBy(one => one.Loss).Select(one => one.Draw).Take(BestDraws).ToList();
        starts.Add(new int[_n]);
        Clear();
        for (int i = 0; i < _n; i++) Put(i, Cheapest(i, -1));
        starts.Add([.. _labels]);
        return starts;
    }

    private void Clear()
    {
        Array.Clear(_joint);
        Array.Clear(_size);
        Array.Fill(_labels, -1);
    }

    private void Set(int[] labels)
    {
        Clear();
        for (int i = 0; i < _n; i++) Put(i, labels[i]);
    }

    private double Loss()
    {
        double own = 0, joint = 0;
        foreach (int size in _size) own += _f[size];
        foreach (int count in _joint)
            if (count > 1) joint += _f[count];
        return Math.Max(0, (own + _drawTerm - (2 * joint / _draws.Length)) / _n);
    }

    private void Put(int document, int cluster)
    {
        _labels[document] = cluster;
        _size[cluster]++;
        for (int s = 0; s < _draws.Length; s++) _joint[((long)(_drawStart[s] + _draws[s][document]) * _room) + cluster]++;
    }

    private void Take(int document)
    {
        int cluster = _labels[document];
        _labels[document] = -1;
        _size[cluster]--;
        for (int s = 0; s < _draws.Length; s++) _joint[((long)(_drawStart[s] + _draws[s][document]) * _room) + cluster]--;
    }

    /// <summary>The cluster that costs a document the least; on ties the one it comes from, then the first.</summary>
    private int Cheapest(int document, int own)
    {
        _point.Pass(_draws.Length * _room);
        Array.Clear(_cost);
        for (int s = 0; s < _draws.Length; s++)
        {
            var row = _joint.AsSpan((_drawStart[s] + _draws[s][document]) * _room, _room);
            for (int k = 0; k < row.Length; k++)
                if (row[k] > 0) _cost[k] += _gain[row[k]];
        }

        int best = -1, free = -1;
        double least = 0, scale = 2.0 / _draws.Length;
        for (int k = 0; k < _room; k++)
        {
            if (_size[k] == 0)
            {
                if (free < 0) free = k;
                continue;
            }

            double cost = _gain[_size[k]] - (scale * _cost[k]);
            if (best < 0 || cost < least - LeastGain || (k == own && cost <= least + LeastGain)) (best, least) = (k, cost);
        }

        // A new cluster costs nothing.
        bool isNewBetter = best < 0 || (least > LeastGain && free >= 0);
        if (!isNewBetter) return best;
        return own >= 0 && _size[own] == 0 ? own : free;
    }

    private void Descend()
    {
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            int moved = 0;
            for (int i = 0; i < _n; i++)
            {
                int own = _labels[i];
                Take(i);
                int to = Cheapest(i, own);
                Put(i, to);
                if (to != own) moved++;
            }

            if (moved == 0 && !Merge()) return;
        }
    }

    /// <summary>Merges the pair of clusters whose union lowers the loss the most; returns whether there is one.</summary>
    private bool Merge()
    {
        int[] live = [.. Enumerable.Range(0, _room).Where(k => _size[k] > 0)];
        var change = new double[live.Length * live.Length];
        double scale = 2.0 / _draws.Length;
        var present = new int[live.Length];
        for (int row = 0; row < _drawStart[^1]; row++)
        {
            // Only clusters that a draw's cluster meets in both change its joint sizes.
            var counts = _joint.AsSpan(row * _room, _room);
            int met = 0;
            for (int a = 0; a < live.Length; a++)
                if (counts[live[a]] > 0) present[met++] = a;
            _point.Pass(met * met);
            for (int p = 0; p < met; p++)
            {
                int first = counts[live[present[p]]];
                for (int q = p + 1; q < met; q++)
                {
                    int second = counts[live[present[q]]];
                    change[(present[p] * live.Length) + present[q]] -= scale * (_f[first + second] - _f[first] - _f[second]);
                }
            }
        }

        var (best, from, to) = (-LeastGain * _n, -1, -1);
        for (int a = 0; a < live.Length; a++)
        {
            for (int b = a + 1; b < live.Length; b++)
            {
                int first = _size[live[a]], second = _size[live[b]];
                double total = change[(a * live.Length) + b] + _f[first + second] - _f[first] - _f[second];
                if (total < best) (best, from, to) = (total, live[b], live[a]);
            }
        }

        if (from < 0) return false;
        for (int i = 0; i < _n; i++)
        {
            if (_labels[i] != from) continue;
            Take(i);
            Put(i, to);
        }

        return true;
    }
}
