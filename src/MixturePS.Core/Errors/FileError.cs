using System.Globalization;

namespace MixturePS.Core.Errors;

/// <summary>The errors of files: one factory for each id, with the file, the line and the cure.</summary>
internal static class FileError
{
    /// <summary>A file is to be read and is not there.</summary>
    /// <remarks>Check the path; it is relative to the location of PowerShell.</remarks>
    public static MixtureException NotFound(string path) => new(
        "FileNotFound", $"There is no file '{path}'.", path);

    /// <summary>A file is to be written and there is one of that name.</summary>
    /// <remarks>Give another path, or -Force.</remarks>
    public static MixtureException Exists(string path) => new(
        "FileExists", $"The file '{path}' exists already; it is replaced with -Force.", path);

    /// <summary>The system refuses to read a file, or the path is a folder.</summary>
    /// <remarks>Check the permissions and whether another program holds the file.</remarks>
    public static MixtureException NotReadable(string path, string reason) => new(
        "FileNotReadable", $"The file '{path}' can't be read: {reason}", path);

    /// <summary>A file that should be text has control characters that no text has.</summary>
    /// <remarks>Give its -Encoding if it is text, and leave it out otherwise.</remarks>
    public static MixtureException Binary(string path) => new(
        "BinaryFile", $"The file '{path}' isn't text: it has control characters that no text has. If it is in UTF-16 or UTF-32 without a byte order mark, name its encoding.", path);

    /// <summary>A file cannot be written: the folder is missing, full or read-only.</summary>
    /// <remarks>Make room or give another path; what was there before is as it was.</remarks>
    public static MixtureException NotWritable(string path, string reason) => new(
        "FileNotWritable", $"The file '{path}' can't be written, and what was there before is left: {reason}", path);

    /// <summary>Neither the extension of a file nor -Format tells how it is written.</summary>
    /// <remarks>Give -Format.</remarks>
    public static MixtureException UnknownFormat(string path) => new(
        "UnknownFileFormat",
        $"The format of '{path}' isn't known by its extension (.csv, .tsv, .long.csv, .mtx, .dat, .ldac, .jsonl or .ndjson, each with or without .gz); give -Format.", path);

    /// <summary>A file has no content.</summary>
    /// <remarks>Check how it was made.</remarks>
    public static MixtureException Empty(string path) => new(
        "EmptyFile", $"The file '{path}' is empty.", path);

    /// <summary>A file whose name ends in .gz is cut off, damaged or not compressed.</summary>
    /// <remarks>Fetch it again, or rename it without .gz if it is plain.</remarks>
    public static MixtureException DamagedGzip(string path) => new(
        "DamagedGzip", $"The file '{path}' is not a whole gzip file: it is cut off or damaged, or not compressed at all.", path);

    /// <summary>A file is not UTF-8.</summary>
    /// <remarks>Save it as UTF-8; add .gz to its name if it is compressed.</remarks>
    public static MixtureException InvalidEncoding(string path) => new(
        "InvalidEncoding", $"The file '{path}' is not UTF-8 text; save it as UTF-8, or give its name .gz at the end if it is compressed.", path);

    /// <summary>A line of a file is not as its format has it.</summary>
    /// <remarks>Correct the line that the message names.</remarks>
    public static MixtureException Malformed(Place at, string what) => new(
        "MalformedFile", $"{at}: {what}.", at.ToString());

    /// <summary>A row of a table has more or fewer fields than there are columns.</summary>
    /// <remarks>Correct the row; check the -Delimiter, and quotes that are not closed.</remarks>
    public static MixtureException RaggedRow(Place at, int fields, int expected) => new(
        "RaggedRow", $"{at}: the row has {fields} fields, and there are {expected} columns.", at.ToString());

    /// <summary>A field or a line is longer than it is plausible to be.</summary>
    /// <remarks>Check for a quote that is not closed; raise -MaximumFieldLength if the file is right.</remarks>
    public static MixtureException FieldTooLong(Place at, long limit, string option) => new(
        "FieldTooLong", $"{at}: a field or a line is longer than {limit} characters; {option}.", at.ToString());

    /// <summary>A table has no column for what it must say.</summary>
    /// <remarks>Name the column, or give the file one.</remarks>
    public static MixtureException MissingColumn(string path, string what, string cure) => new(
        "MissingColumn", $"The file '{path}' has no column for {what}; {cure}.", path);

    /// <summary>A cell is no number.</summary>
    /// <remarks>Write numbers with a point and without separators of thousands.</remarks>
    public static MixtureException InvalidNumber(Place at, string text, string hint = "") => new(
        "InvalidNumber", $"{at}: '{Short(text)}' is not a number{hint}.", at.ToString());

    /// <summary>A cell is negative where tokens are counted.</summary>
    /// <remarks>Correct the cell; weights below zero are for k-means only, and are read from a file with -Weighting.</remarks>
    public static MixtureException NegativeCount(Place at, double value) => new(
        "NegativeCount", $"{at}: the count {Text(value)} is below zero; counts are whole numbers of zero or more, and weights are read with -Weighting.", at.ToString());

    /// <summary>A cell is a fraction where a model of counts needs whole tokens.</summary>
    /// <remarks>Pass the counts from before the weighting; weights in a file are named with -Weighting.</remarks>
    public static MixtureException FractionalCount(Place at, double value) => new(
        "FractionalCount", $"{at}: the count {Text(value)} is not a whole number; if the cells are weights, name them with -Weighting.", at.ToString());

    /// <summary>A matrix has a NaN or an infinity.</summary>
    /// <remarks>Replace or remove the value at the place that the message names.</remarks>
    public static MixtureException NonFinite(Place at, string text) => new(
        "NonFiniteMatrix", $"{at}: '{Short(text)}' is not a finite number; every value must be.", at.ToString());

    /// <summary>An index of a document or a feature is outside the size of the matrix.</summary>
    /// <remarks>Correct the index; Matrix Market counts from one, LDA-C from zero.</remarks>
    public static MixtureException OutOfRange(Place at, string what, long index, long from, long to) => new(
        "IndexOutOfRange", $"{at}: the {what} {index} is not from {from} to {to}.", at.ToString());

    /// <summary>A file has more or fewer entries than its header declares.</summary>
    /// <remarks>Fetch it again: it may be cut off; or correct the header.</remarks>
    public static MixtureException EntryCountMismatch(string path, long declared, long found) => new(
        "EntryCountMismatch", $"The file '{path}' declares {declared} entries and has {(found > declared ? "more" : found.ToString(CultureInfo.InvariantCulture))}; it may be cut off.", path);

    /// <summary>A header declares a size that the file cannot hold.</summary>
    /// <remarks>Correct the header.</remarks>
    public static MixtureException ImplausibleSize(Place at, string what, long declared) => new(
        "ImplausibleSize", $"{at}: {declared} {what} can't be meant in a file of this size.", at.ToString());

    /// <summary>A file is of a kind of its format that is not read.</summary>
    /// <remarks>Save it as a real or integer matrix in coordinates, or in another format.</remarks>
    public static MixtureException Unsupported(Place at, string what) => new(
        "UnsupportedFile", $"{at}: {what}.", at.ToString());

    /// <summary>The names beside a matrix are not as many as its rows or columns.</summary>
    /// <remarks>Give the right file with -FeatureFile or -DocumentFile, or move the wrong one away.</remarks>
    public static MixtureException SidecarMismatch(string path, string what) => new(
        "SidecarMismatch", $"The file '{path}' doesn't belong to the matrix: {what}.", path);

    /// <summary>The file beside a matrix that tells its weighting cannot be used.</summary>
    /// <remarks>Remove it and name the weighting with -Weighting.</remarks>
    public static MixtureException InvalidMetadata(string path, string what) => new(
        "InvalidMetadata", $"The file '{path}', which says what the cells of the matrix are, can't be used: {what}.", path);

    /// <summary>A vocabulary has one word twice.</summary>
    /// <remarks>Leave one of them out or rename it; the message tells both places.</remarks>
    public static MixtureException DuplicateWord(Place at, string word) => new(
        "DuplicateVocabularyWord", $"{at}: the word '{Short(word)}' stands there a second time; each feature needs a word of its own.", at.ToString());

    /// <summary>A word of a vocabulary is empty or white space.</summary>
    /// <remarks>Leave it out, or give it a name.</remarks>
    public static MixtureException EmptyWord(Place at) => new(
        "EmptyVocabularyWord", $"{at}: a word is empty; each feature needs a word.", at.ToString());

    /// <summary>A label is negative, or no whole number.</summary>
    /// <remarks>Number the clusters from zero.</remarks>
    public static MixtureException InvalidLabel(Place at, string what) => new(
        "InvalidLabel", $"{at}: {what}.", at.ToString());

    /// <summary>A format cannot hold a DFM as it is, so that reading it back would give another.</summary>
    /// <remarks>Choose another format, or do what the message says.</remarks>
    public static MixtureException NotRepresentable(string path, string format, string what, string cure) => new(
        "NotRepresentable", $"{format} can't hold this DFM, and '{path}' was not written: {what}; {cure}.", path);

    /// <summary>A file holds no model that was saved by Export-MixtureModel, or a damaged one.</summary>
    /// <remarks>Export the model again.</remarks>
    public static MixtureException InvalidModel(string path, string what) => new(
        "InvalidModelFile", $"The file '{path}' holds no model that can be used: {what}.", path);

    /// <summary>A model was saved by a newer version of the module.</summary>
    /// <remarks>Update the module.</remarks>
    public static MixtureException UnsupportedModelVersion(string path, string version, int known) => new(
        "UnsupportedModelVersion", $"The file '{path}' has version {version} of the format and this module reads up to {known}; use a newer module.", path);

    /// <summary>A journal is of other documents, settings or seed than the search that is to go on.</summary>
    /// <remarks>Give another file, or repeat the command that began it.</remarks>
    public static MixtureException JournalMismatch(string path, string what) => new(
        "JournalMismatch", $"The work can't go on from '{path}': {what}; give another file, or the settings, the seed and the data that it was begun with.", path);

    /// <summary>Another process has the journal open.</summary>
    /// <remarks>Wait for its end, or give each process a journal of its own and put them together with Merge-MixtureJournal.</remarks>
    public static MixtureException JournalInUse(string path) => new(
        "JournalInUse", $"The journal '{path}' is in use by another process; wait for its end, or give each process a journal of its own.", path);

    /// <summary>Two journals, or two lines of one, have different results of the same run.</summary>
    /// <remarks>Leave out the journal that was made with other data or another version, or run its part again.</remarks>
    public static MixtureException JournalConflict(string path, string run, string what) => new(
        "JournalConflict", $"The journals can't be put together: '{path}' has other results of {run} ({what}), which the same version on the same data can't have.", path);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 60 ? text : text[..40] + "...";
}

/// <summary>A line of a file, from one; it reads as the beginning of a message.</summary>
internal readonly record struct Place(string Path, long Line)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"'{Path}', line {Line}");
}
