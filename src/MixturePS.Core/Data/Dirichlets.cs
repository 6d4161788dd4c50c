using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Data;

/// <summary>Draws from a Dirichlet distribution into a matrix with the words as columns.</summary>
public static class Dirichlets
{
    /// <summary>Draws probability vectors, as NumPy's <c>Generator.dirichlet(eta, size)</c>.</summary>
    /// <param name="generator">The stream to draw from; advanced.</param>
    /// <param name="eta">The parameters, each finite and above zero; length J.</param>
    /// <param name="size">The number of draws, zero or more.</param>
    /// <param name="columnNames">A name for each of the J columns, or null.</param>
    /// <param name="progress">Told how far the draws have come, on the calling thread; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>A size x J matrix; each row sums to 1.</returns>
    /// <exception cref="MixtureException">InvalidEta, InvalidSize or MatrixTooLarge; nothing is drawn then.</exception>
    public static DenseMatrix Sample(RandomGenerator generator, IReadOnlyList<double> eta, int size, IReadOnlyList<string>? columnNames = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var parameters = CheckedEta(eta, eta.Count);
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        int j = parameters.Length;
        // Not cleared first: of a gigabyte that takes seconds, in which nothing could end it.
        var values = LargeArray.Uninitialized<double>(MatrixSize.Cells("The draws", size, j));
        for (int i = 0; i < size; i++)
        {
            progress?.Report(new ProgressReport("drawing probabilities", (double)i / size));
            BetaSampler.Dirichlet(generator.Bits, parameters, values.AsSpan(i * j, j), cancellation);
        }

        return new DenseMatrix(size, j, values, columnNames);
    }

    /// <summary>The parameters and the words of J features, from whatever says what J is: the words, j, or eta itself.</summary>
    /// <param name="eta">One parameter a word, or one for all.</param>
    /// <param name="vocabulary">The words, or null.</param>
    /// <param name="j">The number of words, or null.</param>
    /// <returns>A parameter and a word for each feature.</returns>
    /// <exception cref="MixtureException">InvalidEta or an error of the vocabulary.</exception>
    internal static (double[] Eta, IReadOnlyList<string> Words) Broadcast(IReadOnlyList<double> eta, IReadOnlyList<string>? vocabulary, int? j)
    {
        int several = eta.Count > 1 ? eta.Count : Vocabularies.Default.Count;
        var words = vocabulary is not null ? Vocabularies.Checked(vocabulary)
            : j is not null ? Vocabularies.Numbered(j.Value)
            : several == Vocabularies.Default.Count ? Vocabularies.Default : Vocabularies.Numbered(several);
        return (CheckedEta(eta, words.Count), words);
    }

    /// <summary>A copy of eta, one value broadcast to all of the features, refused where it isn't a Dirichlet's parameter.</summary>
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

        // The draws' sum is near this one and divides them.
        if (!double.IsFinite(2 * result.Sum())) throw MixtureError.InvalidEta("its sum over all words is not finite", eta[0]);
        return result;
    }
}
