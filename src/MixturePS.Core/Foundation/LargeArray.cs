using System.Runtime.InteropServices;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Arrays of many megabytes. On Linux they ask for huge pages (<c>madvise</c>), as NumPy does: the first access to each page
/// causes a page fault, and with small pages the faults can take longer than the computation.
/// </summary>
internal static unsafe class LargeArray
{
    // Smaller arrays cause too few page faults to matter.
    private const long SmallestBytes = 1L << 20;
    private const nint LargePage = 2 << 20;
    private const int HugePagesAdvice = 14;
    private const int SmallPage = 4096;
    private const int ChunkBytes = 1 << 20;
    private static readonly delegate* unmanaged[Cdecl]<nint, nint, int, int> Advise = FindAdvise();

    /// <summary>Allocates an array with undefined contents.</summary>
    /// <param name="length">The length.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public static T[] Uninitialized<T>(long length)
        where T : unmanaged
    {
        MatrixSize.CheckArray(length, sizeof(T));
        var array = GC.AllocateUninitializedArray<T>(checked((int)length));
        Hint(array);
        return array;
    }

    /// <summary>Allocates an array of at least a length, with undefined contents, padded so that the used part ends within a huge page.</summary>
    /// <param name="length">The length of the part to use.</param>
    public static T[] WithRoomFor<T>(long length)
        where T : unmanaged
    {
        long bytes = length * sizeof(T), most = Array.MaxLength;
        return Uninitialized<T>(bytes < SmallestBytes ? length : Math.Max(length, Math.Min(most, length + (LargePage / sizeof(T)))));
    }

    /// <summary>
    /// Touches each page of an array before random writes to it. Otherwise the first few thousand writes would each cause a
    /// page fault, which takes seconds where pages are large. Overwrites one value per page.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static T[] Touch<T>(T[] array, CancellationToken cancellation)
        where T : unmanaged
    {
        int page = SmallPage / sizeof(T), chunk = ChunkBytes / sizeof(T);
        for (long at = 0; at < array.Length; at += page)
        {
            if (at % chunk == 0) cancellation.Check();
            array[at] = default;
        }

        return array;
    }

    /// <summary>Allocates an array of zeros.</summary>
    /// <param name="length">The length.</param>
    public static T[] Zeros<T>(long length)
        where T : unmanaged => Cleared<T>(length, CancellationToken.None);

    /// <summary>Allocates an array of zeros. Clearing a gigabyte can take seconds, so it can be cancelled.</summary>
    /// <param name="length">The length.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static T[] Cleared<T>(long length, CancellationToken cancellation)
        where T : unmanaged
    {
        MatrixSize.CheckArray(length, sizeof(T));
        if (length * sizeof(T) < SmallestBytes) return new T[(int)length];
        var array = Uninitialized<T>(length);
        int chunk = ChunkBytes / sizeof(T);
        for (int from = 0; from < array.Length; from += Math.Min(chunk, array.Length - from))
        {
            cancellation.Check();
            array.AsSpan(from, Math.Min(chunk, array.Length - from)).Clear();
        }

        return array;
    }

    /// <summary>
    /// Copies an array to one of another length; values beyond the old length are undefined. The copy can be cancelled, as
    /// first access to a gigabyte takes seconds.
    /// </summary>
    /// <param name="array">The array, which is returned itself if it already has the length.</param>
    /// <param name="length">The new length.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static T[] Resized<T>(T[] array, int length, CancellationToken cancellation)
        where T : unmanaged
    {
        if (length == array.Length) return array;
        var result = Uninitialized<T>(length);
        Copy(array.AsSpan(0, Math.Min(length, array.Length)), result, cancellation);
        return result;
    }

    /// <summary>Copies an array; the copy can be cancelled.</summary>
    /// <param name="array">The array.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static T[] Clone<T>(ReadOnlySpan<T> array, CancellationToken cancellation)
        where T : unmanaged
    {
        var result = Uninitialized<T>(array.Length);
        Copy(array, result, cancellation);
        return result;
    }

    /// <summary>Advises the system to use huge pages for a large array that wasn't accessed yet.</summary>
    public static void Hint<T>(T[] array)
        where T : unmanaged
    {
        long bytes = (long)array.Length * sizeof(T);
        if (Advise == null || bytes < SmallestBytes) return;
        fixed (T* start = array)
        {
            nint from = (nint)start & ~(LargePage - 1), to = (nint)start + (nint)bytes;

            // Only a hint, so an error is ignored.
            Advise(from, (to - from) & ~(nint)4095, HugePagesAdvice);
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> from, T[] to, CancellationToken cancellation)
        where T : unmanaged
    {
        int chunk = ChunkBytes / sizeof(T);
        for (int at = 0; at < from.Length; at += Math.Min(chunk, from.Length - at))
        {
            cancellation.Check();
            from.Slice(at, Math.Min(chunk, from.Length - at)).CopyTo(to.AsSpan(at));
        }
    }

    private static delegate* unmanaged[Cdecl]<nint, nint, int, int> FindAdvise()
    {
        if (!OperatingSystem.IsLinux()) return null;
        foreach (string library in new[] { "libc.so.6", "libc.so" })
        {
            if (NativeLibrary.TryLoad(library, out nint handle) && NativeLibrary.TryGetExport(handle, "madvise", out nint address))
                return (delegate* unmanaged[Cdecl]<nint, nint, int, int>)address;
        }

        return null;
    }
}
