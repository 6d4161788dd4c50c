using System.Text;
using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Files;

/// <summary>
/// Reads JSON objects, one per line or in an array: the counts or weights of a document by word, or its tokens, or its text,
/// which is tokenised; and optionally its name and its true cluster. Properties of nested objects have paths such as a.b.
/// </summary>
internal sealed class JsonLinesReader
{
    public const string Counts = "counts";
    public const string Weights = "weights";
    private const string Tokens = "tokens";
    private const int MostBlanks = 1 << 20;
    private const int LineLength = 1 << 28;
    private readonly ReadContext _context;
    private readonly string _path;
    private readonly DfmMetadata? _metadata;
    private readonly NameList _words = new();
    private readonly List<string> _names = [];
    private readonly LabelReader _labels = new();
    private readonly Triplets _cells = new();
    private readonly Dictionary<int, int> _counts = [];
    private byte[] _utf8 = [];
    private char[] _lowered = [];
    private bool? _hasWeights;
    private int _texts;

    public JsonLinesReader(ReadContext context, string path)
    {
        (_context, _path) = (context, path);
        _metadata = MetadataFile.Read(context, path);
        foreach (string word in _metadata?.Vocabulary ?? [])
        {
            context.CheckPeriodically(_words.Count);
            _words.AddWord(word, new(DfmPaths.Metadata(path), 1));
        }
    }

    /// <summary>Reads the file.</summary>
    public Dfm Read()
    {
        using (var input = TextInput.Open(_context, _path))
        {
            // Blank lines before an array are part of it.
            if (input.PeekPastBlank(MostBlanks) == '[') ReadArray(input);
            else ReadLines(input);
        }

        if (_names.Count == 0) throw FileError.Empty(_path);
        var words = _words.Words(_context);
        if (_metadata?.Vocabulary is { } given && given.Count != words.Count)
            throw FileError.SidecarMismatch(DfmPaths.Metadata(_path), $"the word '{words[given.Count]}' is in the matrix but not in it");
        var own = _hasWeights == true ? DfmWeighting.Weighted(CsvColumns.Weight) : DfmWeighting.Count;
        var weighting = DfmMetadata.ResolveWeighting(_context.Options, _metadata, own);
        return DfmMetadata.Assemble(
            _context, _path, weighting, _cells, words, NameList.Compact(_names, NameList.DocumentPrefix, _context), WithRecipe(_metadata), _labels);
    }

    private void ReadLines(TextInput input)
    {
        using var lines = new LineReader(input, LineLength, "the file may not be JSON Lines");
        var source = new JsonSource(what => FileError.Malformed(lines.At, what));
        while (lines.Next(out var line))
        {
            if (line.IsWhiteSpace()) continue;
            JsonText.Read(Utf8(line), source, root => ReadDocument(root, lines.At));
        }
    }

    private void ReadArray(TextInput input)
    {
        byte[] text = Encoding.UTF8.GetBytes(input.ReadToEnd());
        var at = new Place(_path, 1);
        var source = new JsonSource(what => FileError.Malformed(at, what), null, _context.Cancellation);
        var reader = new Utf8JsonReader(text);
        int counted = 0;
        try
        {
            _ = reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                _context.Cancellation.Check();
                int start = (int)reader.TokenStartIndex;
                at = at with { Line = at.Line + text.AsSpan(counted, start - counted).Count((byte)'\n') };
                counted = start;
                using var document = JsonDocument.ParseValue(ref reader);
                ReadDocument(new JsonNodeReader(document.RootElement, source), at);
            }

            _ = reader.Read();
        }
        catch (JsonException error)
        {
            throw FileError.Malformed(new Place(_path, 1 + (error.LineNumber ?? 0)), "the array is not valid JSON; it may be truncated");
        }
    }

    // If all documents are texts, the way they were tokenised is known.
    private DfmMetadata? WithRecipe(DfmMetadata? metadata) => _texts < _names.Count || metadata?.TextRecipe is not null ? metadata
        : (metadata ?? new DfmMetadata()) with { TextRecipe = TextRecipes.Of(new DfmBuilderOptions { Token = TokenKind.WhiteSpace, CaseSensitive = !_context.Options.LowerCase }) };

    // The bytes are valid until the next call.
    private ReadOnlyMemory<byte> Utf8(ReadOnlySpan<char> line)
    {
        int length = Encoding.UTF8.GetByteCount(line);
        if (_utf8.Length < length) _utf8 = new byte[Math.Max(length, 2 * _utf8.Length)];
        return _utf8.AsMemory(0, Encoding.UTF8.GetBytes(line, _utf8));
    }

    private int ReadDocument(JsonNodeReader root, Place at)
    {
        if (root.Kind != JsonValueKind.Object) throw FileError.Malformed(at, "a document is not a JSON object");
        var options = _context.Options;
        int document = _names.Count;
        _names.Add(Property(root, options.NameField) is { } name ? Scalar(name, at) ?? string.Empty : NameList.DocumentPrefix + document);
        _labels.Add(Property(root, options.LabelField) is { } label ? Scalar(label, at) : null, at);
        if (root.Optional(Counts) is { } counts) ReadCells(counts, document, hasWeights: false, at);
        else if (root.Optional(Weights) is { } weights) ReadCells(weights, document, hasWeights: true, at);
        else if (Property(root, options.TextField) is { } text) ReadText(text, document, at);
        else if (root.Optional(Tokens) is { Kind: JsonValueKind.Array } tokens) ReadText(tokens, document, at);
        else throw FileError.Malformed(at, $"the object has none of the properties '{options.TextField}', '{Tokens}', '{Counts}' and '{Weights}'; if another one contains the text, give its name with -TextField ({Some(root)})");
        return document;
    }

    private void ReadCells(JsonNodeReader cells, int document, bool hasWeights, Place at)
    {
        if (cells.Kind != JsonValueKind.Object) throw FileError.Malformed(at, "the counts must be an object with a number for each word");
        SetKind(hasWeights, at);
        var reader = new CellReader(DfmMetadata.ResolveWeighting(_context.Options, _metadata, hasWeights ? DfmWeighting.Weighted(CsvColumns.Weight) : DfmWeighting.Count).IsCount, orShortest: true);
        int read = 0;
        foreach (var (word, cell) in cells.Members())
        {
            _context.CheckPeriodically(read++);
            if (word.Length > _context.Options.MaximumFieldLength)
                throw FileError.FieldTooLong(at, _context.Options.MaximumFieldLength, "if that is intended, raise -MaximumFieldLength");
            if (cell.Kind != JsonValueKind.Number) throw FileError.InvalidNumber(at, cell.Raw, cell.Kind == JsonValueKind.String ? "; write it without quotation marks" : string.Empty);
            int index = _words.IndexOrAddWord(word, at);
            _cells.Add(document, index, reader.Read(cell.Raw, at));
        }
    }

    private void ReadText(JsonNodeReader text, int document, Place at)
    {
        if (text.Kind is not (JsonValueKind.String or JsonValueKind.Array))
            throw FileError.Malformed(at, $"the property '{_context.Options.TextField}' is neither a text nor an array of tokens");
        SetKind(hasWeights: false, at);
        _counts.Clear();
        int read = 0;
        if (text.Kind == JsonValueKind.Array)
        {
            foreach (string token in text.Texts()) Count(_context.Options.LowerCase ? LowerCasing.Lower(token, ref _lowered) : token);
        }
        else
        {
            _texts++;
            ReadOnlySpan<char> source = text.Text();
            var tokens = new PieceScanner(_context.Options.LowerCase ? LowerCasing.Lower(source, ref _lowered) : source);
            while (tokens.TryNext(out var token)) Count(token.Text);
        }

        foreach (int word in _counts.Keys.Order()) _cells.Add(document, word, _counts[word]);

        void Count(ReadOnlySpan<char> token)
        {
            _context.CheckPeriodically(read++);
            int word = _words.IndexOrAddWord(token, at);
            _counts[word] = _counts.GetValueOrDefault(word) + 1;
        }
    }

    // A property of the object, or, by a path such as a.b, of an object in it.
    private static JsonNodeReader? Property(JsonNodeReader root, string path)
    {
        if (root.Optional(path) is { } own) return own;
        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            if (root.Optional(path[..dot]) is { Kind: JsonValueKind.Object } inner && Property(inner, path[(dot + 1)..]) is { } found) return found;
        }

        return null;
    }

    private static string Some(JsonNodeReader root)
    {
        const int Most = 10;
        string[] names = [.. root.Members().Take(Most + 1).Select(member => member.Name)];
        return names.Length == 0 ? "it has no properties" : $"it has {string.Join(", ", names.Take(Most))}{(names.Length > Most ? ", ..." : string.Empty)}";
    }

    private void SetKind(bool hasWeights, Place at)
    {
        if (hasWeights != (_hasWeights ??= hasWeights)) throw FileError.Malformed(at, "the document has counts and earlier ones have weights, or vice versa");
    }

    private static string? Scalar(JsonNodeReader node, Place at) => node.Kind switch
    {
        JsonValueKind.String => node.Text(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.Raw,
        JsonValueKind.Null => null,
        _ => throw FileError.Malformed(at, "a name or label is neither a string nor a number"),
    };
}
