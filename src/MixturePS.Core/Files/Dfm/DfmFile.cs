using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Document-feature matrices in files. What is written reads back as an equal DFM: cells to the bit, names, known
/// clusters and weighting; the model and the seed that it was drawn with are not kept.
/// </summary>
public static class DfmFile
{
    /// <summary>The format that a file's extension stands for (.csv and .tsv, .long.csv, .mtx, .dat and .ldac, .jsonl and .ndjson, each also with .gz), or null.</summary>
    /// <param name="path">The file.</param>
    public static DfmFormat? FormatOf(string path) => DfmPaths.Format(path);

    /// <summary>Reads a file, and the files beside it that belong to it.</summary>
    /// <param name="path">The file; unpacked where its name ends with .gz.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="progress">Told how far reading has come, or null.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="MixtureException">
    /// The file or a file beside it can't be read: FileNotFound, FileNotReadable, UnknownFileFormat, EmptyFile, DamagedGzip,
    /// InvalidEncoding, MalformedFile, RaggedRow, FieldTooLong, MissingColumn, InvalidNumber, NegativeCount, FractionalCount,
    /// NonFiniteMatrix, IndexOutOfRange, EntryCountMismatch, ImplausibleSize, UnsupportedFile, SidecarMismatch,
    /// InvalidMetadata, DuplicateVocabularyWord, EmptyVocabularyWord or InvalidLabel, with the file and the line.
    /// </exception>
    public static Dfm Read(string path, DfmReadOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default) =>
        Read(path, new ReadContext(new DiskStore(), options ?? new DfmReadOptions(), progress, cancellation));

    /// <summary>Writes a file, and the files beside it that its format needs: all of them, or none where that fails or is stopped.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="path">The file; packed where its name ends with .gz.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="progress">Told how far writing has come, or null.</param>
    /// <param name="cancellation">Ends writing early.</param>
    /// <exception cref="MixtureException">FileExists, FileNotWritable, UnknownFileFormat, or NotRepresentable where the format can't hold the DFM.</exception>
    public static void Write(Dfm dfm, string path, DfmWriteOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new DfmWriteOptions();
        using var files = new AtomicFiles(options.Overwrite);
        Write(path, new WriteContext(dfm, files, options, progress, cancellation));
        cancellation.Check();
        files.Commit();
    }

    internal static Dfm Read(string path, ReadContext context)
    {
        try
        {
            return ReadFormat(path, context);
        }
        catch (MixtureException) when (DfmPaths.IsPacked(path) && !WholeGzip.IsWhole(context.Store.OpenRead(path), context.Cancellation))
        {
            // Where a file is cut off, what it says last is no fault of its writer's.
            throw FileError.DamagedGzip(path);
        }
    }

    private static Dfm ReadFormat(string path, ReadContext context) => (context.Options.Format ?? DfmPaths.Format(path)) switch
    {
        DfmFormat.WideCsv => WideCsv.Read(context, path),
        DfmFormat.LongCsv => LongCsv.Read(context, path),
        DfmFormat.MatrixMarket => MatrixMarket.Read(context, path),
        DfmFormat.LdaC => LdaC.Read(context, path),
        DfmFormat.JsonLines => JsonLinesReader.Read(context, path),
        _ => throw FileError.UnknownFormat(path),
    };

    internal static void Write(string path, WriteContext context)
    {
        Action<WriteContext, string> write = (context.Options.Format ?? DfmPaths.Format(path)) switch
        {
            DfmFormat.WideCsv => WideCsv.Write,
            DfmFormat.LongCsv => LongCsv.Write,
            DfmFormat.MatrixMarket => MatrixMarket.Write,
            DfmFormat.LdaC => LdaC.Write,
            DfmFormat.JsonLines => JsonLines.Write,
            _ => throw FileError.UnknownFormat(path),
        };
        Representable.Check(context, path);
        try
        {
            write(context, path);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            throw FileError.NotWritable(path, error.Message);
        }
    }
}
