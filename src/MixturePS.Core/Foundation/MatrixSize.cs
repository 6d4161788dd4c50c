using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Refuses a matrix that is too large before its memory is taken, as the system may grant the memory and then come to a
/// halt when it is written to.
/// </summary>
internal static class MatrixSize
{
    /// <summary>The most bytes of one dense matrix, 2 GiB on every machine, however much memory it has: a larger one is a slip of the hand.</summary>
    public const long Most = 2L << 30;

    private const long Plenty = 64L << 20;

    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>The number of cells of a dense matrix.</summary>
    /// <param name="what">What the matrix is, as the beginning of a sentence.</param>
    /// <param name="rows">The number of rows, zero or more.</param>
    /// <param name="columns">The number of columns, zero or more.</param>
    /// <param name="cellBytes">The bytes of a cell.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static int Cells(string what, long rows, long columns, int cellBytes = sizeof(double))
    {
        var bytes = Bytes(rows, columns, cellBytes);
        string limit = bytes > Most ? $"a matrix may take {Text(Most)} at most" : TooLittle(bytes);
        return limit.Length == 0 ? (int)(rows * columns) : throw MixtureError.MatrixTooLarge($"{what} would be {rows} x {columns} numbers", bytes, limit);
    }

    /// <summary>Refuses an array that no array can be as long as, or that the process may not have the memory for.</summary>
    /// <param name="length">The number of items.</param>
    /// <param name="itemBytes">The bytes of an item.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static void CheckArray(long length, int itemBytes)
    {
        var bytes = (Int128)length * itemBytes;
        if (length > Array.MaxLength) throw MixtureError.MatrixTooLarge($"The result would have {length} entries in one list", bytes, $"a list may have {Array.MaxLength} at most");
        if (TooLittle(bytes) is { Length: > 0 } limit) throw MixtureError.MatrixTooLarge($"The result would have {length} entries in one list", bytes, limit);
    }

    /// <summary>The bytes of a dense matrix.</summary>
    public static Int128 Bytes(long rows, long columns, int cellBytes = sizeof(double)) => (Int128)rows * columns * cellBytes;

    /// <summary>Bytes in the largest unit of which there is one, as 7.5 GiB.</summary>
    public static string Text(Int128 bytes)
    {
        int unit = 0;
        double value = (double)bytes;
        for (; value >= 1024 && unit < Units.Length - 1; unit++) value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Units[unit]}");
    }

    // The memory is asked for only where it may matter, as that takes a while.
    private static string TooLittle(Int128 bytes)
    {
        if (bytes < Plenty) return string.Empty;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return available <= 0 || bytes <= available ? string.Empty : $"only {Text(available)} are available to this process";
    }
}
