namespace MixturePS.Core.Clustering;

/// <summary>Lloyd's iteration over weighted distinct documents.</summary>
/// <remarks>
/// <para>The plain algorithm (Lloyd, S. P. (1982), Least squares quantization in PCM, IEEE Transactions on Information
/// Theory 28, 129-137), for documents x_1 ... x_n and centres c_1 ... c_K:</para>
/// <code>
/// repeat
///     label(i) = argmin over k of |x_i - c_k|^2              for each i; ties go to the smaller k
///     c_k      = mean of the x_i with label(i) = k           for each k
/// until no label changes
/// </code>
/// <para>Few documents of few features are iterated as they are (<see cref="DenseLloyd"/>), others with bounds on their distances
/// from centres (<see cref="Lloyd"/>). Both give the same labels and centres.</para>
/// </remarks>
internal abstract class LloydIteration : IDisposable
{
    /// <summary>Makes room for the iteration that suits the documents.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="isCosine">Whether centres are scaled to unit length after each update.</param>
    public static LloydIteration Create(PointSet points, int k, int threads, CancellationToken cancellation, bool isCosine = false) =>
        !isCosine && DenseLloyd.Suits(points, k) ? new DenseLloyd(points, k, cancellation) : new Lloyd(points, k, threads, cancellation, isCosine);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Assigns each row to its nearest centre.</summary>
    /// <param name="centers">The centres in coordinates, K x J; read, and kept until the next update.</param>
    /// <param name="labels">The centre of each row; written.</param>
    public abstract void Assign(double[] centers, int[] labels);

    /// <summary>Assigns each row to its nearest centre after the last update moved the centres.</summary>
    /// <param name="labels">The centre of each row; written.</param>
    public abstract void Follow(int[] labels);

    /// <inheritdoc cref="CenterUpdate.Update"/>
    public abstract (double Shift, double Inertia) Update(int[] labels);

    /// <inheritdoc cref="CenterUpdate.IsWithin"/>
    public abstract bool IsWithin(double shift, double tolerance);

    /// <summary>The centres in coordinates, K x J; not changed later.</summary>
    public abstract double[] Centers();

    /// <summary>The sum of the documents' squared distances from their centres.</summary>
    /// <param name="labels">The centre of each row; read.</param>
    public abstract double Inertia(int[] labels);

    /// <summary>The same for labels that the last update didn't change.</summary>
    /// <param name="labels">The centre of each row; read.</param>
    /// <param name="inertia">The inertia that the last update returned.</param>
    public virtual double InertiaOfUnchanged(int[] labels, double inertia) => Inertia(labels);

    /// <summary>Releases the memory of the centres.</summary>
    /// <param name="disposing">Whether the call comes from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
