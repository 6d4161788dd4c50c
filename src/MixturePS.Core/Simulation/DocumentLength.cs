using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>The lengths of simulated documents in tokens: fixed, given per document, or drawn from a distribution.</summary>
public abstract class DocumentLength
{
    private DocumentLength()
    {
    }

    /// <summary>The expected length in tokens; for given lengths, their mean.</summary>
    public abstract double Mean { get; }

    /// <summary>The same length for all documents.</summary>
    /// <param name="length">The length in tokens, zero or more.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength.</exception>
    public static DocumentLength Fixed(long length) =>
        length >= 0 ? new FixedLength(length) : throw MixtureError.NegativeDocumentLength(length, 0);

    /// <summary>A given length for each document.</summary>
    /// <param name="lengths">The length of each document in tokens, zero or more; length n; copied.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, or DocumentLengthCountMismatch for an empty list.</exception>
    public static DocumentLength PerDocument(IReadOnlyList<long> lengths)
    {
        if (lengths.Count == 0) throw MixtureError.DocumentLengthCountMismatch(0, 1);
        for (int i = 0; i < lengths.Count; i++)
            if (lengths[i] < 0) throw MixtureError.NegativeDocumentLength(lengths[i], i);
        return new ListedLength([.. lengths]);
    }

    /// <summary>Poisson lengths, drawn as NumPy's <c>Generator.poisson(mean, n)</c>.</summary>
    /// <param name="mean">The expected length in tokens, finite and zero or more.</param>
    /// <exception cref="MixtureException">InvalidLengthDistribution.</exception>
    public static DocumentLength Poisson(double mean) => mean >= 0 && mean < 1e15
        ? new PoissonLength(mean)
        : throw MixtureError.InvalidLengthDistribution(FormattableString.Invariant($"the mean of a Poisson distribution must be zero or more and below 1e15, not {mean:R}"), mean);

    /// <summary>Negative binomial lengths, drawn as NumPy's <c>Generator.negative_binomial(size, probability, n)</c>; the mean is size (1 - probability) / probability.</summary>
    /// <param name="size">The number of successes, above zero; may be fractional.</param>
    /// <param name="probability">The probability of success, above 0 and at most 1.</param>
    /// <exception cref="MixtureException">InvalidLengthDistribution.</exception>
    public static DocumentLength NegativeBinomial(double size, double probability)
    {
        if (!(size > 0 && double.IsFinite(size)))
            throw MixtureError.InvalidLengthDistribution(FormattableString.Invariant($"the size of a negative binomial distribution must be finite and above zero, not {size:R}"), size);
        if (!(probability > 0 && probability <= 1))
            throw MixtureError.InvalidLengthDistribution(FormattableString.Invariant($"the probability of a negative binomial distribution must be above 0 and at most 1, not {probability:R}"), probability);
        return new NegativeBinomialLength(size, probability);
    }

    /// <summary>The lengths that a <see cref="Text"/> identifies.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is not such a text.</exception>
    /// <exception cref="MixtureException">The numbers in it are invalid.</exception>
    internal static DocumentLength Restore(string text)
    {
        const string PoissonStart = "Poisson(", NegativeBinomialStart = "NegativeBinomial(";
        if (!text.EndsWith(')')) return Fixed(Whole(text));
        if (text.StartsWith('(')) return PerDocument([.. text[1..^1].Split(' ').Select(Whole)]);
        if (text.StartsWith(PoissonStart, StringComparison.Ordinal)) return Poisson(Number(text[PoissonStart.Length..^1]));
        string[] parts = text.StartsWith(NegativeBinomialStart, StringComparison.Ordinal) ? text[NegativeBinomialStart.Length..^1].Split(", ") : [];
        return parts.Length == 2 ? NegativeBinomial(Number(parts[0]), Number(parts[1])) : throw new FormatException($"'{text}' is not a length");

        static long Whole(string digits) => long.Parse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
        static double Number(string digits) => double.Parse(digits, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The lengths of n documents, drawn if they are random.</summary>
    /// <param name="documents">The number of documents, n.</param>
    /// <param name="generator">The generator, which is advanced only if lengths are random.</param>
    /// <returns>The length of each document; length n.</returns>
    /// <exception cref="MixtureException">DocumentLengthCountMismatch.</exception>
    public abstract long[] Lengths(int documents, RandomGenerator generator);

    /// <summary>The lengths with their probabilities; a random distribution is truncated where its tails fall below 1e-12, and normalised.</summary>
    public abstract IReadOnlyList<(long Length, double Probability)> Distribution();

    /// <summary>A text that identifies the lengths uniquely.</summary>
    internal virtual string Text => ToString()!;

    /// <summary>The number or the distribution as text; null for a list of lengths.</summary>
    internal string? Name => this is ListedLength ? null : Text;

    /// <summary>Checks, before anything is drawn, that given lengths match the number of documents.</summary>
    internal virtual void Check(int documents)
    {
    }

    /// <summary>The lengths of the documents in [from, to), drawn if they are random.</summary>
    internal virtual long[] LengthsOf(int from, int to, RandomGenerator generator) => Lengths(to - from, generator);

    /// <summary>The common length of all documents, or null if lengths differ.</summary>
    internal virtual long? FixedTokens => null;

    private static long[] Fill(int documents, Func<long> draw)
    {
        var result = new long[documents];
        for (int i = 0; i < result.Length; i++) result[i] = draw();
        return result;
    }

    // Tabulated from the mode outwards, so that no relevant length is missed, however far from zero the mode is.
    private static List<(long Length, double Probability)> Tabulate(double mode, Func<int, double> probability)
    {
        const double Negligible = 1e-13;
        var entries = new List<(long Length, double Probability)>();
        int start = (int)Math.Min(Math.Max(0, mode), int.MaxValue / 2);
        for (int m = start; m >= 0 && Add(m); m--) { }
        entries.Reverse();
        for (int m = start + 1; Add(m); m++) { }
        double sum = entries.Sum(entry => entry.Probability);
        return entries.ConvertAll(entry => (entry.Length, entry.Probability / sum));

        bool Add(int m)
        {
            double p = probability(m);
            if (p < Negligible) return false;
            entries.Add((m, p));
            return true;
        }
    }

    private sealed class FixedLength(long length) : DocumentLength
    {
        internal override long? FixedTokens => length;

        public override double Mean => length;

        public override long[] Lengths(int documents, RandomGenerator generator)
        {
            var result = LargeArray.Uninitialized<long>(documents);
            Array.Fill(result, length);
            return result;
        }

        public override IReadOnlyList<(long Length, double Probability)> Distribution() => [(length, 1)];

        public override string ToString() => FormattableString.Invariant($"{length}");
    }

    private sealed class ListedLength(long[] lengths) : DocumentLength
    {
        public override double Mean => lengths.Average();

        public override long[] Lengths(int documents, RandomGenerator generator)
        {
            Check(documents);
            return lengths;
        }

        public override IReadOnlyList<(long Length, double Probability)> Distribution() =>
            [.. lengths.GroupBy(length => length).OrderBy(group => group.Key).Select(group => (group.Key, (double)group.Count() / lengths.Length))];

        public override string ToString() => FormattableString.Invariant($"{lengths.Length} lengths");

        internal override long[] LengthsOf(int from, int to, RandomGenerator generator) => lengths[from..to];

        internal override string Text => $"({string.Join(' ', lengths.Select(length => length.ToString(System.Globalization.CultureInfo.InvariantCulture)))})";

        internal override void Check(int documents)
        {
            if (lengths.Length != documents) throw MixtureError.DocumentLengthCountMismatch(lengths.Length, documents);
        }
    }

    private sealed class PoissonLength(double mean) : DocumentLength
    {
        public override double Mean => mean;

        public override long[] Lengths(int documents, RandomGenerator generator) => Fill(documents, () => generator.Poisson(mean));

        public override IReadOnlyList<(long Length, double Probability)> Distribution() =>
            mean == 0 ? [(0, 1)] : Tabulate(mean, m => MathNet.Numerics.Distributions.Poisson.PMF(mean, m));

        public override string ToString() => FormattableString.Invariant($"Poisson({mean:R})");
    }

    private sealed class NegativeBinomialLength(double size, double probability) : DocumentLength
    {
        public override double Mean => size * (1 - probability) / probability;

        public override long[] Lengths(int documents, RandomGenerator generator) =>
            Fill(documents, () => generator.NegativeBinomial(size, probability));

        public override IReadOnlyList<(long Length, double Probability)> Distribution() =>
            Tabulate((size - 1) * (1 - probability) / probability, m => MathNet.Numerics.Distributions.NegativeBinomial.PMF(size, probability, m));

        public override string ToString() => FormattableString.Invariant($"NegativeBinomial({size:R}, {probability:R})");
    }
}
