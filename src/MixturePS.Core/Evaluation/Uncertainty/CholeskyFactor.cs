using System.Numerics.Tensors;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The Cholesky decomposition A = L L' of a positive definite matrix, in place, row by row.
/// </summary>
/// <remarks>
/// <code>
/// for each column j
///     L_jj = sqrt(A_jj - sum over k &lt; j of L_jk^2)
///     L_ij = (A_ij - sum over k &lt; j of L_ik L_jk) / L_jj     for each row i > j
/// </code>
/// <para>Columns are processed in panels of 64, whose sums are subtracted from all later columns at once, so that a panel
/// stays in the cache. Row blocks run in parallel, each in the same order; the inner loops check the cancellation token,
/// which those of MathNet don't, and at some thousand rows they are many times faster than the managed ones of MathNet.</para>
/// </remarks>
internal sealed class CholeskyFactor
{
    private const int Panel = 64;

    /// <summary>Below this pivot a matrix with a diagonal near 1 counts as singular; rounding can leave it above zero.</summary>
    private const double LeastPivot = 1e-7;

    private readonly double[] _cells;
    private readonly int _size;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;

    private CholeskyFactor(double[] cells, int size, int threads, CancellationToken cancellation) =>
        (_cells, _size, _threads, _cancellation) = (cells, size, threads, cancellation);

    /// <summary>Factors a matrix, or returns null if it isn't positive definite.</summary>
    /// <param name="cells">The matrix, row after row, of which the lower triangle is read; overwritten.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static CholeskyFactor? TryCreate(double[] cells, int size, int threads, CancellationToken cancellation)
    {
        var factor = new CholeskyFactor(cells, size, threads, cancellation);
        for (int from = 0; from < size; from += Panel)
        {
            int to = Math.Min(size, from + Panel);
            for (int j = from; j < to; j++)
                if (!factor.TryRow(j, from, j + 1)) return null;
            int start = from;
            ParallelBlocks.Run(size - to, Panel, threads, cancellation, (_, first, last) =>
            {
                for (int i = to + first; i < to + last; i++) factor.TryRow(i, start, to);
            });
            ParallelBlocks.Run(size - to, Panel, threads, cancellation, (_, first, last) => factor.Subtract(start, to, to + first, to + last));
        }

        return factor;
    }

    /// <summary>Solves L' x = z in place.</summary>
    /// <param name="z">The right side, of the size; overwritten by x.</param>
    public void SolveTransposed(double[] z)
    {
        for (int p = _size - 1; p >= 0; p--)
        {
            _cancellation.Check();
            z[p] /= _cells[(p * _size) + p];
            TensorPrimitives.MultiplyAdd(Row(p, 0, p), -z[p], z.AsSpan(0, p), z.AsSpan(0, p));
        }
    }

    /// <summary>Solves A x = b in place.</summary>
    /// <param name="b">The right side, of the size; overwritten by x.</param>
    public void Solve(double[] b)
    {
        for (int p = 0; p < _size; p++)
        {
            _cancellation.Check();
            b[p] = (b[p] - TensorPrimitives.Dot(Row(p, 0, p), b.AsSpan(0, p))) / _cells[(p * _size) + p];
        }

        SolveTransposed(b);
    }

    /// <summary>The diagonal of the inverse of A: the squared lengths of the columns of the inverse of L.</summary>
    public double[] InverseDiagonal()
    {
        var result = new double[_size];
        ParallelBlocks.Run(_size, Panel, _threads, _cancellation, (_, from, to) =>
        {
            // Columns from ... to of the inverse of L; row i is (e_i - sum over k < i of L_ik row k) / L_ii.
            int width = to - from;
            var columns = new double[(_size - from) * width];
            for (int i = from; i < _size; i++)
            {
                _cancellation.Check();
                var row = columns.AsSpan((i - from) * width, width);
                if (i < to) row[i - from] = 1;
                for (int k = from; k < i; k++) TensorPrimitives.MultiplyAdd(columns.AsSpan((k - from) * width, width), -_cells[(i * _size) + k], row, row);
                TensorPrimitives.Multiply(row, 1 / _cells[(i * _size) + i], row);
                for (int j = 0; j < width; j++) result[from + j] += row[j] * row[j];
            }
        });
        return result;
    }

    /// <summary>Computes cells from ... to of a row, from which earlier panels have been subtracted.</summary>
    private bool TryRow(int i, int from, int to)
    {
        _cancellation.Check();
        for (int j = from; j < to; j++)
        {
            ref double cell = ref _cells[(i * _size) + j];
            cell -= TensorPrimitives.Dot(Row(i, from, j), Row(j, from, j));
            if (i == j)
            {
                if (!(cell > LeastPivot * LeastPivot)) return false;
                cell = Math.Sqrt(cell);
            }
            else
            {
                cell /= _cells[(j * _size) + j];
            }
        }

        return true;
    }

    private void Subtract(int from, int to, int first, int last)
    {
        for (int i = first; i < last; i++)
        {
            _cancellation.Check();
            for (int j = to; j <= i; j++) _cells[(i * _size) + j] -= TensorPrimitives.Dot(Row(i, from, to), Row(j, from, to));
        }
    }

    private ReadOnlySpan<double> Row(int row, int from, int to) => _cells.AsSpan((row * _size) + from, to - from);
}
