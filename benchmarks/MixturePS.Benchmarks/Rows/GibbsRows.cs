using System.Globalization;
using System.Text.Json;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks.Rows;

/// <summary>Gibbs sampling of news titles (Yin and Wang 2014), beside the Java library STTM, whose jar is an option.</summary>
internal sealed class GibbsRows
{
    private const int K = 500, Iterations = 30;

    // The sides.
    private const int OneChain = 0, FourChains = 1, Peer = 2;

    private const double Prior = 0.1;

    // Chains differ, and so do their NMI. Ours may be higher: the consensus of a chain's sweeps is better than the last one.
    private const double Tolerance = 0.02;

    private readonly string _jar;
    private readonly string _folder;
    private readonly string _corpus;
    private readonly PeerProcess _launcher;
    private readonly int _repeats;
    private readonly int[] _known;
    private readonly Dfm _dfm;
    private readonly List<double>[] _nmi = [[], [], []];
    private readonly Lazy<RunTimes[]> _times;

    private GibbsRows(string jar, string titles, string folder, PeerProcess launcher, int repeats)
    {
        (_jar, _folder, _launcher, _repeats) = (Path.GetFullPath(jar), folder, launcher, repeats);
        Directory.CreateDirectory(folder);

        // STTM skips documents without words.
        var documents = File.ReadLines(titles).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (Text: line.GetProperty("text").GetString()!, Cluster: line.GetProperty("cluster").GetInt32()))
            .Where(document => document.Text.Trim().Length > 0).ToArray();
        _known = Array.ConvertAll(documents, document => document.Cluster);
        _corpus = Path.Combine(folder, "titles.txt");
        File.WriteAllLines(_corpus, documents.Select(document => document.Text));
        using var builder = new DfmBuilder(new DfmBuilderOptions { Token = TokenKind.WhiteSpace });
        foreach (var (text, _) in documents) builder.Add(text);
        _dfm = builder.Build();
        _times = new Lazy<RunTimes[]>(MeasureAll);
    }

    /// <summary>The rows, if --sttm and --titles are given.</summary>
    public static IEnumerable<BenchmarkRow> All(Arguments arguments, PeerProcess launcher, string folder, int repeats)
    {
        if (arguments.Option("sttm") is not { } jar || arguments.Option("titles") is not { } titles) return [];
        var rows = new Lazy<GibbsRows>(() => new GibbsRows(jar, titles, Path.Combine(folder, "gibbs"), launcher, repeats));
        return
        [
            new BenchmarkRow("gibbs", () => rows.Value.Measure($"Gibbs sampling of {rows.Value._known.Length:N0} news titles, K = {K}, {Iterations} sweeps, one chain; theirs Java's STTM", OneChain)),
            new BenchmarkRow("gibbs-chains", () => rows.Value.Measure("the same with the default four chains and their consensus", FourChains)),
        ];
    }

    private TableRow Measure(string title, int side)
    {
        var times = _times.Value;
        double own = _nmi[side].Average(), other = _nmi[Peer].Average();
        bool isNoWorse = own >= other - Tolerance;
        return new TableRow(title, times[Peer], times[side])
        {
            Agrees = isNoWorse,
            Answers = string.Create(CultureInfo.InvariantCulture, $"{(isNoWorse ? "agree" : "differ")}: mean NMI {own:0.000}, theirs {other:0.000}"),
            Why = "a product over the tokens of a document for each cluster in use",
        };
    }

    /// <summary>Lets one chain, four chains and the peer take turns, after an untimed run of ours.</summary>
    private RunTimes[] MeasureAll()
    {
        Own(OneChain, 1);
        _nmi[OneChain].Clear();
        return Alternation.Run(_repeats, () => Own(OneChain, 1), () => Own(FourChains, null), Their);
    }

    private Seconds Own(int side, int? chains)
    {
        int seed = _nmi[side].Count;
        var options = new GibbsOptions { K = K, Alpha = Prior, Beta = Prior, Iterations = Iterations, Chains = chains };
        var (taken, result) = Clock.Time(() => Gibbs.Fit(_dfm, options, seed));
        _nmi[side].Add(Nmi([.. ((GibbsClustering)result).Labels]));
        return taken;
    }

    private Seconds Their()
    {
        // STTM states the time of its own start and sweeps, without the Java runtime, reading and writing.
        string[] command = ["sh", "-c", "cd \"$1\" && exec java -jar \"$2\" -model DMM -corpus \"$3\" -ntopics 500 -alpha 0.1 -beta 0.1 -niters 30 -name run", "sh", _folder, _jar, _corpus];
        if (WholeProcesses.Run(_launcher, command).GetProperty("exit").GetInt32() != 0) throw new InvalidOperationException("STTM failed.");
        string results = Path.Combine(_folder, "results");
        _nmi[Peer].Add(Nmi([.. File.ReadLines(Path.Combine(results, "run.topicAssignments")).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))]));
        string total = File.ReadLines(Path.Combine(results, "run.paras")).Single(line => line.StartsWith("-total time", StringComparison.Ordinal)).Split('\t')[1];
        return new Seconds(double.Parse(total, CultureInfo.InvariantCulture) / 1000, double.NaN);
    }

    private double Nmi(int[] labels) => AgreementIndices.NormalizedMutualInformation(ContingencyTable.FromLabels(_known, labels));
}
