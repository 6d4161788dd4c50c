using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>A column of a columnar table.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record TableColumn(string Name, ColumnKind Kind);

/// <summary>A table in a file that stores the values of each column together, read piece by piece.</summary>
internal abstract class ColumnTable : IDisposable
{
    /// <summary>The key of the metadata that only this module writes.</summary>
    public const string MetadataKey = "MixturePS";

    /// <summary>The columns, in the order of the file.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The metadata that this module wrote; null in files of other software.</summary>
    public abstract string? Metadata { get; }

    /// <summary>Reads the rows in pieces, with the values of some columns in the order asked for.</summary>
    /// <param name="columns">The indices of the columns.</param>
    /// <exception cref="MixtureException">MalformedFile or UnsupportedFile.</exception>
    public abstract IEnumerable<ColumnValues[]> Pieces(IReadOnlyList<int> columns);

    public abstract void Dispose();

    /// <summary>The whole content of a file, decompressed if it is compressed with gzip.</summary>
    /// <param name="context">The import.</param>
    /// <param name="path">The file, which may be a pipe.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, EmptyFile, DamagedGzip, or UnsupportedFile for more than an array holds.</exception>
    public static ArraySegment<byte> Content(ReadContext context, string path)
    {
        var file = context.Store.OpenRead(path);
        try
        {
            if (Gzip.IsCompressed(path, ref file)) file = new VerifiedGzipStream(file);
            using var content = new MemoryStream(file.CanSeek && file.Length <= Array.MaxLength ? (int)file.Length : 0);
            byte[] buffer = new byte[1 << 16];
            for (int read = file.Read(buffer); read > 0; read = file.Read(buffer))
            {
                context.Cancellation.Check();
                if (content.Length + read > Array.MaxLength) throw FileError.Unsupported(new(path, 1, Place.Row), "the file is larger than 2 GiB; split it into several");
                content.Write(buffer, 0, read);
            }

            return content.Length > 0 ? new ArraySegment<byte>(content.GetBuffer(), 0, (int)content.Length) : throw FileError.Empty(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotReadable(path, error.Message);
        }
        catch (InvalidDataException)
        {
            throw FileError.DamagedGzip(path);
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <summary>Runs a step of a library that reads a file, whose bytes may be any.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The name of the format.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="MixtureException">MalformedFile.</exception>
    protected static T Guarded<T>(string path, string format, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (OutOfMemoryException)
        {
            // Damaged bytes can declare any size.
            throw FileError.Malformed(new(path, 0, Place.Row), $"it is not a whole {format} file, or there is too little memory for the values that it declares");
        }
        catch (Exception error) when (error is not (MixtureException or OperationCanceledException))
        {
            // A library throws what it happens to meet first in damaged bytes.
            throw FileError.Malformed(new(path, 0, Place.Row), $"it is not a whole {format} file, or it uses what this module doesn't read ({error.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Numbers of 64 bits, of which a double may not hold all.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="missing">Whether the number of a row is missing; or null.</param>
    protected static NumberValues Whole(ReadOnlySpan<long> values, bool[]? missing)
    {
        var numbers = new double[values.Length];
        Dictionary<int, string>? inexact = null;
        for (int i = 0; i < values.Length; i++)
        {
            numbers[i] = values[i];
            if (Math.Abs(numbers[i]) < NumberText.ExactLimit || ((Int128)numbers[i] == values[i])) continue;
            (inexact ??= []).Add(i, values[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return new NumberValues(numbers, inexact, missing);
    }
}
