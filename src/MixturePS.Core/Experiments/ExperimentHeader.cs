using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The first line of a journal: which runs it is of, all of them or a part, and who began it.</summary>
/// <param name="Plan">The runs of the whole experiment.</param>
/// <param name="Shard">The part that the journal has, or null for all.</param>
/// <param name="ModuleVersion">The version of the module that began it.</param>
/// <param name="Host">The computer that began it.</param>
internal sealed record ExperimentHeader(ExperimentPlan Plan, ExperimentShard? Shard, string ModuleVersion, string Host)
{
    /// <summary>The name of the format.</summary>
    public const string Format = "MixturePS experiment";

    private const int Version = 1;

    /// <summary>The version of this module.</summary>
    public static string ThisVersion { get; } = typeof(ExperimentHeader).Assembly.GetName().Version!.ToString(3);

    /// <summary>The header of what is begun here and now.</summary>
    public static ExperimentHeader Of(ExperimentPlan plan, ExperimentShard? shard) => new(plan, shard, ThisVersion, Environment.MachineName);

    public void Write(ModelWriter json)
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
            json.Integers("K", Plan.Cells.Select(cell => cell.K));
            json.Integers("J", Plan.Cells.Select(cell => cell.J));
            json.Texts("Eta", Plan.Cells.Select(cell => cell.Eta));
            json.Texts("Alpha", Plan.Cells.Select(cell => cell.Alpha));
            json.Integers("N", Plan.Cells.Select(cell => cell.N));
            json.Texts("DocumentLength", Plan.Cells.Select(cell => cell.DocumentLength));
        });
        json.Object("methods", () =>
        {
            json.Texts("Name", Plan.Methods.Select(method => method.Name));
            json.Texts("Code", Plan.Methods.Select(method => method.Code ?? string.Empty));
            foreach (var parameter in Enum.GetValues<ExperimentParameter>())
                json.Numbers(parameter.ToString(), Plan.Methods.Select(method => method[parameter] ?? double.NaN));
        });
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="MixtureException">JournalMismatch for a newer format; InvalidModelFile.</exception>
    public static ExperimentHeader Read(ModelNode node, string path)
    {
        if (node["version"].Integer(1, int.MaxValue) > Version) throw FileError.JournalMismatch(path, "its format is newer than this version of the module");
        var cells = node["cells"];
        int[] k = cells["K"].Integers(), j = cells["J"].Integers(k.Length), n = cells["N"].Integers(k.Length);
        string[] eta = cells["Eta"].Texts(k.Length), alpha = cells["Alpha"].Texts(k.Length), lengths = cells["DocumentLength"].Texts(k.Length);
        var methods = node["methods"];
        string[] names = methods["Name"].Texts(), codes = methods["Code"].Texts(names.Length);
        var values = Enum.GetValues<ExperimentParameter>().ToDictionary(parameter => parameter, parameter => methods[parameter.ToString()].Numbers(names.Length, any: true));
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

    /// <summary>What sets this apart from what another journal was begun with, a phrase each.</summary>
    public IReadOnlyList<string> Differences(ExperimentHeader other)
    {
        var differences = Plan.Differences(other.Plan).ToList();
        if (Shard != other.Shard) differences.Add($"Shard is {Text(other.Shard)} there and {Text(Shard)} here");
        return differences;
    }

    private static string Text(ExperimentShard? shard) => shard?.ToString() ?? "none";
}
