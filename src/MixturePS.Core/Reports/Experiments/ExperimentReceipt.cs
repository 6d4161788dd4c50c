using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>
/// The lines of PowerShell that make the rows of an experiment again. They are checked: the plan of the lines must have all rows
/// with their seeds. What differs is said in a comment.
/// </summary>
internal static partial class ExperimentReceipt
{
    private const int MostCells = 200;
    private const int MostSeeds = 5;
    private const string Indent = "    ";

    /// <summary>The lines, with comments.</summary>
    /// <param name="table">The rows of runs.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static IReadOnlyList<string> Of(RunTable table, CancellationToken cancellation)
    {
        List<string> comments = [], commands = [];
        try
        {
            var bySeed = Enumerable.Range(0, table.Count).GroupBy(i => ExperimentOverview.SeedOf(table, i)).ToList();
            if (bySeed.Count > MostSeeds) throw new UnknownException($"The rows are of {bySeed.Count} experiments with different seeds.");
            foreach (var rows in bySeed) Describe(table, [.. rows], rows.Key, comments, commands, cancellation);
        }
        catch (UnknownException unknown)
        {
            return [$"# {unknown.Message} No lines make them again.", "$rows | Export-MixtureReport report.html"];
        }

        // The lines of a table can't be indented.
        string[] made = commands.Count == 1 ? [$"$rows = {commands[0]}"] : ["$rows = & {", .. commands.Select(command => command.Contains('\n', StringComparison.Ordinal) ? command : Indent + command), "}"];
        return [.. comments, .. made.SelectMany(line => line.Split('\n')), "$rows | Export-MixtureReport report.html"];
    }

    private static void Describe(RunTable table, int[] rows, string seed, List<string> comments, List<string> commands, CancellationToken cancellation)
    {
        if (!BigInteger.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var root)) throw new UnknownException("The rows don't have the seed of their experiment.");
        var cells = rows.Select(i => CellOf(table, i)).ToArray();

        // Where the number of clusters that is looked for is always that of the documents, it wasn't given.
        bool isOwnK = Array.TrueForAll(rows, i => table.Text(i, nameof(ExperimentRow.FitK)) is var own && (own.Length == 0 || own == table.Text(i, nameof(ExperimentRow.K))));
        var methods = rows.Select(i => MethodOf(table, i, isOwnK)).ToArray();
        int replicates = 1 + rows.Max(i => Whole(table, i, nameof(ExperimentRow.Replicate)));
        var plan = new ExperimentPlan(cells.Distinct(), methods.Distinct(), replicates, root);
        for (int r = 0; r < rows.Length; r++)
        {
            cancellation.Check();
            var expected = plan.Row(plan.Rank(cells[r]), Whole(table, rows[r], nameof(ExperimentRow.Replicate)), methods[r]);
            if (expected.DataSeed != table.Text(rows[r], nameof(ExperimentRow.DataSeed)) || (table.Number(rows[r], nameof(ExperimentRow.Seed)) is { } own && own != expected.Seed))
                throw new UnknownException("The seeds of some rows don't follow from their parameters.");
        }

        string documents = DocumentsOf([.. plan.Cells]), ending = $"-Replicate {replicates} -Seed {DfmReceipt.Literal(root.ToString(CultureInfo.InvariantCulture))}";
        var builtIn = plan.Methods.Where(method => method.Kind is not null).ToList();
        string[] external = [.. plan.Methods.Where(method => method.Kind is null).Select(method => method.Name).Distinct()];
        string scripts = external.Length == 0 ? string.Empty : $" -ScriptBlock @{{ {string.Join("; ", external.Select(name => $"{DfmReceipt.Quoted(name)} = $code"))} }}";
        if (external.Length > 0) comments.Add($"# $code: the script block of {(external.Length == 1 ? "the custom method" : "each custom method")}, which rows don't have");

        // All methods at once, or one after the other if their parameters differ.
        if (ParametersOf(builtIn) is { } shared)
        {
            commands.Add(Command(documents, builtIn, shared, scripts, ending));
        }
        else
        {
            foreach (var kind in builtIn.GroupBy(method => method.Kind))
                commands.Add(Command(documents, [.. kind], ParametersOf([.. kind]) ?? throw new UnknownException($"The parameters of {kind.Key} are of several experiments."), string.Empty, ending));
            if (external.Length > 0) commands.Add(Command(documents, [], string.Empty, scripts, ending));
        }

        long left = plan.RunCount - rows.Select((row, r) => (cells[r], table.Text(row, nameof(ExperimentRow.Replicate)), methods[r])).Distinct().Count();
        if (left > 0) comments.Add($"# The lines make {Counted.Of(plan.RunCount, "run")}, of which {Counted.Of(left, "run")} {Counted.Agree(left, "is", "are")} not among the rows of this report.");
    }

    private static string Command(string documents, List<ExperimentMethod> methods, string parameters, string scripts, string ending)
    {
        string names = methods.Count == 0 ? string.Empty : $" -Method {string.Join(", ", methods.Select(method => method.Kind!.Value).Distinct().Order())}";
        return $"{documents}{names}{parameters}{scripts} {ending}";
    }

    // The parameters of a full grid whose cells these are, or else a table of the cells.
    private static string DocumentsOf(CellKey[] cells)
    {
        var columns = ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents);
        string[][] values = [.. columns.Select(column => cells.Select(cell => RunTable.TextOf(column.OfCell!(cell))).Distinct().OrderBy(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.MaxValue).ToArray())];
        bool isWhole = values.Aggregate(1L, (product, list) => product * list.Length) == cells.Length;
        bool isPlain = columns.Zip(values).All(pair => pair.Second.All(text => Number().IsMatch(text) || (pair.First.Name is nameof(ExperimentRow.Alpha) && text == CellKey.Even && pair.Second.Length == 1) || (pair.First.Name is nameof(ExperimentRow.DocumentLength) && Call().IsMatch(text))));
        if (isWhole && isPlain)
        {
            var given = columns.Zip(values).Where(pair => pair.First.Name != nameof(ExperimentRow.Alpha)).Select(pair => $"-{pair.First.Name} {string.Join(", ", pair.Second.Select(text => Number().IsMatch(text) ? text : $"'{text}'"))}");
            return $"Invoke-MixtureExperiment {string.Join(' ', given)}";
        }

        if (cells.Length > MostCells) throw new UnknownException($"The rows are of {cells.Length} combinations that are no full grid.");
        string[] lines = [string.Join(',', columns.Select(column => column.Name)), .. cells.Select(cell => string.Join(',', columns.Select(column => $"\"{RunTable.TextOf(column.OfCell!(cell))}\"")))];
        return $"@'\n{string.Join('\n', lines)}\n'@ | ConvertFrom-Csv | Invoke-MixtureExperiment";
    }

    // The values of the parameters whose grid are these methods, as parameters of the cmdlet; null if there are none such.
    private static string? ParametersOf(List<ExperimentMethod> methods)
    {
        if (methods.Count == 0) return string.Empty;
        var kinds = methods.Select(method => method.Kind!.Value).Distinct().ToList();
        var given = new Dictionary<string, IReadOnlyList<double>>();
        foreach (var column in ExperimentRow.ColumnsOf(ExperimentColumnKind.Method))
        {
            var having = methods.Where(method => method.Kind is { } kind && kind != ExperimentMethodKind.Bound && ExperimentMethod.ParametersOf(kind).Contains(column)).ToList();
            if (having.Count == 0 || having.TrueForAll(method => method[column.Name] == ExperimentMethod.BuiltIn(method.Kind!.Value, _ => null)[column.Name])) continue;

            // A value that can't be given is that of the default.
            if (having.Exists(method => method[column.Name] is null)) return null;
            given[column.Name] = [.. having.Select(method => method[column.Name]!.Value).Distinct().Order()];
        }

        try
        {
            var grid = ExperimentGrid.Create(new ExperimentValues { Methods = kinds, Parameters = given });
            return grid.Methods.ToHashSet().SetEquals(methods) ? string.Concat(given.Select(pair => $" -{pair.Key} {string.Join(", ", pair.Value.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}")) : null;
        }
        catch (MixtureException)
        {
            return null;
        }
    }

    private static CellKey CellOf(RunTable table, int row)
    {
        string Text(string name, Regex? other)
        {
            string text = table.Text(row, name);
            return Number().IsMatch(text) || (other?.IsMatch(text) ?? false) ? text : throw new UnknownException($"The rows don't have {name} in a form that can be given again.");
        }

        return new CellKey(
            Whole(table, row, nameof(ExperimentRow.K)), Whole(table, row, nameof(ExperimentRow.J)), Text(nameof(ExperimentRow.Eta), Numbers()),
            Text(nameof(ExperimentRow.Alpha), Shares()), Whole(table, row, nameof(ExperimentRow.N)), Text(nameof(ExperimentRow.DocumentLength), Call()));
    }

    private static ExperimentMethod MethodOf(RunTable table, int row, bool isOwnK)
    {
        string name = table.Text(row, nameof(ExperimentRow.Method));
        if (name.Length == 0) throw new UnknownException("The rows don't have their method.");
        if (!Enum.GetNames<ExperimentMethodKind>().Contains(name)) return ExperimentMethod.External(name, string.Empty);
        return ExperimentMethod.BuiltIn(Enum.Parse<ExperimentMethodKind>(name), parameter =>
            isOwnK && parameter == nameof(ExperimentRow.FitK) ? null : table.Number(row, parameter));
    }

    private static int Whole(RunTable table, int row, string name) =>
        table.Number(row, name) is { } value and >= 0 and < int.MaxValue && value == Math.Floor(value) ? (int)value : throw new UnknownException($"The rows don't have {name} as a whole number.");

    [GeneratedRegex(@"^-?\d+(\.\d+)?(E[+-]?\d+)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[\d.eE+-]+( [\d.eE+-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(even|[\d.eE+-]+( [\d.eE+-]+)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shares();

    [GeneratedRegex(@"^[A-Za-z]+\([\d., eE+-]+\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    // What keeps the lines from being known.
    private sealed class UnknownException(string message) : Exception(message);
}
