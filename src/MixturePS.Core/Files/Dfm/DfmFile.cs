using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Reads and writes document-feature matrices. A written file reads back as an equal DFM: cells to the bit, names, known
/// clusters and weighting. The model, seed and sampler that it was drawn with are not saved.
/// </summary>
internal static class DfmFile
{
    /// <summary>The format of a file by its name, or null.</summary>
    /// <param name="path">The file.</param>
    public static DfmFormat? FormatOf(string path) => DfmFormats.Of(path);

    /// <summary>Reads a file and its sidecar files.</summary>
    /// <param name="path">The file; decompressed if its name ends in .gz.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">
    /// The file or a sidecar file can't be read: FileNotFound, FileNotReadable, UnknownFileFormat, EmptyFile, DamagedGzip,
    /// InvalidEncoding, MalformedFile, RaggedRow, FieldTooLong, MissingColumn, InvalidNumber, NegativeCount, FractionalCount,
    /// InexactCount, NonFiniteMatrix, IndexOutOfRange, EntryCountMismatch, ImplausibleSize, UnsupportedFile, SidecarMismatch,
    /// InvalidMetadata, DuplicateVocabularyWord, EmptyVocabularyWord or InvalidLabel. The message names the file and line.
    /// </exception>
    public static Dfm Read(string path, DfmReadOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default) =>
        Read(path, new ReadContext(new DiskStore(), options ?? new DfmReadOptions(), progress, cancellation));

    /// <summary>Writes a file and the sidecar files that its format needs; if writing fails or is cancelled, none of them.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="path">The file; compressed if its name ends in .gz.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FileExists, FileNotWritable, UnknownFileFormat, or NotRepresentable if the format can't represent the DFM.</exception>
    public static void Write(Dfm dfm, string path, DfmWriteOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new DfmWriteOptions();
        using var files = new FileTransaction(options.Overwrite);
        Write(path, new WriteContext(dfm, files, options, progress, cancellation));
        cancellation.Check();
        files.Commit();
    }

    internal static Dfm Read(string path, ReadContext context)
    {
        try
        {
            return DfmFormats.For(path, context.Options.Format).Read(context, path);
        }
        catch (MixtureException) when (DfmPaths.IsCompressed(path) && !SpecialFiles.IsSpecial(path) && !VerifiedGzipStream.IsComplete(context.Store.OpenRead(path), context.Cancellation))
        {
            // A truncated file can cause any error, so truncation is reported instead.
            throw FileError.DamagedGzip(path);
        }
    }

    internal static void Write(string path, WriteContext context)
    {
        var format = DfmFormats.For(path, context.Options.Format);
        Representable.Check(context, path);
        try
        {
            format.Write(context, path);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotWritable(path, error.Message);
        }
    }
}
