using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Reads the true clusters of documents. If all are integers they are kept; otherwise they are names, which are numbered in
/// order of first appearance. Either all documents have a cluster or none.
/// </summary>
internal sealed class LabelReader
{
    private readonly List<int> _codes = [];
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private Place? _missing;
    private Place? _negative;
    private bool _areNumbers = true;

    /// <summary>Adds the cluster of the next document.</summary>
    /// <param name="text">The number or name of the cluster; null or blank if unknown.</param>
    /// <param name="at">Its position, for errors.</param>
    public void Add(string? text, Place at)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            _missing ??= at;
            _codes.Add(-1);
            return;
        }

        if (!_codeOf.TryGetValue(text, out int code))
        {
            code = _names.Count;
            _codeOf.Add(text, code);
            _names.Add(text);
            if (!TryNumber(text, out int number)) _areNumbers = false;
            else if (number < 0) _negative ??= at;
        }

        _codes.Add(code);
    }

    /// <summary>The clusters of all documents, or null if none is known, and their names, if they have names.</summary>
    /// <param name="context">The import, with its cancellation token.</param>
    /// <exception cref="MixtureException">InvalidLabel.</exception>
    public (int[]? Known, IReadOnlyList<string>? Names) Build(ReadContext context)
    {
        if (_names.Count == 0) return (null, null);
        if (_missing is { } missing) throw FileError.InvalidLabel(missing, "the document has no known cluster, but others have one; give one for every document or for none");
        if (!_areNumbers) return ([.. _codes], _names.AsReadOnly());
        if (_negative is { } negative) throw FileError.InvalidLabel(negative, "the known cluster is negative; number the clusters from zero");
        int[] numbers = [.. _names.Select(name => TryNumber(name, out int number) ? number : 0)];
        var known = new int[_codes.Count];
        for (int i = 0; i < known.Length; i++)
        {
            context.CheckPeriodically(i);
            known[i] = numbers[_codes[i]];
        }

        return (known, null);
    }

    // Accepts 2.0 too, as in tables of floating-point numbers.
    private static bool TryNumber(string text, out int number)
    {
        bool isWhole = NumberText.TryRead(text, NumberText.Point, out double value)
            && value == Math.Floor(value) && Math.Abs(value) < int.MaxValue;
        number = isWhole ? (int)value : 0;
        return isWhole;
    }
}
