namespace MixturePS.Core.Clustering;

/// <summary>
/// The part of a cluster's weight that depends only on a document's length N: (m_z + alpha) over the product of
/// 1 + n_z / (V beta + i - 1) for i = 1 ... N. Few documents move in a sweep, so it is stored for each length whose product
/// can't overflow, and recomputed for the two clusters of a move.
/// </summary>
internal sealed class GibbsLengthWeights
{
    private readonly GibbsPrior _prior;
    private readonly GibbsCounts _counts;
    private readonly double[]?[] _rows;

    /// <summary>Computes the weights for all lengths that occur.</summary>
    public GibbsLengthWeights(GibbsPrior prior, GibbsCounts counts)
    {
        (_prior, _counts) = (prior, counts);
        int longest = 0;
        foreach (int length in counts.Corpus.Lengths)
            if (prior.IsShort(length)) longest = Math.Max(longest, length);
        _rows = new double[longest + 1][];
        foreach (int length in counts.Corpus.Lengths)
            if (prior.IsShort(length)) _rows[length] ??= new double[counts.Stride];
        UpdateAll();
    }

    /// <summary>The weights of all slots for a short length that occurs; length Stride.</summary>
    public double[] this[int length] => _rows[length]!;

    /// <summary>Recomputes the weights of one slot.</summary>
    public void Update(int slot)
    {
        double documents = _counts.Documents[slot], tokens = _counts.Tokens[slot];
        double start = documents > 0 || slot < _counts.Corpus.AnchoredCount ? documents + _prior.Alpha : 0, product = 1;
        for (int length = 0; length < _rows.Length; length++)
        {
            if (length > 0) product *= 1 + (tokens * _prior.TokenShare[length - 1]);
            if (_rows[length] is { } row) row[slot] = start / product;
        }
    }

    /// <summary>Recomputes the weights of all slots.</summary>
    public void UpdateAll()
    {
        for (int slot = 0; slot < _counts.Stride; slot++) Update(slot);
    }
}
