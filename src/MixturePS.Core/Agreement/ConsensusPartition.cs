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
/// <para>The result is a local minimum. It is the global one on all small sets that the tests enumerate. With so many clusters
/// that the joint sizes would need more than half a gigabyte, it is the best of the draws.</para>
/// </remarks>
internal sealed class ConsensusPartition
{
    /// <summary>The loss averages over as many draws as have so many labels, but over no fewer than the second and no more than the third; more are thinned evenly.</summary>
    private const int Labels = 2_000_000, LeastDraws = 200, MostDraws = 10_000;

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
    private readonly int[][] _met;
    private readonly int[] _metCount;
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
        (_met, _metCount) = (new int[_drawStart[^1]][], new int[_drawStart[^1]]);
        Array.Fill(_met, []);
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
        long affordable = MostCells / ((long)room * most);
        if (affordable < 2) return Best(draws, cancellation);
        var used = Thin(draws, (int)Math.Min(Math.Clamp(Labels / draws[0].Length, LeastDraws, MostDraws), affordable));
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
        double sum = 0;
        foreach (int[] draw in draws) sum += VariationOfInformation(ContingencyCounter.Count(labels, draw, cancellation));
        return sum / draws.Count;
    }

    /// <summary>The draw with the least expected variation of information from some of the others.</summary>
    private static (int[] Labels, double Loss) Best(IReadOnlyList<int[]> draws, CancellationToken cancellation)
    {
        const int Compared = 16;
        var used = Thin(draws, Compared);
        (int[] Labels, double Loss) best = ([], double.PositiveInfinity);
        foreach (int[] draw in used)
        {
            double loss = Loss(draw, used, cancellation);
            if (loss < best.Loss - LeastGain) best = (draw, loss);
        }

        return (Renumber(best.Labels), best.Loss);
    }

    private static double VariationOfInformation(ContingencyTable table)
    {
        double sum = 0;
        for (int r = 0; r < table.RowCount; r++)
        {
            sum += F(table.RowSums[r]);
            foreach (int count in table.RowCounts(r)) sum -= 2 * F(count);
        }

        foreach (int size in table.ColumnSums) sum += F(size);
        return Math.Max(0, sum / table.N);

        static double F(double x) => x < 2 ? 0 : x * Math.Log(x);
    }

    /// <summary>The draws to use, evenly spaced: all of them, or so many of more.</summary>
    /// <param name="draws">The number of draws.</param>
    /// <param name="most">The maximum number to use.</param>
    public static int[] Thin(int draws, int most)
    {
        int count = Math.Min(draws, most);
        return [.. Enumerable.Range(0, count).Select(s => (int)((((2L * s) + 1) * draws) / (2L * count)))];
    }

    private static int[][] Thin(IReadOnlyList<int[]> draws, int most) => [.. Thin(draws.Count, most).Select(s => draws[s])];

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
        const double Affordable = 4e7;
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
        Array.Clear(_metCount);
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
        for (int row = 0; row < _drawStart[^1]; row++)
        {
            _point.Pass(_metCount[row]);
            foreach (int k in Met(row)) joint += _f[_joint[(row * _room) + k]];
        }

        return Math.Max(0, (own + _drawTerm - (2 * joint / _draws.Length)) / _n);
    }

    private void Put(int document, int cluster)
    {
        _labels[document] = cluster;
        _size[cluster]++;
        for (int s = 0; s < _draws.Length; s++)
        {
            int row = _drawStart[s] + _draws[s][document];
            if (_joint[(row * _room) + cluster]++ > 0) continue;
            ref int met = ref _metCount[row];
            if (met == _met[row].Length) Array.Resize(ref _met[row], Math.Max(4, 2 * met));
            _met[row][met++] = cluster;
        }
    }

    /// <summary>The clusters that have documents in common with a draw's cluster, in any order.</summary>
    private Span<int> Met(int row) => _met[row].AsSpan(0, _metCount[row]);

    private void Take(int document)
    {
        int cluster = _labels[document];
        _labels[document] = -1;
        _size[cluster]--;
        for (int s = 0; s < _draws.Length; s++)
        {
            int row = _drawStart[s] + _draws[s][document];
            if (--_joint[(row * _room) + cluster] > 0) continue;
            var met = Met(row);
            met[met.IndexOf(cluster)] = met[^1];
            _metCount[row]--;
        }
    }

    /// <summary>The cluster that costs a document the least; on ties the one it comes from, then the first.</summary>
    private int Cheapest(int document, int own)
    {
        _point.Pass(_draws.Length + _room);
        Array.Clear(_cost);
        for (int s = 0; s < _draws.Length; s++)
        {
            int row = _drawStart[s] + _draws[s][document];
            foreach (int k in Met(row)) _cost[k] += _gain[_joint[(row * _room) + k]];
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
        var place = new int[_room];
        for (int a = 0; a < live.Length; a++) place[live[a]] = a;
        for (int row = 0; row < _drawStart[^1]; row++)
        {
            // Only a draw's cluster that meets both clusters of a pair has other joint sizes after the merge.
            var met = Met(row);
            met.Sort();
            _point.Pass(met.Length * met.Length);
            for (int p = 0; p < met.Length; p++)
            {
                int first = _joint[(row * _room) + met[p]];
                for (int q = p + 1; q < met.Length; q++)
                {
                    int second = _joint[(row * _room) + met[q]];
                    change[(place[met[p]] * live.Length) + place[met[q]]] -= scale * (_f[first + second] - _f[first] - _f[second]);
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
