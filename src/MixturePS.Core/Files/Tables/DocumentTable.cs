using System.Text;
using System.Text.Json;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Files;

/// <summary>
/// A table with a document in each row: delimited text (CSV, TSV), a JSON array of objects, or one JSON object per line.
/// Delimited text and JSON lines are read row by row, so memory doesn't depend on the size of the file.
/// </summary>
internal sealed class DocumentTable
{
    private static readonly string[] Delimited = [".csv", ".tsv", ".tab"];
    private static readonly string[] JsonLines = [".jsonl", ".ndjson"];
    private const string Json = ".json";

    private readonly string _path;
    private readonly Encoding? _encoding;
    private readonly char? _delimiter;
    private readonly CancellationToken _cancellation;
    private IReadOnlyList<string>? _header;

    /// <summary>Refers to a table without opening it.</summary>
    /// <param name="path">The full path; decompressed if it ends in .gz.</param>
    /// <param name="encoding">The encoding of files without a byte order mark, or null to detect it.</param>
    /// <param name="delimiter">The delimiter; null to find it in the header.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public DocumentTable(string path, Encoding? encoding, char? delimiter, CancellationToken cancellation)
    {
        (_path, _encoding, _delimiter, _cancellation) = (path, encoding, delimiter, cancellation);
    }

    /// <summary>Whether the file isn't UTF-8 and was read as <see cref="TextFile.FallbackName"/>; known once it is being read.</summary>
    public bool FellBack { get; private set; }

    /// <summary>Whether the extension of a file says that it is a table.</summary>
    public static bool IsTable(string path) => Has(path, Delimited) || Has(path, JsonLines) || Has(path, [Json]);

    /// <summary>Refers to a text file, which is decompressed if its name ends in .gz.</summary>
    /// <exception cref="MixtureException">FileNotReadable: the path is a folder.</exception>
    public static TextFile TextFile(string path, Encoding? encoding, CancellationToken cancellation)
    {
        if (Directory.Exists(path)) throw FileError.NotReadable(path, "it is a folder. Pass its files, for example with Get-ChildItem -File.");
        return new(path, encoding, cancellation, DfmPaths.IsCompressed(path) ? file => new VerifiedGzipStream(file) : null);
    }

    /// <summary>The columns in the header, or the properties of the first object; empty if there are none.</summary>
    /// <exception cref="MixtureException">The table can't be read.</exception>
    public IReadOnlyList<string> Columns() => Rows(_ => { }).Select(row => row.Names).FirstOrDefault() ?? _header ?? [];

    /// <summary>The rows, which are valid until the next one is read.</summary>
    /// <param name="check">Receives the columns of delimited text before the first row is read.</param>
    /// <exception cref="MixtureException">
    /// FileNotFound, FileNotReadable, BinaryFile, DamagedGzip, EmptyFile, MalformedFile, RaggedRow, FieldTooLong or InvalidOption;
    /// also during enumeration.
    /// </exception>
    public IEnumerable<TableRow> Rows(Action<IReadOnlyList<string>> check)
    {
        var file = TextFile(_path, _encoding, _cancellation);
        if (_delimiter is null && Has(_path, [Json]))
        {
            string text = file.ReadAll();
            FellBack = file.FellBack;
            string start = text.TrimStart();
            if (start.Length == 0) throw FileError.Empty(_path);
            return start[0] == '[' ? Array(text) : Lines(new StringReader(text));
        }

        var reader = file.OpenReader();
        FellBack = file.FellBack;
        return _delimiter is null && Has(_path, JsonLines) ? Lines(reader) : Records(reader, check);
    }

    private static bool Has(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(DfmPaths.WithoutGzip(path)), StringComparer.OrdinalIgnoreCase);

    private IEnumerable<TableRow> Records(TextReader reader, Action<IReadOnlyList<string>> check)
    {
        using var rows = new DelimitedRows(reader, _path, _delimiter ?? (Has(_path, [".csv"]) || !Has(_path, Delimited) ? null : '\t'));
        _header = rows.Header;
        check(rows.Header);
        while (rows.Next())
        {
            _cancellation.Check();
            yield return rows;
        }
    }

    private IEnumerable<TableRow> Lines(TextReader reader)
    {
        using (reader)
        {
            bool isEmpty = true;
            long number = 0;
            while (reader.ReadLine() is { } line)
            {
                _cancellation.Check();
                var at = new Place(_path, ++number);
                if (string.IsNullOrWhiteSpace(line)) continue;
                isEmpty = false;
                yield return JsonText.Read(
                    Encoding.UTF8.GetBytes(line),
                    new JsonSource(what => FileError.Malformed(at, $"{what}; a JSON file must be an array of objects, or have one object per line")),
                    root => new JsonRow(Object(root), at.ToString()));
            }

            if (isEmpty) throw FileError.Empty(_path);
        }
    }

    private IEnumerable<TableRow> Array(string text)
    {
        var source = new JsonSource(what => FileError.Malformed(new Place(_path, 1), what), null, _cancellation);
        var items = JsonText.ReadLong(Encoding.UTF8.GetBytes(text), source, root => root.Array(null, Object));
        for (int i = 0; i < items.Length; i++)
        {
            yield return new JsonRow(items[i], FormattableString.Invariant($"'{_path}', item {i + 1}"));

            // The memory of an item is free once it has been read.
            items[i] = null!;
        }
    }

    private static Dictionary<string, object?> Object(JsonNodeReader node)
    {
        if (node.Kind != JsonValueKind.Object) throw node.Fault("an item is not an object");
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Members()) members[name] = Value(value);
        return members;
    }

    private static object? Value(JsonNodeReader node) => node.Kind switch
    {
        JsonValueKind.String => node.Text(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => long.TryParse(node.Raw, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long whole) ? whole
            : node.TryNumber(out double number) ? number : node.Raw,
        JsonValueKind.Array => node.Array(null, Value),
        JsonValueKind.Object => Object(node),
        _ => null,
    };

    /// <summary>An object of a JSON file.</summary>
    private sealed class JsonRow(Dictionary<string, object?> members, string place) : TableRow
    {
        public override IReadOnlyList<string> Names => [.. members.Keys];

        public override string Place => place;

        public override bool TryGet(string name, out object? value)
        {
            if (members.TryGetValue(name, out value)) return true;
            string? other = members.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
            return other is not null && members.TryGetValue(other, out value);
        }
    }
}

/// <summary>A row of a table, with values by column.</summary>
internal abstract class TableRow
{
    /// <summary>The columns.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The file and the line or item, which starts a message.</summary>
    public abstract string Place { get; }

    /// <summary>The value in a column: text, a number, a boolean, an array, a dictionary or null.</summary>
    /// <param name="name">The column, ignoring case.</param>
    /// <param name="value">The value.</param>
    /// <returns>False if there is no such column.</returns>
    public abstract bool TryGet(string name, out object? value);

    /// <summary>The place.</summary>
    public sealed override string ToString() => Place;
}
