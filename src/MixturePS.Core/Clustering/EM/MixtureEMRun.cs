using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One start of EM, from its beginning to its rest.</summary>
internal sealed class MixtureEMRun
{
    /// <summary>While clusters are blurred responsibilities are multiplied by 1 to 1.5 at random now and then, the last time shortly before temperature 1.</summary>
    private const int JitterEvery = 5;
    private const double JitterSize = 0.5;
    private readonly DistinctRows _rows;
    private readonly MixtureEMOptions _options;
    private readonly MixtureEStep _expectation;
    private readonly List<double> _objectives = [];
    private readonly List<double> _likelihoods = [];
    private readonly CancellationToken _cancellation;
    private readonly int _threads;

    /// <summary>Makes room for a start.</summary>
    /// <param name="rows">The documents.</param>
    /// <param name="options">How it is done.</param>
    /// <param name="components">The clusters, which the start works on.</param>
    /// <param name="threads">The most threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public MixtureEMRun(DistinctRows rows, MixtureEMOptions options, MixtureComponents components, int threads, CancellationToken cancellation)
    {
        (_rows, _options, _threads, _cancellation) = (rows, options, threads, cancellation);
        Components = components;
        Shares = new ClusterShares(options.K, options.AlphaSmoothing, options.Alpha ?? options.InitialAlpha, options.Alpha is not null);
        _expectation = new MixtureEStep(rows.Weights, options.K, threads, cancellation);
    }

    /// <summary>The clusters.</summary>
    public MixtureComponents Components { get; }

    /// <summary>Their shares.</summary>
    public ClusterShares Shares { get; }

    /// <summary>The responsibilities, a row of Stride for each distinct row.</summary>
    public double[] Responsibilities => _expectation.Responsibilities;

    /// <summary>The log-likelihood at each iteration at temperature 1, with the multinomial coefficients.</summary>
    public IReadOnlyList<double> Likelihoods => _likelihoods;

    /// <summary>The objective at each iteration at temperature 1.</summary>
    public IReadOnlyList<double> Objectives => _objectives;

    /// <summary>The objective that the start ended with.</summary>
    public double Objective => _objectives[^1];

    /// <summary>The log-likelihood that the start ended with.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>The documents that every cluster excludes.</summary>
    public int ImpossibleDocuments { get; private set; }

    /// <summary>The number of M-steps.</summary>
    public int Iterations { get; private set; }

    /// <summary>Why the start ended.</summary>
    public ExitReason ExitReason { get; private set; }

    private bool IsMuHeld => _options.Mu is not null;

    /// <summary>Runs the start.</summary>
    /// <param name="anneal">The inverse temperature to begin with.</param>
    /// <param name="random">The stream to draw from; advanced where parameters aren't given.</param>
    public void Run(double anneal, RandomGenerator random)
    {
        if (_options.InitialMu is { } mu) ((MultinomialComponents)Components).Set(mu);
        else if (!IsMuHeld) Begin(anneal, random);
        while (true)
        {
            Expect();
            if (IsMuHeld && _options.Alpha is not null) ExitReason = ExitReason.Completed;
            else if (HasSettled()) ExitReason = ExitReason.WithinTolerance;
            else if (Iterations >= _options.MaxIterations) ExitReason = ExitReason.MaximumIterations;
            else
            {
                Maximise();
                continue;
            }

            break;
        }

        // Of hard EM too the posterior is that of the parameters.
        LogLikelihood = _likelihoods[^1];
        if (_options.Hard) _expectation.Run(Components.Table, Components.Logs, Shares.LogAlpha);
    }

    /// <summary>The E-step: notes the log-likelihood and the objective of the current parameters.</summary>
    public void Expect()
    {
        _cancellation.Check();
        double sum = _expectation.Run(Components.Table, Components.Logs, Shares.LogAlpha);
        ImpossibleDocuments = (int)_expectation.ImpossibleDocuments;
        double coefficient = _rows.LogCoefficient;
        _likelihoods.Add(ImpossibleDocuments > 0 ? double.NegativeInfinity : sum + coefficient);
        if (_options.Hard) sum = _expectation.Classify(Components.Table, Components.Logs, Shares.LogAlpha);

        // Held probabilities exclude the same documents always; the objective is then that of what they don't.
        bool isExcluded = ImpossibleDocuments > 0 && !IsMuHeld;
        _objectives.Add(isExcluded ? double.NegativeInfinity : sum + coefficient + Components.LogPrior + Shares.LogPrior);
    }

    /// <summary>The M-step.</summary>
    public void Maximise()
    {
        Components.Update(Responsibilities);
        Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
        Iterations++;
    }

    private void Begin(double anneal, RandomGenerator random)
    {
        if (_options.Init == MixtureEMInit.PlusPlus) MixtureEMSeeding.PlusPlus(_rows, _options.K, _expectation.Stride, Responsibilities, random, _threads, _cancellation);
        else MixtureEMSeeding.Random(_options.K, _expectation.Stride, Responsibilities, random, _cancellation);
        Components.Update(Responsibilities);
        if (anneal >= 1 || _options.K == 1)
        {
            Shares.Update(Responsibilities, _expectation.Stride, _rows.Weights, _cancellation);
            return;
        }

        // Shares stay as they are until temperature 1: while clusters are blurred a small one would lose its share for good.
        int steps = Math.Min(_options.AnnealSteps, _options.MaxIterations);
        for (int step = 0; step < steps; step++)
        {
            _cancellation.Check();
            _expectation.Run(Components.Table, Components.Logs, Shares.LogAlpha, MixtureAnnealing.At(anneal, step, steps));
            if (step % JitterEvery == 0) Jitter(random);
            Components.Update(Responsibilities);
            Iterations++;
        }
    }

    /// <summary>
    /// Tells clusters apart that have melted into one another: where they are the same EM would stay, as at a saddle
    /// nothing says which way is up.
    /// </summary>
    private void Jitter(RandomGenerator random)
    {
        var point = new CancellationPoint(_cancellation);
        for (int start = 0; start < Responsibilities.Length; start += _expectation.Stride)
        {
            point.Pass(_options.K);
            double sum = 0;
            for (int k = 0; k < _options.K; k++) sum += Responsibilities[start + k] *= 1 + (JitterSize * random.NextDouble());
            for (int k = 0; k < _options.K; k++) Responsibilities[start + k] /= sum;
        }
    }

    private bool HasSettled() => _objectives.Count > 1
        && !(_objectives[^1] - _objectives[^2] > _options.Tolerance * _rows.RowOf.Length);
}
