using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The part that a task of a job array runs, from the variables that a scheduler sets: Slurm's SLURM_ARRAY_TASK_ID with its
/// bounds, PBS_ARRAY_INDEX, and JOB_COMPLETION_INDEX of an indexed job of Kubernetes. The last two come without the number of
/// tasks, which <see cref="Count"/> gives.
/// </summary>
internal static class ArrayTask
{
    /// <summary>The variable with the number of tasks. For Slurm it replaces the bounds, so that some tasks of an array can be repeated.</summary>
    public const string Count = "MIXTUREPS_TASK_COUNT";

    private const string Slurm = "SLURM_ARRAY_TASK_ID", Pbs = "PBS_ARRAY_INDEX", Kubernetes = "JOB_COMPLETION_INDEX";

    /// <summary>The number of the task, from 1, or null outside of an array. Slurm's and PBS's numbers are taken as they are, and those of Kubernetes begin at 0.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="MixtureException">InvalidArrayTask.</exception>
    public static long? Number(Func<string, string?> variable) =>
        Read(variable, Slurm) ?? Read(variable, Pbs) ?? (Read(variable, Kubernetes) is { } index ? index + 1 : null);

    /// <summary>The number of the task and the number of tasks.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="MixtureException">NoArrayTask or InvalidArrayTask.</exception>
    public static ExperimentShard Shard(Func<string, string?> variable)
    {
        long? given = Read(variable, Count), number = Number(variable);
        if (number is null) throw ClusterError.NoArrayTask();
        if (given is { } count) return Valid(number.Value, count);
        if (Read(variable, Slurm) is not { } id) throw ClusterError.NoTaskCount();
        long first = Bound("MIN"), last = Bound("MAX"), step = Math.Max(1, Bound("STEP")), tasks = Bound("COUNT");
        bool isRegular = (last - first) % step == 0 && ((last - first) / step) + 1 == tasks && (id - first) % step == 0;
        return isRegular ? Valid(((id - first) / step) + 1, tasks) : throw ClusterError.InvalidArrayTask($"the tasks from {first} to {last} with step {step} are not the {tasks} of the array, so {id} has no place among them");

        long Bound(string name) => Read(variable, $"SLURM_ARRAY_TASK_{name}") ?? throw ClusterError.InvalidArrayTask($"SLURM_ARRAY_TASK_{name} is not set");
    }

    private static ExperimentShard Valid(long number, long count) => number >= 1 && number <= count && count <= int.MaxValue
        ? new ExperimentShard((int)number, (int)count)
        : throw ClusterError.InvalidArrayTask($"task {number} is not one of {count}");

    private static long? Read(Func<string, string?> variable, string name) => variable(name) is not { Length: > 0 } text ? null
        : NumberText.TryWhole(text, out long number) && number >= 0 ? number
        : throw ClusterError.InvalidArrayTask($"{name} is '{text}', not a whole number");
}
