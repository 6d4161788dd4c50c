using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Data;

/// <summary>Draws from multinomial distributions to a matrix of counts.</summary>
internal static class Multinomials
{
    private const int CellsBetweenChecks = 1 << 14;

    /// <summary>Draws counts, as NumPy's <c>Generator.multinomial(trials, probability, size)</c>.</summary>
    /// <param name="generator">The generator, which is advanced.</param>
    /// <param name="trials">The number of trials, zero or more: one for all draws, or one per draw.</param>
    /// <param name="probability">The probabilities: one row for all draws (1 x J), or one per draw (size x J); each row sums to 1.</param>
    /// <param name="size">The number of draws, zero or more.</param>
    /// <param name="columnNames">The names of the J columns, or null for those of the probabilities.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The counts, size x J; row i sums to its number of trials.</returns>
    /// <exception cref="MixtureException">InvalidProbability, InvalidSize, ShapeMismatch or MatrixTooLarge, before anything is drawn.</exception>
    public static CountMatrix Sample(RandomGenerator generator, IReadOnlyList<long> trials, DenseMatrix probability, int size, IReadOnlyList<string>? columnNames = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        int j = probability.ColumnCount;
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        if (trials.Count != 1 && trials.Count != size)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(trials.Count, "is", "are")} {Counted.Of(trials.Count, "number of trials", "numbers of trials")} for {Counted.Of(size, "draw")}", trials.Count);
        if (probability.RowCount != 1 && probability.RowCount != size)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(probability.RowCount, "is", "are")} {Counted.Of(probability.RowCount, "row")} of probabilities for {Counted.Of(size, "draw")}", probability.RowCount);
        foreach (long count in trials)
            if (count < 0) throw MixtureError.InvalidSize("The number of trials", count);
        var point = new CancellationPoint(cancellation);
        for (int r = 0; r < probability.RowCount; r++)
        {
            point.Pass(j);
            MixtureModel.CheckDistribution(probability.RowSpan(r), probability.RowCount == 1 ? "the list" : $"row {r}");
        }

        // Uninitialised, because clearing a gigabyte takes seconds and can't be cancelled.
        var counts = LargeArray.Uninitialized<long>(MatrixSize.Cells("The draws", size, j));
        int stride = Math.Max(1, CellsBetweenChecks / Math.Max(1, j));
        for (int i = 0; i < size; i++)
        {
            if (i % stride == 0)
            {
                cancellation.Check();
                progress?.Report(new ProgressReport("drawing counts", (double)i / size));
            }

            var row = probability.RowSpan(probability.RowCount == 1 ? 0 : i);
            generator.Multinomial(trials[trials.Count == 1 ? 0 : i], row, counts.AsSpan(i * j, j));
        }

        return new CountMatrix(size, j, counts, columnNames ?? probability.ColumnNames);
    }
}
