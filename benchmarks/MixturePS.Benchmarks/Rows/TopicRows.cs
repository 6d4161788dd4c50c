using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks.Rows;

/// <summary>
/// Topic models beside scikit-learn's LatentDirichletAllocation and gensim's LdaModel, at equal perplexity of held-out documents.
/// Each side runs with several numbers of passes. The target is the least perplexity that the peer reaches, and the times are
/// those of the fastest fit of each side that reaches it. Topics of simulated documents are also compared with the true ones.
/// </summary>
internal sealed class TopicRows
{
    private const double Prior = 0.1, WordPrior = 0.01, Floor = 10;
    private const int BatchSize = 256, HeldOutSeed = 3;

    // A fit reaches the target if its perplexity is above it by no more than this share.
    private const double Slack = 0.005;

    // Fits of the peer that take longer than a minute are timed only this often.
    private const int LongRuns = 3;
    private const double LongRun = 60;

    private static readonly (TopicMethod Method, int Iterations)[] OurFits =
    [
        (TopicMethod.OnlineVariational, 1), (TopicMethod.OnlineVariational, 2), (TopicMethod.OnlineVariational, 5), (TopicMethod.Variational, 2), (TopicMethod.Variational, 3), (TopicMethod.Variational, 4), (TopicMethod.Variational, 5), (TopicMethod.Variational, 6), (TopicMethod.Variational, 8), (TopicMethod.Variational, 20), (TopicMethod.Variational, 40),
        (TopicMethod.Gibbs, 25), (TopicMethod.Gibbs, 50), (TopicMethod.Gibbs, 100), (TopicMethod.Gibbs, 200),
    ];

    private readonly string _name;
    private readonly string _title;
    private readonly int _k;
    private readonly int _repeats;
    private readonly double _limit;
    private readonly string _folder;
    private readonly string _python;
    private readonly Lazy<(Dfm Train, Dfm HeldOut)> _documents;
    private readonly Lazy<List<Fit>> _ours;

    private TopicRows(string name, string title, int k, Arguments arguments, int repeats, string folder, Func<(Dfm Train, Dfm HeldOut)> documents)
    {
        (_name, _title, _k, _repeats, _folder, _python) = (name, title, k, repeats, Path.Combine(folder, name), arguments.Python);
        _limit = double.Parse(arguments.Option("topics-limit") ?? "300", CultureInfo.InvariantCulture);
        _documents = new(() => Written(documents()));
        _ours = new(() =>
        {
            // The first fit of each method compiles its code.
            foreach (var method in OurFits.Select(fit => fit.Method).Distinct()) Measured((method, 1));
            return [.. OurFits.Select(Measured)];
        });
    }

    /// <summary>The rows of simulated documents, and those of each file that the command line names.</summary>
    public static IEnumerable<BenchmarkRow> All(Arguments arguments, string folder, int repeats, bool hasGensim)
    {
        int documents = Number("topics-documents", 20_000), words = Number("topics-words", 5_000), k = Number("topics-k", 50);
        string title = string.Create(CultureInfo.InvariantCulture, $"{documents:N0} x {words:N0} drawn from {k} topics");
        List<TopicRows> rows = [new("topics", title, k, arguments, repeats, folder, () => Drawn(documents, words, k))];
        foreach (string file in arguments.List("topics") ?? [])
            rows.Add(new TopicRows($"topics-{Path.GetFileNameWithoutExtension(file)}", $"{Path.GetFileName(file)}, K = {k}", k, arguments, repeats, folder, () => Read(file)));
        return rows.SelectMany(row => (IEnumerable<BenchmarkRow>)
        [
            new($"{row._name}-sklearn", () => row.Measure("scikit-learn's", ("sklearn-online", 1), ("sklearn-online", 2), ("sklearn-online", 5), ("sklearn-batch", 10), ("sklearn-batch", 40))),
            .. hasGensim ? [new BenchmarkRow($"{row._name}-gensim", () => row.Measure("gensim's", ("gensim", 1), ("gensim", 2), ("gensim", 5), ("gensim", 10)))] : (BenchmarkRow[])[],
        ]);

        int Number(string option, int value) => arguments.Option(option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;
    }

    /// <summary>Returns true if Python has gensim.</summary>
    public static bool HasGensim(Arguments arguments)
    {
        using var check = System.Diagnostics.Process.Start(arguments.Python, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('gensim') is None)"]);
        check.WaitForExit();
        return check.ExitCode == 0;
    }

    private TableRow Measure(string peer, params (string Software, int Passes)[] fits)
    {
        _ = _documents.Value;
        using var python = new LineProcess([_python, Path.Combine(AppContext.BaseDirectory, "peer_topics.py"), _folder, Word(_documents.Value.Train.FeatureCount), Word(_k)]);
        List<Fit> theirs = [];
        List<string> leftOut = [];
        foreach (var (software, passes) in fits)
        {
            double expected = theirs.FindLast(fit => fit.Name == software) is { } earlier ? earlier.Taken.Wall * passes / earlier.Passes : 0;
            if (expected > _limit) leftOut.Add($"{software} ({passes})");
            else theirs.Add(Theirs(python, software, passes));
        }

        double target = theirs.Min(fit => fit.Perplexity) * (1 + Slack);
        var other = theirs.Where(fit => fit.Perplexity <= target).MinBy(fit => fit.Taken.Wall)!;

        // Where the true topics are known, ours have to be at least as near to them.
        var own = _ours.Value.Where(fit => fit.Perplexity <= target && !(fit.Distance > other.Distance)).MinBy(fit => fit.Taken.Wall);
        var best = own ?? _ours.Value.MinBy(fit => fit.Perplexity)!;
        int repeats = other.Taken.Wall > LongRun ? Math.Min(LongRuns, _repeats) : _repeats;
        var times = Alternation.Run(repeats, () => Measured((best.Method, best.Passes)).Taken, () => Theirs(python, other.Name, other.Passes).Taken);
        return new TableRow($"topics of {_title}, ours by {best.Name} ({best.Passes}), theirs {peer} {other.Name} ({other.Passes})", times[1], times[0])
        {
            Floor = Floor,
            Agrees = own is not null,
            Answers = string.Create(CultureInfo.InvariantCulture, $"perplexity {best.Perplexity:0.0}, theirs {other.Perplexity:0.0}{Distances(best, other)}"),
            Why = "each token meets the topics of its document, or each cell all topics, in every pass",
            Section = Section(peer, theirs, leftOut, target, repeats),
        };
    }

    private static string Distances(Fit own, Fit other) => own.Distance is null ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"; Hellinger distance from the true topics {own.Distance:0.000}, theirs {other.Distance:0.000}");

    private string Section(string peer, List<Fit> theirs, List<string> leftOut, double target, int repeats)
    {
        bool hasTruth = theirs[0].Distance is not null;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## Topics of {_title}, beside {peer}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"One run each, with alpha {Prior} and eta {WordPrior}. The perplexity is that of one half of each held-out document given the other, of the same halves for all, with the topic shares that each software infers. The target is {target:0.0}.");
        if (hasTruth) text.AppendLine("The Hellinger distance is the mean over the pairs of true and estimated topics that an optimal assignment matches.");
        if (repeats < _repeats) text.AppendLine(CultureInfo.InvariantCulture, $"The times in the table above are of {repeats} runs, as each fit of the peer takes more than a minute.");
        if (leftOut.Count > 0) text.AppendLine(CultureInfo.InvariantCulture, $"Not run, as they would take longer than {_limit:0} s: {string.Join(", ", leftOut)}.");
        text.AppendLine().AppendLine(hasTruth ? "| fit | passes | seconds | perplexity | Hellinger distance |" : "| fit | passes | seconds | perplexity |").Append(hasTruth ? "| --- | ---: | ---: | ---: | ---: |" : "| --- | ---: | ---: | ---: |");
        foreach (var fit in theirs.Concat(_ours.Value))
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"| {fit.Name} | {fit.Passes} | {fit.Taken.Wall:0.00} | {fit.Perplexity:0.0} |");
            if (hasTruth) text.Append(CultureInfo.InvariantCulture, $" {fit.Distance:0.000} |");
        }

        return text.ToString();
    }

    private Fit Measured((TopicMethod Method, int Iterations) fit)
    {
        var (train, heldOut) = _documents.Value;
        var options = new TopicModelOptions
        {
            K = _k,
            Method = fit.Method,
            Iterations = fit.Iterations,
            Alpha = Prior,
            Eta = WordPrior,
            LearnAlpha = false,
            LearnEta = false,
            BatchSize = BatchSize,
        };
        var (taken, result) = Clock.Time(() => TopicModel.Fit(train, options, 0));
        var topics = (FittedTopics)result;
        return new Fit(topics.Method, fit.Method, fit.Iterations, taken, HeldOutPerplexity.Measure(topics.Mu, topics.Alpha, heldOut, HeldOutSeed).Perplexity, Distance(topics.Mu));
    }

    /// <summary>The mean Hellinger distance from the true topics, or null if the documents weren't simulated.</summary>
    private double? Distance(DenseMatrix mu) => _documents.Value.Train.Model is { } model ? TopicAccuracy.Measure(model.Mu, mu).HellingerDistance : null;

    private Fit Theirs(LineProcess python, string software, int passes)
    {
        var answer = python.Send($"fit {software} {passes}");
        double[] mu = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(_folder, "topics"))).ToArray();
        return new Fit(software, default, passes, new Seconds(answer.GetProperty("wall").GetDouble(), answer.GetProperty("cpu").GetDouble()), answer.GetProperty("perplexity").GetDouble(), Distance(new DenseMatrix(_k, mu.Length / _k, mu)));
    }

    private (Dfm Train, Dfm HeldOut) Written((Dfm Train, Dfm HeldOut) documents)
    {
        Directory.CreateDirectory(_folder);
        var (given, predicted) = HeldOutPerplexity.Halves(documents.HeldOut, RandomGenerator.FromSeed(HeldOutSeed), default);
        foreach (var (name, dfm) in new[] { ("train", documents.Train), ("given", given), ("predicted", predicted) })
        {
            Write(name, "offsets", dfm.Matrix.RowOffsets.ToArray());
            Write(name, "columns", dfm.Matrix.ColumnIndices.ToArray());
            Write(name, "values", dfm.Matrix.Values.ToArray());
        }

        return documents;
    }

    private void Write<T>(string name, string part, T[] values)
        where T : unmanaged => File.WriteAllBytes(Path.Combine(_folder, $"{name}-{part}"), MemoryMarshal.AsBytes<T>(values).ToArray());

    private static (Dfm Train, Dfm HeldOut) Drawn(int documents, int words, int k)
    {
        var generator = RandomGenerator.FromSeed(1);
        var model = MixtureModel.Draw(k, [.. Enumerable.Repeat(0.05, words)], [Prior], Vocabularies.Numbered(words), generator, MixtureMembership.Mixed);
        return (TopicSampler.Sample(model, documents, DocumentLength.Poisson(100), generator), TopicSampler.Sample(model, Math.Max(1, documents / 20), DocumentLength.Poisson(100), generator));
    }

    private static (Dfm Train, Dfm HeldOut) Read(string file)
    {
        using var builder = new DfmBuilder(new DfmBuilderOptions { Token = TokenKind.WhiteSpace, MinDocumentFrequency = 2 });
        foreach (string text in TextCorpus.Read(file).Where(text => !string.IsNullOrWhiteSpace(text))) builder.Add(text);
        var dfm = builder.Build();
        int[] order = RandomGenerator.FromSeed(0).Permutation(dfm.DocumentCount);
        int held = dfm.DocumentCount / 12;
        return (RowSelection.Take(dfm, order.AsSpan(held), dfm.Weighting, default), RowSelection.Take(dfm, order.AsSpan(0, held), dfm.Weighting, default));
    }

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A fit: its time, the perplexity of the held-out documents, and the distance from the true topics if they are known.</summary>
    private sealed record Fit(string Name, TopicMethod Method, int Passes, Seconds Taken, double Perplexity, double? Distance);
}
