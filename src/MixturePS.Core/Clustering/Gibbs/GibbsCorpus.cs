using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents as the sampler reads them: whole counts, for each document first the frequent words, whose counts by
/// cluster are dense rows, and then the rare ones, whose clusters are listed.
/// </summary>
internal sealed class GibbsCorpus
{
    /// <summary>A word is frequent if at least 1 / ListedShare of the clusters can have it: a vector handles four clusters at a time, a list one.</summary>
    private const int ListedShare = 6;

    private GibbsCorpus(int documents, int features, int entries)
    {
        Offsets = new int[documents + 1];
        FrequentEnd = new int[documents];
        Lengths = new int[documents];
        Places = new int[entries];
        Counts = new int[entries];
        FeatureCount = features;
    }

    /// <summary>The number of documents, n.</summary>
    public int DocumentCount => Lengths.Length;

    /// <summary>The number of features, V.</summary>
    public int FeatureCount { get; }

    /// <summary>Where the words of each document start; length n + 1.</summary>
    public int[] Offsets { get; }

    /// <summary>Where the rare words of each document start; length n.</summary>
    public int[] FrequentEnd { get; }

    /// <summary>The number of tokens of each document; length n.</summary>
    public int[] Lengths { get; }

    /// <summary>The index of each entry's word: among the frequent words before FrequentEnd, among the rare ones from there on.</summary>
    public int[] Places { get; }

    /// <summary>The tokens of each entry, above zero.</summary>
    public int[] Counts { get; }

    /// <summary>The feature of each frequent word.</summary>
    public int[] Frequent { get; private set; } = [];

    /// <summary>The feature of each rare word.</summary>
    public int[] Rare { get; private set; } = [];

    /// <summary>Where the list of each rare word starts, with room for one cluster per document that has it; one more than there are rare words.</summary>
    public int[] ListStart { get; private set; } = [];

    /// <summary>The number of tokens of all documents.</summary>
    public long TokenCount { get; private set; }

    /// <summary>The maximum number of tokens in a document.</summary>
    public int LongestDocument { get; private set; }

    /// <summary>The maximum number of tokens of an entry.</summary>
    public int GreatestCount { get; private set; }

    /// <summary>The maximum number of tokens of a word over all documents.</summary>
    public long GreatestWordTotal { get; private set; }

    /// <summary>The number of documents without tokens.</summary>
    public int EmptyDocumentCount { get; private set; }

    /// <summary>The clusters with labels or seed words, or null if there are none.</summary>
    public GibbsAnchors? Anchors { get; private set; }

    /// <summary>The number of clusters with labels or seed words.</summary>
    public int AnchoredCount => Anchors?.Count ?? 0;

    /// <summary>The frequent words of a document.</summary>
    public ReadOnlySpan<int> FrequentPlaces(int document) => Places.AsSpan(Offsets[document], FrequentEnd[document] - Offsets[document]);

    /// <summary>The tokens of each frequent word of a document.</summary>
    public ReadOnlySpan<int> FrequentCounts(int document) => Counts.AsSpan(Offsets[document], FrequentEnd[document] - Offsets[document]);

    /// <summary>Reads a DFM.</summary>
    /// <param name="dfm">The counts, n x V.</param>
    /// <param name="clusters">The maximum number of clusters.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="guidance">The labels and seed words, or null.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted or FractionalCount.</exception>
    public static GibbsCorpus Create(Dfm dfm, int clusters, CancellationToken cancellation = default, Guidance? guidance = null)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, "the Dirichlet-multinomial mixture");
        var (frequency, totals, entries) = Tally(dfm, cancellation);
        var corpus = new GibbsCorpus(dfm.DocumentCount, dfm.FeatureCount, entries) { GreatestWordTotal = totals.Max() };
        var seeds = guidance?.Seeds.Select(word => word.Feature).ToHashSet() ?? [];
        int[] places = corpus.SortWords(frequency, clusters, seeds);
        if (guidance is not null)
        {
            corpus.Anchors = new GibbsAnchors(guidance, places);
            corpus.GreatestWordTotal += (long)Math.Ceiling(guidance.Seeds.Select(word => word.Weight).DefaultIfEmpty().Max());
        }

        corpus.Fill(dfm, places, cancellation);
        return corpus;
    }

    /// <summary>The sum over documents of the logarithm of the multinomial coefficient M! / prod_j w_j!.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    public double LogMultinomialCoefficient(CancellationToken cancellation)
    {
        double sum = 0;
        var point = new CancellationPoint(cancellation);
        foreach (int length in Lengths)
        {
            point.Pass(0);
            sum += RisingFactorial.Log(1, length);
        }

        foreach (int count in Counts)
        {
            point.Pass(0);
            sum -= RisingFactorial.Log(1, count);
        }

        return sum;
    }

    private static (int[] Frequency, long[] Totals, int Entries) Tally(Dfm dfm, CancellationToken cancellation)
    {
        var frequency = new int[dfm.FeatureCount];
        var totals = new long[dfm.FeatureCount];
        int entries = 0;
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var columns = dfm.Matrix.RowColumns(i);
            point.Pass(columns.Length);
            var values = dfm.Matrix.RowValues(i);
            long length = 0;
            for (int p = 0; p < columns.Length; p++)
            {
                double value = values[p];
                if (value != Math.Floor(value)) throw MixtureError.FractionalCount(i, columns[p], value);
                if (value == 0) continue;
                length += value <= int.MaxValue ? (long)value : int.MaxValue;
                if (length >= int.MaxValue) throw MixtureError.DocumentTooLong(i, int.MaxValue - 1);
                entries++;
                frequency[columns[p]]++;
                totals[columns[p]] += (long)value;
            }
        }

        return (frequency, totals, entries);
    }

    /// <summary>Divides words into frequent and rare ones; returns the index of each word, complemented for rare ones. Seed words count as frequent.</summary>
    private int[] SortWords(int[] frequency, int clusters, HashSet<int> seeds)
    {
        int room = 0;
        var (frequent, rare, starts, places) = (new List<int>(), new List<int>(), new List<int> { 0 }, new int[FeatureCount]);
        for (int w = 0; w < places.Length; w++)
        {
            int most = Math.Min(frequency[w], clusters);
            if ((long)most * ListedShare >= clusters || seeds.Contains(w))
            {
                places[w] = frequent.Count;
                frequent.Add(w);
                continue;
            }

            places[w] = ~rare.Count;
            rare.Add(w);
            starts.Add(room += most);
        }

        (Frequent, Rare, ListStart) = ([.. frequent], [.. rare], [.. starts]);
        return places;
    }

    private void Fill(Dfm dfm, int[] places, CancellationToken cancellation)
    {
        int at = 0;
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < DocumentCount; i++)
        {
            var columns = dfm.Matrix.RowColumns(i);
            point.Pass(columns.Length);
            var values = dfm.Matrix.RowValues(i);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int p = 0; p < columns.Length; p++)
                {
                    int place = places[columns[p]];
                    if (values[p] == 0 || place >= 0 != (pass == 0)) continue;
                    Places[at] = place >= 0 ? place : ~place;
                    Counts[at++] = (int)values[p];
                    Lengths[i] += (int)values[p];
                    GreatestCount = Math.Max(GreatestCount, (int)values[p]);
                }

                if (pass == 0) FrequentEnd[i] = at;
            }

            Offsets[i + 1] = at;
            TokenCount += Lengths[i];
            LongestDocument = Math.Max(LongestDocument, Lengths[i]);
            if (Lengths[i] == 0) EmptyDocumentCount++;
        }
    }
}
