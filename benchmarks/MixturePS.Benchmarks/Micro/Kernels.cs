using BenchmarkDotNet.Attributes;
using MixturePS.Benchmarks.Rows;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks.Micro;

/// <summary>Dot products of one document of 90 words with K centres over 10,000 words, by width of vectors.</summary>
public class DotProducts : IDisposable
{
    private readonly int[] _columns = [.. Enumerable.Range(0, 90).Select(p => p * 110)];
    private readonly double[] _values = [.. Enumerable.Repeat(0.1, 90)];
    private readonly WorkMemory _memory = new();
    private BlockedCenters _table = null!;
    private double[] _dots = null!;

    /// <summary>The number of centres.</summary>
    [Params(20, 100)]
    public int K { get; set; }

    /// <summary>The bits of a vector; 64 for scalar code.</summary>
    [Params(64, 256, 512)]
    public int Width { get; set; }

    /// <summary>Prepares the centres.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _table = new BlockedCenters(_memory, Width switch { 64 => VectorWidth.Scalar, 256 => VectorWidth.Bits256, _ => VectorWidth.Bits512 });
        var random = new Random(1);
        _table.Load([.. Enumerable.Range(0, K * 10_000).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, K)], 10_000, 1);
        _dots = new double[_table.BlockSize];
    }

    /// <summary>Releases the centres.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _table.Dispose();
        _memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One document.</summary>
    [Benchmark]
    public double Document()
    {
        _table.Dots(_columns, _values, _dots);
        return _dots[0];
    }
}

/// <summary>Complete operations on a hundred thousand short documents, with their allocations.</summary>
[MemoryDiagnoser]
public class ShortDocuments
{
    private const int Count = 100_000;
    private readonly TfIdfOptions _weighting = new();
    private readonly KMeansOptions _options = new() { K = 3, Restarts = 1 };
    private Dfm _dfm = null!;
    private int[] _known = null!;

    /// <summary>Draws the documents.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _dfm = Documents.Draw(Documents.ShortModel, Count, 10, 1);
        _known = [.. _dfm.KnownCluster!];
    }

    /// <summary>Draws from NumPy's stream.</summary>
    [Benchmark]
    public object NumPySampler() => Documents.Draw(Documents.ShortModel, Count, 10, 1);

    /// <summary>Draws from the fast stream.</summary>
    [Benchmark]
    public object FastSampler() => FastDfmSampler.Sample(Documents.ShortModel, Count, DocumentLength.Fixed(10), RandomGenerator.FromSeed(1));

    /// <summary>TF-IDF.</summary>
    [Benchmark]
    public object Weights() => TfIdf.Transform(_dfm, _weighting);

    /// <summary>k-means, one start.</summary>
    [Benchmark]
    public object KMeansStart() => KMeans.Fit(_dfm, _options, 1);

    /// <summary>The adjusted Rand index.</summary>
    [Benchmark]
    public double Rand() => AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels(_known, _known));
}
