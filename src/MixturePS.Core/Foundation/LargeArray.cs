using System.Runtime.InteropServices;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Arrays of many megabytes on large memory pages where Linux lends them on request, as NumPy asks for them too: the
/// first touch of memory costs a fault a page, which for results of this size takes longer than computing them.
/// </summary>
internal static unsafe class LargeArray
{
    // Smaller arrays have few faults to save.
    private const long SmallestBytes = 1L << 20;
    private const nint LargePage = 2 << 20;
    private const int HugePagesAdvice = 14;
    private const int SmallPage = 4096;
    private const int BytesAtOnce = 1 << 20;
    private static readonly delegate* unmanaged[Cdecl]<nint, nint, int, int> Advise = Find();

    /// <summary>An array whose contents are anything.</summary>
    /// <param name="length">Its length.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public static T[] Uninitialized<T>(long length)
        where T : unmanaged
    {
        MatrixSize.CheckArray(length, sizeof(T));
        var array = GC.AllocateUninitializedArray<T>(checked((int)length));
        Hint(array);
        return array;
    }

    /// <summary>An array with room for a length or somewhat more, so that its used part ends within a large page; contents are anything.</summary>
    /// <param name="length">The length that will be used.</param>
    public static T[] WithRoomFor<T>(long length)
        where T : unmanaged
    {
        long bytes = length * sizeof(T), most = Array.MaxLength;
        return Uninitialized<T>(bytes < SmallestBytes ? length : Math.Max(length, Math.Min(most, length + (LargePage / sizeof(T)))));
    }

    /// <summary>
    /// Touches each page of an array's memory, so that values may be scattered over it afterwards: else the first few
    /// thousand would wait for a page each, for seconds where pages are large. Some values are overwritten.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="cancellation">Stops between pages.</param>
    public static T[] Touch<T>(T[] array, CancellationToken cancellation)
        where T : unmanaged
    {
        int page = SmallPage / sizeof(T), piece = BytesAtOnce / sizeof(T);
        for (long at = 0; at < array.Length; at += page)
        {
            if (at % piece == 0) cancellation.Check();
            array[at] = default;
        }

        return array;
    }

    /// <summary>An array of zeros.</summary>
    /// <param name="length">Its length.</param>
    public static T[] Zeros<T>(long length)
        where T : unmanaged => Cleared<T>(length, CancellationToken.None);

    /// <summary>An array of zeros.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="cancellation">Ends the clearing early, which of a gigabyte may take seconds.</param>
    public static T[] Cleared<T>(long length, CancellationToken cancellation)
        where T : unmanaged
    {
        MatrixSize.CheckArray(length, sizeof(T));
        if (length * sizeof(T) < SmallestBytes) return new T[(int)length];
        var array = Uninitialized<T>(length);
        int piece = BytesAtOnce / sizeof(T);
        for (int from = 0; from < array.Length; from += Math.Min(piece, array.Length - from))
        {
            cancellation.Check();
            array.AsSpan(from, Math.Min(piece, array.Length - from)).Clear();
        }

        return array;
    }

    /// <summary>An array of another length with the same contents as far as both go; what lies beyond is anything. It is copied in pieces, as touching a gigabyte for the first time takes seconds.</summary>
    /// <param name="array">The array; itself the result if it has that length already.</param>
    /// <param name="length">The length.</param>
    /// <param name="cancellation">Stops the copying.</param>
    public static T[] Resized<T>(T[] array, int length, CancellationToken cancellation)
        where T : unmanaged
    {
        if (length == array.Length) return array;
        var result = Uninitialized<T>(length);
        Copy(array.AsSpan(0, Math.Min(length, array.Length)), result, cancellation);
        return result;
    }

    /// <summary>A copy of an array, made in pieces.</summary>
    /// <param name="array">The array; read.</param>
    /// <param name="cancellation">Stops the copying.</param>
    public static T[] Clone<T>(ReadOnlySpan<T> array, CancellationToken cancellation)
        where T : unmanaged
    {
        var result = Uninitialized<T>(array.Length);
        Copy(array, result, cancellation);
        return result;
    }

    /// <summary>Asks for large pages for an array that wasn't touched yet, if it is worth it.</summary>
    public static void Hint<T>(T[] array)
        where T : unmanaged
    {
        long bytes = (long)array.Length * sizeof(T);
        if (Advise == null || bytes < SmallestBytes) return;
        fixed (T* start = array)
        {
            nint from = (nint)start & ~(LargePage - 1), to = (nint)start + (nint)bytes;

            // A hint: where it is refused the array is none the worse.
            Advise(from, (to - from) & ~(nint)4095, HugePagesAdvice);
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> from, T[] to, CancellationToken cancellation)
        where T : unmanaged
    {
        int piece = BytesAtOnce / sizeof(T);
        for (int at = 0; at < from.Length; at += Math.Min(piece, from.Length - at))
        {
            cancellation.Check();
            from.Slice(at, Math.Min(piece, from.Length - at)).CopyTo(to.AsSpan(at));
        }
    }

    private static delegate* unmanaged[Cdecl]<nint, nint, int, int> Find()
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
