using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MixturePS.Core.Foundation;

/// <summary>Hints to the processor about memory that is read soon.</summary>
internal static class CacheLines
{
    /// <summary>Fetches the cache line of an item, where the processor can be told to.</summary>
    /// <param name="item">The item.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref T item)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref item));
    }
}
