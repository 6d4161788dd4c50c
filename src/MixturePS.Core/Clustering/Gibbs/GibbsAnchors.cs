namespace MixturePS.Core.Clustering;

/// <summary>
/// The clusters with labels or seed words as the sampler uses them. They have the first slots for good, even without documents,
/// because they differ from other empty clusters. The tokens of seed words are counted as if they were tokens of the cluster,
/// which is the same as adding them to the prior: (n + s) + beta = n + (beta + s).
/// </summary>
internal sealed class GibbsAnchors
{
    /// <summary>Numbers the slots.</summary>
    /// <param name="guidance">The labels and seed words.</param>
    /// <param name="places">The index of each word among the frequent words; seed words are among them.</param>
    public GibbsAnchors(Guidance guidance, int[] places)
    {
        Clusters = guidance.Anchored;
        Held = Array.ConvertAll(guidance.Labels, label => label < 0 ? -1 : Array.BinarySearch(guidance.Anchored, label));
        Seeds = [.. guidance.Seeds.Select(word => (Place: places[word.Feature], Slot: Array.BinarySearch(guidance.Anchored, word.Cluster), word.Weight))];
        SeedTokens = new double[Count];
        foreach (var (_, slot, weight) in Seeds) SeedTokens[slot] += weight;
    }

    /// <summary>The cluster of each slot.</summary>
    public int[] Clusters { get; }

    /// <summary>The number of slots.</summary>
    public int Count => Clusters.Length;

    /// <summary>The slot of each document with a label, which it never leaves, or -1; length n.</summary>
    public int[] Held { get; }

    /// <summary>The seed words: their place among the frequent words, the slot of their cluster, and the tokens that they add.</summary>
    public (int Place, int Slot, double Weight)[] Seeds { get; }

    /// <summary>The tokens that seed words add to each slot.</summary>
    public double[] SeedTokens { get; }
}
