using System.Globalization;

namespace MixturePS.Core.Errors;

/// <summary>The errors of files: one factory for each id, with the file, the line and the cure.</summary>
internal static class FileError
{
    public static MixtureException NotFound(string path) => new(
        "FileNotFound", $"There is no file '{path}'.", path);

    public static MixtureException Exists(string path) => new(
        "FileExists", $"The file '{path}' exists already; it is replaced with -Force.", path);

    public static MixtureException NotReadable(string path, string reason) => new(
        "FileNotReadable", $"The file '{path}' can't be read: {reason}", path);

    public static MixtureException Binary(string path) => new(
        "BinaryFile", $"The file '{path}' isn't text: it has control characters that no text has. If it is in UTF-16 or UTF-32 without a byte order mark, name its encoding.", path);

    public static MixtureException NotWritable(string path, string reason) => new(
        "FileNotWritable", $"The file '{path}' can't be written, and what was there before is left: {reason}", path);

    public static MixtureException UnknownFormat(string path) => new(
        "UnknownFileFormat",
        $"The format of '{path}' isn't known by its extension (.csv, .tsv, .long.csv, .mtx, .dat, .ldac, .jsonl or .ndjson, each with or without .gz); give -Format.", path);

    public static MixtureException Empty(string path) => new(
        "EmptyFile", $"The file '{path}' is empty.", path);

    public static MixtureException DamagedGzip(string path) => new(
        "DamagedGzip", $"The file '{path}' is not a whole gzip file: it is cut off or damaged, or not compressed at all.", path);

    public static MixtureException InvalidEncoding(string path) => new(
        "InvalidEncoding", $"The file '{path}' is not UTF-8 text; save it as UTF-8, or give its name .gz at the end if it is compressed.", path);

    public static MixtureException Malformed(Place at, string what) => new(
        "MalformedFile", $"{at}: {what}.", at.ToString());

    public static MixtureException RaggedRow(Place at, int fields, int expected) => new(
        "RaggedRow", $"{at}: the row has {fields} fields, and there are {expected} columns.", at.ToString());

    public static MixtureException FieldTooLong(Place at, long limit, string option) => new(
        "FieldTooLong", $"{at}: a field or a line is longer than {limit} characters; {option}.", at.ToString());

    public static MixtureException MissingColumn(string path, string what, string cure) => new(
        "MissingColumn", $"The file '{path}' has no column for {what}; {cure}.", path);

    public static MixtureException InvalidNumber(Place at, string text, string hint = "") => new(
        "InvalidNumber", $"{at}: '{Short(text)}' is not a number{hint}.", at.ToString());

    public static MixtureException NegativeCount(Place at, double value) => new(
        "NegativeCount", $"{at}: the count {Text(value)} is below zero; counts are whole numbers of zero or more, and weights are read with -Weighting.", at.ToString());

    public static MixtureException FractionalCount(Place at, double value) => new(
        "FractionalCount", $"{at}: the count {Text(value)} is not a whole number; if the cells are weights, name them with -Weighting.", at.ToString());

    public static MixtureException NonFinite(Place at, string text) => new(
        "NonFiniteMatrix", $"{at}: '{Short(text)}' is not a finite number; every value must be.", at.ToString());

    public static MixtureException OutOfRange(Place at, string what, long index, long from, long to) => new(
        "IndexOutOfRange", $"{at}: the {what} {index} is not from {from} to {to}.", at.ToString());

    public static MixtureException EntryCountMismatch(string path, long declared, long found) => new(
        "EntryCountMismatch", $"The file '{path}' declares {declared} entries and has {(found > declared ? "more" : found.ToString(CultureInfo.InvariantCulture))}; it may be cut off.", path);

    public static MixtureException ImplausibleSize(Place at, string what, long declared) => new(
        "ImplausibleSize", $"{at}: {declared} {what} can't be meant in a file of this size.", at.ToString());

    public static MixtureException Unsupported(Place at, string what) => new(
        "UnsupportedFile", $"{at}: {what}.", at.ToString());

    public static MixtureException SidecarMismatch(string path, string what) => new(
        "SidecarMismatch", $"The file '{path}' doesn't belong to the matrix: {what}.", path);

    public static MixtureException InvalidMetadata(string path, string what) => new(
        "InvalidMetadata", $"The file '{path}', which says what the cells of the matrix are, can't be used: {what}.", path);

    public static MixtureException DuplicateWord(Place at, string word) => new(
        "DuplicateVocabularyWord", $"{at}: the word '{Short(word)}' stands there a second time; each feature needs a word of its own.", at.ToString());

    public static MixtureException EmptyWord(Place at) => new(
        "EmptyVocabularyWord", $"{at}: a word is empty; each feature needs a word.", at.ToString());

    public static MixtureException InvalidLabel(Place at, string what) => new(
        "InvalidLabel", $"{at}: {what}.", at.ToString());

    public static MixtureException NotRepresentable(string path, string format, string what, string cure) => new(
        "NotRepresentable", $"{format} can't hold this DFM, and '{path}' was not written: {what}; {cure}.", path);

    public static MixtureException InvalidModel(string path, string what) => new(
        "InvalidModelFile", $"The file '{path}' holds no model that can be used: {what}.", path);

    public static MixtureException UnsupportedModelVersion(string path, string version, int known) => new(
        "UnsupportedModelVersion", $"The file '{path}' has version {version} of the format and this module reads up to {known}; use a newer module.", path);

    public static MixtureException JournalMismatch(string path, string what) => new(
        "JournalMismatch", $"The work can't go on from '{path}': {what}; give another file, or the settings, the seed and the data that it was begun with.", path);

    public static MixtureException JournalInUse(string path) => new(
        "JournalInUse", $"The journal '{path}' is in use by another process; wait for its end, or give each process a journal of its own.", path);

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
