using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>One of n equal parts of a grid: with R replicates, replicate r of the cell of rank c is in part 1 + (c R + r) mod n.</summary>
/// <param name="Number">The number of the part, from 1.</param>
/// <param name="Count">The number of parts, n.</param>
internal readonly record struct ExperimentShard(int Number, int Count)
{
    /// <summary>Parses text such as <c>3/16</c>.</summary>
    /// <exception cref="MixtureException">InvalidShard.</exception>
    public static ExperimentShard Parse(string text)
    {
        string[] parts = text.Split('/', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && NumberText.TryWhole(parts[0], out long number)
            && NumberText.TryWhole(parts[1], out long count)
            && number >= 1 && number <= count && count <= int.MaxValue
            ? new ExperimentShard((int)number, (int)count)
            : throw MixtureError.InvalidShard(text);
    }

    /// <summary>Parses text such as <c>3/16</c>, or <c>Auto</c> for the task of a job array that this process is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="MixtureException">InvalidShard, NoArrayTask, NoTaskCount or InvalidArrayTask.</exception>
    public static ExperimentShard Parse(string text, Func<string, string?> variable) =>
        text.Trim().Equals("Auto", StringComparison.OrdinalIgnoreCase) ? ArrayTask.Shard(variable) : Parse(text);

    /// <summary>Whether the part contains a replicate of a cell.</summary>
    /// <param name="task">The rank of the cell times the number of replicates, plus the replicate.</param>
    public bool Contains(long task) => task % Count == Number - 1;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
