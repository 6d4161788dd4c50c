namespace MixturePS.Core.Data;

/// <summary>The stream that documents are drawn from. The distribution is the same for both.</summary>
public enum DfmSamplerKind : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>NumPy's stream: equal to the results of its <c>multinomial</c> for the same seed.</summary>
    NumPy,

    /// <summary>A faster stream, which draws blocks of documents in parallel. It has no counterpart in NumPy.</summary>
    Fast,
}
