using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MixturePS.Core.Random;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The runs of a grid: its cells and methods, sorted, so that grids of the same values in another order have the same plan.
/// Runs are numbered by cell, replicate and method.
/// </summary>
internal sealed class ExperimentPlan
{
    private readonly Dictionary<CellKey, int> _rankOfCell = [];
    private readonly Dictionary<ExperimentMethod, int> _rankOfMethod = [];

    /// <summary>A plan of distinct cells and methods.</summary>
    public ExperimentPlan(IEnumerable<CellKey> cells, IEnumerable<ExperimentMethod> methods, int replicates, BigInteger seed)
    {
        Cells = [.. cells.OrderBy(cell => cell.Text, StringComparer.Ordinal)];
        Methods = [.. methods.OrderBy(method => method.Text, StringComparer.Ordinal)];
        (Replicates, Seed) = (replicates, seed);
        for (int i = 0; i < Cells.Count; i++) _rankOfCell.Add(Cells[i], i);
        for (int i = 0; i < Methods.Count; i++) _rankOfMethod.Add(Methods[i], i);
        Numbers = [.. Cells.Select(cell => cell.Number)];
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{seed} {replicates}\n"));
        foreach (var cell in Cells) text.Append(cell.Text).Append('\n');
        foreach (var method in Methods) text.Append(method.Text).Append('\n');
        Fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), 0, 16).ToLowerInvariant();
    }

    public IReadOnlyList<CellKey> Cells { get; }

    /// <summary>The number of each cell.</summary>
    public IReadOnlyList<uint> Numbers { get; }

    public IReadOnlyList<ExperimentMethod> Methods { get; }

    public int Replicates { get; }

    /// <summary>The root of all other seeds.</summary>
    public BigInteger Seed { get; }

    /// <summary>A hash: equal for equal plans only.</summary>
    public string Fingerprint { get; }

    /// <summary>The number of runs.</summary>
    public long RunCount => (long)Cells.Count * Replicates * Methods.Count;

    /// <summary>The number of replicates of all cells.</summary>
    public long TaskCount => (long)Cells.Count * Replicates;

    public int Rank(CellKey cell) => _rankOfCell[cell];

    public int Rank(ExperimentMethod method) => _rankOfMethod[method];

    /// <summary>The number of a replicate of a cell, which shards are chosen by.</summary>
    public long Task(int cell, int replicate) => ((long)cell * Replicates) + replicate;

    /// <summary>The number of a run.</summary>
    public long Run(long task, int method) => (task * Methods.Count) + method;

    /// <summary>The cell, replicate and method of a run.</summary>
    public (int Cell, int Replicate, int Method) Parts(long run)
    {
        long task = run / Methods.Count;
        return ((int)(task / Replicates), (int)(task % Replicates), (int)(run % Methods.Count));
    }

    /// <summary>The seed of the documents of a replicate: child (cell, replicate) of the plan's seed.</summary>
    public SeedSequence DataSeed(int cell, int replicate) => new(Seed, [Numbers[cell], (uint)replicate]);

    /// <summary>The seed of a method: the first 32 bits of the child (cell, replicate, method).</summary>
    public uint MethodSeed(int cell, int replicate, ExperimentMethod method) =>
        new SeedSequence(Seed, [Numbers[cell], (uint)replicate, method.SeedKey]).GenerateState32(1)[0];

    /// <summary>The row of a run with everything that is known before the run.</summary>
    public ExperimentRow Row(int cell, int replicate, ExperimentMethod method)
    {
        var key = Cells[cell];
        var row = new ExperimentRow
        {
            Cell = Numbers[cell],
            Replicate = replicate,
            Method = method.Name,
            DataSeed = DataSeed(cell, replicate).ToString(),
            Seed = method.Kind == ExperimentMethodKind.Bound ? null : MethodSeed(cell, replicate, method),
        };
        foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents)) parameter.Set(row, (parameter.InRow ?? parameter.OfCell!)(key));
        foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Method)) parameter.Set(row, method[parameter.Name]);
        if (method.Kind is not (null or ExperimentMethodKind.Bound)) row.FitK ??= key.K;
        return row;
    }

    /// <summary>The differences from another plan: for each parameter that differs, the other's values and this plan's.</summary>
    public IReadOnlyList<string> Differences(ExperimentPlan other)
    {
        var differences = new List<string>();
        Compare("Seed", plan => [plan.Seed.ToString(CultureInfo.InvariantCulture)]);
        Compare("Replicate", plan => [plan.Replicates.ToString(CultureInfo.InvariantCulture)]);
        foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents))
            Compare(parameter.Name, plan => plan.Cells.Select(cell => FormattableString.Invariant($"{parameter.OfCell!(cell)}")));
        Compare("Method", plan => plan.Methods.Select(method => method.Name));
        Compare("ScriptBlock", plan => plan.Methods.Where(method => method.Code is not null).Select(method => $"{method.Name} with code {method.Code}"));
        foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Method))
        {
            Compare(parameter.Name, plan => plan.Methods.Where(method => method.Kind is { } kind && ExperimentMethod.ParametersOf(kind).Contains(parameter))
                .Select(method => method[parameter.Name]?.ToString("R", CultureInfo.InvariantCulture) ?? "the model's K"));
        }

        if (differences.Count == 0 && Fingerprint != other.Fingerprint) differences.Add("the combinations of values differ");
        return differences;

        void Compare(string name, Func<ExperimentPlan, IEnumerable<string>> values)
        {
            string[] theirs = Ordered(values(other)), ours = Ordered(values(this));
            if (!theirs.ToHashSet().SetEquals(ours)) differences.Add($"{name} is {Listed(theirs)} there and {Listed(ours)} here");
        }
    }

    private static string[] Ordered(IEnumerable<string> values) =>
        [.. values.Distinct().OrderBy(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity).ThenBy(value => value, StringComparer.Ordinal)];

    private static string Listed(string[] values) => values.Length == 0 ? "none"
        : string.Join(", ", values.Take(12)) + (values.Length > 12 ? $", ... ({values.Length} values)" : string.Empty);
}
