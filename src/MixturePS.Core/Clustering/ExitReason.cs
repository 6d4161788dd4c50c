namespace MixturePS.Core.Clustering;

/// <summary>Why an iterative fit ended.</summary>
public enum ExitReason
{
    /// <summary>No document changed its cluster.</summary>
    LabelsUnchanged,

    /// <summary>The parameters or the objective moved by no more than the tolerance.</summary>
    WithinTolerance,

    /// <summary>The greatest number of iterations was reached first.</summary>
    MaximumIterations,

    /// <summary>The asked number of iterations was run, as for a sampler.</summary>
    Completed,
}
