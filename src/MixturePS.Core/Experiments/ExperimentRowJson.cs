using System.Globalization;
using MixturePS.Core.Files;

namespace MixturePS.Core.Experiments;

/// <summary>
/// A row as a line of a journal. What the plan knows of a run is written for those who read the file with other tools;
/// read are the number of the run and what came out, and the rest is held against the plan.
/// </summary>
internal static class ExperimentRowJson
{
    /// <summary>The columns that a row has as numbers of any kind or not at all.</summary>
    private static readonly (string Name, Func<ExperimentRow, double?> Get)[] Figures =
    [
        ("accuracy", row => row.Accuracy),
        ("adjustedRandIndex", row => row.AdjustedRandIndex),
        ("randIndex", row => row.RandIndex),
        ("normalizedMutualInformation", row => row.NormalizedMutualInformation),
        ("adjustedMutualInformation", row => row.AdjustedMutualInformation),
        ("homogeneity", row => row.Homogeneity),
        ("completeness", row => row.Completeness),
        ("vMeasure", row => row.VMeasure),
        ("fowlkesMallows", row => row.FowlkesMallows),
        ("purity", row => row.Purity),
        ("bound", row => row.Bound),
        ("boundError", row => row.BoundError),
        ("seconds", row => row.Seconds),
    ];

    public static void Write(ModelWriter json, long run, ExperimentRow row)
    {
        json.Integer("run", run);
        json.Integer("cell", row.Cell);
        json.Integer("replicate", row.Replicate);
        json.Text("method", row.Method);
        json.Integer("k", row.K);
        json.Integer("j", row.J);
        Value("eta", row.Eta);
        json.Text("alpha", row.Alpha);
        json.Integer("n", row.N);
        Value("documentLength", row.DocumentLength);
        json.Optional("fitK", row.FitK);
        json.Optional("restart", row.Restart);
        json.Optional("maxIteration", row.MaxIteration);
        json.Optional("tolerance", row.Tolerance);
        json.Optional("smoothing", row.Smoothing);
        json.Optional("sweep", row.Sweep);
        json.Optional("chain", row.Chain);
        json.Optional("priorAlpha", row.PriorAlpha);
        json.Optional("priorBeta", row.PriorBeta);
        json.Text("dataSeed", row.DataSeed);
        json.Optional("seed", row.Seed);
        foreach (var (name, get) in Figures) json.Optional(name, get(row));
        json.Optional("estimatedK", row.EstimatedK);
        json.Optional("iterations", row.Iterations);
        if (row.Converged is { } converged) json.Flag("converged", converged);
        if (row.ErrorId is { } id) json.Text("errorId", id);
        if (row.Error is { } error) json.Text("error", error);

        void Value(string name, object value)
        {
            if (value is string text) json.Text(name, text);
            else json.Number(name, Convert.ToDouble(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The number of the run that a line is of.</summary>
    public static long Run(ModelNode node, ExperimentPlan plan) => node["run"].Integer(0, plan.RunCount - 1);

    /// <summary>The row of a line.</summary>
    /// <exception cref="Foundation.MixtureException">InvalidModelFile where it is not of the plan.</exception>
    public static ExperimentRow Read(ModelNode node, ExperimentPlan plan)
    {
        var (cell, replicate, method) = plan.Parts(Run(node, plan));
        var row = plan.Row(cell, replicate, plan.Methods[method]);
        if (node["cell"].Integer(0, uint.MaxValue) != row.Cell || node["replicate"].Count() != replicate || node["method"].Text() != row.Method || node["dataSeed"].Text() != row.DataSeed)
            throw node.Fault("it is of another run than its number says");
        double? Figure(string name) => node.Optional(name)?.Number(any: true);
        return row with
        {
            Accuracy = Figure("accuracy"),
            AdjustedRandIndex = Figure("adjustedRandIndex"),
            RandIndex = Figure("randIndex"),
            NormalizedMutualInformation = Figure("normalizedMutualInformation"),
            AdjustedMutualInformation = Figure("adjustedMutualInformation"),
            Homogeneity = Figure("homogeneity"),
            Completeness = Figure("completeness"),
            VMeasure = Figure("vMeasure"),
            FowlkesMallows = Figure("fowlkesMallows"),
            Purity = Figure("purity"),
            Bound = Figure("bound"),
            BoundError = Figure("boundError"),
            Seconds = Figure("seconds"),
            EstimatedK = node.Optional("estimatedK")?.Count(),
            Iterations = node.Optional("iterations")?.Count(),
            Converged = node.Optional("converged")?.Flag(),
            ErrorId = node.Optional("errorId")?.Text(),
            Error = node.Optional("error")?.Text(),
        };
    }
}
