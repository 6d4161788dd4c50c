using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Inclusive bounds on document frequency. An integer of 1 or more is a number of documents; a fraction between 0 and 1 is a
/// share of them. So 1 means one document.
/// </summary>
internal readonly record struct FrequencyRange
{
    private readonly double _least;
    private readonly double? _most;

    public FrequencyRange(double least, double? most)
    {
        _least = least;
        _most = most;
        if (most is { } limit && least > limit && (least < 1) == (limit < 1)) throw MixtureError.ConflictingDocumentFrequency(least, limit, null);
    }

    /// <summary>Whether every feature that occurs is within the range.</summary>
    public bool IsOpen => _least == 1 && _most is null;

    /// <summary>Validates a bound.</summary>
    public static double Checked(string name, double value) =>
        double.IsFinite(value) && value > 0 && (value < 1 || value == Math.Floor(value)) ? value : throw MixtureError.InvalidDocumentFrequency(name, value);

    /// <summary>The bounds as numbers of documents, which may be fractional if given as shares.</summary>
    /// <param name="documents">The number of documents, including empty ones.</param>
    /// <exception cref="MixtureException">ConflictingDocumentFrequency: the range is empty.</exception>
    public (double Least, double Most) For(int documents)
    {
        double least = _least < 1 ? _least * documents : _least;
        double most = _most is { } limit ? limit < 1 ? limit * documents : limit : double.PositiveInfinity;
        return least <= most ? (least, most) : throw MixtureError.ConflictingDocumentFrequency(_least, _most!.Value, documents);
    }
}
