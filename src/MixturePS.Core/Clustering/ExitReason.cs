namespace MixturePS.Core.Clustering;

/// <summary>The reason why an iterative fit ended.</summary>
public enum ExitReason : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>No document changed its cluster.</summary>
    LabelsUnchanged,

    /// <summary>The parameters or the objective changed by no more than the tolerance.</summary>
    WithinTolerance,

    /// <summary>The fit didn't converge within the maximum number of iterations.</summary>
    MaximumIterations,

    /// <summary>The requested number of iterations was run, as by a sampler.</summary>
    Completed,
}
