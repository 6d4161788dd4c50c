using System.Collections;
using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>Reads the variables of documents from the objects or rows that contain their texts.</summary>
/// <param name="given">The named variables.</param>
/// <param name="keepsAll">Whether all other properties become variables.</param>
/// <param name="keepsText">Whether the text becomes a variable.</param>
/// <param name="others">The properties that are the text, the name or the known cluster.</param>
internal sealed class DocumentVariableReading(IReadOnlyList<VariableProperty> given, bool keepsAll, bool keepsText, IEnumerable<string> others)
{
    // A pattern has no builder of its own: what it matches is among those that are kept.
    private readonly DocumentVariableBuilder?[] _given = [.. given.Select(variable => variable.Pattern is null ? new DocumentVariableBuilder(variable.Name) : null)];
    private readonly bool[] _isFound = new bool[given.Count];
    private readonly string?[] _isOther = new string?[given.Count];
    private readonly bool _hasPattern = given.Any(variable => variable.Pattern is not null);
    private readonly Dictionary<string, DocumentVariableBuilder?> _kept = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<DocumentVariableBuilder> _order = [];
    private readonly DocumentVariableBuilder? _text = keepsText ? new DocumentVariableBuilder(DocumentVariable.TextName, isText: true) : null;
    private readonly HashSet<string> _names = new(given.Where(variable => variable.Pattern is null).Select(variable => variable.Name), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _others = new(others.Concat(given.Where(variable => variable.Pattern is null).Select(variable => variable.Name)), StringComparer.OrdinalIgnoreCase);
    private object? _first;

    /// <summary>The properties that were left out because their values are lists or objects.</summary>
    public IEnumerable<string> LeftOut => _kept.Where(pair => pair.Value is null).Select(pair => pair.Key);

    /// <summary>Reads the variables of the next document.</summary>
    /// <param name="source">The object, file or row of a table.</param>
    /// <param name="text">The text.</param>
    /// <param name="document">The document, from zero.</param>
    /// <exception cref="MixtureException">InvalidVariable.</exception>
    public void Read(object source, string text, int document)
    {
        _first ??= source;
        _text?.TryAdd(text);
        for (int v = 0; v < _given.Length; v++)
        {
            if (_given[v] is not { } builder) continue;
            object? value = given[v].Reader!.Read(source, out _, out bool exists);
            _isFound[v] |= exists;
            if (!builder.TryAdd(Scalar(value)))
                throw MixtureError.InvalidVariable($"'{builder.Name}' of document {document} is of the type {value!.GetType().Name}", value);
        }

        if (keepsAll || _hasPattern) Keep(source, document);
    }

    /// <summary>Fails if no document had a property that was asked for.</summary>
    /// <exception cref="RecordException">MissingProperty.</exception>
    public void CheckFound()
    {
        for (int v = 0; v < _given.Length; v++)
        {
            if (_first is null || _isFound[v]) continue;
            if (_isOther[v] is { } other) throw new RecordException(ErrorCatalogue.OnlyOtherProperty(given[v].Reader!.ToString(), other, _first));
            throw new RecordException(ErrorCatalogue.NoSuchProperty(given[v].Reader!.ToString(), PropertyReader.Names(_first), _first));
        }
    }

    /// <summary>The variables, each with a value per document.</summary>
    /// <param name="documents">The number of documents.</param>
    /// <exception cref="MixtureException">InvalidVariable.</exception>
    public IReadOnlyList<DocumentVariable> Build(int documents)
    {
        // What a pattern matches has the place of the pattern.
        var kept = _order.Where(variable => _kept[variable.Name] is not null);
        IEnumerable<DocumentVariableBuilder> placed = given.SelectMany((variable, v) => _given[v] is { } own ? [own] : kept.Where(other => variable.Matches(other.Name)));
        DocumentVariableBuilder[] all = [.. placed.Concat(kept).Distinct(), .. _text is null ? [] : new[] { _text }];
        if (_text is not null && all.Count(variable => variable.Name.Equals(_text.Name, StringComparison.OrdinalIgnoreCase)) > 1)
            throw MixtureError.InvalidVariable($"the text is kept as '{_text.Name}', which is also the name of another one", _text.Name);
        return [.. all.Select(variable =>
        {
            variable.PadTo(documents);
            return variable.Build();
        })];
    }

    private void Keep(object source, int document)
    {
        bool keepsRow = keepsAll && HasColumns(source);
        if (!keepsRow && !_hasPattern) return;
        foreach (string name in PropertyReader.Names(source))
        {
            if (string.IsNullOrWhiteSpace(name)) continue;
            bool isOther = _others.Contains(name), isMatched = false;
            for (int v = 0; v < given.Count; v++)
            {
                // A pattern isn't wrong because another variable has been named.
                if (!given[v].Matches(name)) continue;
                if (isOther && !_names.Contains(name))
                {
                    _isOther[v] ??= name;
                    continue;
                }

                isMatched = _isFound[v] = true;
            }

            if (isOther || (!isMatched && !keepsRow)) continue;
            if (!_kept.TryGetValue(name, out var variable))
            {
                _kept[name] = variable = new DocumentVariableBuilder(name);
                _order.Add(variable);
            }

            if (variable is null || variable.Count > document) continue;
            variable.PadTo(document);
            if (!variable.TryAdd(Scalar(new PropertyReader(name).Read(source, out _, out _)))) _kept[name] = null;
        }
    }

    // Strings and files have properties too, but these are not columns of a table.
    private static bool HasColumns(object source) => source is TableRow || PSValue.Unwrap(source) is not (string or FileSystemInfo);

    private static object? Scalar(object? value) => value switch
    {
        string or null => value,
        IDictionary => value,
        IEnumerable list when list.Cast<object?>().All(item => PSValue.Unwrap(item) is null or string or IConvertible) =>
            string.Join("; ", list.Cast<object?>().Select(item => Convert.ToString(PSValue.Unwrap(item), CultureInfo.InvariantCulture))),
        _ => value,
    };
}
