using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>Draws the topics of the tokens of documents, given the word probabilities of the topics. Each thread has its own.</summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// for each token i of document d, with word w
///     remove the token from the counts n_d
///     z_i = k with probability proportional to mu_kw (n_dk + alpha_k)
///     add the token to the counts n_d
/// </code>
/// <para>The deviation, which is exact: the weight is split into mu_kw n_dk, which is above zero only for the topics in the
/// document, and mu_kw alpha_k, whose running sums over k are in a table of the word (<see cref="TopicWordTable"/>). One
/// uniform number chooses within both; the second part needs a binary search, and only where the number falls into it.
/// A token costs as much as its document has topics, not K. Where the table has expected probabilities, the token's own part
/// is taken out of the weight of its topic. Source: Magnusson, M., Jonsson, L., Villani, M. and Broman, D.
/// (2018), Sparse partially collapsed MCMC for parallel inference in topic models, Journal of Computational and Graphical
/// Statistics 27(2), 449-463.</para>
/// </remarks>
/// <param name="corpus">The documents.</param>
/// <param name="k">The number of topics.</param>
internal sealed class TopicDocumentSampler(TopicCorpus corpus, int k)
{
    private readonly int[] _counts = new int[k];
    private readonly int[] _place = new int[k];
    private readonly int[] _topics = new int[k];
    private readonly double[] _sums = new double[k];

    /// <summary>The tokens of each topic in the documents that were drawn; length K.</summary>
    public int[] Totals { get; } = new int[k];

    /// <summary>The tokens by topic of these documents: how many have each count.</summary>
    public CountTable Counts { get; } = new(k, corpus.LongestDocument);

    /// <summary>Draws the topic of each token of some documents once.</summary>
    /// <param name="table">The topics.</param>
    /// <param name="alpha">The prior tokens of each topic in a document, with which the table was made; length K.</param>
    /// <param name="from">The first document.</param>
    /// <param name="to">The document after the last.</param>
    /// <param name="topicOf">The topic of each token; overwritten for these documents.</param>
    /// <param name="kept">Receives the tokens by topic of each document, which are added; n x K; or null.</param>
    /// <param name="bits">The stream; advanced by one word per token.</param>
    /// <param name="cancellation">The cancellation token.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(TopicWordTable table, double[] alpha, int from, int to, int[] topicOf, int[]? kept, Pcg64 bits, CancellationToken cancellation)
    {
        ref int counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        ref int places = ref MemoryMarshal.GetArrayDataReference(_place);
        ref int topics = ref MemoryMarshal.GetArrayDataReference(_topics);
        ref double sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref double mu = ref MemoryMarshal.GetArrayDataReference(table.Mu);
        ref double running = ref MemoryMarshal.GetArrayDataReference(table.Running);
        var point = new CancellationPoint(cancellation);
        for (int d = from; d < to; d++)
        {
            int start = corpus.Offsets[d], end = corpus.Offsets[d + 1], present = 0;
            for (int t = start; t < end; t++)
            {
                int topic = topicOf[t];
                if (Unsafe.Add(ref counts, topic)++ > 0) continue;
                Unsafe.Add(ref places, topic) = present;
                Unsafe.Add(ref topics, present++) = topic;
            }

            for (int t = start; t < end; t++)
            {
                point.Pass(present);
                int old = topicOf[t];
                if (--Unsafe.Add(ref counts, old) == 0)
                {
                    // The last topic of the list takes the place of the one that is gone.
                    int last = Unsafe.Add(ref topics, --present), place = Unsafe.Add(ref places, old);
                    Unsafe.Add(ref topics, place) = last;
                    Unsafe.Add(ref places, last) = place;
                }

                nint row = (nint)corpus.Words[t] * k;
                ref double own = ref Unsafe.Add(ref mu, row);
                double sum = 0;
                for (int i = 0; i < present; i++)
                {
                    int topic = Unsafe.Add(ref topics, i);
                    sum += Unsafe.Add(ref own, topic) * Unsafe.Add(ref counts, topic);
                    Unsafe.Add(ref sums, i) = sum;
                }

                double removed = 0;
                if (table.TokenShare is { } shares)
                {
                    removed = shares[old] * alpha[old];
                    double less = shares[old] * Unsafe.Add(ref counts, old);
                    sum -= less;
                    for (int i = less == 0 ? present : Unsafe.Add(ref places, old); i < present; i++) Unsafe.Add(ref sums, i) -= less;
                }

                ref double all = ref Unsafe.Add(ref running, row);
                double u = bits.NextDouble() * (sum + (Unsafe.Add(ref all, k - 1) - removed));
                int drawn;
                if (u < sum)
                {
                    int i = 0;
                    while (i < present - 1 && Unsafe.Add(ref sums, i) <= u) i++;
                    drawn = Unsafe.Add(ref topics, i);
                }
                else
                {
                    u -= sum;
                    if (u >= Unsafe.Add(ref all, old) - removed) u += removed;
                    drawn = TopicWordTable.Search(ref all, k, u);
                }

                topicOf[t] = drawn;
                if (Unsafe.Add(ref counts, drawn)++ > 0) continue;
                Unsafe.Add(ref places, drawn) = present;
                Unsafe.Add(ref topics, present++) = drawn;
            }

            for (int i = 0; i < present; i++)
            {
                int topic = Unsafe.Add(ref topics, i), count = Unsafe.Add(ref counts, topic);
                Counts.Add(topic, count);
                Totals[topic] += count;
                if (kept is not null) kept[((long)d * k) + topic] += count;
                Unsafe.Add(ref counts, topic) = 0;
            }
        }
    }
}
