namespace MixturePS.Core.Text;

/// <summary>A batch of consecutive documents: their texts before encoding, and their features afterwards.</summary>
internal sealed class DocumentBatch
{
    private const int MaxDocuments = 256;
    private const int MaxUnits = 1 << 16;
    private readonly List<string> _texts = new(64);
    private int _units;

    /// <summary>Creates a batch without documents.</summary>
    public DocumentBatch()
    {
    }

    /// <summary>Creates a batch of encoded documents.</summary>
    public DocumentBatch(int[] featureCounts, int[] rows) => (Count, FeatureCounts, Rows) = (featureCounts.Length, featureCounts, rows);

    /// <summary>The number of documents.</summary>
    public int Count { get; private set; }

    /// <summary>The texts; empty after encoding.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The number of distinct features in each document.</summary>
    public int[] FeatureCounts { get; private set; } = [];

    /// <summary>The features of each document in the format of <see cref="RowCounter"/>.</summary>
    public int[] Rows { get; private set; } = [];

    /// <summary>Adds a text.</summary>
    /// <returns>Whether the batch is large enough to be encoded.</returns>
    public bool Add(string text)
    {
        _texts.Add(text);
        Count++;
        _units += Math.Min(text.Length, MaxUnits);
        return Count == MaxDocuments || _units >= MaxUnits;
    }

    /// <summary>Replaces the texts by their features.</summary>
    public void Encoded(int[] featureCounts, int[] rows)
    {
        FeatureCounts = featureCounts;
        Rows = rows;
        _texts.Clear();
        _texts.Capacity = 0;
    }

    /// <summary>Releases the features after they have been copied to the matrix.</summary>
    public void Release() => Rows = [];
}
