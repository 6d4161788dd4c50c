using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Data;

/// <summary>Draws from a Dirichlet distribution to a matrix with one column per word.</summary>
internal static class Dirichlets
{
    /// <summary>Draws probability vectors, as NumPy's <c>Generator.dirichlet(eta, size)</c>.</summary>
    /// <param name="generator">The generator, which is advanced.</param>
    /// <param name="eta">The parameters, each finite and above zero; length J.</param>
    /// <param name="size">The number of draws, zero or more.</param>
    /// <param name="columnNames">The names of the J columns, or null.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>A size x J matrix; each row sums to 1.</returns>
    /// <exception cref="MixtureException">InvalidEta, InvalidSize or MatrixTooLarge, before anything is drawn.</exception>
    public static DenseMatrix Sample(RandomGenerator generator, IReadOnlyList<double> eta, int size, IReadOnlyList<string>? columnNames = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var parameters = CheckedEta(eta, eta.Count);
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        int j = parameters.Length;
        // Uninitialised, because clearing a gigabyte takes seconds and can't be cancelled.
        var values = LargeArray.Uninitialized<double>(MatrixSize.Cells("The draws", size, j));
        for (int i = 0; i < size; i++)
        {
            progress?.Report(new ProgressReport("drawing probabilities", (double)i / size));
            BetaSampler.Dirichlet(generator.Bits, parameters, values.AsSpan(i * j, j), cancellation);
        }

        return new DenseMatrix(size, j, values, columnNames);
    }

    /// <summary>Broadcasts eta to J features, where J follows from the vocabulary, from j, or from the length of eta, in this order.</summary>
    /// <param name="eta">One parameter per word, or one for all words.</param>
    /// <param name="vocabulary">The words, or null.</param>
    /// <param name="j">The number of words, or null.</param>
    /// <returns>The parameter and the word of each feature.</returns>
    /// <exception cref="MixtureException">InvalidEta, or an error in the vocabulary.</exception>
    internal static (double[] Eta, IReadOnlyList<string> Words) Broadcast(IReadOnlyList<double> eta, IReadOnlyList<string>? vocabulary, int? j)
    {
        int several = eta.Count > 1 ? eta.Count : Vocabularies.Default.Count;
        var words = vocabulary is not null ? Vocabularies.Checked(vocabulary)
            : j is not null ? Vocabularies.Numbered(j.Value)
            : several == Vocabularies.Default.Count ? Vocabularies.Default : Vocabularies.Numbered(several);
        return (CheckedEta(eta, words.Count), words);
    }

    /// <summary>A validated copy of eta; a single value is broadcast to all features.</summary>
    internal static double[] CheckedEta(IReadOnlyList<double> eta, int j)
    {
        if (eta.Count == 0) throw MixtureError.InvalidEta("it is empty", null);
        foreach (double value in eta)
        {
            if (!(value > 0 && double.IsFinite(value)))
                throw MixtureError.InvalidEta(FormattableString.Invariant($"it contains {value:R}"), value);
        }

        if (eta.Count != j && eta.Count != 1) throw MixtureError.VocabularyLengthMismatch(j, eta.Count, "eta");
        var result = new double[j];
        if (eta.Count == 1) Array.Fill(result, eta[0]);
        else for (int i = 0; i < j; i++) result[i] = eta[i];

        // Draws are divided by their sum, which is close to this one.
        if (!double.IsFinite(2 * result.Sum())) throw MixtureError.InvalidEta("its sum over all words is not finite", eta[0]);
        return result;
    }
}
