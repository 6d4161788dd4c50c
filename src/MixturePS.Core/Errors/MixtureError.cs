using System.Globalization;

namespace MixturePS.Core.Errors;

/// <summary>The errors of the numeric core: one factory for each id, with the numbers involved and the cure.</summary>
internal static class MixtureError
{
    public static MixtureException InvalidEta(string what, object? target) => new(
        "InvalidEta", $"Eta must be one or more finite numbers above zero; {what}.", target);

    public static MixtureException InvalidAlpha(string what, object? target) => new(
        "InvalidAlpha", $"Alpha must be one or more finite numbers above zero, one a cluster; {what}.", target);

    public static MixtureException AlphaSumNotOne(double sum) => new(
        "AlphaSumNotOne", $"Alpha is a distribution over clusters and must sum to 1; it sums to {Text(sum)}.", sum);

    public static MixtureException InvalidProbability(string what, object? target) => new(
        "InvalidProbability", $"Probabilities must be numbers from 0 to 1 that sum to 1; {what}.", target);

    public static MixtureException VocabularyLengthMismatch(int words, int expected, string of) => new(
        "VocabularyLengthMismatch",
        $"The vocabulary has {words} words but {of} has {expected} values; give one value a word, or a single value for all.",
        words);

    public static MixtureException DuplicateVocabularyWord(string word, int first, int second) => new(
        "DuplicateVocabularyWord", $"The vocabulary has the word '{word}' twice, at {first} and at {second}; each feature needs a word of its own.", word);

    public static MixtureException EmptyVocabularyWord(int index) => new(
        "EmptyVocabularyWord", $"The vocabulary's word at {index} is empty; each feature needs a word.", index);

    public static MixtureException InvalidClusterCount(int k) => new(
        "InvalidClusterCount", $"K must be at least 1; it is {k}.", k);

    public static MixtureException TooManyClusters(int k, int documents) => new(
        "TooManyClusters", $"K is {k} but there are only {documents} documents; ask for {documents} clusters at most.", k);

    public static MixtureException InvalidSize(string name, long size) => new(
        "InvalidSize", $"{name} must be zero or more; it is {size}.", size);

    public static MixtureException NegativeDocumentLength(long length, long document) => new(
        "NegativeDocumentLength", $"A document's length must be zero or more; that of document {document} is {length}.", length);

    public static MixtureException DocumentLengthCountMismatch(int lengths, int documents) => new(
        "DocumentLengthCountMismatch",
        $"There are {lengths} document lengths for {documents} documents; give one length for all, or one a document.", lengths);

    public static MixtureException InvalidLengthDistribution(string what, object? target) => new(
        "InvalidLengthDistribution", $"The distribution of document lengths can't be used: {what}.", target);

    public static MixtureException InvalidSeed(string what, object? target) => new(
        "InvalidSeed", $"A seed is a whole number of zero or more, or a list of such; {what}.", target);

    public static MixtureException NonFiniteMatrix(int row, int column, double value) => new(
        "NonFiniteMatrix", $"The matrix has the value {Text(value)} at row {row}, column {column}; every value must be finite.", value);

    public static MixtureException NegativeCount(int row, int column, double value) => new(
        "NegativeCount", $"The matrix has the value {Text(value)} at row {row}, column {column}; counts must be zero or more.", value);

    public static MixtureException FractionalCount(int row, int column, double value) => new(
        "FractionalCount", $"The matrix has the value {Text(value)} at row {row}, column {column}; a count model needs whole tokens.", value);

    public static MixtureException DocumentTooLong(int document, int most) => new(
        "DocumentTooLong", $"Document {document} has more than {most} tokens, the most that can be counted here.", document);

    public static MixtureException NoTokens() => new(
        "NoTokens", "All cells of the DFM are zero, so no document has a direction to be clustered by.", null);

    public static MixtureException EmptyDfm(string purpose) => new(
        "EmptyDfm", $"The DFM has no documents or no features, so there is nothing to {purpose}.", null);

    public static MixtureException ShapeMismatch(string what, object? target) => new(
        "ShapeMismatch", $"The shapes don't fit: {what}.", target);

    public static MixtureException LabelLengthMismatch(int known, int estimated) => new(
        "LabelLengthMismatch",
        $"There are {known} known labels and {estimated} estimated ones; both must label the same documents.", estimated);

    public static MixtureException InvalidLabel(string what, object? target) => new(
        "InvalidLabel", $"Labels are whole numbers of zero or more; {what}.", target);

    public static MixtureException EmptyLabels() => new(
        "EmptyLabels", "There are no labels to compare; give at least one document.", null);

    public static MixtureException InvalidCost(int row, int column, double cost) => new(
        "InvalidCost", $"The costs have {Text(cost)} at row {row}, column {column}; a cost must be a number, or the infinity that forbids a cell.", cost);

    public static MixtureException InfeasibleAssignment() => new(
        "InfeasibleAssignment", "The forbidden cells leave no complete assignment of rows to columns; allow more cells.", null);

    public static MixtureException NoKnownCluster() => new(
        "NoKnownCluster",
        "The documents' true clusters aren't known, so there is nothing to compare with; simulate the DFM, label it, or give -Known.", null);

    public static MixtureException AlreadyWeighted(string weighting, string purpose) => new(
        "AlreadyWeighted", $"The DFM is weighted already ({weighting}) and {purpose} needs counts; pass the DFM from before ConvertTo-TfIdf.", weighting);

    public static MixtureException VocabularyMismatch(int words, int features) => new(
        "VocabularyMismatch",
        $"None of the {words} words of the given mu is among the DFM's {features} features; give mu with the DFM's words, or without names and with a column a feature.", words);

    public static MixtureException UnknownVocabulary(int features, int words) => new(
        "UnknownVocabulary",
        $"None of the DFM's {features} words is among the {words} that were clustered, so nothing can be said of its documents; make it with the same tokenisation.", features);

    public static MixtureException WeightingMismatch(string what, object? target) => new(
        "WeightingMismatch", $"The documents aren't weighted as those that were clustered: {what}; pass their counts, which are then weighted in the same way.", target);

    public static MixtureException UnknownWeighting(string weighting) => new(
        "UnknownWeighting",
        $"The clustering is of weights ({weighting}) that can't be made from counts here; pass documents that are weighted so, with the same feature weights.", weighting);

    public static MixtureException InvalidOption(string name, string what, object? target) => new(
        "InvalidOption", $"{name} {what}.", target);

    public static MixtureException InvalidShard(string text) => new(
        "InvalidShard", $"A shard is a part and the number of parts, as in 3/16, the part from 1 to their number; it is '{text}'.", text);

    public static MixtureException ShardWithoutSeed() => new(
        "ShardWithoutSeed", "The parts of an experiment need one seed, so that they make one whole; give each the same -Seed.", null);

    public static MixtureException UnusedParameter(string parameter, string methods) => new(
        "UnusedParameter", $"-{parameter} is a parameter of none of the methods ({methods}); leave it out, or add a method that has it.", parameter);

    public static MixtureException DuplicateMethod(string name) => new(
        "DuplicateMethod", $"There are two methods named {name}; give the script block another name.", name);

    public static MixtureException EmptyGrid(string what) => new(
        "EmptyGrid", $"{what} has no value, so there is nothing to run; give at least one.", what);

    public static MixtureException NoDocuments() => new(
        "EmptyDfm", "There are no documents to make a DFM of; give at least one text.", null);

    public static MixtureException InvalidNGram(string what, object? target) => new(
        "InvalidNGram", $"The sizes of n-grams are whole numbers from 1 to {MixturePS.Core.Text.DfmBuilderOptions.LongestNGram}; {what}.", target);

    public static MixtureException InvalidDocumentFrequency(string name, double value) => new(
        "InvalidDocumentFrequency",
        $"{name} is a whole number of documents from 1, or a share of them between 0 and 1; it is {Text(value)}.", value);

    public static MixtureException ConflictingDocumentFrequency(double least, double most, int? documents) => new(
        "ConflictingDocumentFrequency",
        $"No feature can be in at least {Text(least)} and in at most {Text(most)}{(documents is null ? string.Empty : $" of {documents}")} documents; lower the one or raise the other.", least);

    public static MixtureException ConflictingVocabulary() => new(
        "ConflictingVocabulary", "A given vocabulary says which features there are; leave out the limits on document frequency and on the number of features.", null);

    public static MixtureException UnknownLanguage(string purpose, string language, IReadOnlyList<string> known) => new(
        "UnknownLanguage", $"There is no language '{language}' with {purpose}; known are {string.Join(", ", known)}.", language);

    public static MixtureException InvalidPattern(string pattern, string why) => new(
        "InvalidPattern", $"The pattern '{pattern}' can't be used: {why}", pattern);

    public static MixtureException UnknownEncoding(string name) => new(
        "UnknownEncoding", $"There is no encoding '{name}'; give a name such as utf-8, utf-16 or windows-1252, or the number of a code page.", name);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
