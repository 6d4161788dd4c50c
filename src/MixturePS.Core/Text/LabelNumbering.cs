using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Turns labels of any kind into the numbers of known clusters: whole numbers of zero or more stay what they are where all
/// labels are such, as numbers or as text; other labels are numbered in the order of their first appearance.
/// </summary>
internal sealed class LabelNumbering
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<int> _labels = [];
    private bool _areNumbers = true;

    /// <summary>Adds the label of the next document; it counts as the text it has in the invariant culture.</summary>
    public void Add(object label)
    {
        string text = Convert.ToString(label, CultureInfo.InvariantCulture) ?? string.Empty;
        if (!_codes.TryGetValue(text, out int code))
        {
            _codes.Add(text, code = _codes.Count);
            _areNumbers = _areNumbers && IsNumber(text, out _);
        }

        _labels.Add(code);
    }

    /// <summary>The cluster of each document, and each cluster's label where labels were numbered.</summary>
    /// <param name="documents">The number of documents, each of which must have a label unless none has.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch.</exception>
    public (int[]? Known, IReadOnlyList<string>? Names) Build(int documents)
    {
        if (_labels.Count == 0) return (null, null);
        if (_labels.Count != documents) throw MixtureError.LabelLengthMismatch(_labels.Count, documents);
        var names = new string[_codes.Count];
        foreach (var (text, code) in _codes) names[code] = text;
        if (!_areNumbers) return ([.. _labels], Array.AsReadOnly(names));
        int[] numbers = Array.ConvertAll(names, name => IsNumber(name, out int number) ? number : -1);
        return ([.. _labels.Select(code => numbers[code])], null);
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number.ToString(CultureInfo.InvariantCulture) == text;
}
