namespace MixturePS.Core.Data;

/// <summary>Which stream documents are drawn on. The distribution is the same.</summary>
public enum DfmSamplerKind
{
    /// <summary>NumPy's stream: the numbers of its <c>multinomial</c> calls for the same seed.</summary>
    NumPy,

    /// <summary>A stream of its own, made for speed: blocks of documents are drawn side by side. It has no counterpart in NumPy.</summary>
    Fast,
}
