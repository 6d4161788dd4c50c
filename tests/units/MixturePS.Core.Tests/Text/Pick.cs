using CsCheck;

namespace MixturePS.Core.Tests.Text;

/// <summary>Generators of the tests of text.</summary>
internal static class Pick
{
    /// <summary>One of some values, each as likely.</summary>
    public static Gen<T> From<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
