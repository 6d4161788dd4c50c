using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>A completed chain: its traces and the samples that averages are taken over.</summary>
/// <param name="LogJoint">The logarithm of the joint probability after each sweep.</param>
/// <param name="ClusterCount">The number of clusters with documents after each sweep.</param>
/// <param name="Samples">The cluster of each document (length n) after each kept sweep; clusters are 0 to their number less one.</param>
/// <param name="SampleSweep">The sweep of each kept sample, from zero.</param>
internal sealed record GibbsChainRun(double[] LogJoint, int[] ClusterCount, int[][] Samples, int[] SampleSweep)
{
    /// <summary>The maximum number of samples. More add little to an average and cost memory, so they are thinned evenly.</summary>
    public const int MostSamples = 25;

    /// <summary>Runs a chain.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="options">The options.</param>
    /// <param name="random">The chain's stream; advanced.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="number">The number of the chain in the progress, from zero.</param>
    public static GibbsChainRun Run(GibbsCorpus corpus, GibbsPrior prior, GibbsOptions options, RandomGenerator random, GibbsProgress? progress, CancellationToken cancellation, int number = 0)
    {
        var chain = new GibbsChain(corpus, prior, random, cancellation);
        int sweeps = options.Iterations, burnIn = options.EffectiveBurnIn;
        int thinning = Thinning(options);
        var (joint, clusters) = (new double[sweeps], new int[sweeps]);
        var (samples, sampleSweep) = (new List<int[]>(), new List<int>());
        for (int t = 0; t < sweeps; t++)
        {
            int sweep = t;
            chain.Sweep(cancellation, progress is null ? null : part => progress.Report(number, sweep, part, chain.Counts.LiveCount));
            joint[t] = prior.LogJoint(chain.Counts, cancellation);
            clusters[t] = chain.Counts.LiveCount;
            progress?.Swept(number, t, clusters[t]);
            if (t < burnIn || (sweeps - 1 - t) % thinning != 0) continue;
            samples.Add([.. chain.Counts.Labels]);
            sampleSweep.Add(t);
        }

        return new GibbsChainRun(joint, clusters, [.. samples], [.. sampleSweep]);
    }

    /// <summary>The number of samples that a chain keeps.</summary>
    public static int KeptSamples(GibbsOptions options) => 1 + ((options.Iterations - options.EffectiveBurnIn - 1) / Thinning(options));

    /// <summary>The kept sample with the greatest joint probability.</summary>
    public int[] Pivot
    {
        get
        {
            int best = 0;
            for (int s = 1; s < Samples.Length; s++)
                if (LogJoint[SampleSweep[s]] > LogJoint[SampleSweep[best]]) best = s;
            return Samples[best];
        }
    }

    /// <summary>The mean of the trace after burn-in.</summary>
    public double MeanLogJoint(int burnIn) => LogJoint.Skip(burnIn).Average();

    // Counting back from the last sweep, one in so many is kept.
    private static int Thinning(GibbsOptions options) => (int)(((long)options.Iterations - options.EffectiveBurnIn + MostSamples - 1) / MostSamples);
}
