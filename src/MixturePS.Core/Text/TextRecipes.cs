using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// The options that define how texts are tokenised, in one table: a recipe records them, files contain them, comparisons
/// name them, and new texts are tokenised by them.
/// </summary>
/// <remarks>
/// A new option needs one entry here. An option that a recipe lacks, because an earlier version wrote it, has its default.
/// An option that isn't in the table, because a later version wrote it, is kept but can't be applied.
/// </remarks>
internal static class TextRecipes
{
    private const int LongestList = 6;

    private static readonly DfmBuilderOptions Defaults = new();
    private static readonly KeptToken[] Kinds = [.. Enum.GetValues<KeptToken>().Where(kind => kind is not (KeptToken.None or KeptToken.All))];

    private static readonly Field[] Fields =
    [
        One(nameof(DfmBuilderOptions.Token), "Token",
            options => options.Token.ToString(),
            (options, value) => options with { Token = Choice<TokenKind>(value) },
            options => options.Token switch { TokenKind.Word => "words", TokenKind.WhiteSpace => "tokens between white space", _ => "characters" }),
        One(nameof(DfmBuilderOptions.CaseSensitive), "CaseSensitive",
            options => options.CaseSensitive.ToString(),
            (options, value) => options with { CaseSensitive = Flag(value) },
            options => options.CaseSensitive ? "case kept" : "lower case"),
        new(nameof(DfmBuilderOptions.Keep), "Keep",
            options => [.. Kinds.Where(kind => options.Keep.HasFlag(kind)).Select(kind => kind.ToString())],
            (options, values) => options with { Keep = values.Aggregate(KeptToken.None, (all, value) => all | Choice<KeptToken>(value)) },
            options => options.Keep == KeptToken.None ? null : $"{string.Join(", ", Kinds.Where(kind => options.Keep.HasFlag(kind))).ToLowerInvariant()} kept whole"),
        new(nameof(DfmBuilderOptions.ElisionLanguages), "Elision",
            options => [.. options.ElisionLanguages.Order(StringComparer.Ordinal)],
            (options, values) => options with { ElisionLanguages = values },
            options => options.ElisionLanguages.Count == 0 ? null : $"{string.Join(" and ", options.ElisionLanguages.Order(StringComparer.Ordinal))} elision"),
        One(nameof(DfmBuilderOptions.Normalization), "Normalization",
            options => (options.Normalizes ? TextNormalization.NFC : TextNormalization.None).ToString(),
            (options, value) => options with { Normalization = Choice<TextNormalization>(value) },
            options => options.Normalizes == (options with { Normalization = null }).Normalizes ? null : options.Normalizes ? "NFC" : "not normalized"),
        new(nameof(DfmBuilderOptions.StopWords), "StopWord",
            options => [.. options.StopWords.Select(StopWordSet.Fold).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            (options, values) => options with { StopWords = values },
            options => options.StopWords.Count == 0 ? null : $"{Counted.Of(options.StopWords.Count, "stop word")} dropped"),
        One(nameof(DfmBuilderOptions.MinLength), "MinLength",
            options => options.MinLength.ToString(CultureInfo.InvariantCulture),
            (options, value) => options with { MinLength = Number(value) },
            options => options.MinLength == 1 ? null : $"at least {options.MinLength.ToString(CultureInfo.InvariantCulture)} characters"),
        new(nameof(DfmBuilderOptions.Pattern), "Pattern",
            options => options.Pattern is { } pattern ? [pattern.ToString()] : [],
            (options, values) => options with { Pattern = values.Count == 0 ? null : DfmBuilderOptions.ParsePattern(Single(values)) },
            options => options.Pattern is { } pattern ? $"matching '{pattern}'" : null),
        new(nameof(DfmBuilderOptions.StemLanguage), "Stem",
            options => options.StemLanguage is { } language ? [language] : [],
            (options, values) => options with { StemLanguage = values.Count == 0 ? null : Single(values) },
            options => options.StemLanguage is { } language ? $"{language} stems" : null),
        new(nameof(DfmBuilderOptions.NGrams), "NGram",
            options => [.. options.NGrams.Select(size => size.ToString(CultureInfo.InvariantCulture))],
            (options, values) => options with { NGrams = [.. values.Select(Number)] },
            options => options.NGrams is [1] ? null : string.Join(" and ", options.NGrams.Select(size => size.ToString(CultureInfo.InvariantCulture) + "-grams"))),
        One(nameof(DfmBuilderOptions.CrossesSentences), "CrossSentence",
            options => options.CrossesSentences.ToString(),
            (options, value) => options with { CrossesSentences = Flag(value) },
            options => options.CrossesSentences ? "across sentences" : null),
    ];

    /// <summary>The properties of <see cref="DfmBuilderOptions"/> that a recipe records.</summary>
    internal static IEnumerable<string> Properties => Fields.Select(entry => entry.Property);

    /// <summary>The recipe of options.</summary>
    public static TextRecipe Of(DfmBuilderOptions options) =>
        new(Array.AsReadOnly(Array.ConvertAll(Fields, field => new TextOption(field.Name, Array.AsReadOnly(field.Read(options))))), Describe(options));

    /// <summary>The recipe of options that were read from a file, by name.</summary>
    /// <exception cref="MixtureException">InvalidTextRecipe: an option has an invalid value.</exception>
    public static TextRecipe Read(IEnumerable<(string Name, string[] Values)> values)
    {
        var read = values.ToDictionary(option => option.Name, option => option.Values, StringComparer.Ordinal);
        var options = Defaults;
        foreach (var field in Fields)
            if (read.Remove(field.Name, out string[]? given)) options = Apply(field, options, given);
        if (read.Count == 0) return Of(options);
        var known = Of(options);
        TextOption[] unknown = [.. read.Select(option => new TextOption(option.Key, Array.AsReadOnly(option.Value)))];
        return new(Array.AsReadOnly([.. known.Options, .. unknown]), $"{known}, and options of a newer version ({string.Join(", ", unknown.Select(option => option.Name))})");
    }

    /// <summary>The options by which new texts are tokenised in the same way; features are not limited.</summary>
    /// <exception cref="MixtureException">InvalidTextRecipe: a newer version wrote an option that this one doesn't have.</exception>
    public static DfmBuilderOptions Options(TextRecipe recipe)
    {
        var options = Defaults;
        foreach (var option in recipe.Options)
        {
            var field = Array.Find(Fields, field => field.Name == option.Name)
                ?? throw MixtureError.InvalidTextRecipe($"this version has no option '{option.Name}'; update the module", option.Name);
            options = Apply(field, options, option.Values);
        }

        return options;
    }

    /// <summary>The options in which two recipes differ, in words; null if they are the same.</summary>
    /// <param name="own">The recipe of new documents.</param>
    /// <param name="expected">The recipe to compare with.</param>
    public static string? Difference(TextRecipe own, TextRecipe expected)
    {
        var names = expected.Options.Concat(own.Options).Select(option => option.Name).Distinct(StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (string name in names)
        {
            var (mine, theirs) = (Values(own, name), Values(expected, name));
            if (mine.SequenceEqual(theirs, StringComparer.Ordinal)) continue;
            var (here, there) = (Show(mine), Show(theirs));
            differences.Add(here == there ? $"-{name} has {here}, but others" : $"-{name} is {here} instead of {there}");
        }

        return differences.Count == 0 ? null : string.Join(", ", differences);
    }

    private static IReadOnlyList<string> Values(TextRecipe recipe, string name) =>
        recipe.Options.FirstOrDefault(option => option.Name == name)?.Values ?? Array.Find(Fields, field => field.Name == name)?.Read(Defaults) ?? [];

    private static string Show(IReadOnlyList<string> values) => values.Count switch
    {
        0 => "none",
        <= LongestList => string.Join(", ", values),
        _ => $"{values.Count.ToString(CultureInfo.InvariantCulture)} words",
    };

    private static string Describe(DfmBuilderOptions options) => string.Join(", ", Fields.Select(field => field.Describe(options)).OfType<string>());

    private static DfmBuilderOptions Apply(Field field, DfmBuilderOptions options, IReadOnlyList<string> values)
    {
        try
        {
            return field.Apply(options, values);
        }
        catch (Exception error) when (error is MixtureException or FormatException or OverflowException)
        {
            throw MixtureError.InvalidTextRecipe($"{field.Name} can't be '{Show(values)}': {error.Message.TrimEnd('.')}", field.Name);
        }
    }

    private static Field One(string property, string name, Func<DfmBuilderOptions, string> read, Func<DfmBuilderOptions, string, DfmBuilderOptions> apply, Func<DfmBuilderOptions, string?> describe) =>
        new(property, name, options => [read(options)], (options, values) => apply(options, Single(values)), describe);

    private static string Single(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : throw new FormatException("one value is expected");

    private static bool Flag(string value) => value switch
    {
        "True" => true,
        "False" => false,
        _ => throw new FormatException("it is neither True nor False"),
    };

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static T Choice<T>(string value)
        where T : struct, Enum =>
        Enum.TryParse(value, out T choice) && Enum.IsDefined(choice) && choice.ToString() == value ? choice : throw new FormatException("it is not a known value");

    /// <summary>An option of a recipe.</summary>
    /// <param name="Property">The property of <see cref="DfmBuilderOptions"/>.</param>
    /// <param name="Name">The name in recipes and files: that of the parameter of ConvertTo-Dfm.</param>
    /// <param name="Read">The values of the option as text, invariant and in a fixed order.</param>
    /// <param name="Apply">The options with these values.</param>
    /// <param name="Describe">The option in words, or null if it need not be mentioned.</param>
    private sealed record Field(
        string Property, string Name, Func<DfmBuilderOptions, string[]> Read, Func<DfmBuilderOptions, IReadOnlyList<string>, DfmBuilderOptions> Apply, Func<DfmBuilderOptions, string?> Describe);
}
