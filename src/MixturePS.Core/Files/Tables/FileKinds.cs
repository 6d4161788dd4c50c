using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Recognises documents, pictures and archives, which aren't plain text, by their first bytes or their extension.</summary>
internal static class FileKinds
{
    private const int HeadLength = 1 << 13;

    private const string ToText = "Convert it to plain text first, for example with pandoc, or save it as plain text in the program that it comes from.";
    private const string ToCsv = "Save the sheet as CSV, and name the column that contains the text with -TextProperty.";
    private const string Unpack = "Extract it first, and pass the files in it.";
    private const string Recognise = "Recognise the text in it first (OCR), and pass the result as plain text.";
    private const string Transcribe = "Transcribe it first, and pass the result as plain text.";

    private static readonly Kind Word = new("a Word document", ToText);
    private static readonly Kind OldOffice = new("a document of an older version of Office", ToText);
    private static readonly Kind Slides = new("a presentation", ToText);
    private static readonly Kind Excel = new("an Excel workbook", ToCsv);
    private static readonly Kind OpenText = new("an OpenDocument text", ToText);
    private static readonly Kind OpenSheet = new("an OpenDocument spreadsheet", ToCsv);
    private static readonly Kind Epub = new("an EPUB book", ToText);
    private static readonly Kind Pdf = new("a PDF document", "Convert it to plain text first, for example with pdftotext.");
    private static readonly Kind Rtf = new("an RTF document", ToText, IsMarkup: true);
    private static readonly Kind Html = new("an HTML page", "Convert it to plain text first, for example with pandoc. To count its markup as words, give -DocumentPer File.", IsMarkup: true);
    private static readonly Kind Zip = new("a zip archive", Unpack);
    private static readonly Kind Gzip = new("a gzip archive", "Decompress it first, or, if it is a single text or table, rename it so that its name ends in .gz.");
    private static readonly Kind Archive = new("an archive", Unpack);
    private static readonly Kind Picture = new("a picture", Recognise);
    private static readonly Kind Sound = new("a sound or video file", Transcribe);
    private static readonly Kind Database = new("a database", "Export the table as CSV, and name the column that contains the text with -TextProperty.");
    private static readonly Kind Parquet = new("a Parquet table", "Save it as CSV, and name the column that contains the text with -TextProperty.");

    // The first bytes as Latin-1, in the order of the comparison.
    private static readonly (string Start, Kind Kind)[] Starts =
    [
        ("%PDF-", Pdf),
        ("{\\rtf", Rtf),
        ("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", OldOffice),
        (Files.Gzip.Mark, Gzip),
        ("7z\u00BC\u00AF\u0027\u001C", Archive),
        ("Rar!\u001A\u0007", Archive),
        ("\u00FD7zXZ\0", Archive),
        ("BZh", Archive),
        ("\u0028\u00B5\u002F\u00FD", Archive),
        ("\u0089PNG\r\n\u001A\n", Picture),
        ("\u00FF\u00D8\u00FF", Picture),
        ("GIF87a", Picture),
        ("GIF89a", Picture),
        ("II*\0", Picture),
        ("MM\0*", Picture),
        ("ID3", Sound),
        ("OggS", Sound),
        ("SQLite format 3\0", Database),
        ("PAR1", Parquet),
    ];

    // The names of files in a zip archive by which documents are recognised.
    private static readonly (string Entry, Kind Kind)[] Entries =
    [
        ("mimetypeapplication/vnd.oasis.opendocument.text", OpenText),
        ("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", OpenSheet),
        ("mimetypeapplication/epub+zip", Epub),
        ("word/", Word),
        ("xl/", Excel),
        ("ppt/", Slides),
    ];

    private static readonly Dictionary<string, Kind> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = Word,
        [".docm"] = Word,
        [".dotx"] = Word,
        [".doc"] = Word,
        [".xlsx"] = Excel,
        [".xlsm"] = Excel,
        [".xlsb"] = Excel,
        [".xls"] = Excel,
        [".pptx"] = Slides,
        [".ppt"] = Slides,
        [".odp"] = Slides,
        [".odt"] = OpenText,
        [".ods"] = OpenSheet,
        [".epub"] = Epub,
        [".pdf"] = Pdf,
        [".rtf"] = Rtf,
        [".html"] = Html,
        [".htm"] = Html,
        [".xhtml"] = Html,
        [".zip"] = Zip,
        [".7z"] = Archive,
        [".rar"] = Archive,
        [".tar"] = Archive,
        [".tgz"] = Archive,
        [".bz2"] = Archive,
        [".xz"] = Archive,
        [".zst"] = Archive,
        [".png"] = Picture,
        [".jpg"] = Picture,
        [".jpeg"] = Picture,
        [".gif"] = Picture,
        [".bmp"] = Picture,
        [".tif"] = Picture,
        [".tiff"] = Picture,
        [".webp"] = Picture,
        [".heic"] = Picture,
        [".mp3"] = Sound,
        [".wav"] = Sound,
        [".ogg"] = Sound,
        [".flac"] = Sound,
        [".m4a"] = Sound,
        [".mp4"] = Sound,
        [".mov"] = Sound,
        [".avi"] = Sound,
        [".mkv"] = Sound,
        [".sqlite"] = Database,
        [".mdb"] = Database,
        [".accdb"] = Database,
        [".parquet"] = Parquet,
    };

    /// <summary>Rejects a file that is a document, a picture or an archive. A file that can't be read, a device or a pipe passes.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="asText">Whether markup that is text, such as HTML, was asked for as it is.</param>
    /// <exception cref="MixtureException">NotPlainText.</exception>
    public static void Check(string path, bool asText)
    {
        if (!File.Exists(path) || SpecialFiles.IsSpecial(path)) return;
        byte[] head = Head(path);
        var named = Extensions.GetValueOrDefault(Path.GetExtension(path));
        var found = OfContent(head, path) ?? (head.Length > 0 ? named : null);
        if (found is null || (asText && found.IsMarkup)) return;

        // An older document can be of any program, which only its extension tells.
        if (found == OldOffice && named is not null) found = named;
        throw FileError.NotPlainText(path, found.Name, found.Cure);
    }

    private static Kind? OfContent(byte[] head, string path)
    {
        string start = Encoding.Latin1.GetString(head);
        if (start.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) || start.StartsWith("PK\u0005\u0006", StringComparison.Ordinal))
        {
            foreach (var (entry, kind) in Entries)
                if (start.Contains(entry, StringComparison.Ordinal)) return kind;

            // The entry that tells may come later.
            return Extensions.GetValueOrDefault(Path.GetExtension(path)) ?? Zip;
        }

        foreach (var (prefix, kind) in Starts)
            if (start.StartsWith(prefix, StringComparison.Ordinal) && !(kind == Gzip && DfmPaths.IsCompressed(path)) && !IsWords(kind, start)) return kind;
        if (start.Length > 12 && start.StartsWith("RIFF", StringComparison.Ordinal)) return start[8..12] == "WEBP" ? Picture : Sound;
        string text = start.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? start[3..] : start;
        text = text.TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) ? Html : null;
    }

    // Marks of a few letters are also the beginning of words, unless control characters follow.
    private static bool IsWords(Kind kind, string start) =>
        (kind == Archive || kind == Sound || kind == Parquet) && !start.Take(64).Any(c => c < ' ' && c is not '\t' and not '\r' and not '\n');

    private static byte[] Head(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var head = new byte[HeadLength];
            int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head[..read];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // The reader of the text reports it.
            return [];
        }
    }

    /// <summary>A kind of file.</summary>
    /// <param name="Name">The name with an article.</param>
    /// <param name="Cure">What to do, as a sentence.</param>
    /// <param name="IsMarkup">Whether the file is text with markup, which can be read as it is.</param>
    private sealed record Kind(string Name, string Cure, bool IsMarkup = false);
}
