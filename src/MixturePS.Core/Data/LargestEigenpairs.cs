using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Data;

/// <summary>
/// The largest eigenvalues of a symmetric positive semidefinite operator by a band Lanczos iteration with full
/// orthogonalisation, which restarts with the best Ritz vectors (Stewart 2002, "A Krylov-Schur algorithm for large
/// eigenproblems", SIAM J. Matrix Anal. Appl. 23, 601-614). It starts with as many vectors as eigenpairs are wanted,
/// so it finds eigenvalues of that multiplicity. The start is fixed: the same operator gives the same bits.
/// </summary>
internal sealed class LargestEigenpairs
{
    private const int Capacity = 100;
    private const int KeptBeyond = 18;
    private const int CheckEvery = 10;
    private const int MaximumProducts = 3000;
    private const double Tolerance = 1e-10;

    private readonly int _size;
    private readonly int _count;
    private readonly Action<double[], double[]> _product;
    private readonly RandomGenerator _start = RandomGenerator.FromSeed(0);
    private readonly int _capacity;
    private readonly CancellationToken _cancellation;
    private readonly List<double[]> _basis = [];

    // The operator projected onto the basis. The first _done columns are computed; later basis vectors are orthogonal to them, so those entries stay zero.
    private double[,] _projected;
    private int _done;
    private double _scale;

    private LargestEigenpairs(int size, int count, Action<double[], double[]> product, CancellationToken cancellation)
    {
        (_size, _count, _product, _cancellation) = (size, count, product, cancellation);
        _capacity = Math.Min(size, Math.Max(Capacity, (4 * count) + KeptBeyond));
        _projected = new double[_capacity + count + 1, _capacity + count + 1];
    }

    /// <summary>Computes the largest eigenpairs, in descending order.</summary>
    /// <param name="size">The dimension of the operator.</param>
    /// <param name="count">The number of eigenpairs, from 1 to the dimension.</param>
    /// <param name="product">Applies the operator to the first vector and writes the result to the second.</param>
    /// <param name="progress">Receives progress on the calling thread, estimated from the largest residual; or null.</param>
    /// <param name="cancellation">The cancellation token, checked between vectors; the product should check it too.</param>
    public static (double[] Values, double[][] Vectors) Find(int size, int count, Action<double[], double[]> product, IProgress<ProgressReport>? progress, CancellationToken cancellation) =>
        new LargestEigenpairs(size, count, product, cancellation).Run(progress);

    private (double[] Values, double[][] Vectors) Run(IProgress<ProgressReport>? progress)
    {
        double share = 0;
        for (int c = 0; c < _count; c++) AppendRandom();
        for (int products = 1; ; products++)
        {
            _cancellation.Check();
            progress?.Report(new ProgressReport("principal components", share));
            Advance();
            bool isInvariant = _done == _basis.Count;
            bool isFull = _basis.Count >= _capacity;
            if (!isInvariant && !isFull && _done % CheckEvery != 0) continue;
            if (_done < _count) continue;
            var ritz = Ritz();
            double residual = Residual(ritz) / ritz.Values[0];
            if (isInvariant || products >= MaximumProducts || residual <= Tolerance) return (ritz.Values[.._count], Vectors(ritz, _count));

            // The residual decreases by about the same factor from check to check.
            share = Math.Max(share, Math.Clamp(Math.Log(residual) / Math.Log(Tolerance), 0, 1));
            if (isFull) Restart(ritz);
        }
    }

    /// <summary>Applies the operator to the next basis vector, and appends the orthogonal remainder to the basis.</summary>
    private void Advance()
    {
        var product = new double[_size];
        int column = _done++;
        _product(_basis[column], product);

        // Two passes of Gram-Schmidt suffice for orthogonality to working precision.
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < _basis.Count; k++)
            {
                _cancellation.Check();
                double dot = Dot(_basis[k], product);
                _projected[k, column] += dot;
                Subtract(product, dot, _basis[k]);
            }
        }

        double norm = Math.Sqrt(Dot(product, product));
        _scale = Math.Max(_scale, Math.Max(norm, Math.Abs(_projected[column, column])));
        if (norm > 1e-14 * _scale && _basis.Count < _size)
        {
            for (int i = 0; i < _size; i++) product[i] /= norm;
            _projected[_basis.Count, column] = norm;
            _basis.Add(product);
        }
        else if (_done == _basis.Count && _basis.Count < _size)
        {
            AppendRandom();
        }
    }

    private void AppendRandom()
    {
        while (true)
        {
            var vector = new double[_size];
            for (int i = 0; i < _size; i++) vector[i] = _start.Bits.NextDouble() - 0.5;
            double before = Math.Sqrt(Dot(vector, vector));
            for (int pass = 0; pass < 2; pass++)
                foreach (var other in _basis) Subtract(vector, Dot(other, vector), other);
            double norm = Math.Sqrt(Dot(vector, vector));
            if (norm < 1e-10 * before) continue;
            for (int i = 0; i < _size; i++) vector[i] /= norm;
            _basis.Add(vector);
            return;
        }
    }

    /// <summary>The eigenpairs of the projected operator (Ritz pairs), largest first.</summary>
    private (double[] Values, MathNet.Numerics.LinearAlgebra.Matrix<double> Vectors) Ritz()
    {
        int m = _done;
        var symmetric = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m, m, (i, j) => _projected[Math.Min(i, j), Math.Max(i, j)]);
        Evd<double> evd = symmetric.Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, m).OrderByDescending(i => evd.EigenValues[i].Real)];
        return ([.. order.Select(i => evd.EigenValues[i].Real)], MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m, m, (i, j) => evd.EigenVectors[i, order[j]]));
    }

    /// <summary>The largest residual norm |A v - λ v| over the wanted pairs, which is the part of A v outside the completed basis.</summary>
    private double Residual((double[] Values, MathNet.Numerics.LinearAlgebra.Matrix<double> Vectors) ritz)
    {
        double greatest = 0;
        for (int c = 0; c < _count; c++)
        {
            double sum = 0;
            for (int k = _done; k < _basis.Count; k++)
            {
                double part = Coupling(k, ritz.Vectors, c);
                sum += part * part;
            }

            greatest = Math.Max(greatest, Math.Sqrt(sum));
        }

        return greatest;
    }

    private double Coupling(int row, MathNet.Numerics.LinearAlgebra.Matrix<double> vectors, int column)
    {
        double sum = 0;
        for (int j = 0; j < _done; j++) sum += _projected[row, j] * vectors[j, column];
        return sum;
    }

    private void Restart((double[] Values, MathNet.Numerics.LinearAlgebra.Matrix<double> Vectors) ritz)
    {
        int kept = Math.Min(_done, (2 * _count) + KeptBeyond);
        var basis = Vectors(ritz, kept).ToList();
        basis.AddRange(_basis.Skip(_done));
        var projected = new double[_projected.GetLength(0), _projected.GetLength(1)];
        for (int c = 0; c < kept; c++)
        {
            projected[c, c] = ritz.Values[c];
            for (int k = _done; k < _basis.Count; k++) projected[kept + k - _done, c] = Coupling(k, ritz.Vectors, c);
        }

        _basis.Clear();
        _basis.AddRange(basis);
        (_projected, _done) = (projected, kept);
    }

    private double[][] Vectors((double[] Values, MathNet.Numerics.LinearAlgebra.Matrix<double> Vectors) ritz, int count)
    {
        var result = new double[count][];
        for (int c = 0; c < count; c++)
        {
            result[c] = new double[_size];
            for (int k = 0; k < _done; k++)
            {
                _cancellation.Check();
                Subtract(result[c], -ritz.Vectors[k, c], _basis[k]);
            }
        }

        return result;
    }

    private static double Dot(double[] x, double[] y)
    {
        double a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }

        for (; i < x.Length; i++) a += x[i] * y[i];
        return (a + b) + (c + d);
    }

    private static void Subtract(double[] from, double factor, double[] vector)
    {
        for (int i = 0; i < from.Length; i++) from[i] -= factor * vector[i];
    }
}
