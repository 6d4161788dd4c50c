using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MixturePS.Core.Foundation;

/// <summary>Working memory that starts at a cache line, so that vectors don't cross one.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="memory">The source of the memory, which has to outlive it.</param>
internal sealed class AlignedMemory<T>(WorkMemory memory) : IDisposable
    where T : unmanaged
{
    private const int CacheLine = 64;
    private GCHandle _pin;
    private T[] _items = [];
    private int _start;

    /// <summary>All items from the cache line on.</summary>
    public Span<T> Items => _items.AsSpan(_start);

    /// <summary>Makes room; the contents are undefined where there was less.</summary>
    /// <param name="length">The number of items.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public void Reserve(int length)
    {
        int needed = checked(length + (CacheLine / Unsafe.SizeOf<T>()));
        if (_items.Length >= needed) return;
        Dispose();
        _items = memory.Take<T>(needed);
        _pin = GCHandle.Alloc(_items, GCHandleType.Pinned);
        _start = (int)((CacheLine - (_pin.AddrOfPinnedObject() % CacheLine)) % CacheLine) / Unsafe.SizeOf<T>();
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose()
    {
        if (_pin.IsAllocated) _pin.Free();
        (_items, _start) = ([], 0);
    }
}
