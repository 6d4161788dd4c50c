using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Converts labels of any type to cluster numbers. If all labels are integers of zero or more, as numbers or as text, they
/// are kept; otherwise labels are numbered in order of first appearance.
/// </summary>
internal sealed class LabelNumbering
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<int> _labels = [];
    private bool _areNumbers = true;

    /// <summary>Adds the label of the next document. Labels are compared as text in the invariant culture.</summary>
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

    /// <summary>The cluster of each document, and the label of each cluster if labels were numbered.</summary>
    /// <param name="documents">The number of documents, all or none of which must have a label.</param>
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
