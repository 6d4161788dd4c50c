using System.Collections;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Reads a matrix from PowerShell objects: a matrix of this module, a two-dimensional array, or a list of rows.</summary>
internal static class MatrixReading
{
    /// <summary>Whether a value looks like a matrix.</summary>
    public static bool CanRead(object? value) => PSValue.Unwrap(value) switch
    {
        Matrix<double> or Matrix<long> => true,
        Array { Rank: 2 } => true,
        string => false,
        IEnumerable rows => rows.Cast<object?>().Any(),
        _ => false,
    };

    /// <summary>Reads a matrix; a list of numbers is one row.</summary>
    /// <exception cref="MixtureException">ShapeMismatch or InvalidOption.</exception>
    public static DenseMatrix Read(object? value, CancellationToken stop = default)
    {
        var point = new CancellationPoint(stop);
        switch (PSValue.Unwrap(value))
        {
            case DenseMatrix dense:
                return dense;
            case CountMatrix counts:
                return new DenseMatrix(counts.RowCount, counts.ColumnCount, Array.ConvertAll(counts.Values.ToArray(), v => (double)v), counts.ColumnNames, counts.RowNames);
            case Array { Rank: 2 } array:
                var cells = new double[array.Length];
                int at = 0;
                foreach (object? cell in array)
                {
                    point.Pass(0);
                    cells[at++] = Number(cell);
                }

                return new DenseMatrix(array.GetLength(0), array.GetLength(1), cells);
            case IEnumerable list and not string:
                var items = list.Cast<object?>().Select(PSValue.Unwrap).ToList();
                if (!items.Exists(item => item is IEnumerable and not string)) return DenseMatrix.FromRows([[.. items.Select(Number)]]);
                var rows = new List<double[]>(items.Count);
                foreach (object? item in items)
                {
                    rows.Add(Row(item));
                    point.Pass(rows[^1].Length);
                }

                return DenseMatrix.FromRows(rows);
            default:
                throw MixtureError.InvalidOption("A matrix", $"can't be read from '{value}'; give a list of rows of numbers", value);
        }
    }

    /// <summary>Reads distributions, one per row; an empty list causes an error of its own.</summary>
    public static DenseMatrix ReadProbabilities(object? value, CancellationToken stop = default) =>
        PSValue.Unwrap(value) is null or ICollection { Count: 0 } ? throw MixtureError.InvalidProbability("there are none", value) : Read(value, stop);

    /// <summary>The documents of a matrix, one per row: counts if all cells are whole and non-negative, otherwise weights.</summary>
    public static Dfm ToDfm(object value, CancellationToken stop)
    {
        var dense = Read(value, stop);
        var sparse = SparseMatrix.FromDense(dense.RowCount, dense.ColumnCount, dense.Values, stop);
        bool counts = true;
        var point = new CancellationPoint(stop);
        foreach (double cell in sparse.Values)
        {
            point.Pass(0);
            counts &= cell >= 0 && cell == Math.Floor(cell);
        }

        var words = dense.ColumnNames ?? Vocabularies.Numbered(dense.ColumnCount);
        return new Dfm(sparse, words, counts ? DfmWeighting.Count : DfmWeighting.Plain, dense.RowNames);
    }

    private static double[] Row(object? value) => value is double[] numbers ? [.. numbers] : value is IEnumerable list and not string
        ? [.. list.Cast<object?>().Select(Number)]
        : throw MixtureError.InvalidOption("A matrix", $"must consist of rows of numbers; one row is '{value}'", value);

    private static double Number(object? value)
    {
        double number = PSValue.Number(value, text => MixtureError.InvalidOption("A matrix", $"must consist of numbers, with a decimal point and without thousands separators; one cell is {(text.Length == 0 ? "empty" : $"'{text}'")}", value));
        return Math.Abs(number) < NumberText.ExactLimit || PSValue.IsExact(value, number)
            ? number
            : throw MixtureError.InvalidOption("A matrix", $"can't hold {PSValue.Text(value)} exactly; every whole number up to 2^53 (9007199254740992) can be held. Give it as a [double] to accept rounding", value);
    }
}
