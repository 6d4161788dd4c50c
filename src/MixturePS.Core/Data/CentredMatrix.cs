using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// A sparse matrix less its column means, n x J, as an operator: the means are taken off the products, so that nothing is
/// ever dense. Sums run in a fixed order on one thread.
/// </summary>
internal sealed class CentredMatrix
{
    private readonly SparseMatrix _matrix;
    private readonly double[] _means;
    private readonly CancellationToken _cancellation;

    public CentredMatrix(SparseMatrix matrix, CancellationToken cancellation)
    {
        (_matrix, _cancellation) = (matrix, cancellation);
        _means = new double[matrix.ColumnCount];
        var columns = matrix.ColumnIndices;
        var values = matrix.Values;
        var point = new CancellationPoint(cancellation);
        for (int p = 0; p < columns.Length; p++)
        {
            point.Pass(0);
            _means[columns[p]] += values[p];
        }

        for (int j = 0; j < _means.Length; j++) _means[j] /= Math.Max(1, matrix.RowCount);
    }

    public int RowCount => _matrix.RowCount;

    public int ColumnCount => _matrix.ColumnCount;

    /// <summary>The sum of all squared cells, of the cells that aren't stored too.</summary>
    public double SumOfSquares()
    {
        var absent = new double[ColumnCount];
        Array.Fill(absent, RowCount);
        double sum = 0;
        var columns = _matrix.ColumnIndices;
        var values = _matrix.Values;
        var point = new CancellationPoint(_cancellation);
        for (int p = 0; p < columns.Length; p++)
        {
            point.Pass(0);
            double difference = values[p] - _means[columns[p]];
            sum += difference * difference;
            absent[columns[p]]--;
        }

        for (int j = 0; j < absent.Length; j++) sum += absent[j] * _means[j] * _means[j];
        return sum;
    }

    /// <summary>The matrix times a vector of length J.</summary>
    /// <param name="x">Length J; read.</param>
    /// <param name="result">Length n; written.</param>
    public void Multiply(ReadOnlySpan<double> x, Span<double> result)
    {
        double shift = 0;
        for (int j = 0; j < _means.Length; j++) shift += _means[j] * x[j];
        var point = new CancellationPoint(_cancellation);
        for (int i = 0; i < result.Length; i++)
        {
            var columns = _matrix.RowColumns(i);
            point.Pass(columns.Length);
            var values = _matrix.RowValues(i);
            double sum = 0;
            for (int p = 0; p < columns.Length; p++) sum += values[p] * x[columns[p]];
            result[i] = sum - shift;
        }
    }

    /// <summary>The transposed matrix times a vector of length n.</summary>
    /// <param name="y">Length n; read.</param>
    /// <param name="result">Length J; written.</param>
    public void MultiplyTransposed(ReadOnlySpan<double> y, Span<double> result)
    {
        result.Clear();
        double sum = 0;
        var point = new CancellationPoint(_cancellation);
        for (int i = 0; i < y.Length; i++)
        {
            double factor = y[i];
            sum += factor;
            if (factor == 0) continue;
            var columns = _matrix.RowColumns(i);
            point.Pass(columns.Length);
            var values = _matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++) result[columns[p]] += factor * values[p];
        }

        for (int j = 0; j < result.Length; j++) result[j] -= sum * _means[j];
    }
}
