namespace MixturePS.Core.Text;

/// <summary>Some documents in a row, with their text until they are encoded and their features after.</summary>
internal sealed class DocumentBatch
{
    private const int MostDocuments = 1024;
    private const int MostUnits = 1 << 18;
    private readonly List<string> _texts = new(64);
    private int _units;

    /// <summary>The number of documents.</summary>
    public int Count { get; private set; }

    /// <summary>The texts; empty once they are encoded.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The number of different features of each document.</summary>
    public int[] FeatureCounts { get; private set; } = [];

    /// <summary>
    /// Of each document's features the steps from id to ascending id, each with the count less one, as
    /// <see cref="VarInt"/>s.
    /// </summary>
    public byte[] Rows { get; private set; } = [];

    /// <summary>Adds a text.</summary>
    /// <returns>Whether the batch is large enough to be worked on.</returns>
    public bool Add(string text)
    {
        _texts.Add(text);
        Count++;
        _units += Math.Min(text.Length, MostUnits);
        return Count == MostDocuments || _units >= MostUnits;
    }

    /// <summary>Puts the features in place of the texts.</summary>
    public void Encoded(int[] featureCounts, byte[] rows)
    {
        FeatureCounts = featureCounts;
        Rows = rows;
        _texts.Clear();
        _texts.Capacity = 0;
    }

    /// <summary>Lets go of the features once they are in the matrix.</summary>
    public void Release() => Rows = [];
}
