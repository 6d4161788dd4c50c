using MixturePS.Core.Data;

namespace MixturePS.Fuzz;

/// <summary>Creates small DFMs with names of all kinds, documents without tokens, and words that occur in no document.</summary>
internal static class SampleDfm
{
    private static readonly string[] Names =
    [
        "cat", "Cat", "tax \"cut\"", "a,b", "tab\tbed", "caf\u00E9", "\U0001F600", "\u05E9\u05DC\u05D5\u05DD", "\u0645\u0631\u062D\u0628\u0627", "NaN", "null",
        "=1+1", "'=1+1", "-2", "1.5", "#x", " x ", "KnownCluster", "DocumentName", "Feature", "Count", "{}", "%", "e\u0301", "\u200Fx",
    ];

    public static Dfm Draw(Random random, bool isCount)
    {
        int documents = random.Next(1, 8), features = random.Next(1, 10);
        var cells = new double[documents * features];
        for (int i = 0; i < cells.Length; i++)
            if (random.Next(3) == 0) cells[i] = isCount ? random.Next(1, 30) : random.NextDouble() * Math.Pow(10, random.Next(-8, 8));
        string[] words = [.. Names.OrderBy(_ => random.Next()).Take(features)];
        string[]? names = random.Next(2) == 0 ? null : [.. Names.OrderBy(_ => random.Next()).Take(documents)];
        int[]? known = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, documents).Select(_ => random.Next(3))];
        double[] weights = [.. words.Select(_ => random.NextDouble())];
        return new Dfm(
            SparseMatrix.FromDense(documents, features, cells), words, isCount ? null : DfmWeighting.Weighted("TfIdf (idf, l2)", weights), names, known);
    }
}
