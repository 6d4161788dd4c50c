using MixturePS.Core.Clustering;
using MixturePS.Core.Experiments;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Small grids and their rows, without the time.</summary>
internal static class ExperimentRuns
{
    public static ExperimentValues Small { get; } = new()
    {
        K = [2, 3],
        Eta = [[0.1], [1]],
        N = [30],
        DocumentLength = [DocumentLength.Fixed(4), DocumentLength.Poisson(9)],
        Methods = [ExperimentMethodKind.KMeans, ExperimentMethodKind.Bound, ExperimentMethodKind.EM],
        Parameters = new Dictionary<string, IReadOnlyList<double>> { ["Restart"] = [2], ["Smoothing"] = [0.1, 0.5] },
        Replicates = 3,
    };

    public static List<ExperimentRow> Run(ExperimentValues values, ExperimentRunOptions? options = null) =>
        [.. ExperimentRunner.Run(ExperimentGrid.Create(values), options ?? new ExperimentRunOptions { Seed = 7 }, TestContext.Current.CancellationToken).Select(Timeless)];

    public static ExperimentRow Timeless(ExperimentRow row) => row with { Seconds = null };

    /// <summary>The key of a row, by which it can be found among the rows of other grids.</summary>
    public static (long, int, string, double?) Key(ExperimentRow row) => (row.Cell, row.Replicate, row.Method, row.Smoothing);
}
