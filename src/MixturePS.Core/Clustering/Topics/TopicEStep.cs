using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The variational distribution of a document's topic shares, Dirichlet(gamma), given the weights of the words in the topics.
/// Source: Blei, Ng and Jordan (2003), section 5.2, equations 6 and 7. Each thread has its own.
/// </summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// repeat until gamma changes by less than the tolerance per topic
///     r_wk    = exp(psi(gamma_k)) b_kw / sum_l exp(psi(gamma_l)) b_lw, for each word w with count c_w
///     gamma_k = alpha_k + sum_w c_w r_wk
/// </code>
/// <para>The weights b_kw are exp(E[log mu_kw]) when the topics are fitted, and mu_kw for fixed topics. The factor
/// exp(-psi(sum_l gamma_l)) of the source cancels. The deviation, which is exact: r is never stored; with
/// s_w = sum_l exp(psi(gamma_l)) b_lw the update is gamma_k = alpha_k + exp(psi(gamma_k)) sum_w (c_w / s_w) b_kw. The first
/// iterations may be in single precision, which halves the memory that they read; s_w and the bound never are.</para>
/// </remarks>
/// <param name="stride">K, rounded up to a multiple of <see cref="GammaFunctions.Width"/>.</param>
internal sealed class TopicEStep(int stride)
{
    /// <summary>The limits of a document's iterations: those of scikit-learn.</summary>
    public const int MostIterations = 100;
    public const double Tolerance = 1e-3;

    /// <summary>Added to each sum s_w, so that a word without weight in any topic counts for nothing.</summary>
    private const double Least = 1e-200;

    /// <summary>The share of a document's tokens that iterations in single precision can move by rounding alone.</summary>
    private const double SingleShare = 1e-5;

    private readonly TopicIterations<double> _iterations = new(stride, Least);
    private TopicIterations<float>? _singleIterations;
    private float[] _counts = [], _gamma = [], _exponentials = [];

    /// <summary>Fits the distribution of a document.</summary>
    /// <param name="words">The words of the document; read.</param>
    /// <param name="counts">The count of each word; read.</param>
    /// <param name="weights">The weight b_kw of word w in topic k, at w stride + k; zero from K on; read.</param>
    /// <param name="single">The same in single precision, in which the first iterations are then; or null.</param>
    /// <param name="alpha">The prior tokens of each topic; length stride, above zero from K on too; read.</param>
    /// <param name="gamma">The distribution to start from, above zero; length stride; overwritten.</param>
    /// <param name="exponentials">Receives exp(psi(gamma)); length stride.</param>
    /// <param name="ratios">Receives c_w / s_w for each word under the final gamma.</param>
    /// <param name="limit">The sum of all changes of gamma at which the iterations end.</param>
    /// <param name="mostSingle">The greatest number of iterations in single precision.</param>
    /// <param name="most">The greatest number of iterations in double precision.</param>
    /// <returns>sum_w c_w log s_w.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Fit(ReadOnlySpan<int> words, ReadOnlySpan<double> counts, double[] weights, SingleWeights? single, double[] alpha, Span<double> gamma, Span<double> exponentials, Span<double> ratios, double limit, int mostSingle, int most)
    {
        if (single is not null) RunSingle(words, counts, single, gamma, limit, mostSingle);
        _iterations.Run(words, counts, weights, alpha, gamma, exponentials, limit, most);
        ref double all = ref MemoryMarshal.GetArrayDataReference(weights);
        double bound = 0;
        for (int p = 0; p < words.Length; p++)
        {
            double sum = _iterations.Total(ref Unsafe.Add(ref all, (nint)words[p] * stride), ref MemoryMarshal.GetReference(exponentials));
            ratios[p] = counts[p] / sum;
            if (counts[p] > 0) bound += counts[p] * Math.Log(sum);
        }

        return bound;
    }

    private void RunSingle(ReadOnlySpan<int> words, ReadOnlySpan<double> counts, SingleWeights single, Span<double> gamma, double limit, int most)
    {
        int width = single.Stride;
        if (_singleIterations is null) (_singleIterations, _gamma, _exponentials) = (new TopicIterations<float>(width, GammaFunctions.LeastSingle), new float[width], new float[width]);
        if (_counts.Length < words.Length) _counts = new float[Math.Max(words.Length, 2 * _counts.Length)];
        double tokens = 0;
        for (int p = 0; p < words.Length; p++)
        {
            _counts[p] = (float)counts[p];
            tokens += counts[p];
        }

        Array.Fill(_gamma, 1);
        for (int k = 0; k < gamma.Length; k++) _gamma[k] = (float)gamma[k];
        _singleIterations.Run(words, _counts, single.Values, single.Alpha, _gamma, _exponentials, Math.Max(limit, SingleShare * tokens), most);
        for (int k = 0; k < gamma.Length; k++) gamma[k] = _gamma[k];
    }
}

/// <summary>The weights of the words in the topics and the prior of the topics in single precision.</summary>
/// <param name="Stride">K, rounded up to a multiple of the numbers of 256 bits.</param>
/// <param name="Values">The weight of word w in topic k, at w stride + k; zero from K on.</param>
/// <param name="Alpha">The prior tokens of each topic; length stride, 1 from K on.</param>
internal sealed record SingleWeights(int Stride, float[] Values, float[] Alpha);
