using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Errors about files. There is one factory per id; the message names the file and line, and says what to do.</summary>
internal static class FileError
{
    /// <summary>A file to be read doesn't exist.</summary>
    /// <remarks>Check the path, which is relative to PowerShell's current location.</remarks>
    public static MixtureException NotFound(string path) => new(
        "FileNotFound", $"The file '{path}' doesn't exist. Check the path.", path);

    /// <summary>A file to be written already exists.</summary>
    /// <remarks>Give another path, or -Force to replace the file.</remarks>
    public static MixtureException Exists(string path) => new(
        "FileExists", $"The file '{path}' already exists. Give another path, or -Force to replace it.", path);

    /// <summary>The system refuses to read a file, or the path is a folder.</summary>
    /// <remarks>Check the permissions, and whether another program has locked the file.</remarks>
    public static MixtureException NotReadable(string path, string reason) => new(
        "FileNotReadable", $"The file '{path}' can't be read: {reason.TrimEnd('.')}. Check the path, the permissions, and whether another program has locked the file.", path);

    /// <summary>A file that should be text contains control characters.</summary>
    /// <remarks>If it is text, give its -Encoding; if not, exclude it.</remarks>
    public static MixtureException Binary(string path) => new(
        "BinaryFile",
        $"The file '{path}' isn't text: it contains control characters. If it is UTF-16 or UTF-32 without a byte order mark, give its encoding.", path);

    /// <summary>A file can't be written: for example, the folder is missing or read-only, or the disk is full.</summary>
    /// <remarks>Check the folder, its permissions and the free space, or give another path. The earlier content of the file is unchanged.</remarks>
    public static MixtureException NotWritable(string path, string reason) => new(
        "FileNotWritable",
        $"The file '{path}' can't be written, and any earlier content is unchanged: {reason.TrimEnd('.')}. Check the folder, its permissions and the free space, or give another path.", path);

    /// <summary>Neither the name of a file nor -Format determines its format.</summary>
    /// <remarks>Give -Format, or use ConvertTo-Dfm -Path for files of text.</remarks>
    public static MixtureException UnknownFormat(string path) => new(
        "UnknownFileFormat",
        $"The name of '{path}' doesn't determine a format; known are .csv, .tsv, .long.csv, .mtx, .mm, .dat, .ldac, .svmlight, .libsvm, docword.*.txt, .json, .jsonl, .ndjson, .arrow, .feather and .parquet, each with or without .gz. Give -Format, or use ConvertTo-Dfm -Path for files of text.", path);

    /// <summary>A file has no content.</summary>
    /// <remarks>Check how it was created.</remarks>
    public static MixtureException Empty(string path) => new(
        "EmptyFile", $"The file '{path}' is empty. Check how it was created.", path);

    /// <summary>A file whose name ends in .gz is truncated, damaged or not compressed.</summary>
    /// <remarks>Download or copy it again, or, if it isn't compressed, rename it without .gz.</remarks>
    public static MixtureException DamagedGzip(string path) => new(
        "DamagedGzip",
        $"The file '{path}' isn't a complete gzip file: it is truncated, damaged or not compressed. Download or copy it again, or rename it without .gz.", path);

    /// <summary>A file has bytes that are invalid in its encoding, which is UTF-8 unless the file or -Encoding says otherwise.</summary>
    /// <remarks>Give the -Encoding of the file, such as windows-1252, or save it as UTF-8; decompress it if it is compressed with anything but gzip.</remarks>
    public static MixtureException InvalidEncoding(Place at, string bytes, string encoding) => new(
        "InvalidEncoding",
        $"{at}: the bytes {bytes} (hexadecimal) are not valid {encoding}. Give the encoding of the file with -Encoding, such as windows-1252, or save the file as UTF-8.", at.ToString());

    /// <summary>A line of a file doesn't conform to its format.</summary>
    /// <remarks>Correct the line that the message names.</remarks>
    public static MixtureException Malformed(Place at, string what) => new(
        "MalformedFile", $"{at}: {what}.", at.ToString());

    /// <summary>A row of a table has more or fewer fields than there are columns.</summary>
    /// <remarks>Correct the row; check the -Delimiter, and look for a quotation mark that isn't closed.</remarks>
    public static MixtureException RaggedRow(Place at, int fields, int expected, string hint = "") => new(
        "RaggedRow",
        $"{at}: the row has {Counted.Of(fields, "field")}, but there {Counted.Agree(expected, "is", "are")} {Counted.Of(expected, "column")}. {(hint.Length > 0 ? hint : "Correct the row, look for a quotation mark that isn't closed, or give the right -Delimiter")}.", at.ToString());

    /// <summary>A field or line is implausibly long.</summary>
    /// <remarks>Look for a quotation mark that isn't closed; if the file is correct, raise -MaximumFieldLength.</remarks>
    public static MixtureException FieldTooLong(Place at, long limit, string option) => new(
        "FieldTooLong", $"{at}: a field or line is longer than {limit} characters; {option}.", at.ToString());

    /// <summary>A table lacks a required column.</summary>
    /// <remarks>Add the column, or give the name that it has in the file.</remarks>
    public static MixtureException MissingColumn(string path, string what, string cure) => new(
        "MissingColumn", $"The file '{path}' has no column {(what.StartsWith('\'') ? what : $"for {what}")}; {cure}.", path);

    /// <summary>A table lacks a required column.</summary>
    /// <remarks>Add the column, or give the name that it has in the file.</remarks>
    public static MixtureException MissingColumn(string path, string name, IReadOnlyList<string> columns) => new(
        "MissingColumn",
        $"The table '{path}' has no column '{Short(name)}'. {NearestName.Advice(name, columns, "column", "columns")}{(columns.Count == 1 ? " If the columns are separated by another character, give it with -Delimiter." : string.Empty)}", path);

    /// <summary>A file is a table, and it isn't known which column contains the text.</summary>
    /// <remarks>Name the column with -TextProperty, or give -DocumentPer File or Line to read the file as plain text.</remarks>
    public static MixtureException TextPropertyNeeded(string path, IReadOnlyList<string> columns) => new(
        "TextPropertyNeeded",
        $"'{path}' is a table with the {Counted.Agree(columns.Count, "column", "columns")} {NearestName.List(columns)}. Name the column that contains the text with -TextProperty. To read the file as plain text, give -DocumentPer File or -DocumentPer Line.", path);

    /// <summary>A file is a document, a picture or an archive, not plain text.</summary>
    /// <remarks>Convert it to plain text, as the message says.</remarks>
    public static MixtureException NotPlainText(string path, string kind, string cure) => new(
        "NotPlainText", $"The file '{path}' is {kind}, not plain text. {cure}", path);

    /// <summary>A cell is not a number.</summary>
    /// <remarks>Write numbers with a decimal point and without thousands separators. If decimals follow a comma, give -DecimalSeparator ','.</remarks>
    public static MixtureException InvalidNumber(Place at, string text, string hint = "") => new(
        "InvalidNumber",
        $"{at}: {(text.Length == 0 ? "an empty cell" : $"'{Short(text)}'")} is not a number{(hint.Length > 0 ? hint : NumberHint(text))}.", at.ToString());

    /// <summary>A count is negative.</summary>
    /// <remarks>Correct the cell. Only k-means accepts negative weights, which are read from a file with -Weighting.</remarks>
    public static MixtureException NegativeCount(Place at, double value) => new(
        "NegativeCount",
        $"{at}: the count {Text(value)} is negative. Correct it, or, if the cells are weights, name them with -Weighting.", at.ToString());

    /// <summary>A count is a fraction.</summary>
    /// <remarks>Pass the counts from before the weighting; to read weights from a file, name them with -Weighting.</remarks>
    public static MixtureException FractionalCount(Place at, double value) => new(
        "FractionalCount",
        $"{at}: the count {Text(value)} is not a whole number. Correct it, or, if the cells are weights, name them with -Weighting.", at.ToString());

    /// <summary>A matrix contains NaN or infinity.</summary>
    /// <remarks>Replace or remove the value at the place that the message names.</remarks>
    public static MixtureException NonFinite(Place at, string text) => new(
        "NonFiniteMatrix", $"{at}: '{Short(text)}' is not a finite number. Replace it by a finite one, or remove the document or the feature.", at.ToString());

    /// <summary>The index of a document or feature is out of range.</summary>
    /// <remarks>Correct the index; Matrix Market counts from one, LDA-C from zero.</remarks>
    public static MixtureException OutOfRange(Place at, string what, long index, long from, long to) => new(
        "IndexOutOfRange", $"{at}: {what} {index} is outside the range from {from} to {to}. Correct the index.", at.ToString());

    /// <summary>A file has more or fewer entries than its header declares.</summary>
    /// <remarks>If there are fewer, download or copy the file again, as it may be truncated; if there are more, correct the header.</remarks>
    public static MixtureException EntryCountMismatch(string path, long declared, long found) => new(
        "EntryCountMismatch",
        found > declared
            ? $"The file '{path}' declares {Counted.Of(declared, "entry", "entries")}, but has more. Correct the number in its header."
            : $"The file '{path}' declares {Counted.Of(declared, "entry", "entries")}, but has only {found.ToString(CultureInfo.InvariantCulture)}. It may be truncated: download or copy it again. If it is complete, correct the number in its header.", path);

    /// <summary>A size in a file is too large for a file of its length.</summary>
    /// <remarks>Correct the number. If it is right, add a file with the names of all documents or features.</remarks>
    public static MixtureException ImplausibleSize(Place at, string what, long declared) => new(
        "ImplausibleSize", $"{at}: {declared} {what} are implausible in a file of this size. Correct the number{(what == "entries" ? string.Empty : ", or, if it is right, add a sidecar file with their names")}.", at.ToString());

    /// <summary>A count has more digits than a double can hold, or is a fraction that rounds to a whole number.</summary>
    /// <remarks>Give a count that a double holds exactly, as all are up to 2^53 (9007199254740992). To accept rounding, read the cells as weights with -Weighting.</remarks>
    public static MixtureException InexactCount(Place at, string text) => new(
        "InexactCount",
        $"{at}: the count {Short(text)} can't be held exactly; every whole number up to 2^53 (9007199254740992) can. Correct it, or read the cells as weights with -Weighting, which are rounded.", at.ToString());

    /// <summary>A file uses a variant of its format that is not supported.</summary>
    /// <remarks>Save the file in one of the variants that the message names.</remarks>
    public static MixtureException Unsupported(Place at, string what) => new(
        "UnsupportedFile", $"{at}: {what}.", at.ToString());

    /// <summary>A sidecar file doesn't match the matrix: for example, the number of names differs from the number of rows or columns.</summary>
    /// <remarks>Give the right file with -FeatureFile or -DocumentFile, or move the wrong one away.</remarks>
    public static MixtureException SidecarMismatch(string path, string what) => new(
        "SidecarMismatch", $"The sidecar file '{path}' doesn't match the matrix: {what}. Give the right file with -FeatureFile or -DocumentFile, or move this one away.", path);

    /// <summary>The sidecar file that describes the cells of a matrix is invalid.</summary>
    /// <remarks>Remove it, and name the weighting with -Weighting.</remarks>
    public static MixtureException InvalidMetadata(string path, string what) => new(
        "InvalidMetadata",
        $"The sidecar file '{path}', which describes the cells of the matrix, is invalid: {what}. Remove it, and name the weighting with -Weighting.", path);

    /// <summary>A vocabulary contains a word twice.</summary>
    /// <remarks>Remove or rename one of the two; the message states where they are.</remarks>
    public static MixtureException DuplicateWord(Place at, string word) => new(
        "DuplicateVocabularyWord", $"{at}: the word '{Short(word)}' occurs for the second time. Remove or rename one of the two.", at.ToString());

    /// <summary>A word of a vocabulary is empty or white space.</summary>
    /// <remarks>Give the feature a word, or remove it.</remarks>
    public static MixtureException EmptyWord(Place at) => new(
        "EmptyVocabularyWord", $"{at}: a word is empty. Give each feature a word.", at.ToString());

    /// <summary>A label is missing, negative, a fraction, or not a label of any cluster.</summary>
    /// <remarks>Give every document a name, or a whole number of zero or more; leave out documents without a label.</remarks>
    public static MixtureException InvalidLabel(Place at, string what) => new(
        "InvalidLabel", $"{at}: {what}.", at.ToString());

    /// <summary>A file format or an encoding can't represent the data, which would be different when read back.</summary>
    /// <remarks>Choose another format or encoding, or do what the message says.</remarks>
    public static MixtureException NotRepresentable(string path, string format, string what, string cure) => new(
        "NotRepresentable", $"{format} can't represent these data: {what}. '{path}' was not written; {cure}.", path);

    /// <summary>A file is damaged, or doesn't contain a model that Export-MixtureModel saved.</summary>
    /// <remarks>Export the model again.</remarks>
    public static MixtureException InvalidModel(string path, string what) => new(
        "InvalidModelFile", $"The file '{path}' doesn't have the expected content: {what}. Export the model again with Export-MixtureModel.", path);

    /// <summary>A model was saved by a newer version of the module.</summary>
    /// <remarks>Update the module.</remarks>
    public static MixtureException UnsupportedModelVersion(string path, string version, int known) => new(
        "UnsupportedModelVersion",
        $"The file '{path}' has version {version} of the format, but this module reads versions up to {known}. Update the module.", path);

    /// <summary>A journal was started with other data, settings or another seed, or by another command.</summary>
    /// <remarks>Give another file, or repeat the command that started the journal.</remarks>
    public static MixtureException JournalMismatch(string path, string what) => new(
        "JournalMismatch",
        $"The journal '{path}' doesn't match: {what}. Give another file, or the data, settings and seed that the journal was started with.", path);

    /// <summary>A journal is in use by another process.</summary>
    /// <remarks>Wait for that process to end, or give each process its own journal and merge them with Merge-MixtureJournal.</remarks>
    public static MixtureException JournalInUse(string path) => new(
        "JournalInUse",
        $"The journal '{path}' is in use by another process. Wait for it to end, or give each process its own journal.", path);

    /// <summary>Two journals, or two lines of one, have different results for the same run.</summary>
    /// <remarks>Leave out the journal that was made from other data or by another version, or repeat its runs.</remarks>
    public static MixtureException JournalConflict(string path, string run, string what) => new(
        "JournalConflict",
        $"The journals can't be merged: '{path}' has a different result for {run} ({what}), which the same version can't compute from the same data. Leave that journal out, or repeat its runs.", path);

    // The cure for the usual mistakes.
    private static string NumberHint(string text)
    {
        if (text.Length == 0) return "; write 0 for a word that the document doesn't contain";
        if (text.Contains('\0')) return "; it contains zero bytes, as after a crash, so restore the file";
        if (text.Count(c => c == ',') == 1 && NumberText.TryRead(text, ',', out _))
        {
            bool mayGroup = text.Length > 4 && text[^4] == ',';
            return (mayGroup ? "; remove thousands separators, or, if its comma is a decimal separator," : "; if its comma is a decimal separator,") + " give -DecimalSeparator ','";
        }

        return "; write numbers with a decimal point, and without thousands separators, units or parentheses";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A folder of shards, or one of its files, is missing, damaged or replaced.</summary>
    /// <remarks>Restore the file that the message names from a copy, or build the shards again.</remarks>
    public static MixtureException InvalidShards(string path, string what) => new(
        "InvalidShards", $"The shards '{path}' can't be used: {what}. Restore it from a copy, or build the shards again.", path);

    /// <summary>A checkpoint is damaged, or belongs to a fit of other documents or with other options.</summary>
    /// <remarks>Repeat the command that wrote it, or delete it to start again.</remarks>
    public static MixtureException InvalidCheckpoint(string path, string what) => new(
        "InvalidCheckpoint", $"The checkpoint '{path}' can't be used: {what}. Repeat the command that wrote it, or delete it to start again.", path);

    private static string Short(string text) => text.Length <= 60 ? text : text[..40] + "...";
}

/// <summary>A place in a file, numbered from one, or zero for the file as a whole; its text starts a message.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line of a text file, or the row of a columnar file.</param>
/// <param name="Unit">What is numbered.</param>
internal readonly record struct Place(string Path, long Line, string Unit = Place.TextLine)
{
    public const string TextLine = "line";
    public const string Row = "row";

    public override string ToString() => Line == 0 ? $"'{Path}'" : string.Create(CultureInfo.InvariantCulture, $"'{Path}', {Unit} {Line}");
}
