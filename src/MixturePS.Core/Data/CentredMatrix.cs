using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// A sparse n x J matrix minus its column means, as a linear operator. The means are subtracted from the products, so the
/// matrix is never made dense. Sums have a fixed order on one thread.
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
        var columns = matrix.ColumnIndices.Span;
        var values = matrix.Values.Span;
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

    /// <summary>The sum of squares of all centred cells, including those that aren't stored.</summary>
    public double SumOfSquares()
    {
        var absent = new double[ColumnCount];
        Array.Fill(absent, RowCount);
        double sum = 0;
        var columns = _matrix.ColumnIndices.Span;
        var values = _matrix.Values.Span;
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

    /// <summary>Multiplies the matrix by a vector of length J.</summary>
    /// <param name="x">The vector; length J.</param>
    /// <param name="result">Receives the product; length n.</param>
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

    /// <summary>Multiplies the transposed matrix by a vector of length n.</summary>
    /// <param name="y">The vector; length n.</param>
    /// <param name="result">Receives the product; length J.</param>
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
