using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Bounds on the number of documents that have a feature, both included: a whole number from 1 is a number of documents,
/// a fraction between 0 and 1 a share of them, so that 1 is one document.
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

    /// <summary>Whether every feature that occurs is within.</summary>
    public bool IsOpen => _least == 1 && _most is null;

    /// <summary>A bound that can be used, or the error that says why it can't.</summary>
    public static double Checked(string name, double value) =>
        double.IsFinite(value) && value > 0 && (value < 1 || value == Math.Floor(value)) ? value : throw MixtureError.InvalidDocumentFrequency(name, value);

    /// <summary>The bounds as numbers of documents; those of a share needn't be whole.</summary>
    /// <param name="documents">The number of documents, empty ones too.</param>
    /// <exception cref="MixtureException">ConflictingDocumentFrequency: no number of documents is within.</exception>
    public (double Least, double Most) For(int documents)
    {
        double least = _least < 1 ? _least * documents : _least;
        double most = _most is { } limit ? limit < 1 ? limit * documents : limit : double.PositiveInfinity;
        return least <= most ? (least, most) : throw MixtureError.ConflictingDocumentFrequency(_least, _most!.Value, documents);
    }
}
