using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>A dense matrix with its names.</summary>
internal sealed class DenseMatrixSection : ModelSection
{
    public override Type Type => typeof(DenseMatrix);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var matrix = (DenseMatrix)value;
        MatrixParts.Write(json, matrix);
        json.Matrix("values", matrix);
    }

    public override object Read(JsonNodeReader content)
    {
        var (rows, columns, columnNames, rowNames) = MatrixParts.Read(content);
        return new DenseMatrix(rows, columns, content["values"].Numbers((long)rows * columns, any: true), columnNames, rowNames);
    }
}

/// <summary>A matrix of counts with its names.</summary>
internal sealed class CountMatrixSection : ModelSection
{
    public override Type Type => typeof(CountMatrix);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var matrix = (CountMatrix)value;
        MatrixParts.Write(json, matrix);
        json.Integers("values", matrix.Buffer);
    }

    public override object Read(JsonNodeReader content)
    {
        var (rows, columns, columnNames, rowNames) = MatrixParts.Read(content);
        return new CountMatrix(rows, columns, content["values"].Array((long)rows * columns, item => item.Integer(long.MinValue, long.MaxValue)), columnNames, rowNames);
    }
}

/// <summary>A sparse matrix.</summary>
internal sealed class SparseMatrixSection : ModelSection
{
    public override Type Type => typeof(SparseMatrix);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var matrix = (SparseMatrix)value;
        json.Integer("rows", matrix.RowCount);
        json.Integer("columns", matrix.ColumnCount);
        json.Integers("offsets", matrix.RowOffsets);
        json.Integers("indices", matrix.ColumnIndices);
        json.Numbers("values", matrix.Values);
    }

    public override object Read(JsonNodeReader content)
    {
        int rows = content["rows"].Count(), columns = content["columns"].Count();
        return new SparseMatrix(rows, columns, content["offsets"].Integers(rows + 1L), content["indices"].Integers(), content["values"].Numbers());
    }
}

/// <summary>The size and the names of a dense matrix. Numbered names are stored as their prefix.</summary>
internal static class MatrixParts
{
    public static void Write<T>(JsonObjectWriter json, Matrix<T> matrix)
        where T : unmanaged
    {
        json.Integer("rows", matrix.RowCount);
        json.Integer("columns", matrix.ColumnCount);
        Names("columnNames", matrix.ColumnNames);
        Names("rowNames", matrix.RowNames);

        void Names(string name, IReadOnlyList<string>? names)
        {
            if (names is NumberedNames numbered) json.Text(name, numbered.Prefix);
            else json.Texts(name, names);
        }
    }

    public static (int Rows, int Columns, IReadOnlyList<string>? ColumnNames, IReadOnlyList<string>? RowNames) Read(JsonNodeReader node)
    {
        int rows = node["rows"].Count(), columns = node["columns"].Count();
        return (rows, columns, Names(node["columnNames"], columns), Names(node["rowNames"], rows));

        static IReadOnlyList<string>? Names(JsonNodeReader names, int count) =>
            names.IsNull ? null : names.Kind == System.Text.Json.JsonValueKind.String ? new NumberedNames(names.Text(), count) : names.Texts(count);
    }
}
