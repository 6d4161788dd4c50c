namespace MixturePS.Core.Experiments;

/// <summary>What runs the parts of an experiment.</summary>
public enum ExperimentScheduler : long
{
    /// <summary>A job array of Slurm.</summary>
    Slurm,

    /// <summary>Nothing: the files are written, and the user runs the parts.</summary>
    None,
}

/// <summary>The state of an experiment or of one of its parts.</summary>
public enum ExperimentState : long
{
    /// <summary>It has not begun.</summary>
    Pending,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>All runs are finished.</summary>
    Completed,

    /// <summary>Its time ran out, or it was asked to stop, with runs left.</summary>
    OutOfTime,

    /// <summary>Its job was cancelled with runs left.</summary>
    Cancelled,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>Its process ended without a trace, because it was killed or its node failed.</summary>
    Interrupted,
}
