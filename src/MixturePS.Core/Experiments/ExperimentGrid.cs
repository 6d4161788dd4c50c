using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// A grid: every combination of the values of each parameter, each with a number of replicates. Duplicate values count
/// once. Everything is validated before the first run.
/// </summary>
internal sealed class ExperimentGrid
{
    private ExperimentGrid(IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentMethod> methods, int replicates) =>
        (Cells, Methods, Replicates) = (cells, methods, replicates);

    /// <summary>The cells in the order of the values given; the last parameter changes fastest.</summary>
    public IReadOnlyList<ExperimentCell> Cells { get; }

    /// <summary>The methods in the order given.</summary>
    public IReadOnlyList<ExperimentMethod> Methods { get; }

    /// <summary>The replicates of each cell.</summary>
    public int Replicates { get; }

    /// <summary>The number of rows of the whole grid.</summary>
    public long RunCount => (long)Cells.Count * Replicates * Methods.Count;

    /// <summary>Creates a grid.</summary>
    /// <exception cref="MixtureException">EmptyGrid, UnusedParameter, DuplicateMethod, or any error of the values.</exception>
    public static ExperimentGrid Create(ExperimentValues values)
    {
        if (values.Replicates < 1) throw MixtureError.InvalidOption("The number of replicates", $"must be at least 1; it is {values.Replicates}", values.Replicates);
        var methods = AllMethods(values);
        var cells = new List<ExperimentCell>();
        var seen = new HashSet<CellKey>();
        foreach (int k in Given(values.K, nameof(values.K)))
            foreach (int? j in values.J.Count == 0 ? [null] : values.J.Select(j => (int?)j))
                foreach (var eta in Given(values.Eta, nameof(values.Eta)))
                    foreach (var alpha in Given(values.Alpha, nameof(values.Alpha)))
                        foreach (int n in Given(values.N, nameof(values.N)))
                            foreach (var length in Given(values.DocumentLength, nameof(values.DocumentLength)))
                            {
                                var cell = new ExperimentCell(k, eta, alpha, values.Vocabulary, j, n, length);
                                if (seen.Add(cell.Key)) cells.Add(cell);
                            }

        foreach (var method in methods)
        {
            // The options validate their values; of these only the number of clusters depends on the cell.
            if (method.Kind is { } kind && kind != ExperimentMethodKind.Bound) MethodFit.Check(method, cells[0].Key.K);
        }

        return new ExperimentGrid(cells, methods, values.Replicates);
    }

    /// <summary>A grid of cells and methods that were validated when it was first created.</summary>
    public static ExperimentGrid Restore(IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentMethod> methods, int replicates) => new(cells, methods, replicates);

    private static List<ExperimentMethod> AllMethods(ExperimentValues values)
    {
        var kinds = values.Methods.Distinct().ToList();
        if (kinds.Count + values.External.Count == 0) throw MixtureError.EmptyGrid("The list of methods");
        foreach (var (parameter, given) in values.Parameters)
        {
            Given(given, parameter);
            if (!kinds.Exists(kind => ExperimentMethod.ParametersOf(kind).Any(column => column.Name == parameter)))
                throw MixtureError.UnusedParameter(parameter, string.Join(", ", kinds.Select(kind => kind.ToString()).Concat(values.External.Select(external => external.Name))));
        }

        var methods = new List<ExperimentMethod>();
        foreach (var kind in kinds)
        {
            IEnumerable<Dictionary<string, double>> combinations = [new()];
            foreach (var parameter in ExperimentMethod.ParametersOf(kind))
            {
                if (!values.Parameters.TryGetValue(parameter.Name, out var given)) continue;
                combinations = [.. combinations.SelectMany(combination => given.Select(value => new Dictionary<string, double>(combination) { [parameter.Name] = value }))];
            }

            methods.AddRange(combinations.Select(combination =>
                ExperimentMethod.BuiltIn(kind, parameter => combination.TryGetValue(parameter, out double value) ? value : null)).Distinct());
        }

        foreach (var (name, code) in values.External)
        {
            if (Enum.TryParse<ExperimentMethodKind>(name, ignoreCase: true, out _) || methods.Exists(method => method.Name == name)) throw MixtureError.DuplicateMethod(name);
            methods.Add(ExperimentMethod.External(name, code));
        }

        return methods;
    }

    private static IReadOnlyList<T> Given<T>(IReadOnlyList<T> values, string what) => values.Count > 0 ? values : throw MixtureError.EmptyGrid(what);
}

/// <summary>The values of a grid.</summary>
internal sealed record ExperimentValues
{
    /// <summary>Numbers of clusters, each at least 1.</summary>
    public IReadOnlyList<int> K { get; init; } = [3];

    /// <summary>Dirichlet parameters of the word probabilities: one for all words or one per word.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Eta { get; init; } = [[1]];

    /// <summary>The probabilities of the clusters; null for equal ones.</summary>
    public IReadOnlyList<IReadOnlyList<double>?> Alpha { get; init; } = [null];

    /// <summary>Numbers of words; where empty, that of the vocabulary or of eta, else 5.</summary>
    public IReadOnlyList<int> J { get; init; } = [];

    /// <summary>The words, on which no draw depends; or null.</summary>
    public IReadOnlyList<string>? Vocabulary { get; init; }

    /// <summary>Numbers of documents.</summary>
    public IReadOnlyList<int> N { get; init; } = [1000];

    /// <summary>The lengths of documents.</summary>
    public IReadOnlyList<DocumentLength> DocumentLength { get; init; } = [Simulation.DocumentLength.Fixed(10)];

    /// <summary>The built-in methods.</summary>
    public IReadOnlyList<ExperimentMethodKind> Methods { get; init; } = [ExperimentMethodKind.KMeans];

    /// <summary>The custom methods: a name, and the text of the code.</summary>
    public IReadOnlyList<(string Name, string Code)> External { get; init; } = [];

    /// <summary>The values of the methods' parameters by name; others have their default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Parameters { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>The replicates of each cell, at least 1.</summary>
    public int Replicates { get; init; } = 1;
}
