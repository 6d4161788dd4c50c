using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>A fitted mixture as its intervals read it: its parameters, which of them were fitted, and the data behind them.</summary>
internal sealed class MixtureParameters
{
    /// <summary>Reads a mixture fitted by EM.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public MixtureParameters(MixtureClustering clustering, CancellationToken cancellation)
    {
        Clustering = clustering;
        Tokens = new double[K];
        EffectiveTokens = new double[K];
        Documents = new double[K];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < DocumentCount; i++)
        {
            double length = 0;
            foreach (double count in Matrix.RowValues(i)) length += count;
            point.Pass(Matrix.RowColumns(i).Length + K);
            for (int k = 0; k < K; k++)
            {
                double posterior = Posterior[i, k];
                Documents[k] += posterior;
                Tokens[k] += posterior * length;

                // The variance of a word's share of a document of M tokens is that of M (1 + A) / (M + A) independent ones.
                double unit = clustering.Precision is { } precision ? (1 + precision[k]) / (length + precision[k]) : 1;
                EffectiveTokens[k] += posterior * length * unit;
            }
        }
    }

    /// <summary>The clustering.</summary>
    public MixtureClustering Clustering { get; }

    /// <summary>The number of clusters.</summary>
    public int K => Clustering.K;

    /// <summary>The number of words.</summary>
    public int J => Clustering.Mu.ColumnCount;

    /// <summary>The number of documents.</summary>
    public int DocumentCount => Matrix.RowCount;

    /// <summary>The counts, n x J.</summary>
    public SparseMatrix Matrix => Clustering.Dfm.Matrix;

    /// <summary>The posterior, n x K.</summary>
    public DenseMatrix Posterior => Clustering.Posterior;

    /// <summary>The shares; length K.</summary>
    public IReadOnlyList<double> Alpha => Clustering.Alpha;

    /// <summary>The word probabilities, K x J; for Dirichlet-multinomial clusters the expected ones.</summary>
    public DenseMatrix Mu => Clustering.Mu;

    /// <summary>The prior tokens of each word in each cluster, s.</summary>
    public double Smoothing => Clustering.Smoothing;

    /// <summary>The prior documents of each cluster, a.</summary>
    public double AlphaSmoothing => Clustering.AlphaSmoothing;

    /// <summary>Whether the word probabilities were fitted. A single word has the probability 1.</summary>
    public bool AreWordsFree => J > 1 && Clustering.FreeParameterCount >= K * (J - 1);

    /// <summary>Whether the shares were fitted. A single cluster has the share 1.</summary>
    public bool AreSharesFree => K > 1 && Clustering.FreeParameterCount - WordParameterCount == K - 1;

    /// <summary>The expected number of documents of each cluster; length K.</summary>
    public double[] Documents { get; }

    /// <summary>The expected number of tokens of each cluster; length K.</summary>
    public double[] Tokens { get; }

    /// <summary>The number of independent tokens that would tell as much of the cluster's word probabilities; length K.</summary>
    public double[] EffectiveTokens { get; }

    private int WordParameterCount => !AreWordsFree && J > 1 ? 0
        : Clustering.Component == MixtureComponent.Multinomial ? K * (J - 1) : K * J;
}
