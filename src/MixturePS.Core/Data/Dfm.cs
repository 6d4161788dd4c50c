using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// A document-feature matrix: a sparse matrix of n documents by J features that knows its words, its documents'
/// names, what its cells are and, where they are known, the documents' true clusters. It does not change once made.
/// </summary>
public sealed class Dfm
{
    private const int CellsInPart = 1 << 18;
    private const int MostParts = 16;

    /// <summary>Puts a matrix and its names together.</summary>
    /// <param name="matrix">The cells, n x J.</param>
    /// <param name="vocabulary">A distinct, non-empty word for each feature; length J.</param>
    /// <param name="weighting">What the cells are; counts must be zero or more.</param>
    /// <param name="documentName">A name for each document (length n), or null for doc0, doc1, ...</param>
    /// <param name="knownCluster">The true cluster of each document from zero (length n; kept, not copied), or null.</param>
    /// <exception cref="MixtureException">ShapeMismatch, VocabularyLengthMismatch, DuplicateVocabularyWord, EmptyVocabularyWord, NegativeCount or InvalidLabel.</exception>
    public Dfm(SparseMatrix matrix, IReadOnlyList<string> vocabulary, DfmWeighting? weighting = null, IReadOnlyList<string>? documentName = null, int[]? knownCluster = null)
        : this(matrix, vocabulary, weighting, documentName, knownCluster, check: true)
    {
    }

    internal Dfm(SparseMatrix matrix, IReadOnlyList<string> vocabulary, DfmWeighting? weighting, IReadOnlyList<string>? documentName, int[]? knownCluster, bool check)
    {
        Matrix = matrix;
        Weighting = weighting ?? DfmWeighting.Count;
        DocumentName = documentName ?? new NumberedNames("doc", matrix.RowCount);
        KnownCluster = knownCluster;
        Vocabulary = check ? Vocabularies.Checked(vocabulary) : vocabulary;
        if (!check) return;
        if (vocabulary.Count != matrix.ColumnCount)
            throw MixtureError.VocabularyLengthMismatch(vocabulary.Count, matrix.ColumnCount, "the matrix");
        if (DocumentName.Count != matrix.RowCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(DocumentName.Count, "is", "are")} {Counted.Of(DocumentName.Count, "document name")} for {Counted.Of(matrix.RowCount, "document")}", DocumentName.Count);
        if (knownCluster is not null) CheckKnown(knownCluster);
        if (Weighting.IsCount) CheckCounts();
    }

    /// <summary>The cells, n x J.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>The number of documents, n.</summary>
    public int DocumentCount => Matrix.RowCount;

    /// <summary>The number of features, J.</summary>
    public int FeatureCount => Matrix.ColumnCount;

    /// <summary>The number of cells that are stored.</summary>
    public int NonZeroCount => Matrix.NonZeroCount;

    /// <summary>The word of each feature; length J.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>The name of each document; length n.</summary>
    public IReadOnlyList<string> DocumentName { get; }

    /// <summary>The true cluster of each document from zero (length n), or null where it isn't known.</summary>
    public IReadOnlyList<int>? KnownCluster { get; }

    /// <summary>The label of each known cluster, by its number, where labels other than whole numbers were numbered; else null.</summary>
    public IReadOnlyList<string>? KnownClusterName { get; init; }

    /// <summary>What the cells are: counts, or a weighting of them.</summary>
    public DfmWeighting Weighting { get; }

    /// <summary>The model that the documents were drawn from, or null.</summary>
    public Data.MixtureModel? Model { get; init; }

    /// <summary>The seed of the stream that the documents were drawn from, or null.</summary>
    public Random.SeedSequence? Seed { get; init; }

    /// <summary>What was read and dropped when the matrix was made from text, or null.</summary>
    public TextStatistics? TextStatistics { get; init; }

    /// <summary>What was dropped when features were last selected, or null.</summary>
    public FeatureSelectionReport? Selection { get; init; }

    /// <summary>Which stream the documents were drawn on; it belongs to the seed. Null where they weren't drawn.</summary>
    public Data.DfmSamplerKind? Sampler { get; init; }

    /// <summary>The cell of a document and a feature, both from zero.</summary>
    /// <param name="document">The document, from zero.</param>
    /// <param name="feature">The feature, from zero.</param>
    public double this[int document, int feature] => Matrix[document, feature];

    /// <summary>A dense copy of one document's cells; length J.</summary>
    /// <param name="document">The document, from zero.</param>
    public double[] Row(int document) => Matrix.Row(document);

    /// <summary>The sum of each document's cells: its length in tokens where the cells are counts; length n.</summary>
    public double[] DocumentLength()
    {
        var result = new double[DocumentCount];
        for (int i = 0; i < result.Length; i++)
            foreach (double value in Matrix.RowValues(i)) result[i] += value;
        return result;
    }

    /// <summary>The number of documents that have each feature; length J.</summary>
    public int[] DocumentFrequency() => DocumentFrequency(CancellationToken.None);

    /// <summary>The frequencies as <see cref="DocumentFrequency()"/> gives them.</summary>
    /// <param name="cancellation">Ends the work early.</param>
    internal int[] DocumentFrequency(CancellationToken cancellation)
    {
        var (_, columns, values) = Matrix.Buffers;
        int cells = Matrix.NonZeroCount, part = Math.Max(CellsInPart, (cells + MostParts - 1) / MostParts);

        // Each part has counts of its own, which aren't worth it where there are few cells a feature.
        if (FeatureCount > part / 4) part = Math.Max(1, cells);
        var counts = new int[Math.Max(1, ParallelBlocks.Blocks(cells, part))][];
        counts[0] = new int[FeatureCount];
        ParallelBlocks.Run(cells, part, 0, cancellation, (number, from, to) =>
        {
            var count = number == 0 ? counts[0] : counts[number] = new int[FeatureCount];
            for (int start = from; start < to; start += Math.Min(CancellationPoint.Interval, to - start))
            {
                cancellation.Check();
                int length = Math.Min(CancellationPoint.Interval, to - start);
                Count(columns.AsSpan(start, length), values.AsSpan(start, length), count);
            }
        });
        foreach (int[] count in counts.AsSpan(1))
            for (int j = 0; j < count.Length; j++) counts[0][j] += count[j];
        return counts[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, int[] result)
    {
        for (int p = 0; p < columns.Length; p++)
            if (values[p] != 0) result[columns[p]]++;
    }

    /// <summary>The size and the weighting, as in <c>1000 documents x 5 features (Count)</c>.</summary>
    public override string ToString() => $"{DocumentCount} documents x {FeatureCount} features ({Weighting})";

    /// <summary>The DFM itself, if its cells are counts.</summary>
    /// <param name="purpose">What counts are needed for.</param>
    /// <exception cref="MixtureException">AlreadyWeighted.</exception>
    internal Dfm RequireCounts(string purpose) => Weighting.IsCount ? this : throw MixtureError.AlreadyWeighted(Weighting.Name, purpose);

    /// <summary>The same documents with other cells.</summary>
    internal Dfm WithMatrix(SparseMatrix matrix, DfmWeighting weighting) =>
        new(matrix, Vocabulary, weighting, DocumentName, (int[]?)KnownCluster, check: false)
        {
            KnownClusterName = KnownClusterName,
            Model = Model,
            Seed = Seed,
            Sampler = Sampler,
            TextStatistics = TextStatistics,
            Selection = Selection,
        };

    private void CheckKnown(int[] known)
    {
        if (known.Length != DocumentCount) throw MixtureError.LabelLengthMismatch(known.Length, DocumentCount);
        for (int i = 0; i < known.Length; i++)
            if (known[i] < 0) throw MixtureError.InvalidLabel($"the known cluster of document {i} is {known[i]}", known[i]);
    }

    private void CheckCounts()
    {
        for (int i = 0; i < DocumentCount; i++)
        {
            var values = Matrix.RowValues(i);
            for (int p = 0; p < values.Length; p++)
                if (values[p] < 0) throw MixtureError.NegativeCount(i, Matrix.RowColumns(i)[p], values[p]);
        }
    }
}
