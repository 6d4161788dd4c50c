namespace MixturePS.Core.Evaluation;

/// <summary>Selects the number of clusters with the best value of a criterion; ties go to the smallest K.</summary>
internal static class ClusterCountSuggestion
{
    /// <summary>Completes the rows with the suggestion and the reasons.</summary>
    /// <param name="rows">The rows, by ascending K.</param>
    /// <param name="criterion">The criterion.</param>
    public static ClusterCountRow[] Fill(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion)
    {
        bool least = IsLess(criterion);
        string name = Name(criterion);
        var best = Best(rows, criterion);
        var second = Best([.. rows.Where(row => row != best)], criterion);
        var advice = ClusterCountAdvice.Of(rows, criterion);
        return [.. rows.Select(row => row with { Suggested = row == best, Reason = Reason(row) })];

        string Reason(ClusterCountRow row)
        {
            if (row.ValueOf(criterion) is not { } value) return $"{name} is not defined for it";
            if (best is null || double.IsPositiveInfinity(Loss(row, criterion))) return FormattableString.Invariant($"{name} is {value}");
            string word = least ? "above" : "below";
            if (row != best) return FormattableString.Invariant($"{name} is {Math.Abs(value - best.ValueOf(criterion)!.Value):G5} {word} that of K = {best.K}");
            string apart = second is null ? "there is no other to compare with"
                : FormattableString.Invariant($"that of K = {second.K} is {Math.Abs(second.ValueOf(criterion)!.Value - value):G5} {word}");
            string edge = advice.IsAtGreatest ? "; it is the greatest K compared, and a greater one may be better"
                : advice.IsAtLeast ? "; it is the least K compared, and a smaller one may be better"
                : string.Empty;
            return FormattableString.Invariant($"{name} is {(least ? "least" : "greatest")}, {value:G7}; {apart}{edge}");
        }
    }

    /// <summary>The row with the best value of a criterion; ties go to the smallest K; null if it is undefined for all.</summary>
    public static ClusterCountRow? Best(IEnumerable<ClusterCountRow> rows, ClusterCountCriterion criterion) =>
        rows.Where(row => Loss(row, criterion) < double.PositiveInfinity).OrderBy(row => Loss(row, criterion)).ThenBy(row => row.K).FirstOrDefault();

    /// <summary>A criterion in words.</summary>
    public static string Name(ClusterCountCriterion criterion) => criterion switch
    {
        ClusterCountCriterion.Aic => "AIC",
        ClusterCountCriterion.Bic => "BIC",
        ClusterCountCriterion.Icl => "ICL",
        ClusterCountCriterion.HeldOut => "the held-out log-likelihood",
        ClusterCountCriterion.Stability => "the stability",
        _ => "the silhouette",
    };

    private static bool IsLess(ClusterCountCriterion criterion) => criterion is ClusterCountCriterion.Aic or ClusterCountCriterion.Bic or ClusterCountCriterion.Icl;

    private static double Loss(ClusterCountRow row, ClusterCountCriterion criterion) =>
        row.ValueOf(criterion) is { } value && !double.IsNaN(value) ? IsLess(criterion) ? value : -value : double.PositiveInfinity;
}
