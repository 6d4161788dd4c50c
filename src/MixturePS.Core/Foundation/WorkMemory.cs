using System.Buffers;
using System.Runtime.CompilerServices;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Temporary arrays of a computation, rented from the shared pool and returned together. First access to fresh memory can
/// cost more than the computation itself, and similar computations follow each other, such as starts of k-means or runs of
/// an experiment. The runtime trims arrays from the pool that haven't been rented for a while.
/// </summary>
internal sealed class WorkMemory : IDisposable
{
    // The pool rounds lengths up to powers of two; beyond this size the waste outweighs the gain.
    private const long MaxPooledBytes = 256L << 20;
    private readonly List<Action> _returns = [];

    /// <summary>Rents an array with undefined contents; thread-safe.</summary>
    /// <param name="length">The minimum length; the array may be longer.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public T[] Take<T>(long length)
        where T : unmanaged
    {
        if (length * Unsafe.SizeOf<T>() > MaxPooledBytes) return LargeArray.Uninitialized<T>(length);
        var array = ArrayPool<T>.Shared.Rent((int)length);
        LargeArray.Hint(array);
        lock (_returns) _returns.Add(() => ArrayPool<T>.Shared.Return(array));
        return array;
    }

    /// <summary>Returns all arrays to the pool; they must not be used afterwards.</summary>
    public void Dispose()
    {
        foreach (var action in _returns) action();
        _returns.Clear();
    }
}
