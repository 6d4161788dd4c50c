using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>The search for the number of clusters: its rows, its journal and its suggestion.</summary>
public sealed class ClusterCountTests : IDisposable
{
    private static readonly Dfm Documents = DfmSampler.Sample(
        MixtureModel.Draw(3, [0.2], null, Vocabularies.Numbered(50), RandomGenerator.FromSeed(1)), 90, DocumentLength.Fixed(30), RandomGenerator.FromSeed(2));

    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ClusterCountMethod.EM)]
    [InlineData(ClusterCountMethod.KMeans)]
    [InlineData(ClusterCountMethod.SphericalKMeans)]
    public void FindsTheNumberOfClustersOfTheModel(ClusterCountMethod method)
    {
        var rows = ClusterCountSearch.Run(Documents, Options([2, 3, 4], method), 1);
        Assert.Equal([2, 3, 4], rows.Select(row => row.K));
        Assert.Equal(3, Assert.Single(rows, row => row.Suggested).K);
        Assert.All(rows, row => Assert.NotEmpty(row.Reason));
        Assert.All(rows, row => Assert.Equal(method == ClusterCountMethod.EM, row.Bic is not null && row.HeldOutLogLikelihood is not null));
        Assert.Equal(1, rows[1].Stability!.Value, 0.1);
    }

    [Fact]
    public void NoRowDependsOnTheOtherK()
    {
        foreach (var method in (ClusterCountMethod[])[ClusterCountMethod.EM, ClusterCountMethod.KMeans])
        {
            var alone = ClusterCountSearch.Run(Documents, Options([3], method), 7)[0];
            var among = ClusterCountSearch.Run(Documents, Options([4, 1, 3, 3], method) with { ThrottleLimit = 1 }, 7);
            Assert.Equal([1, 3, 4], among.Select(row => row.K));
            Assert.Equal(alone with { Reason = "", Suggested = false }, among[1] with { Reason = "", Suggested = false, BestBy = "" });
        }
    }

    [Fact]
    public void FitsCanBeReproduced()
    {
        var row = ClusterCountSearch.Run(Documents, Options([3], ClusterCountMethod.EM), 7)[0];
        var fit = MixtureEM.Fit(Documents, new MixtureEMOptions { K = 3, Restarts = 2 }, row.FitSeed);
        Assert.Equal((fit.LogLikelihood, fit.Bic, fit.Icl, fit.Aic), (row.LogLikelihood, row.Bic, row.Icl, row.Aic));
        Assert.Equal(Silhouette.Measure(Documents, fit.Labels), row.Silhouette);
        var kmeans = ClusterCountSearch.Run(Documents, Options([3], ClusterCountMethod.KMeans), 7)[0];
        Assert.Equal(KMeans.Fit(Documents, new KMeansOptions { K = 3, Restarts = 2 }, (uint)kmeans.FitSeed).Inertia, kmeans.Inertia);
    }

    [Fact]
    public void TheLikelihoodOfHeldOutDocumentsIsThatOfEM()
    {
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            var mixture = MixtureEM.Fit(Documents, new MixtureEMOptions { K = 2, Restarts = 1, Component = component }, 3);
            int[] all = [.. Enumerable.Range(0, Documents.DocumentCount)];
            double sum = ((BayesRule)DecisionRule.For(mixture)).LogLikelihood(Documents.Matrix, all, 0, CancellationToken.None);
            Assert.Equal(1, mixture.LogLikelihood!.Value / sum, 1e-9);
        }
    }

    [Fact]
    public void TopicsAreComparedByDocumentCompletion()
    {
        var options = new ClusterCountOptions { K = [2, 3], Method = ClusterCountMethod.Topics, Folds = 2, Restarts = 1, Subsamples = 2 };
        Assert.Equal(3, options.FitCount(3));
        var rows = ClusterCountSearch.Run(Documents, options, 7);
        Assert.Equal(rows.MaxBy(row => row.HeldOutLogLikelihood)!.K, rows.Single(row => row.Suggested).K);
        var row = rows[1];
        Assert.True(row is { Silhouette: null, Stability: null, Bic: null });
        Assert.Equal(TopicModel.Fit(Documents, new TopicModelOptions { K = 3 }, row.FitSeed).Converged, row.Converged);

        // All K predict the same tokens.
        double[] tokens = [.. rows.Select(of => -of.HeldOutLogLikelihood!.Value / Math.Log(of.Perplexity!.Value))];
        Assert.Equal(Math.Round(tokens[0]), tokens[0], 6);
        Assert.Equal(tokens[0], tokens[1], 6);
        Assert.InRange(tokens[0], 0.45 * Documents.DocumentLength().Sum(), 0.55 * Documents.DocumentLength().Sum());

        // More topics than documents are no error, and a journal keeps the perplexity.
        string path = Path.Combine(_folder, "topics.jsonl");
        Assert.Equal(rows, ClusterCountSearch.Run(Documents, options, 7, path));
        Assert.Equal(rows, ClusterCountSearch.Run(Documents, options, 7, path));
        Assert.Single(ClusterCountSearch.Run(TestDfm.Of(2, 3, [1, 2, 0, 0, 2, 1]), options with { K = [5], Folds = 0 }, 7));
        Refuses("AlreadyWeighted", () => ClusterCountSearch.Run(Core.Text.TfIdf.Transform(Documents, new TfIdfOptions()), options, 7));
    }

    [Fact]
    public void ASearchResumesFromItsJournal()
    {
        string path = Path.Combine(_folder, "journal.jsonl");
        var warnings = new List<string>();
        var whole = ClusterCountSearch.Run(Documents, Options([1, 2, 3], ClusterCountMethod.EM), 7);
        ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.EM), 7, path, warnings.Add);
        Assert.Equal(whole, ClusterCountSearch.Run(Documents, Options([1, 2, 3], ClusterCountMethod.EM), null, path, warnings.Add));
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(4, lines.Length);
        Assert.Empty(warnings);

        // Truncated within the last line, as after a power failure.
        File.WriteAllText(path, string.Join('\n', lines)[..^20]);
        Assert.Equal(whole, ClusterCountSearch.Run(Documents, Options([1, 2, 3], ClusterCountMethod.EM), 7, path, warnings.Add));
        Assert.Single(warnings);
        Assert.Equal(lines.Order(), File.ReadAllLines(path).Order());

        // The stored rows are read and not recomputed: a change with a new checksum is visible, and with the old checksum refused.
        string[] changed = Array.ConvertAll(File.ReadAllLines(path), line => line.Replace($"\"stability\":{FormattableString.Invariant($"{whole[1].Stability}")}", "\"stability\":0.25", StringComparison.Ordinal));
        File.WriteAllLines(path, changed);
        Refuses("MalformedFile", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.EM), null, path));
        File.WriteAllLines(path, changed.Select(Signed));
        Assert.Equal(0.25, ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.EM), null, path)[0].Stability);

        static string Signed(string line)
        {
            string content = line[..line.IndexOf(",\"check\":", StringComparison.Ordinal)];
            byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content));
            return $"{content},\"check\":\"{Convert.ToHexString(hash, 0, 8).ToLowerInvariant()}\"}}";
        }
    }

    [Fact]
    public void AJournalOfAnotherSearchIsRefused()
    {
        string path = Path.Combine(_folder, "journal.jsonl");
        ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans), 7, path);
        string before = File.ReadAllText(path);
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans), 8, path));
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.EM), 7, path));
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans) with { Restarts = 3 }, 7, path));
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans) with { Fraction = 0.7 }, 7, path));
        double[] cells = [.. Enumerable.Range(0, Documents.DocumentCount).SelectMany(i => Enumerable.Range(0, Documents.FeatureCount).Select(j => Documents[i, j]))];
        cells[Array.FindLastIndex(cells, cell => cell > 0)]++;
        var changed = new Dfm(SparseMatrix.FromDense(Documents.DocumentCount, Documents.FeatureCount, cells), Documents.Vocabulary);
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(changed, Options([2], ClusterCountMethod.KMeans), 7, path));
        var others = DfmSampler.Sample(Documents.Model!, 90, DocumentLength.Fixed(25), RandomGenerator.FromSeed(9));
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(others, Options([2], ClusterCountMethod.KMeans), 7, path));
        Assert.Equal(before, File.ReadAllText(path));
        File.WriteAllText(path, "{}\n");
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans), 7, path));
        File.WriteAllText(path, before + "{\"k\":\n{}\n");
        Refuses("MalformedFile", () => ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans), 7, path));
        File.WriteAllText(path, before[..30]);
        Assert.Single(ClusterCountSearch.Run(Documents, Options([2], ClusterCountMethod.KMeans), 7, path));
    }

    [Fact]
    public void TheMarginalLikelihoodChangesNoOtherColumn()
    {
        var options = Options([1, 3], ClusterCountMethod.EM) with { Criterion = ClusterCountCriterion.MarginalLikelihood };
        var rows = ClusterCountSearch.Run(Documents, options, 7);
        var without = ClusterCountSearch.Run(Documents, options with { Draws = 0, Criterion = ClusterCountCriterion.Bic }, 7);
        Assert.All(rows, row => Assert.True(row.LogMarginalLikelihood < row.LogLikelihood && row.LogMarginalLikelihoodError < 1 && row.PriorBeta > 0));
        Assert.Equal(0, rows[0].LogMarginalLikelihoodError);
        Assert.StartsWith("the marginal log-likelihood is greatest, ", Assert.Single(rows, row => row.Suggested).Reason);
        Assert.Equal(3, Assert.Single(rows, row => row.Suggested).K);
        Assert.Equal(without.Select(Plain), rows.Select(row => Plain(row with { LogMarginalLikelihood = null, LogMarginalLikelihoodError = null, PriorBeta = null })));
        foreach (var method in (ClusterCountMethod[])[ClusterCountMethod.KMeans, ClusterCountMethod.DirichletMultinomialEM])
            Assert.Null(ClusterCountSearch.Run(Documents, Options([2], method), 7)[0].LogMarginalLikelihood);

        static ClusterCountRow Plain(ClusterCountRow row) => row with { Reason = "", BestBy = "", Suggested = false };
    }

    [Fact]
    public void AJournalWithoutTheMarginalLikelihoodIsReadWithoutDraws()
    {
        string path = Path.Combine(_folder, "journal.jsonl");
        var options = Options([2], ClusterCountMethod.EM) with { Draws = 0 };
        ClusterCountSearch.Run(Documents, options, 7, path);

        // The settings are those of journals from before there were draws.
        Assert.Contains("\"settings\":\"EM, 2 folds, 1 pairs of 0.8, 2 starts, smoothing 0.1, silhouettes of 5000\"", File.ReadAllLines(path)[0]);
        Assert.Null(ClusterCountSearch.Run(Documents, options, 7, path)[0].LogMarginalLikelihood);
        Refuses("JournalMismatch", () => ClusterCountSearch.Run(Documents, options with { Draws = 4 }, 7, path));
    }

    [Fact]
    public void EdgeCasesAreRefusedOrUndefined()
    {
        Refuses("InvalidOption", () => _ = Options([2], ClusterCountMethod.EM) with { Draws = 1 });
        Refuses("InvalidClusterCount", () => Options([0], ClusterCountMethod.KMeans));
        Refuses("InvalidOption", () => Options([], ClusterCountMethod.KMeans));
        Refuses("TooManyClusters", () => ClusterCountSearch.Run(Documents, Options([91], ClusterCountMethod.KMeans), 7));
        Refuses("EmptyDfm", () => ClusterCountSearch.Run(new Dfm(SparseMatrix.FromDense(0, 1, []), ["a"]), Options([1], ClusterCountMethod.KMeans), 7));
        var weighted = MixturePS.Core.Text.TfIdf.Transform(Documents, new MixturePS.Core.Data.TfIdfOptions());
        Refuses("AlreadyWeighted", () => ClusterCountSearch.Run(weighted, Options([2], ClusterCountMethod.EM), 7));
        var rows = ClusterCountSearch.Run(weighted, Options([1, 90], ClusterCountMethod.KMeans), 7);
        Assert.All(rows, row => Assert.Equal((null, null, false), (row.Silhouette, row.Stability, row.Suggested)));
        Assert.All(rows, row => Assert.EndsWith("not defined for it", row.Reason));
    }

    [Fact]
    public void TiesGoToTheSmallestK()
    {
        ClusterCountRow[] rows = [Row(2, 5), Row(3, 4), Row(4, 4), Row(5, double.PositiveInfinity)];
        var filled = ClusterCountSuggestion.Fill(rows, ClusterCountCriterion.Bic);
        Assert.Equal(3, Assert.Single(filled, row => row.Suggested).K);
        Assert.Equal("BIC is 1 above that of K = 3", filled[0].Reason);
        Assert.Equal("BIC is least, 4; that of K = 4 is 0 above", filled[1].Reason);
        Assert.Equal(5, Assert.Single(ClusterCountSuggestion.Fill([.. rows.Select(row => row with { HeldOutLogLikelihood = row.K })], ClusterCountCriterion.HeldOut), row => row.Suggested).K);

        static ClusterCountRow Row(int k, double bic) => new() { K = k, Bic = bic };
    }

    [Fact]
    public void TheGreatestOfTheStablestIsSuggested()
    {
        ClusterCountRow[] rows = [Row(1, null), Row(2, 1), Row(3, 0.985), Row(4, 0.97), Row(5, 0.99), Row(6, 0.6)];
        var filled = ClusterCountSuggestion.Fill(rows, ClusterCountCriterion.Stability);
        Assert.Equal(5, Assert.Single(filled, row => row.Suggested).K);
        Assert.Equal(
            [
                "the stability is not defined for it",
                "the stability is 1, as good as that of K = 5, which is greater",
                "the stability is 0.985, as good as that of K = 5, which is greater",
                "the stability is 0.03 below that of K = 2",
                "the stability is 0.99; no greater K is within 0.02 of the greatest, 1 for K = 2",
                "the stability is 0.4 below that of K = 2",
            ],
            filled.Select(row => row.Reason));
        Assert.Equal(["", "", "", "", "the stability", ""], filled.Select(row => row.BestBy));
        Assert.Equal("the stability is 1; no greater K is within 0.02 of the greatest", ClusterCountSuggestion.Fill([Row(3, 0.5), Row(4, 1), Row(5, 0.7)], ClusterCountCriterion.Stability)[1].Reason);
        Assert.Equal("the stability is 0.5; there is no other to compare with", ClusterCountSuggestion.Fill([Row(3, 0.5)], ClusterCountCriterion.Stability)[0].Reason);
        Assert.Equal(4, Assert.Single(ClusterCountSuggestion.Fill([Row(3, 1), Row(4, 0.98), Row(5, 0.979)], ClusterCountCriterion.Stability), row => row.Suggested).K);

        static ClusterCountRow Row(int k, double? stability) => new() { K = k, Stability = stability, N = 100 };
    }

    private static ClusterCountOptions Options(int[] k, ClusterCountMethod method) => new() { K = k, Method = method, Restarts = 2, Folds = 2, Subsamples = 1, Draws = 4 };

    private static void Refuses(string id, Action action) => Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
}
