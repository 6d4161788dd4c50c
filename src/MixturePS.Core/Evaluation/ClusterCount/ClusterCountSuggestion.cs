namespace MixturePS.Core.Evaluation;

/// <summary>Selects the number of clusters with the best value of a criterion; ties go to the smallest K.</summary>
internal static class ClusterCountSuggestion
{
    /// <summary>Completes the rows with the suggestion and the reasons.</summary>
    /// <param name="rows">The rows, by ascending K.</param>
    /// <param name="criterion">The criterion.</param>
    public static ClusterCountRow[] Fill(IReadOnlyList<ClusterCountRow> rows, ClusterCountCriterion criterion)
    {
        bool least = criterion is ClusterCountCriterion.Aic or ClusterCountCriterion.Bic or ClusterCountCriterion.Icl;
        string name = criterion switch
        {
            ClusterCountCriterion.Aic => "AIC",
            ClusterCountCriterion.Bic => "BIC",
            ClusterCountCriterion.Icl => "ICL",
            ClusterCountCriterion.HeldOut => "the held-out log-likelihood",
            ClusterCountCriterion.Stability => "the stability",
            _ => "the silhouette",
        };
        ClusterCountRow? best = null, second = null;
        foreach (var row in rows.Where(row => Loss(row) < double.PositiveInfinity).OrderBy(Loss).ThenBy(row => row.K))
        {
            if (best is null) best = row;
            else second ??= row;
        }

        return [.. rows.Select(row => row with { Suggested = row == best, Reason = Reason(row) })];

        double Loss(ClusterCountRow row) => row.ValueOf(criterion) is { } value && !double.IsNaN(value) ? least ? value : -value : double.PositiveInfinity;

        string Reason(ClusterCountRow row)
        {
            if (row.ValueOf(criterion) is not { } value) return $"{name} is not defined for it";
            if (best is null || Loss(row) == double.PositiveInfinity) return FormattableString.Invariant($"{name} is {value}");
            string word = least ? "above" : "below";
            if (row != best) return FormattableString.Invariant($"{name} is {Math.Abs(value - best.ValueOf(criterion)!.Value):G5} {word} that of K = {best.K}");
            string apart = second is null ? "there is no other to compare with"
                : FormattableString.Invariant($"that of K = {second.K} is {Math.Abs(second.ValueOf(criterion)!.Value - value):G5} {word}");
            return FormattableString.Invariant($"{name} is {(least ? "least" : "greatest")}, {value:G7}; {apart}");
        }
    }
}
