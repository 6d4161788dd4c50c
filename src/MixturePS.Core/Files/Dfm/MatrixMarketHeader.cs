using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The banner and the size line of a Matrix Market file.</summary>
/// <param name="IsPattern">Whether entries have no values and each means 1.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Entries">The number of entries.</param>
internal sealed record MatrixMarketHeader(bool IsPattern, int Rows, int Columns, long Entries)
{
    private const string Banner = "%%MatrixMarket";

    /// <summary>The number of rows or columns without entries that is plausible for any file length.</summary>
    private const long Spare = 1_000_000;

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
        bool isPattern = CheckKind(words, lines.At);
        while (lines.Next(out line))
        {
            if (line.IsWhiteSpace() || line[0] == '%') continue;
            Span<long> sizes = stackalloc long[3];
            if (!TryIntegers(line, sizes)) throw FileError.Malformed(lines.At, "the sizes must be three whole numbers of zero or more: rows, columns and entries");
            var (rows, columns, entries) = (sizes[0], sizes[1], sizes[2]);

            // An entry takes at least four characters: two digits, the space between them, and a line end.
            if (entries > (capacity / 4) + 1) throw FileError.ImplausibleSize(lines.At, "entries", entries);
            if (rows > Math.Min(int.MaxValue - 1L, entries + Spare)) throw FileError.ImplausibleSize(lines.At, "rows", rows);
            if (columns > Math.Min(int.MaxValue - 1L, entries + Spare)) throw FileError.ImplausibleSize(lines.At, "columns", columns);
            return new MatrixMarketHeader(isPattern, (int)rows, (int)columns, entries);
        }

        throw FileError.Malformed(lines.At, "the file ends before the line of sizes");
    }

    /// <summary>Parses integers separated by white space; false if their number is wrong or one is invalid.</summary>
    public static bool TryIntegers(ReadOnlySpan<char> line, Span<long> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(LineReader.NextWord(ref line), NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return false;
        }

        return LineReader.NextWord(ref line).IsEmpty;
    }

    private static bool CheckKind(string[] words, Place at)
    {
        if (!words[2].Equals("coordinate", StringComparison.OrdinalIgnoreCase))
            throw FileError.Unsupported(at, $"the matrix is stored as '{words[2]}', but only 'coordinate' is supported; save it as a sparse matrix");
        string field = words[3].ToLowerInvariant();
        if (field is not ("integer" or "real" or "double" or "unsigned-integer" or "pattern"))
            throw FileError.Unsupported(at, $"the values are '{words[3]}', but only integer, real and pattern are supported");
        if (!words[4].Equals("general", StringComparison.OrdinalIgnoreCase))
            throw FileError.Unsupported(at, $"the matrix is stored as '{words[4]}', which omits half of the entries, but only 'general' is supported");
        return field == "pattern";
    }
}
