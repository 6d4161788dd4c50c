using System.Runtime.InteropServices;

namespace MixturePS.Core.Random;

/// <summary>
/// log(1 + x) of this machine's C runtime, which .NET doesn't expose. <see cref="Math.Log(double)"/>, <see cref="Math.Exp"/>
/// and <see cref="Math.Pow"/> call the same runtime, as does NumPy, so the bits are equal.
/// </summary>
internal static unsafe class CRuntime
{
    private static readonly delegate* unmanaged[Cdecl]<double, double> NativeLog1P = Find("log1p");

    /// <summary>log(1 + x) for x &gt; -1; minus infinity at -1.</summary>
    public static double Log1P(double x) => NativeLog1P != null ? NativeLog1P(x) : ManagedLog1P(x);

    /// <summary>
    /// log(1 + x) where the runtime doesn't export log1p: the logarithm of the rounded sum, corrected for its rounding error.
    /// It may differ from the C runtime's in the last bit.
    /// </summary>
    internal static double ManagedLog1P(double x)
    {
        double sum = 1.0 + x;
        if (sum == 1.0) return x;
        if (sum <= 0.0 || double.IsPositiveInfinity(sum)) return Math.Log(sum);
        double lost = Math.Abs(x) < 1.0 ? x - (sum - 1.0) : 1.0 - (sum - x);
        return Math.Log(sum) + lost / sum;
    }

    private static delegate* unmanaged[Cdecl]<double, double> Find(string function)
    {
        string[] libraries =
            OperatingSystem.IsWindows() ? ["ucrtbase.dll"]
            : OperatingSystem.IsMacOS() ? ["libSystem.dylib"]
            : ["libm.so.6", "libm.so", "libc.so"];
        foreach (string library in libraries)
        {
            if (NativeLibrary.TryLoad(library, out nint handle) && NativeLibrary.TryGetExport(handle, function, out nint address))
                return (delegate* unmanaged[Cdecl]<double, double>)address;
        }

        return null;
    }
}
