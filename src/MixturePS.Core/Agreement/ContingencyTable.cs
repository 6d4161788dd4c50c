using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The number of documents in each pair of a known and an estimated cluster, from which all indices of agreement are
/// computed. Only non-zero cells are stored, in row-major order.
/// </summary>
internal sealed class ContingencyTable
{
    /// <summary>The prefix of the name or number of a known cluster in the name of its row.</summary>
    internal const string KnownPrefix = "known ";

    /// <summary>The prefix of the name or number of an estimated cluster in the name of its column.</summary>
    internal const string EstimatedPrefix = "estimated ";

    private readonly int[] _knownLabels;
    private readonly int[] _estimatedLabels;
    private readonly int[] _offsets;
    private readonly int[] _columns;
    private readonly int[] _counts;
    private readonly int[] _rowSums;
    private readonly int[] _columnSums;
    private PairCounts? _pairs;
    private Information? _information;

    internal ContingencyTable(int[] knownLabels, int[] estimatedLabels, int[] offsets, int[] columns, int[] counts, int n)
    {
        (_knownLabels, _estimatedLabels, _offsets, _columns, _counts, N) = (knownLabels, estimatedLabels, offsets, columns, counts, n);
        _rowSums = new int[knownLabels.Length];
        _columnSums = new int[estimatedLabels.Length];
        for (int r = 0; r < _rowSums.Length; r++)
        {
            for (int p = offsets[r]; p < offsets[r + 1]; p++)
            {
                _rowSums[r] += counts[p];
                _columnSums[columns[p]] += counts[p];
            }
        }
    }

    /// <summary>The number of documents, n.</summary>
    public int N { get; }

    /// <summary>The number of known clusters, K, without empty ones.</summary>
    public int RowCount => _knownLabels.Length;

    /// <summary>The number of estimated clusters, K', without empty ones.</summary>
    public int ColumnCount => _estimatedLabels.Length;

    /// <summary>The number of non-zero cells.</summary>
    public int NonZeroCount => _counts.Length;

    /// <summary>The known label of each row, ascending; length K.</summary>
    public IReadOnlyList<int> KnownLabels => _knownLabels;

    /// <summary>The estimated label of each column, ascending; length K'.</summary>
    public IReadOnlyList<int> EstimatedLabels => _estimatedLabels;

    /// <summary>The number of documents in each known cluster; length K, each above zero.</summary>
    public IReadOnlyList<int> RowSums => _rowSums;

    /// <summary>The number of documents in each estimated cluster; length K', each above zero.</summary>
    public IReadOnlyList<int> ColumnSums => _columnSums;

    /// <summary>The number of documents in the known cluster of a row and the estimated cluster of a column.</summary>
    /// <param name="row">The row, from zero.</param>
    /// <param name="column">The column, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or column doesn't exist.</exception>
    public int this[int row, int column]
    {
        get
        {
            if ((uint)row >= (uint)RowCount)
                throw new ArgumentOutOfRangeException(nameof(row), row, $"Rows go from 0 to {RowCount - 1}.");
            if ((uint)column >= (uint)ColumnCount)
                throw new ArgumentOutOfRangeException(nameof(column), column, $"Columns go from 0 to {ColumnCount - 1}.");
            int at = RowColumns(row).BinarySearch(column);
            return at < 0 ? 0 : RowCounts(row)[at];
        }
    }

    /// <summary>The name of each known cluster, indexed by label, or null.</summary>
    internal IReadOnlyList<string>? KnownNames { get; private set; }

    /// <summary>The name of each estimated cluster, indexed by label, or null.</summary>
    internal IReadOnlyList<string>? EstimatedNames { get; private set; }

    internal int[] RowSumBuffer => _rowSums;

    internal int[] ColumnSumBuffer => _columnSums;

    internal int[] KnownLabelBuffer => _knownLabels;

    internal int[] EstimatedLabelBuffer => _estimatedLabels;

    /// <summary>The non-zero counts in row-major order.</summary>
    internal ReadOnlySpan<int> Counts => _counts;

    internal PairCounts Pairs => _pairs ??= new PairCounts(this);

    internal Information Information => _information ??= new Information(this);

    /// <summary>Whether each estimated cluster contains documents of only one known cluster.</summary>
    internal bool IsHomogeneous => NonZeroCount == ColumnCount;

    /// <summary>Whether all documents of each known cluster are in one estimated cluster.</summary>
    internal bool IsComplete => NonZeroCount == RowCount;

    /// <summary>Whether the partitions are identical, up to the numbering of the clusters.</summary>
    internal bool IsPerfect => IsHomogeneous && IsComplete;

    /// <summary>Counts the pairs of labels, in O(n + cells) time.</summary>
    /// <param name="known">The known label of each document, zero or more, in any numbering; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more, in any numbering; length n.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels, or InvalidLabel for a negative label.</exception>
    public static ContingencyTable FromLabels(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        ContingencyCounter.Count(known, estimated, CancellationToken.None);

    /// <summary>Names the clusters of this table.</summary>
    /// <param name="known">The name of each known cluster, indexed by label, or null.</param>
    /// <param name="estimated">The name of each estimated cluster, indexed by label, or null.</param>
    internal ContingencyTable Named(IReadOnlyList<string>? known, IReadOnlyList<string>? estimated)
    {
        (KnownNames, EstimatedNames) = (known, estimated);
        return this;
    }

    /// <summary>
    /// A dense copy, K x K', with rows named known 0, known 1, ... and columns named estimated 0, estimated 1, ... by their
    /// labels; clusters with names as in known money.
    /// </summary>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public CountMatrix ToMatrix() => ToMatrix(CancellationToken.None);

    /// <summary>A dense copy, with cancellation.</summary>
    internal CountMatrix ToMatrix(CancellationToken cancellation)
    {
        var values = LargeArray.Cleared<long>(MatrixSize.Cells("The table of clusters", RowCount, ColumnCount), cancellation);
        var point = new CancellationPoint(cancellation);
        for (int r = 0; r < RowCount; r++)
        {
            point.Pass(_offsets[r + 1] - _offsets[r]);
            for (int p = _offsets[r]; p < _offsets[r + 1]; p++) values[r * ColumnCount + _columns[p]] = _counts[p];
        }

        return new CountMatrix(RowCount, ColumnCount, values, Names(EstimatedPrefix, _estimatedLabels, EstimatedNames), Names(KnownPrefix, _knownLabels, KnownNames));
    }

    /// <summary>The size, as in <c>1000 documents in 3 known x 4 estimated clusters</c>.</summary>
    public override string ToString() => $"{N} documents in {RowCount} known x {ColumnCount} estimated clusters";

    /// <summary>The columns of a row's non-zero cells, ascending.</summary>
    internal ReadOnlySpan<int> RowColumns(int row) => _columns.AsSpan(_offsets[row], _offsets[row + 1] - _offsets[row]);

    /// <summary>The counts of a row's non-zero cells, in the order of <see cref="RowColumns"/>.</summary>
    internal ReadOnlySpan<int> RowCounts(int row) => _counts.AsSpan(_offsets[row], _offsets[row + 1] - _offsets[row]);

    private static string[] Names(string prefix, int[] labels, IReadOnlyList<string>? names) =>
        Array.ConvertAll(labels, label => prefix + (DocumentLabels.NameOf(names, label) ?? label.ToString(CultureInfo.InvariantCulture)));
}
