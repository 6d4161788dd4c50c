using System.Globalization;
using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>A reason to refuse a label.</summary>
internal enum LabelFault
{
    /// <summary>The label is null, blank or NaN.</summary>
    Missing,

    /// <summary>The label is a list, or an object that is neither text nor a number.</summary>
    NotALabel,

    /// <summary>The label is a number, but a fraction or infinite.</summary>
    Fraction,

    /// <summary>The label is the text of a fraction; it is refused only if no label is a word.</summary>
    FractionText,

    /// <summary>The label is negative; it is refused only if no label is a word.</summary>
    Negative,
}

/// <summary>
/// The one reader of labels: converts the labels of documents, of any type, to cluster numbers. If all labels are whole
/// numbers of zero or more, as numbers or as text, they are the cluster numbers. If some are words, all are names, which are
/// numbered in order of first appearance. No label is rounded, and a missing one is no cluster of its own.
/// </summary>
internal sealed class LabelNumbering
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly List<int> _labels = [];

    // The first label with each fault.
    private readonly (int Document, string Text)?[] _faults = new (int, string)?[Enum.GetValues<LabelFault>().Length];
    private bool _hasWord;
    private bool _hasNumber;

    /// <summary>The number of labels, missing ones included.</summary>
    public int Count => _labels.Count;

    /// <summary>Whether any label isn't missing.</summary>
    public bool HasLabel => _texts.Count > 0 || _faults[(int)LabelFault.NotALabel] is not null || _faults[(int)LabelFault.Fraction] is not null;

    /// <summary>Whether a label is missing: null, a database's null, blank text or NaN.</summary>
    public static bool IsMissing(object? label) => Read(label, out _, out _) == LabelFault.Missing;

    /// <summary>Adds the label of the next document. Labels are compared as text in the invariant culture.</summary>
    /// <param name="label">The label: text, a number, or null if it is missing.</param>
    /// <returns>The fault for which <see cref="Build"/> may refuse the label, or null.</returns>
    public LabelFault? Add(object? label)
    {
        var fault = Read(label, out string text, out bool isNumber);
        int code = -1;
        if (fault is null)
        {
            _hasNumber |= isNumber;
            if (!_codes.TryGetValue(text, out code))
            {
                _codes.Add(text, code = _texts.Count);
                _texts.Add(text);
                fault = Classify(text, out bool isWord);
                _hasWord |= isWord;
            }
        }

        _labels.Add(code);
        if (fault is { } possible) _faults[(int)possible] ??= (_labels.Count - 1, text);
        return fault;
    }

    /// <summary>The cluster of each document, and the name of each cluster if labels are names.</summary>
    /// <param name="refuse">Creates the error for a label from its fault, its document and what is wrong with it.</param>
    /// <param name="names">Names that come first in the numbering, such as those of the known clusters of a DFM; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">The error that <paramref name="refuse"/> created.</exception>
    public (int[] Labels, IReadOnlyList<string>? Names) Build(Func<LabelFault, int, string, MixtureException> refuse, IReadOnlyList<string>? names = null, CancellationToken cancellation = default)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < names?.Count; c++) index.TryAdd(names[c], c);

        // Text that is a whole number is a name if the documents have clusters of these names.
        bool areNames = _hasWord || (!_hasNumber && _texts.Count > 0 && _texts.TrueForAll(index.ContainsKey));
        Check(refuse, areNames);
        var found = new List<string>(names ?? []);
        var target = new int[_texts.Count];
        for (int code = 0; code < target.Length; code++)
        {
            if (!areNames)
            {
                IsWhole(_texts[code], out target[code]);
            }
            else if (!index.TryGetValue(_texts[code], out target[code]))
            {
                target[code] = found.Count;
                found.Add(_texts[code]);
            }
        }

        var labels = new int[_labels.Count];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < labels.Length; i++)
        {
            point.Pass(0);
            labels[i] = target[_labels[i]];
        }

        return (labels, areNames ? found.AsReadOnly() : null);
    }

    private void Check(Func<LabelFault, int, string, MixtureException> refuse, bool areNames)
    {
        var refused = Enum.GetValues<LabelFault>()
            .Where(fault => _faults[(int)fault] is not null && !(areNames && fault is LabelFault.FractionText or LabelFault.Negative))
            .Select(fault => (Fault: fault, Place: _faults[(int)fault]!.Value))
            .OrderBy(item => item.Place.Document)
            .ToArray();
        if (refused is not [var (fault, (document, text)), ..]) return;
        throw refuse(fault, document, fault switch
        {
            LabelFault.Missing => "is missing. Give every document a label, or leave out the documents without one",
            LabelFault.NotALabel => $"is {text}. Give one name or one whole number for each document",
            LabelFault.Negative => $"is {text}. Number the clusters from zero, or give them names",
            _ => $"is {text}, which is not a whole number. Number the clusters from zero, or give them names",
        });
    }

    /// <summary>The text of a label, or its fault if it can't be a label among any others.</summary>
    private static LabelFault? Read(object? label, out string text, out bool isNumber)
    {
        isNumber = label is sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger or Half or float or double or decimal;
        text = label switch
        {
            double or float or Half => OfDouble(Convert.ToDouble(label is Half half ? (float)half : label, CultureInfo.InvariantCulture)),
            decimal number when number == decimal.Truncate(number) => decimal.Truncate(number).ToString("0", CultureInfo.InvariantCulture),
            string or bool or char => Convert.ToString(label, CultureInfo.InvariantCulture)!,
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            null or DBNull => string.Empty,
            System.Collections.IEnumerable => "a list",
            _ => $"an object of type {label.GetType().Name}",
        };
        if (string.IsNullOrWhiteSpace(text) || text == "NaN") return LabelFault.Missing;
        if (label is not (string or bool or char or IFormattable)) return LabelFault.NotALabel;
        return isNumber && !text.AsSpan(text[0] == '-' ? 1 : 0).ContainsAnyExceptInRange('0', '9') ? null : isNumber ? LabelFault.Fraction : null;
    }

    private static string OfDouble(double value) =>
        (value == 0 ? 0 : value).ToString(double.IsFinite(value) && value == Math.Floor(value) ? "F0" : "R", CultureInfo.InvariantCulture);

    /// <summary>Classifies text that may be a label. A number too large for a cluster number, or with leading zeros, is a word.</summary>
    private static LabelFault? Classify(string text, out bool isWord)
    {
        isWord = false;
        if (IsWhole(text, out _)) return null;
        string digits = text.Trim();
        if (digits[0] == '-' && IsWhole(digits[1..], out int size) && size > 0) return LabelFault.Negative;
        bool isFraction = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value != Math.Floor(value);
        isWord = !isFraction;
        return isFraction ? LabelFault.FractionText : null;
    }

    // Accepts 2.0 too, as in tables of floating-point numbers.
    private static bool IsWhole(string text, out int number)
    {
        var digits = text.AsSpan().Trim();
        int point = digits.IndexOf('.');
        if (point > 0 && point < digits.Length - 1 && !digits[(point + 1)..].ContainsAnyExcept('0')) digits = digits[..point];
        bool isWhole = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (digits[0] != '0' || digits.Length == 1);
        if (!isWhole) number = 0;
        return isWhole;
    }
}
