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

    /// <summary>
    /// The bounds as whole numbers of documents. A share is compared with count / n, which is the nearest number to the
    /// quotient, as the share that was typed is: 7 of 100 documents are a share of 0.07, although 0.07 * 100 is above 7.
    /// </summary>
    /// <param name="documents">The number of documents, including empty ones.</param>
    /// <exception cref="MixtureException">ConflictingDocumentFrequency: the range is empty.</exception>
    public (double Least, double Most) For(int documents)
    {
        double least = _least < 1 ? LeastCount(_least, documents) : _least;
        if (_most is not { } limit) return (least, double.PositiveInfinity);
        double most = limit < 1 ? GreatestCount(limit, documents) : limit;

        // The constructor has compared two shares, and between two that are close there may be no whole number.
        bool isMixed = (_least < 1) != (limit < 1);
        return isMixed && least > most ? throw MixtureError.ConflictingDocumentFrequency(_least, limit, documents) : (least, most);
    }

    // The product is off by at most its rounding error, so the count next to it settles the comparison.
    private static double LeastCount(double share, int documents)
    {
        double count = Math.Ceiling(share * documents);
        if (count > 0 && (count - 1) / documents >= share) return count - 1;
        return count / documents < share ? count + 1 : count;
    }

    private static double GreatestCount(double share, int documents)
    {
        double count = Math.Floor(share * documents);
        if ((count + 1) / documents <= share) return count + 1;
        return count / documents > share ? count - 1 : count;
    }
}
