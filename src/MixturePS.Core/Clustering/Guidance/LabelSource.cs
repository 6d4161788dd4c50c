using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>The labels that a fit is given: those of the user, or some of the known clusters of a DFM.</summary>
internal static class LabelSource
{
    /// <summary>The child of a fit's seed that labelled documents are drawn from. The starts of a fit are the children from 0 on.</summary>
    private const uint Child = uint.MaxValue;

    /// <summary>The label of each document (length n), null where it has none; or null if no document has one.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, NoLabel, NoKnownCluster or InvalidOption.</exception>
    public static object?[]? Labels(Dfm dfm, GuidanceOptions options, BigInteger seed, CancellationToken cancellation)
    {
        if (options.KnownLabels is { } given) return Given(given, dfm.DocumentCount);
        if (options.LabelledDocuments is not { } count) return null;
        if (dfm.KnownCluster is not { } known) throw GuidanceError.NoClusterToLabel();
        if (count > dfm.DocumentCount)
            throw MixtureError.InvalidOption("The number of labelled documents", $"must be at most that of documents, {dfm.DocumentCount}; it is {count}", count);
        if (count == 0) return null;
        var labels = new object?[dfm.DocumentCount];
        foreach (int i in Order([.. known], seed, cancellation).Take(count)) labels[i] = dfm.KnownNameOf(i) ?? (object)known[i];
        return labels;
    }

    /// <summary>
    /// The order in which documents are labelled: a random permutation, in which the first document of each known cluster is
    /// moved to the front. The first documents so have an example of each cluster, and more labels only add documents.
    /// </summary>
    /// <param name="known">The known cluster of each document.</param>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static IEnumerable<int> Order(int[] known, BigInteger seed, CancellationToken cancellation)
    {
        int[] order = new RandomGenerator(new SeedSequence(seed, [Child])).Permutation(known.Length, cancellation);
        var isFirst = new bool[known.Length];
        var seen = new HashSet<int>();
        var point = new CancellationPoint(cancellation);
        foreach (int i in order)
        {
            point.Pass(0);
            isFirst[i] = seen.Add(known[i]);
        }

        return order.Where(i => isFirst[i]).Concat(order.Where(i => !isFirst[i]));
    }

    private static object?[] Given(IReadOnlyList<object?> given, int documents)
    {
        if (given.Count != documents) throw GuidanceError.LabelCountMismatch(given.Count, documents);
        var labels = given.Select(label => LabelNumbering.IsMissing(label) ? null : label).ToArray();
        return labels.Any(label => label is not null) ? labels : throw GuidanceError.NoLabel();
    }
}
