using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The first line of a journal: the plan, the part of it that the journal covers, and where it was started.</summary>
/// <param name="Plan">The runs of the whole experiment.</param>
/// <param name="Shard">The part that the journal covers, or null for all.</param>
/// <param name="ModuleVersion">The version of the module that started it.</param>
/// <param name="Host">The computer that started it.</param>
internal sealed record ExperimentHeader(ExperimentPlan Plan, ExperimentShard? Shard, string ModuleVersion, string Host)
{
    /// <summary>The name of the format.</summary>
    public const string Format = "MixturePS experiment";

    private const int Version = 1;

    /// <summary>The version of this module.</summary>
    public static string ThisVersion { get; } = typeof(ExperimentHeader).Assembly.GetName().Version!.ToString(3);

    /// <summary>The header of a new journal.</summary>
    public static ExperimentHeader Of(ExperimentPlan plan, ExperimentShard? shard) => new(plan, shard, ThisVersion, Environment.MachineName);

    public void Write(JsonObjectWriter json)
    {
        json.Text("format", Format);
        json.Integer("version", Version);
        json.Text("module", ModuleVersion);
        json.Text("host", Host);
        json.Text("fingerprint", Plan.Fingerprint);
        json.Text("seed", Plan.Seed);
        json.Integer("replicates", Plan.Replicates);
        if (Shard is { } shard) json.Text("shard", shard.ToString());
        json.Object("cells", () =>
        {
            foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents))
            {
                var values = Plan.Cells.Select(parameter.OfCell!);
                if (parameter.Type == typeof(int)) json.Integers(parameter.Name, values.Cast<int>());
                else json.Texts(parameter.Name, values.Cast<string>());
            }
        });
        json.Object("methods", () =>
        {
            json.Texts("Name", Plan.Methods.Select(method => method.Name));
            json.Texts("Code", Plan.Methods.Select(method => method.Code ?? string.Empty));
            foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Method))
                json.Numbers(parameter.Name, Plan.Methods.Select(method => method[parameter.Name] ?? double.NaN));
        });
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="MixtureException">JournalMismatch for a newer format; MalformedFile.</exception>
    public static ExperimentHeader Read(JsonNodeReader node, string path)
    {
        if (node["version"].Integer(1, int.MaxValue) > Version) throw FileError.JournalMismatch(path, "its format is newer than this version of the module");
        var cells = node["cells"];
        int[] k = cells["K"].Integers(), j = cells["J"].Integers(k.Length), n = cells["N"].Integers(k.Length);
        string[] eta = cells["Eta"].Texts(k.Length), alpha = cells["Alpha"].Texts(k.Length), lengths = cells["DocumentLength"].Texts(k.Length);
        var methods = node["methods"];
        string[] names = methods["Name"].Texts(), codes = methods["Code"].Texts(names.Length);
        var values = ExperimentRow.ColumnsOf(ExperimentColumnKind.Method).ToDictionary(parameter => parameter.Name, parameter =>
            parameter.IsAdded && methods.Optional(parameter.Name) is null ? Absent(names.Length) : methods[parameter.Name].Numbers(names.Length, any: true));
        try
        {
            var plan = new ExperimentPlan(
                Enumerable.Range(0, k.Length).Select(i => new CellKey(k[i], j[i], eta[i], alpha[i], n[i], lengths[i])),
                Enumerable.Range(0, names.Length).Select(m => ExperimentMethod.Restore(
                    names[m], codes[m].Length > 0 ? codes[m] : null, parameter => double.IsNaN(values[parameter][m]) ? null : values[parameter][m])),
                (int)node["replicates"].Integer(1, int.MaxValue),
                node["seed"].Big());
            if (plan.Fingerprint != node["fingerprint"].Text()) throw node.Fault("the fingerprint doesn't match the grid");
            return new ExperimentHeader(plan, node.Optional("shard") is { } shard ? ExperimentShard.Parse(shard.Text()) : null, node["module"].Text(), node["host"].Text());
        }
        catch (ArgumentException error) when (error is not MixtureException)
        {
            throw node.Fault("the grid is invalid");
        }
    }

    /// <summary>The differences from another journal's header, one phrase each.</summary>
    public IReadOnlyList<string> Differences(ExperimentHeader other)
    {
        var differences = Plan.Differences(other.Plan).ToList();
        if (Shard != other.Shard) differences.Add($"Shard is {Text(other.Shard)} there and {Text(Shard)} here");
        return differences;
    }

    // Journals from before a parameter was added don't have it.
    private static double[] Absent(int methods)
    {
        var values = new double[methods];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static string Text(ExperimentShard? shard) => shard?.ToString() ?? "none";
}
