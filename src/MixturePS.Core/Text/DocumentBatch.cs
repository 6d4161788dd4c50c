namespace MixturePS.Core.Text;

/// <summary>Some documents in a row, with their text until they are encoded and their features after.</summary>
internal sealed class DocumentBatch
{
    private const int MostDocuments = 256;
    private const int MostUnits = 1 << 16;
    private readonly List<string> _texts = new(64);
    private int _units;

    /// <summary>The number of documents.</summary>
    public int Count { get; private set; }

    /// <summary>The texts; empty once they are encoded.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The number of different features of each document.</summary>
    public int[] FeatureCounts { get; private set; } = [];

    /// <summary>The features of each document as <see cref="RowCounter"/> writes them.</summary>
    public int[] Rows { get; private set; } = [];

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
    public void Encoded(int[] featureCounts, int[] rows)
    {
        FeatureCounts = featureCounts;
        Rows = rows;
        _texts.Clear();
        _texts.Capacity = 0;
    }

    /// <summary>Lets go of the features once they are in the matrix.</summary>
    public void Release() => Rows = [];
}
