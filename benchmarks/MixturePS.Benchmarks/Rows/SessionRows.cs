using System.Globalization;
using System.Text.Json;
using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Rows;

/// <summary>Work of cmdlets in a real PowerShell: files, and many small pipelines.</summary>
internal sealed class SessionRows(Arguments arguments, PeerProcess peer, string files, int repeats, Func<string, Answer> answers) : IDisposable
{
    private const double Tolerance = 1e-9;

    // The draws of k-means++ differ between versions of scikit-learn, so a few of a thousand fits end in other optima.
    private const double AccuracyTolerance = 1e-3;

    // The runtime compiles the code for speed during the first runs.
    private const int UntimedRuns = 3;

    private ShellProcess? _shell;

    public IEnumerable<BenchmarkRow> All =>
    [
        Import("import-matrix", "`Import-Dfm` of a Matrix Market file of 7.6 million entries, theirs SciPy's mmread", "matrix.mtx"),
        Import("import-texts", "`Import-Dfm` of 200,000 texts in JSON Lines, with their words counted; theirs pandas' read_json and scikit-learn's CountVectorizer", "texts.jsonl"),
        Import("import-numbers", "`Import-Dfm` of a CSV file of 300,000 x 50 numbers, theirs pandas' read_csv", "numbers.csv"),
        new BenchmarkRow("export", Export),
        new BenchmarkRow("small-job", SmallJob),
    ];

    private ShellProcess Shell => _shell ??= new ShellProcess(arguments);

    public void Dispose() => _shell?.Dispose();

    private BenchmarkRow Import(string name, string title, string file) => new(name, () =>
    {
        peer.Ask("prepare", name);
        var work = new { task = "import", file = Path.Combine(files, file) };
        double[] own = Scalars(Untimed(work)), other = answers(name).Scalars;
        var times = Alternation.Run(repeats, () => Shell.Run(work).Taken, () => peer.Time(name));
        bool isSame = own.Length == other.Length && own.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Abs(pair.Second));
        return new TableRow(title, times[1], times[0])
        {
            Floor = 1.5,
            Agrees = isSame,
            Answers = isSame ? "agree" : $"{Text(own)}, not {Text(other)}",
            Why = "every character is parsed",
        };
    });

    private TableRow Export()
    {
        string file = Path.Combine(files, "assignment-ours.csv");
        Directory.CreateDirectory(files);
        var work = new { task = "export", file };
        double rows = Scalars(Untimed(work))[0];
        peer.Ask("prepare", "export");
        double[] other = answers("export").Scalars;
        bool isSame = other[0] == rows && other[1] == 1 && File.ReadLines(file).Count() == rows + 1;
        var times = Alternation.Run(repeats, () => Shell.Run(work).Taken, () => peer.Time("export"));
        Shell.Run(new { task = "forget" });
        return new TableRow("`Get-ClusterAssignment \\| Export-Csv` of 1,000,000 documents, theirs pandas' to_csv of the same columns", times[1], times[0])
        {
            Agrees = isSame,
            Answers = isSame ? "agree" : "rows differ",
            Why = "Export-Csv reads each property of each row",
        };
    }

    private TableRow SmallJob()
    {
        var work = new { task = "small-job" };
        double own = Scalars(Untimed(work))[0], other = answers("small-job").Scalars[0];
        var times = Alternation.Run(repeats, () => Shell.Run(work).Taken);

        // A run of the peer takes more than a minute, and the requirement is an absolute one.
        var theirs = RunTimes.Of([peer.Time("small-job")]);
        bool isSame = Math.Abs(own - other) <= AccuracyTolerance;
        return new TableRow("1,000 pipelines: 200 documents of a model (J = 5, K = 3), ten starts of k-means, accuracy; theirs one run of NumPy and scikit-learn", theirs, times[0])
        {
            Ceiling = 0.6,
            Agrees = isSame,
            Answers = string.Create(CultureInfo.InvariantCulture, $"{(isSame ? "agree" : "differ")}: mean accuracy {own:0.000000} and {other:0.000000}"),
            Why = "binding the parameters of four cmdlets a sample",
        };
    }

    private JsonElement Untimed(object work)
    {
        JsonElement answer = default;
        for (int r = 0; r < UntimedRuns; r++) answer = Shell.Run(work).Answer;
        return answer;
    }

    private static double[] Scalars(JsonElement answer) => [.. answer.GetProperty("scalars").EnumerateArray().Select(value => value.GetDouble())];

    private static string Text(double[] values) => string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
