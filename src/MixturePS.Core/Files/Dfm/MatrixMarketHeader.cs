using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The entries that a Matrix Market file omits, because they follow from others.</summary>
internal enum MatrixSymmetry
{
    /// <summary>None.</summary>
    General,

    /// <summary>The upper triangle, which equals the lower one.</summary>
    Symmetric,

    /// <summary>The upper triangle, which is the negative of the lower one, and the diagonal, which is zero.</summary>
    SkewSymmetric,
}

/// <summary>The banner and the size line of a Matrix Market file.</summary>
/// <param name="IsArray">Whether all cells are listed, column by column, instead of entries with their coordinates.</param>
/// <param name="IsPattern">Whether entries have no values and each means 1.</param>
/// <param name="Symmetry">The entries that are omitted.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Entries">The number of entries in the file.</param>
/// <param name="At">The line of the sizes, for errors.</param>
internal sealed record MatrixMarketHeader(bool IsArray, bool IsPattern, MatrixSymmetry Symmetry, int Rows, int Columns, long Entries, Place At)
{
    private const string Banner = "%%MatrixMarket";

    /// <summary>Reads the lines before the entries, and checks the declared sizes against the length of the file.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="capacity">The maximum number of characters in the file.</param>
    public static MatrixMarketHeader Read(LineReader lines, string path, long capacity)
    {
        if (!lines.Next(out var line)) throw FileError.Empty(path);
        string[] words = line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 5 || !words[0].Equals(Banner, StringComparison.OrdinalIgnoreCase) || !words[1].Equals("matrix", StringComparison.OrdinalIgnoreCase))
            throw FileError.Malformed(lines.At, $"the file must start with '{Banner} matrix ...'");
        var (isArray, isPattern, symmetry) = Kind(words, lines.At);
        while (lines.Next(out line))
        {
            if (line.IsWhiteSpace() || line[0] == '%') continue;
            Span<long> sizes = stackalloc long[isArray ? 2 : 3];
            if (!TryIntegers(line, sizes))
                throw FileError.Malformed(lines.At, $"the sizes must be {(isArray ? "two" : "three")} whole numbers of zero or more: rows{(isArray ? " and columns" : ", columns and entries")}");
            var (rows, columns) = (sizes[0], sizes[1]);
            if (rows >= int.MaxValue) throw FileError.ImplausibleSize(lines.At, "rows", rows);
            if (columns >= int.MaxValue) throw FileError.ImplausibleSize(lines.At, "columns", columns);
            if (symmetry != MatrixSymmetry.General && rows != columns)
                throw FileError.Malformed(lines.At, $"a {words[4].ToLowerInvariant()} matrix must have as many rows as columns, but has {rows} and {columns}");
            long entries = !isArray ? sizes[2] : symmetry switch
            {
                MatrixSymmetry.General => rows * columns,
                MatrixSymmetry.Symmetric => rows * (rows + 1) / 2,
                _ => rows * (rows - 1) / 2,
            };

            // An entry takes at least four characters: two digits, the space between them, and a line end. A cell takes two.
            if (entries > (capacity / (isArray ? 2 : 4)) + 1) throw FileError.ImplausibleSize(lines.At, "entries", entries);
            return new MatrixMarketHeader(isArray, isPattern, symmetry, (int)rows, (int)columns, entries, lines.At);
        }

        throw FileError.Malformed(lines.At, "the file ends before the line of sizes");
    }

    /// <summary>Checks that rows and columns without entries are plausible, unless their names are known.</summary>
    /// <param name="transposed">Whether rows are features.</param>
    /// <param name="names">The names.</param>
    public void CheckSizes(bool transposed, MatrixNames names)
    {
        var (rowNames, columnNames) = transposed ? (names.Words, names.Documents) : (names.Documents, names.Words);
        if (rowNames is null && Rows - Entries > Most(transposed)) throw FileError.ImplausibleSize(At, "rows", Rows);
        if (columnNames is null && Columns - Entries > Most(!transposed)) throw FileError.ImplausibleSize(At, "columns", Columns);

        static long Most(bool areFeatures) => areFeatures ? MatrixNames.MostEmptyFeatures : MatrixNames.MostEmptyDocuments;
    }

    /// <summary>Parses integers separated by white space; false if their number is wrong or one is invalid.</summary>
    public static bool TryIntegers(ReadOnlySpan<char> line, Span<long> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!NumberText.TryWhole(LineReader.NextWord(ref line), out numbers[i])) return false;
        }

        return LineReader.NextWord(ref line).IsEmpty;
    }

    private static (bool IsArray, bool IsPattern, MatrixSymmetry Symmetry) Kind(string[] words, Place at)
    {
        string layout = words[2].ToLowerInvariant(), field = words[3].ToLowerInvariant(), symmetry = words[4].ToLowerInvariant();
        if (layout is not ("coordinate" or "array"))
            throw FileError.Unsupported(at, $"the matrix is stored as '{words[2]}', but only coordinate and array are supported; save it in one of these layouts");
        if (field is not ("integer" or "real" or "double" or "unsigned-integer" or "pattern"))
            throw FileError.Unsupported(at, $"the values are '{words[3]}', but only integer, real and pattern are supported; save the matrix as one of these");
        if (layout == "array" && field == "pattern") throw FileError.Malformed(at, "a pattern has no values, so it can't be stored as an array");
        return (layout == "array", field == "pattern", symmetry switch
        {
            "general" => MatrixSymmetry.General,
            "symmetric" => MatrixSymmetry.Symmetric,
            "skew-symmetric" => MatrixSymmetry.SkewSymmetric,
            _ => throw FileError.Unsupported(at, $"the matrix is stored as '{words[4]}', but only general, symmetric and skew-symmetric are supported; save all of its entries as a general matrix"),
        });
    }
}
