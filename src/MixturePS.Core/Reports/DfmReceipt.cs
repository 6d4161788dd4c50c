using System.Globalization;
using System.Text.RegularExpressions;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Reports;

/// <summary>
/// The lines of PowerShell that make a DFM again. Those of a simulation are checked: the documents are drawn again and compared.
/// What the DFM doesn't know is said in a comment.
/// </summary>
internal static partial class DfmReceipt
{
    // More words or lengths don't belong in a line, and drawing more documents again would take long.
    private const int MostListed = 40;
    private const int MostDrawn = 200_000;

    /// <summary>The lines, of which the last one sets $dfm, unless all are comments.</summary>
    /// <param name="dfm">The DFM.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static IReadOnlyList<string> Of(Dfm dfm, CancellationToken cancellation)
    {
        if (dfm.DocumentCount == 0) return [$"# $dfm: the documents, which were not saved with the clustering; {Counted.Of(dfm.FeatureCount, "feature")} ({dfm.Weighting})"];
        return Drawn(dfm, cancellation) ?? Read(dfm) ?? [$"# $dfm: {dfm}", .. Selected(dfm)];
    }

    /// <summary>A text in single quotes. Characters that PowerShell takes for such quotes are doubled, and invisible ones left out.</summary>
    public static string Quoted(string text) => $"'{Quote().Replace(new string([.. text.Where(c => !char.IsControl(c) && c is not ('\u2028' or '\u2029'))]), "$0$0")}'";

    /// <summary>A seed as PowerShell reads it: a number of 64 bits as it is, others as text.</summary>
    public static string Literal(string seed) => seed.Length <= 18 && seed.All(char.IsAsciiDigit) ? seed : $"'{seed}'";

    // A simulation; null if the documents weren't drawn from a model that is known.
    private static List<string>? Drawn(Dfm dfm, CancellationToken cancellation)
    {
        if (dfm.Model is not { } model || dfm.Seed is not { } seed || dfm.Sampler is not { } sampler || !(dfm.Weighting.IsCount || dfm.Weighting.TfIdf is not null)) return null;
        if (LengthOf(dfm) is not { } length)
            return [$"# $dfm: {dfm}", $"# drawn from a {model}, with the seed {seed} and lengths that the DFM doesn't know"];

        // The sampler either continued with the generator of the model, or had a seed of its own.
        bool isModelKnown = model.Eta is { } eta && model.Seed is not null && (model.Vocabulary.Count <= MostListed || (IsDefault(model.Vocabulary) && eta.All(value => value == eta[0])));
        bool isContinued = isModelKnown && model.Seed!.ToString() == seed.ToString();
        string weighting = dfm.Weighting.TfIdf is { } options ? " | " + TfIdfLine(options) : string.Empty;
        string sample = $"Invoke-DfmSample -N {Whole(dfm.DocumentCount)} -DocumentLength {length.Text}{(sampler == DfmSamplerKind.Fast && model.Membership == MixtureMembership.Single ? " -Sampler Fast" : string.Empty)}{(isContinued ? string.Empty : $" -Seed {SeedOf(seed)}")}{weighting}";
        if (dfm.DocumentCount <= MostDrawn && !IsSame(dfm, model, seed, sampler, length.Length, isContinued, isModelKnown, cancellation))
            return [$"# $dfm: {dfm}", $"# drawn from a {model} with the seed {seed}, but not as the first documents of that seed, or changed since; no lines make it again"];
        List<string> lines = dfm.DocumentCount <= MostDrawn ? [] : ["# The documents are too many to be drawn again while the report is written, so these lines weren't checked."];
        if (isModelKnown) lines.Add($"$dfm = {ModelLine(model)} | {sample}");
        else lines.AddRange([$"# $model: the {model}, which these lines can't make; Export-MixtureModel saves it", $"$dfm = $model | {sample}"]);
        return lines;
    }

    private static bool IsSame(Dfm dfm, MixtureModel model, SeedSequence seed, DfmSamplerKind sampler, DocumentLength length, bool isContinued, bool isModelKnown, CancellationToken cancellation)
    {
        try
        {
            var generator = new RandomGenerator(seed);
            if (isModelKnown)
            {
                var modelGenerator = isContinued ? generator : new RandomGenerator(model.Seed!);
                var again = MixtureModel.Draw(model.K, model.Eta!, model.Alpha, model.Vocabulary, modelGenerator, model.Membership, cancellation: cancellation);
                if (!again.Mu.Values.SequenceEqual(model.Mu.Values)) return false;
            }

            var drawn = model.Membership == MixtureMembership.Mixed ? TopicSampler.Sample(model, dfm.DocumentCount, length, generator, cancellation: cancellation)
                : sampler == DfmSamplerKind.Fast ? FastDfmSampler.Sample(model, dfm.DocumentCount, length, generator, cancellation: cancellation)
                : DfmSampler.Sample(model, dfm.DocumentCount, length, generator, cancellation: cancellation);
            if (dfm.Weighting.TfIdf is { } options) drawn = TfIdf.Transform(drawn, options, cancellation);
            var (offsets, columns, values) = drawn.Matrix.Buffers;
            var (ownOffsets, ownColumns, ownValues) = dfm.Matrix.Buffers;
            int cells = drawn.Matrix.NonZeroCount;
            return cells == dfm.NonZeroCount && offsets.AsSpan(0, dfm.DocumentCount + 1).SequenceEqual(ownOffsets.AsSpan(0, dfm.DocumentCount + 1))
                && columns.AsSpan(0, cells).SequenceEqual(ownColumns.AsSpan(0, cells)) && values.AsSpan(0, cells).SequenceEqual(ownValues.AsSpan(0, cells));
        }
        catch (MixtureException)
        {
            return false;
        }
    }

    private static string ModelLine(MixtureModel model)
    {
        var eta = model.Eta!;
        bool isOne = eta.All(value => value == eta[0]);
        List<string> parts = ["New-MixtureModel", $"-K {Whole(model.K)}"];
        if (IsDefault(model.Vocabulary)) parts.Add($"-J {Whole(model.J)}");
        else parts.Add($"-Vocabulary {string.Join(", ", model.Vocabulary.Select(Quoted))}");
        parts.Add($"-Eta {(isOne ? Number(eta[0]) : string.Join(", ", eta.Select(Number)))}");
        bool isMixed = model.Membership == MixtureMembership.Mixed;
        if (!model.Alpha.All(share => share == (isMixed ? MixtureModel.DefaultMixedAlpha : 1.0 / model.K))) parts.Add($"-Alpha {string.Join(", ", model.Alpha.Select(Number))}");
        if (isMixed) parts.Add("-Membership Mixed");
        parts.Add($"-Seed {SeedOf(model.Seed!)}");
        return string.Join(' ', parts);
    }

    private static bool IsDefault(IReadOnlyList<string> vocabulary) => vocabulary.SequenceEqual(vocabulary.Count == Vocabularies.Default.Count ? Vocabularies.Default : Vocabularies.Numbered(vocabulary.Count));

    // The lengths as they were given, or those of the documents.
    private static (DocumentLength Length, string Text)? LengthOf(Dfm dfm)
    {
        if (dfm.DrawnLength is { } text && Call().Match(text) is { Success: true } call)
        {
            double[] numbers = [.. call.Groups[2].Value.Split(',').Select(number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))];
            return (call.Groups[1].Value == "Poisson" ? DocumentLength.Poisson(numbers[0]) : DocumentLength.NegativeBinomial(numbers[0], numbers[1]), $"'{text}'");
        }

        // Weights don't have the lengths, and without the text lengths may have been drawn.
        if (dfm.DrawnLength is { } plain && long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out long tokens)) return (DocumentLength.Fixed(tokens), Whole(tokens));
        if (!dfm.Weighting.IsCount) return null;
        long[] lengths = Array.ConvertAll(dfm.DocumentLength(), value => (long)value);
        if (lengths.Distinct().Count() == 1) return (DocumentLength.Fixed(lengths[0]), Whole(lengths[0]));
        return lengths.Length <= MostListed ? (DocumentLength.PerDocument(lengths), string.Join(", ", lengths.Select(Whole))) : null;
    }

    private static string TfIdfLine(TfIdfOptions options)
    {
        var defaults = options.LogBase10 ? TfIdfOptions.Quanteda : new TfIdfOptions();
        List<string> parts = ["ConvertTo-TfIdf"];
        if (options.LogBase10) parts.Add("-Scheme Quanteda");
        if (!options.UseIdf) parts.Add("-UseIdf:$false");
        else if (options.SmoothIdf != defaults.SmoothIdf) parts.Add($"-SmoothIdf:${(options.SmoothIdf ? "true" : "false")}");
        if (options.SublinearTf) parts.Add("-SublinearTf");
        if (options.Norm != defaults.Norm) parts.Add($"-Norm {options.Norm}");
        return string.Join(' ', parts);
    }

    // Texts, whose place isn't known; null if nothing is known about them.
    private static List<string>? Read(Dfm dfm)
    {
        if (dfm.TextRecipe is not { } recipe) return null;
        List<string> lines = [$"# The place of the {Counted.Of(dfm.DocumentCount, "text")} isn't known: replace TEXTS.txt, which has one per line."];
        string words = string.Empty;
        var defaults = TextRecipes.Of(new DfmBuilderOptions());
        List<string> parts = ["ConvertTo-Dfm"];
        string? language = null;
        foreach (var option in recipe.Options)
        {
            if (option.Name == "Elision" || option.Value == defaults[option.Name]) continue;
            if (option.Name == "StopWord")
            {
                language = Languages.WithStopWords.FirstOrDefault(name => TextRecipes.Of(new DfmBuilderOptions { StopWords = Languages.StopWords(name) })["StopWord"] == option.Value);
                if (language is null && option.Values.Count > MostListed) words = $"# $stopWords: {Counted.Of(option.Values.Count, "stop word")}";
                parts.Add($"-StopWord {language ?? (option.Values.Count > MostListed ? "$stopWords" : $"@({string.Join(", ", option.Values.Select(Quoted))})")}");
            }
            else
            {
                parts.Add(option.Value is "True" ? $"-{option.Name}" : option.Value is "False" ? $"-{option.Name}:$false" : $"-{option.Name} {string.Join(", ", option.Values.Select(value => Word().IsMatch(value) ? value : Quoted(value)))}");
            }
        }

        // Languages of stop words and stems bring their elision along.
        var elision = recipe.Options.FirstOrDefault(option => option.Name == "Elision")?.Values ?? [];
        if (elision.Count > 0) parts.Add($"-Elision {string.Join(", ", elision)}");
        else if (Elision.Languages.Contains(language) || Elision.Languages.Contains(recipe["Stem"])) parts.Add("-Elision None");
        if (words.Length > 0) lines.Add(words);
        lines.Add("$texts = Get-Content TEXTS.txt");
        var limits = Selected(dfm).ToList();
        if (dfm.TextStatistics is { } statistics) limits.Add($"# the text: {statistics}");
        string weighting = dfm.Weighting.TfIdf is { } options ? " | " + TfIdfLine(options) : string.Empty;
        if (weighting.Length == 0 && !dfm.Weighting.IsCount) limits.Add($"# the weighting: {dfm.Weighting}");
        lines.AddRange(limits);
        lines.Add($"# The result must be {dfm}; limits on features, if there were any, aren't known.");
        lines.Add($"$dfm = $texts | {string.Join(' ', parts)}{weighting}");
        return lines;
    }

    private static IEnumerable<string> Selected(Dfm dfm) => dfm.Selection is { } selection ? [$"# features were selected: {selection}"] : [];

    private static string SeedOf(SeedSequence seed) => Literal(seed.ToString());

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(Poisson|NegativeBinomial)\(([\d.,eE+ -]+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\w+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("['\u2018\u2019\u201A\u201B]")]
    private static partial Regex Quote();
}
