using System.Dynamic;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// A document-feature matrix: a sparse matrix of n documents by J features with its vocabulary, document names, weighting
/// and, where known, the true clusters of the documents. It is immutable.
/// </summary>
public sealed class Dfm : IIndexed
{
    private const int CellsPerPart = 1 << 18;
    private const int MaxParts = 16;
    private readonly SparseMatrix? _matrix;
    private LoadedShard? _last;
    private IReadOnlyList<string>? _knownClusterName;
    private IReadOnlyList<DocumentVariable> _variable = ReadOnlyValues.Of<DocumentVariable>([]);

    /// <summary>Creates a DFM from a matrix and its names.</summary>
    /// <param name="matrix">The cells, n x J.</param>
    /// <param name="vocabulary">The word of each feature, distinct and not empty; length J.</param>
    /// <param name="weighting">The weighting of the cells; null for counts, which must be zero or more.</param>
    /// <param name="documentName">The name of each document (length n), or null for doc0, doc1, ...</param>
    /// <param name="knownCluster">The true cluster of each document, from zero (length n; not copied), or null.</param>
    /// <exception cref="MixtureException">ShapeMismatch, VocabularyLengthMismatch, DuplicateVocabularyWord, EmptyVocabularyWord, NegativeCount or InvalidLabel.</exception>
    public Dfm(SparseMatrix matrix, IReadOnlyList<string> vocabulary, DfmWeighting? weighting = null, IReadOnlyList<string>? documentName = null, int[]? knownCluster = null)
        : this(matrix, vocabulary, weighting, documentName, knownCluster, check: true)
    {
    }

    internal Dfm(SparseMatrix matrix, IReadOnlyList<string> vocabulary, DfmWeighting? weighting, IReadOnlyList<string>? documentName, IReadOnlyList<int>? knownCluster, bool check)
    {
        _matrix = matrix;
        (DocumentCount, FeatureCount) = (matrix.RowCount, matrix.ColumnCount);
        Weighting = weighting ?? DfmWeighting.Count;
        DocumentName = ReadOnlyValues.Of(documentName ?? new NumberedNames("doc", matrix.RowCount));
        KnownCluster = ReadOnlyValues.OrNull(knownCluster);
        Vocabulary = ReadOnlyValues.Of(check ? Vocabularies.Checked(vocabulary) : vocabulary);
        if (!check) return;
        if (vocabulary.Count != matrix.ColumnCount)
            throw MixtureError.VocabularyLengthMismatch(vocabulary.Count, matrix.ColumnCount, "the matrix");
        if (DocumentName.Count != matrix.RowCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(DocumentName.Count, "is", "are")} {Counted.Of(DocumentName.Count, "document name")} for {Counted.Of(matrix.RowCount, "document")}", DocumentName.Count);
        if (knownCluster is not null) CheckKnown(knownCluster);
        if (Weighting.IsCount) CheckCounts();
    }

    /// <summary>
    /// Creates a DFM with other cells for documents of another DFM. This is the one place that takes along what belongs to
    /// documents: their names, known clusters, variables, and true topics. The tokens of topics belong to the features too, and
    /// stay only with the same vocabulary. What belongs to the DFM as a whole, such as its model and seed, is left to the caller.
    /// </summary>
    /// <param name="source">The other DFM.</param>
    /// <param name="documents">Its documents, one per row of the matrix, from zero; null for all of them in their order.</param>
    /// <param name="matrix">The cells.</param>
    /// <param name="vocabulary">The word of each feature.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    internal Dfm(Dfm source, int[]? documents, SparseMatrix matrix, IReadOnlyList<string> vocabulary, DfmWeighting weighting)
        : this(matrix, vocabulary, weighting, Of(source.DocumentName, documents), source.KnownCluster is { } known ? Of(known, documents) : null, check: false)
    {
        KnownClusterName = source.KnownClusterName;
        Variable = documents is null ? source.Variable : [.. source.Variable.Select(variable => variable.Of(documents))];
        KnownTheta = documents is null ? source.KnownTheta : source.KnownTheta?.Rows(documents);
        if (ReferenceEquals(Vocabulary, source.Vocabulary)) KnownTopicTokens = documents is null ? source.KnownTopicTokens : source.KnownTopicTokens?.Rows(documents);
    }

    /// <summary>Creates a DFM whose cells are in shards.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="vocabulary">The word of each feature; length J.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="documentName">The name of each document; length n.</param>
    /// <param name="knownCluster">The true cluster of each document (length n), or null.</param>
    internal Dfm(IDfmShards shards, IReadOnlyList<string> vocabulary, DfmWeighting weighting, IReadOnlyList<string> documentName, IReadOnlyList<int>? knownCluster)
    {
        Shards = shards;
        (DocumentCount, FeatureCount) = (shards.FirstDocument[^1], vocabulary.Count);
        (Vocabulary, Weighting) = (ReadOnlyValues.Of(vocabulary), weighting);
        (DocumentName, KnownCluster) = (ReadOnlyValues.Of(documentName), ReadOnlyValues.OrNull(knownCluster));
    }

    /// <summary>The cells, n x J.</summary>
    /// <exception cref="MixtureException">NotInMemory: the cells are in shards.</exception>
    public SparseMatrix Matrix => _matrix ?? throw MixtureError.NotInMemory("the cells of the documents", Shards!.Folder);

    /// <summary>The number of documents, n.</summary>
    public int DocumentCount { get; }

    /// <summary>The number of features, J.</summary>
    public int FeatureCount { get; }

    /// <summary>The number of stored cells.</summary>
    public long NonZeroCount => Shards?.NonZeroCount ?? Matrix.NonZeroCount;

    /// <summary>The folder of the shards that the cells are in, or null if they are in memory.</summary>
    public string? ShardFolder => Shards?.Folder;

    /// <summary>The number of shards that the cells are in; zero if they are in memory.</summary>
    public int ShardCount => Shards is null ? 0 : Shards.FirstDocument.Count - 1;

    /// <summary>The shards that the cells are in, or null if they are in memory.</summary>
    internal IDfmShards? Shards { get; }

    /// <summary>The word of each feature; length J.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>The name of each document; length n.</summary>
    public IReadOnlyList<string> DocumentName { get; }

    /// <summary>The true cluster of each document, from zero (length n), or null if unknown.</summary>
    public IReadOnlyList<int>? KnownCluster { get; private set; }

    /// <summary>The original label of each known cluster, indexed by cluster, if the labels weren't integers and so were numbered; otherwise null.</summary>
    public IReadOnlyList<string>? KnownClusterName
    {
        get => _knownClusterName;
        init => _knownClusterName = ReadOnlyValues.OrNull(value);
    }

    /// <summary>The true share of each topic in each document, n x K, if the documents were drawn from a model of mixed membership; otherwise null.</summary>
    public DenseMatrix? KnownTheta { get; init; }

    /// <summary>The true number of tokens of each topic in each document, n x K, if the documents were drawn from a model of mixed membership; otherwise null.</summary>
    public CountMatrix? KnownTopicTokens { get; init; }

    /// <summary>The weighting of the cells: counts, or a scheme that weights them.</summary>
    public DfmWeighting Weighting { get; }

    /// <summary>The variables of the documents, such as author and year, each with one value per document; empty if there are none.</summary>
    public IReadOnlyList<DocumentVariable> Variable
    {
        get => _variable;
        init => _variable = ReadOnlyValues.Of(value);
    }

    /// <summary>The model that the documents were drawn from, or null.</summary>
    public Data.MixtureModel? Model { get; init; }

    /// <summary>The seed of the stream that the documents were drawn from, or null if they weren't drawn.</summary>
    public Random.SeedSequence? Seed { get; init; }

    /// <summary>Statistics of the text that the matrix was built from, or null.</summary>
    public TextStatistics? TextStatistics { get; init; }

    /// <summary>How the text was tokenised that the matrix was built from, or null if that is unknown.</summary>
    public TextRecipe? TextRecipe { get; init; }

    /// <summary>The report of the last feature selection, or null.</summary>
    public FeatureSelectionReport? Selection { get; init; }

    /// <summary>The stream that the documents were drawn from, which together with the seed reproduces them; null if they weren't drawn.</summary>
    public Data.DfmSamplerKind? Sampler { get; init; }

    /// <summary>The lengths that the documents were drawn with, as text: a number or a distribution; null if they were listed, or weren't drawn.</summary>
    internal string? DrawnLength { get; init; }

    /// <summary>
    /// The cell of a document and a feature. In PowerShell, a single index gives the row of a document; indices work as for
    /// <see cref="Matrix{T}"/>.
    /// </summary>
    /// <param name="document">The document, from zero.</param>
    /// <param name="feature">The feature, from zero.</param>
    public double this[int document, int feature]
    {
        get
        {
            var (part, row) = PartOf(document);
            return part.Matrix[row, feature];
        }
    }

    /// <summary>A dense copy of the row of a document; length J.</summary>
    /// <param name="document">The document, from zero.</param>
    public double[] Row(int document)
    {
        var (part, row) = PartOf(document);
        return part.Matrix.Row(row);
    }

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => IndexBinding.Of(parameter, this);

    object IIndexed.At(object?[] indices) => IndexBinding.RowOrCell(indices, ("document", DocumentCount), ("feature", FeatureCount), Row, (i, j) => this[i, j]);

    /// <summary>The sum of the cells of each document, which for counts is its length in tokens; length n.</summary>
    public double[] DocumentLength()
    {
        var result = new double[DocumentCount];
        int i = 0;
        foreach (var part in Parts(CancellationToken.None))
        {
            for (int row = 0; row < part.DocumentCount; row++, i++)
                foreach (double value in part.Matrix.RowValues(row)) result[i] += value;
        }

        return result;
    }

    /// <summary>The document frequency of each feature: the number of documents that contain it; length J.</summary>
    public int[] DocumentFrequency() => DocumentFrequency(CancellationToken.None);

    /// <summary>The document frequency of each feature, as <see cref="DocumentFrequency()"/>.</summary>
    /// <param name="cancellation">The cancellation token.</param>
    internal int[] DocumentFrequency(CancellationToken cancellation)
    {
        if (Shards is not null)
        {
            var total = new int[FeatureCount];
            foreach (var shard in Parts(cancellation))
            {
                int[] frequency = shard.DocumentFrequency(cancellation);
                for (int j = 0; j < total.Length; j++) total[j] += frequency[j];
            }

            return total;
        }

        var (_, columns, values) = Matrix.Buffers;
        int cells = Matrix.NonZeroCount, part = Math.Max(CellsPerPart, (cells + MaxParts - 1) / MaxParts);

        // Each part has its own counts, which isn't worthwhile with few cells per feature.
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

    /// <summary>The size and weighting, as in <c>1000 documents x 5 features (Count)</c>.</summary>
    public override string ToString() => $"{DocumentCount} documents x {FeatureCount} features ({Weighting}){(Shards is null ? string.Empty : $" in {Counted.Of(ShardCount, "shard")}")}";

    /// <summary>The documents in memory, in order: the DFM itself, or each shard after the other.</summary>
    /// <param name="cancellation">The cancellation token.</param>
    internal IEnumerable<Dfm> Parts(CancellationToken cancellation)
    {
        if (Shards is null)
        {
            yield return this;
            yield break;
        }

        for (int shard = 0; shard < ShardCount; shard++) yield return Shards.Load(shard, cancellation);
    }

    /// <summary>Returns the DFM itself if its cells are counts.</summary>
    /// <param name="purpose">The computation that needs counts, for the error message.</param>
    /// <exception cref="MixtureException">AlreadyWeighted.</exception>
    internal Dfm RequireCounts(string purpose) => Weighting.IsCount ? this : throw MixtureError.AlreadyWeighted(Weighting.Name, purpose);

    /// <summary>A DFM of the same documents with other cells.</summary>
    internal Dfm WithMatrix(SparseMatrix matrix, DfmWeighting weighting) =>
        new(this, null, matrix, Vocabulary, weighting)
        {
            Model = Model,
            Seed = Seed,
            Sampler = Sampler,
            DrawnLength = DrawnLength,
            TextStatistics = TextStatistics,
            TextRecipe = TextRecipe,
            Selection = Selection,
        };

    /// <summary>A DFM of the same documents with other cells, in shards.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="vocabulary">The word of each feature.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="selection">The report of the feature selection, or null to keep that of this DFM.</param>
    internal Dfm WithShards(IDfmShards shards, IReadOnlyList<string> vocabulary, DfmWeighting weighting, FeatureSelectionReport? selection = null) =>
        new(shards, vocabulary, weighting, DocumentName, KnownCluster)
        {
            KnownClusterName = KnownClusterName,
            Variable = Variable,
            TextStatistics = TextStatistics,
            TextRecipe = TextRecipe,
            Selection = selection ?? Selection,
        };

    /// <summary>The name of the known cluster of a document, or null if it has none.</summary>
    internal string? KnownNameOf(int document) => DocumentLabels.NameOf(KnownClusterName, KnownCluster?[document]);

    /// <summary>The same documents with other variables.</summary>
    internal Dfm WithVariables(IReadOnlyList<DocumentVariable> variables)
    {
        var copy = (Dfm)MemberwiseClone();
        copy._variable = ReadOnlyValues.Of(variables);
        return copy;
    }

    /// <summary>The same documents with other known clusters, one per document.</summary>
    internal Dfm WithKnown(DocumentLabels known)
    {
        CheckKnown(known.Labels);
        var copy = (Dfm)MemberwiseClone();
        (copy.KnownCluster, copy._knownClusterName) = (ReadOnlyValues.Of(known.Labels), ReadOnlyValues.OrNull(known.Names));
        return copy;
    }

    private static IReadOnlyList<T> Of<T>(IReadOnlyList<T> values, int[]? documents) => documents is null ? values : Array.ConvertAll(documents, i => values[i]);

    private (Dfm Part, int Row) PartOf(int document)
    {
        if (Shards is not { } shards) return (this, document);
        if ((uint)document >= (uint)DocumentCount) throw new ArgumentOutOfRangeException(nameof(document), document, $"Documents go from 0 to {DocumentCount - 1}.");
        int shard = shards.ShardOf(document);
        if (_last is not { } last || last.Shard != shard || !last.Part.TryGetTarget(out var part))
        {
            part = shards.Load(shard, CancellationToken.None);
            _last = new LoadedShard(shard, new WeakReference<Dfm>(part));
        }

        return (part, document - shards.FirstDocument[shard]);
    }

    private void CheckKnown(IReadOnlyList<int> known)
    {
        if (known.Count != DocumentCount) throw MixtureError.LabelLengthMismatch(known.Count, DocumentCount);
        for (int i = 0; i < known.Count; i++)
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
