using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The counts of a chain's clusters: documents, tokens, and tokens of each word.</summary>
/// <remarks>
/// <para>The plain algorithm, for documents d with clusters z_d:</para>
/// <code>
/// m_z = number of d with z_d = z;   n_z^w = sum of N_d^w over them;   n_z = sum over w of n_z^w
/// </code>
/// <para>The deviations, none of which changes a count:</para>
/// <para>1. The counts are updated by a document's own words when it moves.</para>
/// <para>2. Clusters with documents have slots. A cluster that loses its last document leaves a hole, which a new cluster
/// fills; holes are closed when there are many, and after each sweep. Empty clusters beyond the slots aren't stored.</para>
/// <para>3. The counts of a frequent word are a dense row with one value per slot, for vectors. Those of a rare word are a
/// list of the slots that have it, in any order, as most slots don't.</para>
/// <para>4. Clusters with labels or seed words keep the first slots, even without documents (<see cref="GibbsAnchors"/>).</para>
/// <para>The benchmarks have no row for the sampler.</para>
/// </remarks>
internal sealed class GibbsCounts
{
    /// <summary>The number of slots in a pair of vectors of four doubles.</summary>
    public const int Lanes = 8;

    /// <summary>Fewer holes than this aren't closed within a sweep.</summary>
    private const int MostHoles = 8;

    private readonly int[] _listClusters;
    private readonly double[] _listCounts;
    private readonly int[] _listLengths;
    private readonly double[] _rows;
    private readonly int _anchored;
    private readonly CancellationToken _cancellation;

    /// <summary>Counts documents by their clusters.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="labels">The slot of each document, below slots, or -1 for a document that isn't counted yet; length n; kept, and changed.</param>
    /// <param name="slots">The maximum number of clusters with documents, labels or seed words.</param>
    /// <param name="cancellation">Cancellation token, for the counting and later for passes over all counts.</param>
    public GibbsCounts(GibbsCorpus corpus, int[] labels, int slots, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        Corpus = corpus;
        Labels = labels;
        SlotCount = LiveCount = _anchored = corpus.AnchoredCount;
        Stride = (slots + Lanes - 1) / Lanes * Lanes;
        Documents = new double[Stride];
        Tokens = new double[Stride];
        _rows = LargeArray.Cleared<double>((long)corpus.Frequent.Length * Stride, cancellation);
        _listClusters = new int[corpus.ListStart[^1]];
        _listCounts = new double[corpus.ListStart[^1]];
        _listLengths = new int[corpus.Rare.Length];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < labels.Length; d++)
        {
            point.Pass(corpus.Offsets[d + 1] - corpus.Offsets[d]);
            if (labels[d] < 0) continue;
            SlotCount = Math.Max(SlotCount, labels[d] + 1);
            if (Documents[labels[d]]++ == 0 && labels[d] >= _anchored) LiveCount++;
            AddTokens(d, labels[d], 1);
        }

        foreach (var (place, slot, weight) in corpus.Anchors?.Seeds ?? [])
        {
            _rows[((long)place * Stride) + slot] += weight;
            Tokens[slot] += weight;
        }

        Compact();
    }

    /// <summary>The documents.</summary>
    public GibbsCorpus Corpus { get; }

    /// <summary>The slot of each document; length n.</summary>
    public int[] Labels { get; }

    /// <summary>The length of a dense row: the maximum number of slots, rounded up to whole pairs of vectors.</summary>
    public int Stride { get; }

    /// <summary>The number of slots in use, including the holes between them: those that a sweep visits.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The number of clusters with documents, labels or seed words.</summary>
    public int LiveCount { get; private set; }

    /// <summary>The number of clusters with documents.</summary>
    public int OccupiedCount => _anchored == 0 ? LiveCount : Documents.Count(documents => documents > 0);

    /// <summary>The number of documents in each slot; length Stride.</summary>
    public double[] Documents { get; }

    /// <summary>The number of tokens in each slot; length Stride.</summary>
    public double[] Tokens { get; }

    /// <summary>The tokens of each frequent word in each slot, Stride values per word.</summary>
    public double[] Rows => _rows;

    /// <summary>The tokens of one frequent word in each slot; length Stride.</summary>
    public ReadOnlySpan<double> Row(int frequent) => _rows.AsSpan(frequent * Stride, Stride);

    /// <summary>The slots that have a rare word, in any order.</summary>
    public ReadOnlySpan<int> ListedSlots(int rare) => _listClusters.AsSpan(Corpus.ListStart[rare], _listLengths[rare]);

    /// <summary>The tokens of a rare word in the slots of <see cref="ListedSlots"/>.</summary>
    public ReadOnlySpan<double> ListedCounts(int rare) => _listCounts.AsSpan(Corpus.ListStart[rare], _listLengths[rare]);

    /// <summary>The tokens of a rare word in one slot.</summary>
    public double ListedCount(int rare, int slot)
    {
        int at = ListedSlots(rare).IndexOf(slot);
        return at < 0 ? 0 : _listCounts[Corpus.ListStart[rare] + at];
    }

    /// <summary>Moves a document to another slot, or to a hole: a new cluster. A document that wasn't counted yet is added.</summary>
    /// <param name="document">The document.</param>
    /// <param name="to">The slot.</param>
    /// <returns>Whether holes were closed afterwards, so that slots were renumbered.</returns>
    public bool Move(int document, int to)
    {
        int from = Labels[document];
        if (from >= 0)
        {
            AddTokens(document, from, -1);
            if (--Documents[from] == 0 && from >= _anchored) LiveCount--;
        }

        if (Documents[to]++ == 0 && to >= _anchored) LiveCount++;
        if (to >= SlotCount) SlotCount = to + 1;
        AddTokens(document, to, 1);
        Labels[document] = to;
        int holes = SlotCount - LiveCount;
        return holes >= MostHoles && holes * 4 > SlotCount && Compact();
    }

    /// <summary>A slot without documents, for a new cluster.</summary>
    public int FreeSlot()
    {
        int hole = LiveCount == SlotCount ? -1 : Documents.AsSpan(_anchored, SlotCount - _anchored).IndexOf(0);
        return hole < 0 ? SlotCount : _anchored + hole;
    }

    /// <summary>Moves the last slots into the holes, so that no slot below SlotCount is empty; returns whether there was a hole.</summary>
    public bool Compact()
    {
        if (LiveCount == SlotCount) return false;
        var target = new int[SlotCount];
        int last = SlotCount - 1, hole = _anchored;
        for (int s = 0; s < target.Length; s++) target[s] = s;
        while (true)
        {
            while (hole < LiveCount && Documents[hole] > 0) hole++;
            while (last >= _anchored && Documents[last] == 0) last--;
            if (hole >= LiveCount) break;
            _cancellation.Check();
            target[last] = hole;
            (Documents[hole], Documents[last]) = (Documents[last], 0);
            (Tokens[hole], Tokens[last]) = (Tokens[last], 0);
            for (int at = 0; at < _rows.Length; at += Stride) (_rows[at + hole], _rows[at + last]) = (_rows[at + last], 0);
        }

        SlotCount = LiveCount;
        var point = new CancellationPoint(_cancellation);
        for (int r = 0; r < _listLengths.Length; r++)
        {
            point.Pass(_listLengths[r]);
            foreach (ref int slot in _listClusters.AsSpan(Corpus.ListStart[r], _listLengths[r])) slot = target[slot];
        }

        foreach (ref int label in Labels.AsSpan())
            if (label >= 0) label = target[label];
        return true;
    }

    private void AddTokens(int document, int slot, int sign)
    {
        var corpus = Corpus;
        int entry = corpus.Offsets[document];
        for (; entry < corpus.FrequentEnd[document]; entry++)
            _rows[((long)corpus.Places[entry] * Stride) + slot] += sign * corpus.Counts[entry];
        for (; entry < corpus.Offsets[document + 1]; entry++)
            AddListed(corpus.Places[entry], slot, sign * corpus.Counts[entry]);
        Tokens[slot] += sign * corpus.Lengths[document];
    }

    private void AddListed(int rare, int slot, int tokens)
    {
        int start = Corpus.ListStart[rare];
        ref int length = ref _listLengths[rare];
        int at = _listClusters.AsSpan(start, length).IndexOf(slot);
        if (at < 0)
        {
            _listClusters[start + length] = slot;
            _listCounts[start + length++] = tokens;
            return;
        }

        double left = _listCounts[start + at] += tokens;
        if (left > 0) return;
        _listClusters[start + at] = _listClusters[start + --length];
        _listCounts[start + at] = _listCounts[start + length];
    }
}
