using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Benchmarks.Rows;

/// <summary>Mixtures of Dirichlet-multinomials, K = 1, 2, ..., beside Bioconductor's package DirichletMultinomial.</summary>
/// <param name="Name">The name, by which it can be selected.</param>
/// <param name="Documents">The number of documents, n.</param>
/// <param name="Features">The number of features, J.</param>
/// <param name="MostClusters">The greatest K.</param>
/// <param name="Limit">The time that R may take for all K; a K that would take it beyond is left out.</param>
/// <param name="Folder">A folder for the data.</param>
/// <param name="Repeats">The number of runs, fewer if they would take longer than the limit.</param>
internal sealed record DirichletMultinomialRows(string Name, int Documents, int Features, int MostClusters, TimeSpan Limit, string Folder, int Repeats)
{
    private const int KnownClusters = 4, Tokens = 1_000;
    private const int DefaultStarts = 10;
    private const double Floor = 20;

    // The prior of both sides: Dirichlet parameters have a gamma distribution of this shape and rate, as a density of their logarithms.
    private const double PriorShape = 0.1, PriorRate = 0.1;

    // Both sides end at a maximum up to their tolerances; a difference of the log-density below this is none.
    private const double Tolerance = 0.01;

    // Ours have as many starts as reach R's objective, which ends at other maxima now and then, or the last number if none does.
    private static readonly int[] s_starts = [1, 2, 3, 5, 10, 20, 30];

    public static IEnumerable<BenchmarkRow> All(Arguments arguments, string folder, int repeats)
    {
        var limit = TimeSpan.FromSeconds(Number("dmn-limit", 900));
        DirichletMultinomialRows[] rows =
        [
            new("dmn-small", 278, 130, Number("dmn-clusters", 7), limit, Path.Combine(folder, "dmn-small"), repeats),
            new("dmn-large", 2_000, 1_000, Number("dmn-large-clusters", 7), limit, Path.Combine(folder, "dmn-large"), repeats),
        ];
        return rows.Select(row => new BenchmarkRow(row.Name, row.Measure));

        int Number(string option, int value) => arguments.Option(option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;
    }

    /// <summary>Returns true if R has the package.</summary>
    public static bool HasPackage()
    {
        try
        {
            using var check = System.Diagnostics.Process.Start("Rscript", ["--vanilla", "-e", "quit(status = !nzchar(system.file(package = 'DirichletMultinomial')))"]);
            check.WaitForExit();
            return check.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private TableRow Measure()
    {
        var dfm = Draw();
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, "counts"), MemoryMarshal.AsBytes<double>(Enumerable.Range(0, Documents).SelectMany(dfm.Row).ToArray()));
        using var r = new LineProcess(
            ["Rscript", "--vanilla", Path.Combine(AppContext.BaseDirectory, "peer_dmn.R"), Folder, Word(Documents), Word(Features)]);
        string version = r.Send("version").GetProperty("package").GetString()!;

        // The first pass gives the answers and the number of runs within the limit.
        var theirs = new List<Fits>();
        var left = Limit;
        for (int k = 1; k <= MostClusters && Fit(r, k, left) is { } fit; k++)
        {
            left -= TimeSpan.FromSeconds(fit.Wall);
            theirs.Add(new Fits(Objective(dfm, TheirModel(k))) { Runs = { fit } });
        }

        int most = theirs.Count;
        if (most == 0) throw new InvalidOperationException($"R took longer than --dmn-limit, {Limit.TotalSeconds} s, for K = 1.");
        var ours = new List<Fits>();
        for (int k = 1; k <= most; k++)
        {
            foreach (int starts in s_starts)
            {
                var (taken, result) = Clock.Time(() => Fit(dfm, k, starts));
                var fits = new Fits(Objective(dfm, OurModel(result))) { Starts = starts, Runs = { taken } };
                if (starts != s_starts[^1] && fits.Objective < theirs[k - 1].Objective - Tolerance) continue;
                ours.Add(fits);
                break;
            }
        }

        bool isCut = most < MostClusters;
        int repeats = isCut ? 0 : (int)Math.Min(Repeats, Limit / TimeSpan.FromSeconds(theirs.Sum(fits => fits.Runs[0].Wall)));
        if (repeats > 0) foreach (var fits in ours.Concat(theirs)) fits.Runs.Clear();
        for (int run = 0; run < repeats; run++)
        {
            for (int k = 1; k <= most; k++) ours[k - 1].Runs.Add(Clock.Time(() => Fit(dfm, k, ours[k - 1].Starts)).Taken);
            for (int k = 1; k <= most; k++) theirs[k - 1].Runs.Add(Fit(r, k, Timeout.InfiniteTimeSpan)!.Value);
        }

        double worst = ours.Zip(theirs, (own, other) => own.Objective - other.Objective).DefaultIfEmpty().Min();
        string runs = repeats < Repeats ? string.Create(CultureInfo.InvariantCulture, $" (runs: {Math.Max(repeats, 1)})") : string.Empty;
        string title = string.Create(CultureInfo.InvariantCulture, $"Dirichlet-multinomial mixtures of {Documents:N0} x {Features:N0}, K = 1 to {most}, the fewest starts that reach the objective of the other; theirs R's DirichletMultinomial {version}, one start{runs}");
        return new TableRow(title, Fits.Total(theirs), Fits.Total(ours))
        {
            Floor = Floor,
            Agrees = worst >= -Tolerance,
            Answers = worst >= -Tolerance ? "objective no lower for any K" : FormattableString.Invariant($"objective lower by {-worst:0.000}"),
            Why = "digamma and log-gamma functions of every count",
            Section = Section(theirs, ours, [.. Enumerable.Range(1, most).Select(k => Clock.Time(() => Fit(dfm, k, DefaultStarts)).Taken.Wall)], isCut),
        };
    }

    private string Section(List<Fits> theirs, List<Fits> ours, List<double> tenStarts, bool isCut)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## Dirichlet-multinomial mixtures of {Documents:N0} x {Features:N0}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{KnownClusters} clusters, documents of {Tokens:N0} tokens; medians. The objective is the log-likelihood without the multinomial coefficients plus the log-prior without its constant; one function computes it from the shares and Dirichlet parameters of both.");
        if (isCut) text.AppendLine(CultureInfo.InvariantCulture, $"R was given {Limit.TotalSeconds:0} s for K = 1 to {MostClusters}, which were over at K = {theirs.Count + 1}.");
        text.AppendLine().AppendLine("| K | theirs, s | our starts | ours, s | times | their objective | ours | ours - theirs | ours with ten starts, s |").Append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (int k = 0; k < ours.Count; k++)
        {
            var (own, other) = (ours[k], theirs[k]);
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"| {k + 1} | {other.Median:0.000} | {own.Starts} | {own.Median:0.000} | {other.Median / own.Median:0.0} | {other.Objective:0.000} | {own.Objective:0.000} | {own.Objective - other.Objective:0.000} | {tenStarts[k]:0.000} |");
        }

        return text.ToString();
    }

    private Dfm Draw()
    {
        var generator = RandomGenerator.FromSeed(Documents);
        var words = Dirichlets.Sample(generator, [.. Enumerable.Repeat(0.5, Features)], KnownClusters);
        double[] counts = new double[Documents * Features], theta = new double[Features], p = new double[Features];
        long[] row = new long[Features];
        for (int i = 0; i < Documents; i++)
        {
            // The precision of each cluster is a quarter of the number of features.
            for (int j = 0; j < Features; j++) theta[j] = Math.Max(words[i % KnownClusters, j] * Features / 4, 1e-3);
            generator.Dirichlet(theta, p);
            generator.Multinomial(Tokens, p, row);
            for (int j = 0; j < Features; j++) counts[(i * Features) + j] = row[j];
        }

        return new Dfm(SparseMatrix.FromDense(Documents, Features, counts), [.. Enumerable.Range(0, Features).Select(j => $"w{j}")]);
    }

    private static MixtureClustering Fit(Dfm dfm, int k, int starts) =>
        MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Restarts = starts, Component = MixtureComponent.DirichletMultinomial }, 1);

    private static Seconds? Fit(LineProcess r, int k, TimeSpan limit) =>
        limit <= TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan ? null
        : r.Send($"fit {k}", limit) is { } answer ? new Seconds(answer.GetProperty("wall").GetDouble(), answer.GetProperty("cpu").GetDouble()) : null;

    private static (double[] Shares, double[][] Theta) OurModel(object result)
    {
        var fit = (MixtureClustering)result;
        var theta = Enumerable.Range(0, fit.Model.K).Select(k => Enumerable.Range(0, fit.Model.J).Select(j => fit.Model.Mu[k, j] * fit.Precision![k]).ToArray());
        return ([.. fit.Model.Alpha], [.. theta]);
    }

    private (double[] Shares, double[][] Theta) TheirModel(int k)
    {
        double[] values = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(Folder, $"fit-{k}"))).ToArray();
        return (values[..k], [.. values.Skip(k).Chunk(Features)]);
    }

    /// <summary>sum_i log sum_k alpha_k p(W_i | theta_k) + sum_kj (shape log theta_kj - rate theta_kj), without constants.</summary>
    private static double Objective(Dfm dfm, (double[] Shares, double[][] Theta) model)
    {
        var (shares, theta) = model;
        double[] sums = Array.ConvertAll(theta, parameters => parameters.Sum()), terms = new double[shares.Length];
        double objective = theta.Sum(parameters => parameters.Sum(value => (PriorShape * Math.Log(value)) - (PriorRate * value)));
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var columns = dfm.Matrix.RowColumns(i);
            var counts = dfm.Matrix.RowValues(i);
            double length = 0;
            foreach (double count in counts) length += count;
            for (int k = 0; k < shares.Length; k++)
            {
                terms[k] = Math.Log(shares[k]) - RisingFactorial.Log(sums[k], length);
                for (int c = 0; c < columns.Length; c++) terms[k] += RisingFactorial.Log(theta[k][columns[c]], counts[c]);
            }

            objective += LogSumExp.Of(terms);
        }

        return objective;
    }

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The fits of one K on one side: their objective, which is that of every run, and their times.</summary>
    private sealed record Fits(double Objective)
    {
        public List<Seconds> Runs { get; } = [];

        public int Starts { get; init; } = 1;

        public double Median => RunTimes.Of(Runs).Median.Wall;

        /// <summary>The times of runs over all K.</summary>
        public static RunTimes Total(List<Fits> all) =>
            RunTimes.Of([.. Enumerable.Range(0, all[0].Runs.Count).Select(run => new Seconds(all.Sum(fits => fits.Runs[run].Wall), all.Sum(fits => fits.Runs[run].Cpu)))]);
    }
}
