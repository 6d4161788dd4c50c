using System.Buffers;
using System.Runtime.CompilerServices;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Arrays for the time of a computation, taken from the process's shared pool and given back together. The first touch
/// of fresh memory can cost more than the work done in it, and computations of a kind follow each other: starts of
/// k-means, runs of an experiment. What the pool keeps, the runtime lets go when it hasn't been asked for in a while.
/// </summary>
internal sealed class WorkMemory : IDisposable
{
    // The pool rounds lengths up to powers of two; beyond this size that would take more than it gives.
    private const long MostPooledBytes = 256L << 20;
    private readonly List<Action> _giveBack = [];

    /// <summary>An array whose contents are anything; threads may ask side by side.</summary>
    /// <param name="length">The length that is needed; the array may be longer.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public T[] Take<T>(long length)
        where T : unmanaged
    {
        if (length * Unsafe.SizeOf<T>() > MostPooledBytes) return LargeArray.Uninitialized<T>(length);
        var array = ArrayPool<T>.Shared.Rent((int)length);
        LargeArray.Hint(array);
        lock (_giveBack) _giveBack.Add(() => ArrayPool<T>.Shared.Return(array));
        return array;
    }

    /// <summary>Gives all arrays back; nothing may use them afterwards.</summary>
    public void Dispose()
    {
        foreach (var action in _giveBack) action();
        _giveBack.Clear();
    }
}
