using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The clusters' distributions of documents as EM fits them: the log-probability that a unit of each column adds in each cluster.</summary>
internal abstract class MixtureComponents
{
    private protected MixtureComponents(TwoWayTable table, int k, CancellationToken cancellation)
    {
        Table = table;
        K = k;
        Stride = FeatureMajorMatrix.StrideOf(k);
        Logs = LargeArray.Cleared<double>(checked(table.ColumnCount * Stride), cancellation);
    }

    /// <summary>The distinct rows, by the columns that the log-probability is a sum over.</summary>
    public TwoWayTable Table { get; }

    /// <summary>The number of clusters.</summary>
    public int K { get; }

    /// <summary>K rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The log-probability that a unit of each column adds in each cluster, Stride values per column.</summary>
    public double[] Logs { get; }

    /// <summary>The logarithm of the prior density of the current parameters, up to a constant; 0 without a prior.</summary>
    public double LogPrior { get; private protected set; }

    /// <summary>The number of fitted parameters.</summary>
    public abstract int FreeParameterCount { get; }

    /// <summary>The sum of each cluster's Dirichlet parameters, or null for multinomial clusters.</summary>
    public virtual double[]? Precision => null;

    /// <summary>The M-step: finds parameters that raise the expected log-likelihood plus the log-prior.</summary>
    /// <param name="responsibilities">The responsibilities, Stride values per distinct row; read.</param>
    public abstract void Update(double[] responsibilities);

    /// <summary>The first M-step, from labels and seed words alone.</summary>
    /// <param name="responsibilities">The responsibilities, 1 for the label of a row and 0 for the others; read.</param>
    public virtual void Start(double[] responsibilities) => Update(responsibilities);

    /// <summary>The expected word probabilities of each cluster, K x J; rows sum to 1.</summary>
    public abstract DenseMatrix Mu(IReadOnlyList<string> vocabulary);
}
