using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Rejects matrices that are too large before they are allocated. A system that overcommits memory may grant the
/// allocation and stall when the memory is first written.
/// </summary>
internal static class MatrixSize
{
    /// <summary>The maximum size of a dense matrix: 2 GiB on every machine, because larger sizes are most likely a mistake.</summary>
    public const long MaxBytes = 2L << 30;

    /// <summary>The number of cells up to which a plain matrix is computed with cell by cell; a larger one is taken as it is stored.</summary>
    public const long PlainCells = 1L << 26;

    private const long CheckThreshold = 64L << 20;

    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>The number of cells of a dense matrix of valid size.</summary>
    /// <param name="what">The noun phrase that starts the error message.</param>
    /// <param name="rows">The number of rows, zero or more.</param>
    /// <param name="columns">The number of columns, zero or more.</param>
    /// <param name="cellBytes">The size of a cell in bytes.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static int Cells(string what, long rows, long columns, int cellBytes = sizeof(double))
    {
        var bytes = Bytes(rows, columns, cellBytes);
        string limit = bytes > MaxBytes ? $"a matrix may take {Text(MaxBytes)} at most" : DescribeShortage(bytes);
        return limit.Length == 0 ? (int)(rows * columns) : throw MixtureError.MatrixTooLarge($"{what} would be {rows} x {columns} numbers", bytes, limit);
    }

    /// <summary>Rejects an array that is longer than the runtime allows or larger than the available memory.</summary>
    /// <param name="length">The number of items.</param>
    /// <param name="itemBytes">The size of an item in bytes.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static void CheckArray(long length, int itemBytes)
    {
        var bytes = (Int128)length * itemBytes;
        if (length > Array.MaxLength) throw MixtureError.MatrixTooLarge($"The result would have {length} entries in one list", bytes, $"a list may have {Array.MaxLength} at most");
        if (DescribeShortage(bytes) is { Length: > 0 } limit) throw MixtureError.MatrixTooLarge($"The result would have {length} entries in one list", bytes, limit);
    }

    /// <summary>The size of a dense matrix in bytes.</summary>
    public static Int128 Bytes(long rows, long columns, int cellBytes = sizeof(double)) => (Int128)rows * columns * cellBytes;

    /// <summary>A number of bytes in the largest suitable unit, such as "7.5 GiB".</summary>
    public static string Text(Int128 bytes)
    {
        int unit = 0;
        double value = (double)bytes;
        for (; value >= 1024 && unit < Units.Length - 1; unit++) value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Units[unit]}");
    }

    // Small matrices skip the query of available memory, which is slow.
    private static string DescribeShortage(Int128 bytes)
    {
        if (bytes < CheckThreshold) return string.Empty;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return available <= 0 || bytes <= available ? string.Empty : $"only {Text(available)} are available to this process";
    }
}
