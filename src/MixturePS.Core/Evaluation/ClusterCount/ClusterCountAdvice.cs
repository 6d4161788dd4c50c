namespace MixturePS.Core.Evaluation;

/// <summary>The suggestion of a comparison of numbers of clusters, and the reasons to doubt it.</summary>
internal sealed record ClusterCountAdvice
{
    /// <summary>The suggested K, or null if the criterion is undefined for all.</summary>
    public int? Best { get; private init; }

    /// <summary>The clustering method.</summary>
    public ClusterCountMethod Method { get; private init; }

    /// <summary>The criterion in words.</summary>
    public string Criterion { get; private init; } = string.Empty;

    /// <summary>Whether the suggested K is the greatest of several that were compared, and a greater one is possible.</summary>
    public bool IsAtGreatest { get; private init; }

    /// <summary>Whether the suggested K is the least of several that were compared, and the criterion is defined for a smaller one.</summary>
    public bool IsAtLeast { get; private init; }

    /// <summary>The best K by each criterion that was computed for several K.</summary>
    public IReadOnlyList<(string Criterion, int K)> Suggestions { get; private init; } = [];

    /// <summary>Whether criteria suggest different K.</summary>
    public bool Disagrees => Suggestions.Select(suggestion => suggestion.K).Distinct().Count() > 1;

    /// <summary>The best K by BIC and by the held-out log-likelihood, if both were computed and they differ; else null.</summary>
    public (int Bic, int HeldOut)? Conflict { get; private init; }

    /// <summary>The K whose fit of all documents didn't converge.</summary>
    public IReadOnlyList<int> NotConverged { get; private init; } = [];

    /// <summary>Judges the rows of a search.</summary>
    /// <param name="rows">The rows, by ascending K.</param>
    /// <param name="criterion">The criterion of the suggestion.</param>
    public static ClusterCountAdvice Of(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion)
    {
        var best = ClusterCountSuggestion.Best(rows, criterion);
        bool isOfDistances = criterion is ClusterCountCriterion.Silhouette or ClusterCountCriterion.Stability;
        return new ClusterCountAdvice
        {
            Best = best?.K,
            Method = rows.Count == 0 ? default : rows[0].Method,
            Criterion = ClusterCountSuggestion.Name(criterion),
            IsAtGreatest = rows.Count > 1 && best is not null && best == rows[^1] && best.K < best.N - (isOfDistances ? 1 : 0),
            IsAtLeast = rows.Count > 1 && best is not null && best == rows[0] && best.K > (isOfDistances ? 2 : 1),
            Suggestions =
            [
                .. ClusterCountSuggestion.Criteria.Where(candidate => ClusterCountSuggestion.IsComparable(rows, candidate))
                    .Select(candidate => (ClusterCountSuggestion.Name(candidate), BestOrTied(rows, candidate, best).K)),
            ],
            Conflict = ConflictOf(rows),
            NotConverged = [.. rows.Where(row => !row.Converged).Select(row => row.K)],
        };
    }

    // A criterion for which the suggested K is as good as any other doesn't disagree.
    private static ClusterCountRow BestOrTied(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion, ClusterCountRow? suggested)
    {
        return suggested is not null && ClusterCountSuggestion.IsAsGood(suggested, ClusterCountSuggestion.Top(rows, criterion)!, criterion)
            ? suggested
            : ClusterCountSuggestion.Best(rows, criterion)!;
    }

    private static (int Bic, int HeldOut)? ConflictOf(IReadOnlyList<ClusterCountRow> rows)
    {
        if (!ClusterCountSuggestion.IsComparable(rows, ClusterCountCriterion.Bic) || !ClusterCountSuggestion.IsComparable(rows, ClusterCountCriterion.HeldOut)) return null;
        var (bic, heldOut) = (ClusterCountSuggestion.Best(rows, ClusterCountCriterion.Bic)!.K, ClusterCountSuggestion.Best(rows, ClusterCountCriterion.HeldOut)!.K);
        return bic == heldOut ? null : (bic, heldOut);
    }
}
