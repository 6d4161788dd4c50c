using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>EM with labels and seed words.</summary>
public sealed class GuidanceEMTests
{
    private static readonly Gen<(Dfm Dfm, MixtureEMOptions Options, uint Seed)> Cases =
        from n in Gen.Int[3, 30]
        from j in Gen.Int[2, 8]
        from cells in Gen.Int[0, 6].Array[n * j]
        from k in Gen.Int[1, 3]
        from labels in Gen.Int[-2, k - 1].Array[n]
        from weight in Gen.Int[0, 2].Select(i => new[] { 0.1, 0.6, 1 }[i])
        from smoothing in Gen.Int[0, 2].Select(i => new[] { 0, 0.1, 1 }[i])
        from seedWeight in Gen.Double[0.5, 4]
        from hasSeeds in Gen.Bool
        from hard in Gen.Bool
        from seed in Gen.UInt
        select (TestDfm.Of(n, j, Array.ConvertAll(cells, c => c < 3 ? 0.0 : c - 2)), new MixtureEMOptions
        {
            K = k,
            Smoothing = smoothing,
            Hard = hard,
            Anneal = 1,
            Restarts = 2,
            Guidance = new GuidanceOptions
            {
                KnownLabels = [0, .. labels.Skip(1).Select(label => label < 0 ? null : (object)label)],
                UnlabelledWeight = weight,
                SeedTerms = hasSeeds ? [(k - 1, [j - 1])] : [],
                SeedWeight = seedWeight,
            },
        }, seed);

    [Fact]
    public void AStepNeverLowersTheObjective() => Cases.Sample(c =>
    {
        var model = Start(c.Dfm, c.Options.K, c.Seed);
        double before = double.NegativeInfinity;
        for (int i = 0; i < 6; i++)
        {
            var step = MixtureEM.Step(c.Dfm, model, c.Options);
            Assert.True(step.Objective >= before - (1e-9 * (1 + Math.Abs(before))), $"{step.Objective} after {before}");
            AssertHeld(c.Options.Guidance!, step.Posterior);
            before = step.Objective;
            model = step.Next;
        }

        Assert.True(double.IsFinite(before));
    }, iter: 300);

    [Fact]
    public void TheObjectiveOfAFitNeverFalls() => Cases.Sample(c =>
    {
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            var fit = MixtureEM.Fit(c.Dfm, c.Options with { Component = component }, c.Seed);
            for (int i = 1; i < fit.ObjectiveTrace.Count; i++)
                Assert.True(fit.ObjectiveTrace[i] >= fit.ObjectiveTrace[i - 1] - (1e-8 * (1 + Math.Abs(fit.ObjectiveTrace[i]))), $"{component}: {fit.ObjectiveTrace[i]} after {fit.ObjectiveTrace[i - 1]}");
            AssertHeld(c.Options.Guidance!, fit.Posterior);
            for (int i = 0; i < fit.Labels.Count; i++)
                if (c.Options.Guidance!.KnownLabels![i] is int label) Assert.Equal(label, fit.Labels[i]);
        }
    }, iter: 100);

    // The posterior mode, written out: labelled documents count for their label, the others with lambda times their posterior,
    // and each seed word with its weight more.
    [Fact]
    public void AStepIsTheMapEstimateByHand() => Cases.Sample(c =>
    {
        if (c.Options.Hard) return;
        var (options, guidance) = (c.Options, c.Options.Guidance!);
        var model = Start(c.Dfm, options.K, c.Seed);
        var step = MixtureEM.Step(c.Dfm, model, options);
        var (plain, _) = Twins.PlainMixture.Posterior(c.Dfm, model);
        var shares = new double[options.K];
        double documents = 0, objective = 0;
        for (int i = 0; i < c.Dfm.DocumentCount; i++)
        {
            double weight = guidance.KnownLabels![i] is null ? guidance.UnlabelledWeight : 1;
            documents += weight;
            objective += weight * LogLikelihood(c.Dfm.Row(i), model, guidance.KnownLabels[i] as int?);
            for (int k = 0; k < options.K; k++) shares[k] += weight * Gamma(i, k);
        }

        for (int k = 0; k < options.K; k++)
        {
            Assert.Equal(Math.Max(1e-300, shares[k] / documents), step.Next.Alpha[k], 1e-9);
            var tokens = new double[c.Dfm.FeatureCount];
            for (int i = 0; i < c.Dfm.DocumentCount; i++)
                for (int j = 0; j < tokens.Length; j++) tokens[j] += (guidance.KnownLabels![i] is null ? guidance.UnlabelledWeight : 1) * Gamma(i, k) * c.Dfm[i, j];
            for (int j = 0; j < tokens.Length; j++)
            {
                double seeds = Seeds(k, j);
                tokens[j] += seeds + options.Smoothing;
                objective += (seeds + options.Smoothing) * Math.Log(model.Mu[k, j]);
            }

            for (int j = 0; j < tokens.Length; j++)
                Assert.Equal(tokens.Sum() == 0 ? model.Mu[k, j] : tokens[j] / tokens.Sum(), step.Next.Mu[k, j], 1e-9);
        }

        Assert.Equal(objective, step.Objective, 1e-6 * (1 + Math.Abs(objective)));

        double Gamma(int i, int k) => guidance.KnownLabels![i] is int label ? (label == k ? 1 : 0) : plain[i][k];

        double Seeds(int k, int j) => guidance.SeedTerms.Any(group => group.Cluster is int cluster && cluster == k && group.Features.Contains(j)) ? Math.Round(guidance.SeedWeight!.Value * (1 << 20)) / (1 << 20) : 0;
    }, iter: 200);

    [Fact]
    public void LambdaZeroIsNaiveBayesOfScikitLearn()
    {
        int compared = 0;
        foreach (var run in Golden.Load("sklearn-nb.json").EnumerateArray())
        {
            var dfm = TestDfm.OfRows(run.GetProperty("x").DoubleRows());
            int[] labels = run.GetProperty("labels").Ints();
            var shares = run.GetProperty("shares").Doubles();
            double[][] mu = run.GetProperty("mu").DoubleRows(), posterior = run.GetProperty("posterior").DoubleRows();
            var guidance = new GuidanceOptions { KnownLabels = [.. labels.Select(label => label < 0 ? null : (object)label)], UnlabelledWeight = 0 };
            var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = shares.Length, Smoothing = run.GetProperty("smoothing").GetDouble(), Guidance = guidance }, 1);
            Assert.True(fit.Converged);
            for (int k = 0; k < shares.Length; k++)
            {
                Assert.Equal(shares[k], fit.Alpha[k], 1e-12);
                for (int j = 0; j < dfm.FeatureCount; j++) Assert.Equal(mu[k][j], fit.Mu[k, j], 1e-12);
                for (int i = 0; i < labels.Length; i++) Assert.Equal(labels[i] < 0 ? posterior[i][k] : labels[i] == k ? 1 : 0, fit.Posterior[i, k], 1e-10);
            }

            compared++;
        }

        Assert.Equal(12, compared);
    }

    [Fact]
    public void LabelsLeadRestartsToTheirClusters()
    {
        var dfm = DfmSampler.Sample(MixtureModel.Draw(4, [.. Enumerable.Repeat(0.3, 60)], null, Vocabularies.Numbered(60), Core.Random.RandomGenerator.FromSeed(3)), 300, DocumentLength.Fixed(25), Core.Random.RandomGenerator.FromSeed(4));
        foreach (int k in new[] { 4, 6 })
        {
            foreach (var component in Enum.GetValues<MixtureComponent>())
            {
                // Cluster numbers follow the labels, so no matching is needed.
                var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Component = component, Guidance = new GuidanceOptions { LabelledDocuments = 24 } }, 5);
                Assert.Equal(24, fit.LabelledDocumentCount);
                int right = Enumerable.Range(0, 300).Count(i => fit.Labels[i] == dfm.KnownCluster![i]);
                Assert.True(right > (k == 4 ? 280 : 180), $"{component}, K = {k}: {right} of 300");
            }
        }
    }

    private static MixtureModel Start(Dfm dfm, int k, uint seed) =>
        new(Dirichlets.Sample(Core.Random.RandomGenerator.FromSeed(seed), [.. Enumerable.Repeat(2.0, dfm.FeatureCount)], k));

    private static double LogLikelihood(double[] document, MixtureModel model, int? label)
    {
        var scores = new double[model.K];
        for (int k = 0; k < model.K; k++)
            scores[k] = Math.Log(model.Alpha[k]) + document.Select((count, j) => count == 0 ? 0 : count * Math.Log(model.Mu[k, j])).Sum();
        double value = label is { } known ? scores[known] : scores.Max() + Math.Log(scores.Sum(score => Math.Exp(score - scores.Max())));
        return value + MathNet.Numerics.SpecialFunctions.GammaLn(document.Sum() + 1) - document.Sum(count => MathNet.Numerics.SpecialFunctions.GammaLn(count + 1));
    }

    private static void AssertHeld(GuidanceOptions guidance, DenseMatrix posterior)
    {
        for (int i = 0; i < posterior.RowCount; i++)
            for (int k = 0; k < posterior.ColumnCount; k++)
                if (guidance.KnownLabels![i] is int label) Assert.Equal(k == label ? 1.0 : 0.0, posterior[i, k]);
    }
}
