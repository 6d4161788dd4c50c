using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks.Rows;

/// <summary>The documents of the benchmark: the short ones of the notebook, and long ones over many words.</summary>
internal static class Documents
{
    public const int ShortCount = 1_000_000;
    public const int WideCount = 50_000;
    private static Dfm? s_short;
    private static Dfm? s_shortWeights;
    private static Dfm? s_wide;
    private static Dfm? s_wideWeights;

    public static MixtureModel ShortModel { get; } = MixtureModel.Draw(3, [1], [0.2, 0.4, 0.4], null, RandomGenerator.FromSeed(1));

    public static MixtureModel WideModel { get; } = Wide(20, 10_000, 0.05, 2);

    public static Dfm Short => s_short ??= Draw(ShortModel, ShortCount, 10, 7);

    public static Dfm ShortWeights => s_shortWeights ??= TfIdf.Transform(Short, new TfIdfOptions());

    public static Dfm WideDocuments => s_wide ??= Draw(WideModel, WideCount, 100, 8);

    public static Dfm WideWeights => s_wideWeights ??= TfIdf.Transform(WideDocuments, new TfIdfOptions());

    public static MixtureModel Wide(int k, int j, double eta, int seed)
    {
        var mu = Dirichlets.Sample(RandomGenerator.FromSeed(seed), [.. Enumerable.Repeat(eta, j)], k);
        return new MixtureModel(mu);
    }

    public static Dfm Draw(MixtureModel model, int n, long length, int seed) =>
        DfmSampler.Sample(model, n, DocumentLength.Fixed(length), RandomGenerator.FromSeed(seed));

    /// <summary>The stored size of a matrix, in bytes.</summary>
    public static double Bytes(SparseMatrix matrix) => (12.0 * matrix.NonZeroCount) + (4.0 * matrix.RowCount);
}
