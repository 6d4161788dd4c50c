using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One start of EM, from the initial parameters until it converges.</summary>
/// <remarks>
/// <code>
/// initial responsibilities; with labels or seed words for all clusters, the M-step of these alone
/// multinomial clusters: M-step; annealing steps
/// Dirichlet-multinomial clusters: EM for multinomial clusters from these responsibilities; M-step at its final ones
/// repeat
///     E-step: gamma_ik = alpha_k p(w_i | theta_k) / sum over l of alpha_l p(w_i | theta_l)
///     stop if the objective rose by no more than the tolerance
///     M-step: theta_k and alpha_k that raise the expected log-likelihood plus the log-prior
///     Dirichlet-multinomial clusters: after every second M-step, an extrapolation that is kept if the objective rises
/// </code>
/// </remarks>
internal sealed class MixtureEMRun
{
    /// <summary>While clusters are blurred, every so many steps responsibilities are multiplied by random factors from 1 to 1.5.</summary>
    private const int JitterEvery = 5;
    private const double JitterSize = 0.5;
    private readonly DistinctCounts _rows;
    private readonly MixtureEMOptions _options;
    private readonly MixtureEStep _expectation;
    private readonly List<double> _objectives = [];
    private readonly List<double> _likelihoods = [];
    private readonly CancellationToken _cancellation;
    private readonly int _threads;

    /// <summary>Makes room for a start.</summary>
    /// <param name="rows">The documents.</param>
    /// <param name="options">The options.</param>
    /// <param name="components">The clusters, which the start changes.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public MixtureEMRun(DistinctCounts rows, MixtureEMOptions options, MixtureComponents components, int threads, CancellationToken cancellation)
        : this(rows, options, components, new MixtureEStep(rows.Weights, options.K, threads, cancellation, counts: rows.Counts, labels: rows.Labels), threads, cancellation)
    {
    }

    private MixtureEMRun(DistinctCounts rows, MixtureEMOptions options, MixtureComponents components, MixtureEStep expectation, int threads, CancellationToken cancellation)
    {
        (_rows, _options, _threads, _cancellation) = (rows, options, threads, cancellation);
        Components = components;
        var given = options.Alpha ?? (options.EvenShares ? null : options.InitialAlpha);
        Shares = new ClusterShares(options.K, options.AlphaSmoothing, given, options.Shares != MixtureShares.Free);
        _expectation = expectation;
    }

    /// <summary>The clusters.</summary>
    public MixtureComponents Components { get; }

    /// <summary>Their shares.</summary>
    public ClusterShares Shares { get; }

    /// <summary>The responsibilities, Stride values per distinct row.</summary>
    public double[] Responsibilities => _expectation.Responsibilities;

    /// <summary>The log-likelihood at each iteration at temperature 1, with the multinomial coefficients.</summary>
    public IReadOnlyList<double> Likelihoods => _likelihoods;

    /// <summary>The objective at each iteration at temperature 1.</summary>
    public IReadOnlyList<double> Objectives => _objectives;

    /// <summary>The final objective.</summary>
    public double Objective => _objectives[^1];

    /// <summary>The final log-likelihood.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>The number of documents that every cluster excludes.</summary>
    public int ImpossibleDocuments { get; private set; }

    /// <summary>The number of M-steps.</summary>
    public int Iterations { get; private set; }

    /// <summary>The reason why the start ended.</summary>
    public ExitReason ExitReason { get; private set; }

    private bool IsMuFixed => _options.Mu is not null;

    /// <summary>Runs the start.</summary>
    /// <param name="start">How it begins.</param>
    /// <param name="random">The stream to draw from; advanced if no parameters are given.</param>
    /// <param name="progress">Receives the number of iterations so far; or null.</param>
    public void Run(MixtureStart start, RandomGenerator random, Action<int>? progress = null)
    {
        if (_options.InitialMu is { } mu) ((MultinomialComponents)Components).Set(mu);
        else if (_options.InitialPosterior is { } posterior) Begin(posterior);
        else if (!IsMuFixed) Begin(start, random, progress);
        var extrapolation = Components is PolyaComponents ? new SquaredExtrapolation() : null;
        while (true)
        {
            progress?.Invoke(Iterations);
            Expect();
            if (extrapolation is not null) Extrapolate(extrapolation);
            if (IsMuFixed && _options.Shares != MixtureShares.Free) ExitReason = ExitReason.Completed;
            else if (HasConverged()) ExitReason = ExitReason.WithinTolerance;
            else if (Iterations >= _options.MaxIterations) ExitReason = ExitReason.MaximumIterations;
            else
            {
                Maximise();
                continue;
            }

            break;
        }

        // For hard EM too the posterior is that of the parameters.
        LogLikelihood = _likelihoods[^1];
        if (_options.Hard) _expectation.Run(Components.Table, Components.Logs, Shares.LogAlpha);
    }

    /// <summary>The E-step; records the log-likelihood and the objective of the current parameters.</summary>
    public void Expect()
    {
        _cancellation.Check();
        double sum = _expectation.Run(Components.Table, Components.Logs, Shares.LogAlpha);
        ImpossibleDocuments = (int)_expectation.ImpossibleDocuments;
        double coefficient = _rows.WeightedLogCoefficient;
        _likelihoods.Add(ImpossibleDocuments > 0 ? double.NegativeInfinity : _expectation.CountedSum + _rows.LogCoefficient);
        if (_options.Hard) sum = _expectation.Classify(Components.Table, Components.Logs, Shares.LogAlpha);

        // Fixed probabilities always exclude the same tokens; the objective is then that of the others.
        bool isExcluded = ImpossibleDocuments > 0 && !IsMuFixed;
        _objectives.Add(isExcluded ? double.NegativeInfinity : sum + coefficient + Components.LogPrior + Shares.LogPrior);
    }

    /// <summary>The M-step.</summary>
    public void Maximise()
    {
        Components.Update(Responsibilities);
        Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
        Iterations++;
    }

    /// <summary>
    /// Moves the parameters of Dirichlet-multinomial clusters further along their path, where EM alone takes many small steps.
    /// The objective of the new point takes the place of that of the last M-step, and no point with a lower one is kept.
    /// </summary>
    private void Extrapolate(SquaredExtrapolation extrapolation)
    {
        var components = (PolyaComponents)Components;
        double[] theta = components.Theta();
        double[] point = [.. Array.ConvertAll(theta, Math.Log), .. Shares.LogAlpha];
        if (extrapolation.Next(point) is not { } next) return;
        double[] alpha = [.. Shares.Alpha];
        components.Set(Array.ConvertAll(next[..theta.Length], Math.Exp));
        Shares.SetProportional(Array.ConvertAll(next[theta.Length..], Math.Exp));
        Expect();
        bool isBetter = Objective > _objectives[^2];
        if (!isBetter)
        {
            components.Set(theta);
            Shares.SetProportional(alpha);
            Expect();
        }

        // The trace has one value: that of the extrapolation if it is kept, else that of the last M-step.
        int superfluous = isBetter ? 1 : 2;
        _objectives.RemoveRange(_objectives.Count - 2, superfluous);
        _likelihoods.RemoveRange(_likelihoods.Count - 2, superfluous);
        extrapolation.End(isBetter ? next : point, isBetter);
    }

    /// <summary>The Laplace approximation of the log-evidence of Dirichlet-multinomial clusters at the final parameters, or null.</summary>
    /// <remarks>
    /// A fitted share falls towards zero while its cluster loses its documents, and how far it falls depends on the tolerance.
    /// The evidence is that of the mixture without such clusters, whose other shares are scaled to sum to 1; this overwrites
    /// the responsibilities.
    /// </remarks>
    public double? LogEvidence()
    {
        if (Components is not PolyaComponents polya) return null;
        var shares = Shares.WithDocuments(Responsibilities, _expectation.Stride, _rows.Weights, out int[] clusters, _cancellation);
        double sum = clusters.Length == _options.K ? LogLikelihood - _rows.LogCoefficient : _expectation.Run(Components.Table, Components.Logs, shares.LogAlpha);
        return sum + _rows.LogCoefficient + shares.LogEvidence(clusters, _rows.RowOf.Length) + polya.LogEvidence(clusters, Responsibilities);
    }

    private void Begin(DenseMatrix posterior)
    {
        var point = new CancellationPoint(_cancellation);
        for (int i = 0; i < _rows.RowOf.Length; i++)
        {
            point.Pass(_options.K);
            posterior.RowSpan(i).CopyTo(Responsibilities.AsSpan(_rows.RowOf[i] * _expectation.Stride, _options.K));
        }

        Components.Update(Responsibilities);
        Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
    }

    private void Begin(MixtureStart start, RandomGenerator random, Action<int>? progress)
    {
        if (start.IsByProportions)
        {
            MixtureEMSeeding.PlusPlus(_rows, _rows.RootValues(_cancellation), _options.K, _expectation.Stride, Responsibilities, random, _threads, _cancellation);
            Components.Update(Responsibilities);
            Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
            return;
        }

        if (Components is PolyaComponents && _options.K > 1)
        {
            BeginMultinomial(start, random, progress);
            return;
        }

        if (_rows.Guidance?.AnchorsAll(_options.K) ?? false)
        {
            BeginAnchored(start, random, progress);
            return;
        }

        if (_options.Init == MixtureEMInit.PlusPlus) MixtureEMSeeding.PlusPlus(_rows, _rows.UnitValues(_cancellation), _options.K, _expectation.Stride, Responsibilities, random, _threads, _cancellation);
        else MixtureEMSeeding.Random(_options.K, _expectation.Stride, Responsibilities, random, _cancellation, _rows.Labels);
        Components.Update(Responsibilities);
        if (start.Anneal >= 1 || _options.K == 1)
        {
            Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
            return;
        }

        Anneal(start, random, progress);
    }

    /// <summary>
    /// Begins with the estimate from the labelled documents and the seed words alone (Nigam et al. 2000), with equal shares,
    /// because a few labels say little about them.
    /// </summary>
    private void BeginAnchored(MixtureStart start, RandomGenerator random, Action<int>? progress)
    {
        Array.Clear(Responsibilities);
        var labels = _rows.Labels!;
        for (int row = 0; row < labels.Length; row++)
            if (labels[row] >= 0) Responsibilities[(row * _expectation.Stride) + labels[row]] = 1;
        Components.Start(Responsibilities);
        if (start.Anneal < 1 && _options.K > 1) Anneal(start, random, progress);
    }

    private void Anneal(MixtureStart start, RandomGenerator random, Action<int>? progress)
    {
        // Shares are kept until temperature 1: while clusters are blurred, a small one would lose its share for good.
        int steps = Math.Min(_options.AnnealSteps, _options.MaxIterations);
        for (int step = 0; step < steps; step++)
        {
            _cancellation.Check();
            progress?.Invoke(Iterations);
            _expectation.Run(Components.Table, Components.Logs, Shares.LogAlpha, MixtureAnnealing.At(start.Anneal, step, steps));
            if (step % JitterEvery == 0) Jitter(random);
            Components.Update(Responsibilities);
            Iterations++;
        }
    }

    /// <summary>
    /// Fits multinomial clusters, whose responsibilities the Dirichlet-multinomial clusters start from: their optima are
    /// near those of the latter, and can be annealed.
    /// </summary>
    private void BeginMultinomial(MixtureStart start, RandomGenerator random, Action<int>? progress)
    {
        var options = _options with { Component = MixtureComponent.Multinomial, MaxIterations = Math.Max(1, _options.MaxIterations / 2) };
        var components = new MultinomialComponents(_rows.Table, options.K, options.Smoothing, null, _threads, _cancellation, _rows.Guidance?.Seeds);
        var run = new MixtureEMRun(_rows, options, components, _expectation, _threads, _cancellation);
        run.Run(start, random, progress);
        Iterations = run.Iterations;
        Components.Update(Responsibilities);
        Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
    }

    /// <summary>
    /// Perturbs responsibilities so that clusters which have become equal can separate: EM would stay at such a saddle
    /// point.
    /// </summary>
    private void Jitter(RandomGenerator random)
    {
        var point = new CancellationPoint(_cancellation);
        for (int start = 0; start < Responsibilities.Length; start += _expectation.Stride)
        {
            point.Pass(_options.K);
            if (_rows.Labels?[start / _expectation.Stride] >= 0) continue;
            double sum = 0;
            for (int k = 0; k < _options.K; k++) sum += Responsibilities[start + k] *= 1 + (JitterSize * random.NextDouble());
            for (int k = 0; k < _options.K; k++) Responsibilities[start + k] /= sum;
        }
    }

    private bool HasConverged() => _objectives.Count > 1
        && !(_objectives[^1] - _objectives[^2] > _options.Tolerance * _rows.RowOf.Length);
}
