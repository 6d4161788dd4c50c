using System.Globalization;
using System.Runtime.InteropServices;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Benchmarks.Sweep;

/// <summary>The size of a task of k-means.</summary>
/// <param name="Documents">The number of documents.</param>
/// <param name="Features">The number of features.</param>
/// <param name="Tokens">The number of tokens of a document.</param>
/// <param name="K">The number of clusters to find.</param>
/// <param name="Eta">The evenness of the word probabilities; the greater it is, the more the clusters overlap.</param>
internal sealed record SweepShape(int Documents, int Features, int Tokens, int K, double Eta = 0.1)
{
    /// <summary>The most features with which scikit-learn gets counts as an array.</summary>
    private const int DenseFeatures = 1_000;

    /// <summary>The most clusters that the documents are drawn from.</summary>
    private const int MostKnownClusters = 50;

    public static IReadOnlyList<SweepShape> All { get; } =
    [
        new(1_000, 200, 50, 8),
        new(10_000, 50, 20, 10),
        new(100_000, 10, 50, 5),
        new(200_000, 50, 20, 10),
        new(200_000, 500, 30, 20),
        new(50_000, 2_000, 50, 50),
        new(20_000, 20_000, 100, 20),
        new(5_000, 3_000, 8, 150),
        new(20_000, 5_000, 50, 500),

        // Shapes in which the module's lead is small.
        new(300, 20, 30, 3),
        new(3_000, 100, 10, 60),
        new(2_000, 1_000, 200, 4),
        new(100_000, 200, 200, 2),
        new(1_000_000, 20, 15, 4),
    ];

    /// <summary>The name by which the shape is selected: documents x features.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Documents}x{Features}");

    /// <summary>The size in words.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Documents:N0} x {Features:N0}");

    /// <summary>Whether scikit-learn gets the counts as an array, as a user of so few features would give them.</summary>
    public bool IsDense => Features <= DenseFeatures;

    /// <summary>Documents of a mixture of as many clusters as there are to find, but at most 50, over the features.</summary>
    public Dfm Draw()
    {
        int seed = Documents + Features;
        var model = Rows.Documents.Wide(Math.Min(K, MostKnownClusters), Features, Eta, seed);
        return FastDfmSampler.Sample(model, Documents, DocumentLength.Fixed(Tokens), RandomGenerator.FromSeed(seed + 1));
    }

    /// <summary>The documents that are the initial centres: K different ones, in random order.</summary>
    public int[] InitialDocuments()
    {
        int[] rows = [.. Enumerable.Range(0, Documents)];
        new System.Random(Documents + Features).Shuffle(rows);
        return rows[..K];
    }

    /// <summary>Writes the counts for both sides: a Matrix Market file, and the raw arrays of the compressed rows.</summary>
    /// <returns>The path of the Matrix Market file.</returns>
    public static string Write(Dfm dfm, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteArray("offsets", dfm.Matrix.RowOffsets.ToArray());
        WriteArray("columns", dfm.Matrix.ColumnIndices.ToArray());
        WriteArray("values", dfm.Matrix.Values.ToArray());
        string file = Path.Combine(folder, "counts.mtx");
        DfmFile.Write(dfm, file, new DfmWriteOptions { Overwrite = true });
        return file;

        void WriteArray<T>(string name, T[] values)
            where T : unmanaged => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes<T>(values));
    }
}
