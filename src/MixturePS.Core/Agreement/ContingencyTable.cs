using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// How many documents there are of each pair of a known and an estimated cluster: the one thing that every index of
/// agreement is computed from. Only cells with documents are stored, by rows.
/// </summary>
public sealed class ContingencyTable
{
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

    /// <summary>The number of known clusters that have documents, K.</summary>
    public int RowCount => _knownLabels.Length;

    /// <summary>The number of estimated clusters that have documents, K'.</summary>
    public int ColumnCount => _estimatedLabels.Length;

    /// <summary>The number of cells that have documents.</summary>
    public int NonZeroCount => _counts.Length;

    /// <summary>The known label of each row, ascending; length K.</summary>
    public IReadOnlyList<int> KnownLabels => _knownLabels;

    /// <summary>The estimated label of each column, ascending; length K'.</summary>
    public IReadOnlyList<int> EstimatedLabels => _estimatedLabels;

    /// <summary>The number of documents in each known cluster; length K, each above zero.</summary>
    public IReadOnlyList<int> RowSums => _rowSums;

    /// <summary>The number of documents in each estimated cluster; length K', each above zero.</summary>
    public IReadOnlyList<int> ColumnSums => _columnSums;

    /// <summary>The number of documents in a row's known cluster and a column's estimated one.</summary>
    /// <param name="row">The row, from zero.</param>
    /// <param name="column">The column, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
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

    internal int[] RowSumBuffer => _rowSums;

    internal int[] ColumnSumBuffer => _columnSums;

    internal int[] KnownLabelBuffer => _knownLabels;

    internal int[] EstimatedLabelBuffer => _estimatedLabels;

    /// <summary>The stored counts, row after row.</summary>
    internal ReadOnlySpan<int> Counts => _counts;

    internal PairCounts Pairs => _pairs ??= new PairCounts(this);

    internal Information Information => _information ??= new Information(this);

    /// <summary>Whether each estimated cluster has documents of one known cluster only.</summary>
    internal bool IsHomogeneous => NonZeroCount == ColumnCount;

    /// <summary>Whether each known cluster's documents are all in one estimated cluster.</summary>
    internal bool IsComplete => NonZeroCount == RowCount;

    /// <summary>Whether the two labellings are the same but for the names of the clusters.</summary>
    internal bool IsPerfect => IsHomogeneous && IsComplete;

    /// <summary>Counts the pairs of labels, in time O(n + cells).</summary>
    /// <param name="known">The known label of each document, zero or more, in any numbering; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, likewise.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels, or InvalidLabel for a label below zero.</exception>
    public static ContingencyTable FromLabels(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        ContingencyCounter.Count(known, estimated, CancellationToken.None);

    /// <summary>A dense copy, K x K', with the rows named known 0, known 1, ... and the columns estimated 0, estimated 1, ... by their labels.</summary>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public CountMatrix ToMatrix() => ToMatrix(CancellationToken.None);

    /// <summary>The same, which may be ended early.</summary>
    internal CountMatrix ToMatrix(CancellationToken cancellation)
    {
        var values = LargeArray.Cleared<long>(MatrixSize.Cells("The table of clusters", RowCount, ColumnCount), cancellation);
        var point = new CancellationPoint(cancellation);
        for (int r = 0; r < RowCount; r++)
        {
            point.Pass(_offsets[r + 1] - _offsets[r]);
            for (int p = _offsets[r]; p < _offsets[r + 1]; p++) values[r * ColumnCount + _columns[p]] = _counts[p];
        }

        return new CountMatrix(RowCount, ColumnCount, values, Names("estimated ", _estimatedLabels), Names("known ", _knownLabels));
    }

    /// <summary>The size, as in <c>1000 documents in 3 known x 4 estimated clusters</c>.</summary>
    public override string ToString() => $"{N} documents in {RowCount} known x {ColumnCount} estimated clusters";

    /// <summary>The columns stored of a row, ascending.</summary>
    internal ReadOnlySpan<int> RowColumns(int row) => _columns.AsSpan(_offsets[row], _offsets[row + 1] - _offsets[row]);

    /// <summary>The counts stored of a row, in the order of <see cref="RowColumns"/>.</summary>
    internal ReadOnlySpan<int> RowCounts(int row) => _counts.AsSpan(_offsets[row], _offsets[row + 1] - _offsets[row]);

    private static string[] Names(string prefix, int[] labels) =>
        Array.ConvertAll(labels, label => prefix + label.ToString(CultureInfo.InvariantCulture));
}
