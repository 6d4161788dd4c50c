namespace MixturePS.Core.Evaluation;

/// <summary>
/// Selects the number of clusters with the best value of a criterion; ties go to the smallest K. The stability is also high for
/// a K that is too small, if it is clear which clusters to merge, so its choice is the greatest K of those nearly as stable as
/// the best.
/// </summary>
internal static class ClusterCountSuggestion
{
    /// <summary>Stabilities this close to the greatest count as equal to it.</summary>
    public const double StabilityTolerance = 0.02;

    /// <summary>All criteria, in the order in which they are listed.</summary>
    public static readonly IReadOnlyList<ClusterCountCriterion> Criteria =
    [
        ClusterCountCriterion.Bic, ClusterCountCriterion.Icl, ClusterCountCriterion.Aic, ClusterCountCriterion.MarginalLikelihood,
        ClusterCountCriterion.HeldOut, ClusterCountCriterion.Silhouette, ClusterCountCriterion.Stability,
    ];

    /// <summary>Completes the rows with the suggestion, the reasons, and the criteria by which each is the best.</summary>
    /// <param name="rows">The rows, by ascending K.</param>
    /// <param name="criterion">The criterion.</param>
    public static ClusterCountRow[] Fill(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion)
    {
        bool least = IsLess(criterion);
        string name = Name(criterion), word = least ? "above" : "below";
        var best = Best(rows, criterion);
        var advice = ClusterCountAdvice.Of(rows, criterion);
        string edge = advice.IsAtGreatest ? "; it is the greatest K compared, and a greater one may be better"
            : advice.IsAtLeast ? "; it is the least K compared, and a smaller one may be better"
            : string.Empty;
        var bestBy = Criteria.Where(candidate => IsComparable(rows, candidate)).ToLookup(candidate => Best(rows, candidate)!.K, Name);
        bool isStability = criterion == ClusterCountCriterion.Stability;
        return
        [
            .. rows.Select(row => row with
            {
                Suggested = row == best,
                Reason = best is not null && isStability ? StabilityReason(row) : Reason(row),
                BestBy = string.Join(", ", bestBy[row.K]),
            }),
        ];

        string Reason(ClusterCountRow row)
        {
            if (row.ValueOf(criterion) is not { } value) return $"{name} is not defined for it";
            if (best is null || double.IsPositiveInfinity(Loss(row, criterion))) return FormattableString.Invariant($"{name} is {value}");
            if (row != best) return FormattableString.Invariant($"{name} is {Math.Abs(value - best.ValueOf(criterion)!.Value):G5} {word} that of K = {best.K}");
            var second = Best([.. rows.Where(other => other != best)], criterion);
            string apart = second is null ? "there is no other to compare with"
                : FormattableString.Invariant($"that of K = {second.K} is {Math.Abs(second.ValueOf(criterion)!.Value - value):G5} {word}");
            return FormattableString.Invariant($"{name} is {(least ? "least" : "greatest")}, {value:G7}; {apart}{edge}");
        }

        string StabilityReason(ClusterCountRow row)
        {
            if (row.Stability is not { } value || double.IsNaN(value)) return Reason(row);
            var top = Top(rows, ClusterCountCriterion.Stability)!;
            if (row != best)
            {
                return value >= top.Stability - StabilityTolerance
                    ? FormattableString.Invariant($"{name} is {value:G7}, as good as that of K = {best!.K}, which is greater")
                    : FormattableString.Invariant($"{name} is {top.Stability - value:G5} below that of K = {top.K}");
            }

            if (!rows.Any(other => other != row && other.Stability is not null)) return FormattableString.Invariant($"{name} is {value:G7}; there is no other to compare with{edge}");
            string of = top == row ? "the greatest" : FormattableString.Invariant($"the greatest, {top.Stability:G7} for K = {top.K}");
            return FormattableString.Invariant($"{name} is {value:G7}; no greater K is within {StabilityTolerance} of {of}{edge}");
        }
    }

    /// <summary>
    /// The row with the best value of a criterion; ties go to the smallest K. For the stability, the row with the greatest K
    /// whose value is within 0.02 of the best. Null if the criterion is undefined for all.
    /// </summary>
    public static ClusterCountRow? Best(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion)
    {
        var top = Top(rows, criterion);
        return top is null || criterion != ClusterCountCriterion.Stability ? top : rows.Where(row => IsAsGood(row, top, criterion)).MaxBy(row => row.K);
    }

    /// <summary>The row with the best value of a criterion; ties go to the smallest K. Null if the criterion is undefined for all.</summary>
    public static ClusterCountRow? Top(IEnumerable<ClusterCountRow> rows, ClusterCountCriterion criterion) =>
        rows.Where(row => Loss(row, criterion) < double.PositiveInfinity).OrderBy(row => Loss(row, criterion)).ThenBy(row => row.K).FirstOrDefault();

    /// <summary>Whether a row is as good as the best by a criterion: equal except for rounding, or about as stable.</summary>
    /// <param name="row">The row.</param>
    /// <param name="best">The row with the best value.</param>
    /// <param name="criterion">The criterion.</param>
    public static bool IsAsGood(ClusterCountRow row, ClusterCountRow best, ClusterCountCriterion criterion)
    {
        double value = Loss(best, criterion);
        double tolerance = criterion == ClusterCountCriterion.Stability ? StabilityTolerance + 1e-12 : 1e-12 * Math.Abs(value);
        return Loss(row, criterion) - value <= tolerance;
    }

    /// <summary>Whether a criterion has values of several K, so that one of them is the best.</summary>
    public static bool IsComparable(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion) =>
        rows.Count(row => row.ValueOf(criterion) is { } value && double.IsFinite(value)) > 1;

    /// <summary>A criterion in words.</summary>
    public static string Name(ClusterCountCriterion criterion) => criterion switch
    {
        ClusterCountCriterion.Aic => "AIC",
        ClusterCountCriterion.Bic => "BIC",
        ClusterCountCriterion.Icl => "ICL",
        ClusterCountCriterion.HeldOut => "the held-out log-likelihood",
        ClusterCountCriterion.MarginalLikelihood => "the marginal log-likelihood",
        ClusterCountCriterion.Stability => "the stability",
        _ => "the silhouette",
    };

    private static bool IsLess(ClusterCountCriterion criterion) => criterion is ClusterCountCriterion.Aic or ClusterCountCriterion.Bic or ClusterCountCriterion.Icl;

    private static double Loss(ClusterCountRow row, ClusterCountCriterion criterion) =>
        row.ValueOf(criterion) is { } value && !double.IsNaN(value) ? IsLess(criterion) ? value : -value : double.PositiveInfinity;
}
