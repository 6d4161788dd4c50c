using System.Numerics;
using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>A division of the documents of a DFM into clusters, by any method.</summary>
public abstract class FittedClustering
{
    private readonly string _namePrefix;

    private protected FittedClustering(Dfm dfm, int[] labels, DenseMatrix centers, int[] clusterSize, string namePrefix = "cluster")
    {
        (Dfm, _namePrefix) = (dfm, namePrefix);
        Labels = ReadOnlyValues.Of(labels);
        Centers = centers.WithNames(centers.ColumnNames ?? dfm.Vocabulary, new NumberedNames(_namePrefix, clusterSize.Length));
        ClusterSize = ReadOnlyValues.Of(clusterSize);
        ClusterLabel = ReadOnlyValues.Of(Enumerable.Range(0, clusterSize.Length).ToArray());
    }

    /// <summary>The name of the method and its variant, as in <c>spherical k-means</c>.</summary>
    public abstract string Method { get; }

    /// <summary>The number of clusters.</summary>
    public int K => Centers.RowCount;

    /// <summary>The cluster of each document; length n.</summary>
    public IReadOnlyList<int> Labels { get; private protected set; }

    /// <summary>The centre of each cluster, K x J, in the units of the DFM, with the names of the clusters and the words.</summary>
    public DenseMatrix Centers { get; private protected set; }

    /// <summary>The number of documents in each cluster, in the order of the rows of Centers; length K.</summary>
    public IReadOnlyList<int> ClusterSize { get; private protected set; }

    /// <summary>The sum of squared distances of the documents from their centres, or null if the method has none.</summary>
    public virtual double? Inertia => null;

    /// <summary>The log-likelihood of the documents, or null if the method has none.</summary>
    public virtual double? LogLikelihood => null;

    /// <summary>The number of iterations of the fit that was kept.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether the fit converged: within the maximum number of iterations, or for a sampler by the agreement of its chains.</summary>
    public virtual bool Converged => ExitReason != ExitReason.MaximumIterations;

    /// <summary>The convergence of the fit in words, with the reason.</summary>
    public virtual string ConvergenceStatus => ExitReason switch
    {
        ExitReason.LabelsUnchanged => "converged: no document changed its cluster",
        ExitReason.WithinTolerance => "converged: the change is within the tolerance",
        ExitReason.MaximumIterations => $"not converged within {Counted.Of(Iterations, "iteration")}",
        _ => "complete: there was nothing to iterate",
    };

    /// <summary>The reason why the fit that was kept ended.</summary>
    public required ExitReason ExitReason { get; init; }

    /// <summary>The seed that reproduces this clustering.</summary>
    public required BigInteger Seed { get; init; }

    /// <summary>The documents that were clustered.</summary>
    public Dfm Dfm { get; private set; }

    /// <summary>The known cluster that each cluster was matched to, or null before matching.</summary>
    public LabelMapping? Mapping { get; private protected set; }

    /// <summary>The label of each cluster, in the order of the rows of Centers: 0, 1, ... until labels are matched to known ones; length K.</summary>
    public IReadOnlyList<int> ClusterLabel { get; private protected set; }

    /// <summary>
    /// The name of each cluster, in the order of the rows of Centers: that of the known cluster it was matched with, or else
    /// cluster0, cluster1, ... by its label, or topic0, topic1, ...; length K.
    /// </summary>
    public IReadOnlyList<string> ClusterName => Centers.RowNames!;

    /// <summary>The cluster of each document, with the names of the known clusters if labels were matched to them.</summary>
    internal DocumentLabels NamedLabels => new([.. Labels], Mapping?.KnownClusterName);

    /// <summary>The name of the known cluster that the cluster with a label was matched with, or null if it has none.</summary>
    internal string? NameOf(int? label) => DocumentLabels.NameOf(Mapping?.KnownClusterName, label);

    /// <summary>The known clusters to compare with: the given ones, else the DFM's.</summary>
    /// <param name="known">The true cluster of each document (length n), or null.</param>
    /// <exception cref="MixtureException">NoKnownCluster.</exception>
    public IReadOnlyList<int> KnownOr(IReadOnlyList<int>? known) => known ?? Dfm.KnownCluster ?? throw MixtureError.NoKnownCluster();

    /// <summary>
    /// The same clustering with its labels in the numbering of the known clusters, by the one-to-one matching that shares the
    /// most documents. A cluster without a partner gets a label of its own beyond the known ones. Clusters are in the order
    /// of their new labels.
    /// </summary>
    /// <param name="known">The true cluster of each document (length n), or null for the DFM's.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">NoKnownCluster, LabelLengthMismatch or InvalidLabel.</exception>
    public FittedClustering Match(IReadOnlyList<int>? known = null, CancellationToken cancellation = default) =>
        MatchTo(known is null ? null : new DocumentLabels([.. known], null), cancellation);

    /// <summary>The known clusters to compare with, with their names: the given ones, else the DFM's.</summary>
    /// <param name="known">The true cluster of each document (length n), or null.</param>
    /// <exception cref="MixtureException">NoKnownCluster.</exception>
    internal DocumentLabels KnownOr(DocumentLabels? known)
    {
        // The DFM's own clusters keep their names if they are given by number.
        if (known is null || (known.Names is null && Dfm.KnownCluster is { } own && own.SequenceEqual(known.Labels)))
            return new DocumentLabels([.. KnownOr((IReadOnlyList<int>?)null)], Dfm.KnownClusterName);
        return known;
    }

    /// <summary>The same clustering with matched labels, as <see cref="Match"/>. Given labels become the known clusters of its DFM.</summary>
    /// <param name="known">The true cluster of each document (length n), or null for the DFM's.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">NoKnownCluster, LabelLengthMismatch or InvalidLabel.</exception>
    internal FittedClustering MatchTo(DocumentLabels? known, CancellationToken cancellation)
    {
        var truth = KnownOr(known);
        var matching = MatchLabels(truth, cancellation);

        // A cluster without documents isn't matched; it comes last.
        int beyond = Math.Max(Math.Max(matching.Labels.Max(), truth.Labels.Max()) + 1, matching.Mapping.FirstFresh);
        var newLabel = new int[K];
        var isKnown = new Dictionary<int, int>();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < Labels.Count; i++)
        {
            point.Pass(0);
            isKnown[Labels[i]] = matching.Labels[i];
        }

        for (int c = 0; c < K; c++) newLabel[c] = isKnown.TryGetValue(ClusterLabel[c], out int label) ? label : beyond++;

        int[] order = [.. Enumerable.Range(0, K).OrderBy(c => newLabel[c])];
        var matched = (FittedClustering)MemberwiseClone();
        if (known is not null) matched.Dfm = Dfm.WithKnown(truth);
        matched.Labels = ReadOnlyValues.Of(matching.Labels);
        matched.Mapping = matching.Mapping;
        matched.ClusterLabel = ReadOnlyValues.Of(Array.ConvertAll(order, c => newLabel[c]));
        matched.ClusterSize = ReadOnlyValues.Of(Array.ConvertAll(order, c => ClusterSize[c]));
        matched.Centers = DenseMatrix.FromRows(Array.ConvertAll(order, Centers.Row), Centers.ColumnNames);
        matched.Reorder(order);
        matched.NameClusters();
        return matched;
    }

    /// <summary>The labels in the numbering of the known clusters, without the clustering's other parts.</summary>
    /// <param name="known">The known clusters.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch or InvalidLabel.</exception>
    internal LabelMatchingResult MatchLabels(DocumentLabels known, CancellationToken cancellation) =>
        LabelMatching.Match(known.Labels, Labels.ToArray(), cancellation, known.Names);

    /// <summary>The documents whose label was given to the fit, ascending.</summary>
    internal virtual IReadOnlyList<int> GivenDocuments => [];

    /// <summary>The agreement of the labels with the known clusters, over the documents whose label wasn't given to the fit.</summary>
    /// <param name="known">The true cluster of each document (length n), or null for the DFM's.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="includesGiven">Whether to measure all documents.</param>
    /// <exception cref="MixtureException">NoKnownCluster, LabelLengthMismatch, InvalidLabel or NoUnlabelledDocument.</exception>
    internal ClusterAccuracy MeasureAccuracy(DocumentLabels? known, CancellationToken cancellation, bool includesGiven = false)
    {
        var (truth, estimated) = (KnownOr(known), NamedLabels);
        if (GivenDocuments.Count == 0) return ClusterAccuracy.Measure(truth, estimated, cancellation);
        if (truth.Labels.Length != estimated.Labels.Length) throw MixtureError.LabelLengthMismatch(truth.Labels.Length, estimated.Labels.Length);
        if (includesGiven) return ClusterAccuracy.Measure(truth, estimated, cancellation).WithLabelled(GivenDocuments.Count);
        if (GivenDocuments.Count == estimated.Labels.Length) throw GuidanceError.NoUnlabelledDocument(GivenDocuments.Count);
        return ClusterAccuracy.Measure(truth with { Labels = Others(truth.Labels, GivenDocuments) }, estimated with { Labels = Others(estimated.Labels, GivenDocuments) }, cancellation)
            .WithLabelled(GivenDocuments.Count);
    }

    /// <summary>The items of all documents but some.</summary>
    /// <param name="items">One item per document.</param>
    /// <param name="documents">The documents to leave out.</param>
    internal static int[] Others(IReadOnlyList<int> items, IReadOnlyList<int> documents)
    {
        var isLeftOut = new bool[items.Count];
        foreach (int document in documents) isLeftOut[document] = true;
        return [.. items.Where((_, i) => !isLeftOut[i])];
    }

    /// <summary>Gives the clusters the numbers and names of known ones; the labels so far are the rows of Centers.</summary>
    /// <param name="mapping">The known cluster of each row.</param>
    /// <param name="numbers">The new label of each row, ascending.</param>
    internal void Renumber(LabelMapping mapping, int[] numbers)
    {
        Labels = ReadOnlyValues.Of(Labels.Select(row => numbers[row]).ToArray());
        Restore(mapping, numbers);
    }

    /// <summary>Restores the matched labels of a clustering that was read from a file; the caller has validated them.</summary>
    internal void Restore(LabelMapping? mapping, int[] clusterLabel)
    {
        (Mapping, ClusterLabel) = (mapping, ReadOnlyValues.Of(clusterLabel));
        NameClusters();
    }

    /// <summary>
    /// The distance of each document from its cluster's centre, in the units of the DFM; with the cosine metric 1 - cosine (1
    /// without a direction), and for mixtures the distance of the document's word shares. Length n.
    /// </summary>
    public double[] DistanceFromCenter() => Distances(CancellationToken.None);

    /// <summary>The distances of <see cref="DistanceFromCenter"/>.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    internal virtual double[] Distances(CancellationToken cancellation)
    {
        int[] rows = CenterRows();
        var norms = new double[K];
        for (int c = 0; c < K; c++) norms[c] = SumOfProducts.Squares(Centers.RowSpan(c));
        return EachDocument((columns, values, i) => EuclideanDistance.FromCenter(columns, values, Centers.RowSpan(rows[i]), norms[rows[i]]), cancellation);
    }

    /// <summary>The share of the documents in each cluster, in the order of the rows of Centers; length K. Null without documents.</summary>
    internal virtual double[]? RelativeSizes()
    {
        double documents = ClusterSize.Sum(size => (double)size);
        return documents == 0 ? null : [.. ClusterSize.Select(size => size / documents)];
    }

    /// <summary>The probability that each document belongs to its cluster (length n), or null if the method has none.</summary>
    public virtual double[]? LabelProbability() => null;

    /// <summary>The distance of each document's word shares (zeros if it has no tokens) from the word probabilities in the row of Centers of its cluster; length n.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    private protected double[] ShareDistances(CancellationToken cancellation)
    {
        int[] rows = CenterRows();
        double[] norms = CenterNorms();
        return EachDocument((columns, values, i) => ShareDistance(columns, values, rows[i], norms[rows[i]]), cancellation);
    }

    /// <summary>A number for each document, whose cells may be in shards; length n.</summary>
    /// <param name="value">Computes it from the features and cells of the document, and its place.</param>
    /// <param name="cancellation">Cancellation token.</param>
    private double[] EachDocument(DocumentValue value, CancellationToken cancellation)
    {
        var result = new double[Dfm.DocumentCount];
        var point = new CancellationPoint(cancellation);
        int i = 0;
        foreach (var part in Dfm.Parts(cancellation))
        {
            for (int row = 0; row < part.DocumentCount; row++, i++)
            {
                var columns = part.Matrix.RowColumns(row);
                point.Pass(columns.Length);
                result[i] = value(columns, part.Matrix.RowValues(row), i);
            }
        }

        return result;
    }

    private delegate double DocumentValue(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, int document);

    /// <summary>The squared length of each row of Centers; length K.</summary>
    internal double[] CenterNorms() => [.. Enumerable.Range(0, K).Select(c => Centers.Row(c).Sum(p => p * p))];

    /// <summary>The distance of a document's word shares from a row of Centers.</summary>
    /// <param name="document">The document.</param>
    /// <param name="row">The row.</param>
    /// <param name="norm">Its squared length.</param>
    internal double ShareDistance(int document, int row, double norm) => ShareDistance(Dfm.Matrix.RowColumns(document), Dfm.Matrix.RowValues(document), row, norm);

    private double ShareDistance(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, int row, double norm)
    {
        var center = Centers.RowSpan(row);
        double sum = norm, length = 0;
        foreach (double value in values) length += value;
        for (int p = 0; p < columns.Length && length > 0; p++)
        {
            double share = values[p] / length;
            sum += share * (share - (2 * center[columns[p]]));
        }

        return Math.Sqrt(Math.Max(0, sum));
    }

    /// <summary>The probability of each cluster, or the share of each topic, for each document, n x K, or null if the method has none.</summary>
    internal virtual DenseMatrix? Probabilities => null;

    /// <summary>The row of Centers of each document's label; length n.</summary>
    internal int[] CenterRows()
    {
        var rowOf = new Dictionary<int, int>();
        for (int c = 0; c < K; c++) rowOf[ClusterLabel[c]] = c;
        var rows = new int[Labels.Count];
        for (int i = 0; i < rows.Length; i++) rows[i] = rowOf[Labels[i]];
        return rows;
    }

    /// <summary>The method, K and the number of documents.</summary>
    public override string ToString() => $"{Method}: {K} clusters of {Dfm.DocumentCount} documents";

    /// <summary>Reorders what a kind of clustering stores for each cluster; cluster c comes from cluster order[c].</summary>
    private protected virtual void Reorder(int[] order)
    {
    }

    /// <summary>Names what a kind of clustering stores for each cluster by <see cref="ClusterName"/>.</summary>
    private protected virtual void Rename()
    {
    }

    private void NameClusters()
    {
        bool areNumbered = Mapping?.KnownClusterName is null && ClusterLabel.Select((label, c) => label == c).All(isNumbered => isNumbered);
        Centers = Centers.WithNames(Centers.ColumnNames, areNumbered
            ? new NumberedNames(_namePrefix, K)
            : [.. ClusterLabel.Select(label => NameOf(label) ?? FormattableString.Invariant($"{_namePrefix}{label}"))]);
        Rename();
    }
}
