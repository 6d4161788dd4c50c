using System.Globalization;

namespace MixturePS.Core.Errors;

/// <summary>The errors of the numeric core: one factory for each id, with the numbers involved and the cure.</summary>
internal static class MixtureError
{
    /// <summary>Eta, the concentration of the Dirichlet that word probabilities are drawn from, is empty, zero, negative or not finite.</summary>
    /// <remarks>Give one number above zero for all words, or one a word.</remarks>
    public static MixtureException InvalidEta(string what, object? target) => new(
        "InvalidEta", $"Eta must be one or more finite numbers above zero; {what}.", target);

    /// <summary>Alpha is empty, has a value that is not above zero, or has not one value a cluster.</summary>
    /// <remarks>Give K numbers above zero that sum to 1, or leave alpha out for equal shares.</remarks>
    public static MixtureException InvalidAlpha(string what, object? target) => new(
        "InvalidAlpha", $"Alpha must be one or more finite numbers above zero, one a cluster; {what}.", target);

    /// <summary>The shares of the clusters do not sum to 1.</summary>
    /// <remarks>Divide each share by their sum, which the message tells.</remarks>
    public static MixtureException AlphaSumNotOne(double sum) => new(
        "AlphaSumNotOne", $"Alpha is a distribution over clusters and must sum to 1; it sums to {Text(sum)}.", sum);

    /// <summary>A distribution has a value outside 0 to 1, does not sum to 1, or there is none.</summary>
    /// <remarks>Divide the values of each row by the sum of the row; nothing below zero, and no NaN.</remarks>
    public static MixtureException InvalidProbability(string what, object? target) => new(
        "InvalidProbability", $"Probabilities must be numbers from 0 to 1 that sum to 1; {what}.", target);

    /// <summary>There are more or fewer words than values that belong to them.</summary>
    /// <remarks>Give a word for each value, or a single value for all words.</remarks>
    public static MixtureException VocabularyLengthMismatch(int words, int expected, string of) => new(
        "VocabularyLengthMismatch",
        $"The vocabulary has {words} words but {of} has {expected} values; give one value a word, or a single value for all.",
        words);

    /// <summary>A vocabulary has one word twice.</summary>
    /// <remarks>Leave one of them out or rename it; the message tells both places.</remarks>
    public static MixtureException DuplicateVocabularyWord(string word, int first, int second) => new(
        "DuplicateVocabularyWord", $"The vocabulary has the word '{word}' twice, at {first} and at {second}; each feature needs a word of its own.", word);

    /// <summary>A word of a vocabulary is empty or white space.</summary>
    /// <remarks>Leave it out, or give it a name.</remarks>
    public static MixtureException EmptyVocabularyWord(int index) => new(
        "EmptyVocabularyWord", $"The vocabulary's word at {index} is empty; each feature needs a word.", index);

    /// <summary>K is zero or negative.</summary>
    /// <remarks>Give a K of 1 or more.</remarks>
    public static MixtureException InvalidClusterCount(int k) => new(
        "InvalidClusterCount", $"K must be at least 1; it is {k}.", k);

    /// <summary>K is larger than the number of documents that can tell clusters apart.</summary>
    /// <remarks>Lower K, or give more documents.</remarks>
    public static MixtureException TooManyClusters(int k, int documents) => new(
        "TooManyClusters", $"K is {k} but there are only {documents} documents; ask for {documents} clusters at most.", k);

    /// <summary>A number of draws, documents or clusters is negative.</summary>
    /// <remarks>Give zero or more.</remarks>
    public static MixtureException InvalidSize(string name, long size) => new(
        "InvalidSize", $"{name} must be zero or more; it is {size}.", size);

    /// <summary>A document is to have fewer than no tokens.</summary>
    /// <remarks>Give lengths of zero or more.</remarks>
    public static MixtureException NegativeDocumentLength(long length, long document) => new(
        "NegativeDocumentLength", $"A document's length must be zero or more; that of document {document} is {length}.", length);

    /// <summary>A list of document lengths has not one length a document.</summary>
    /// <remarks>Give one length for all documents, or a list as long as -N.</remarks>
    public static MixtureException DocumentLengthCountMismatch(int lengths, int documents) => new(
        "DocumentLengthCountMismatch",
        $"There are {lengths} document lengths for {documents} documents; give one length for all, or one a document.", lengths);

    /// <summary>A distribution of document lengths has a parameter that it cannot have.</summary>
    /// <remarks>Correct the parameter that the message names.</remarks>
    public static MixtureException InvalidLengthDistribution(string what, object? target) => new(
        "InvalidLengthDistribution", $"The distribution of document lengths can't be used: {what}.", target);

    /// <summary>A seed is negative, a fraction or no number.</summary>
    /// <remarks>Give a whole number of zero or more, of any size, or a list of such.</remarks>
    public static MixtureException InvalidSeed(string what, object? target) => new(
        "InvalidSeed", $"A seed is a whole number of zero or more, or a list of such; {what}.", target);

    /// <summary>A matrix has a NaN or an infinity.</summary>
    /// <remarks>Replace or remove the value at the place that the message names.</remarks>
    public static MixtureException NonFiniteMatrix(int row, int column, double value) => new(
        "NonFiniteMatrix", $"The matrix has the value {Text(value)} at row {row}, column {column}; every value must be finite.", value);

    /// <summary>A cell is negative where tokens are counted.</summary>
    /// <remarks>Correct the cell; weights below zero are for k-means only, and are read from a file with -Weighting.</remarks>
    public static MixtureException NegativeCount(int row, int column, double value) => new(
        "NegativeCount", $"The matrix has the value {Text(value)} at row {row}, column {column}; counts must be zero or more.", value);

    /// <summary>A cell is a fraction where a model of counts needs whole tokens.</summary>
    /// <remarks>Pass the counts from before the weighting; weights in a file are named with -Weighting.</remarks>
    public static MixtureException FractionalCount(int row, int column, double value) => new(
        "FractionalCount", $"The matrix has the value {Text(value)} at row {row}, column {column}; a count model needs whole tokens.", value);

    /// <summary>A cell is finite, and yet so large that squares, sums or logarithms of what is made of it leave the range of numbers.</summary>
    /// <remarks>Correct the cell that the message names, or divide all cells by one number, such as the largest of them; fractions are read from a file with -Weighting.</remarks>
    public static MixtureException CellTooLarge(string what, string feature, double value, string made) => new(
        "CellTooLarge",
        $"{what} has {Text(value)} for '{feature}', which is so large that {made} leave the range of numbers; correct it, or divide all cells by one number, such as the largest of them.", value);

    /// <summary>A document has more tokens than can be counted in one.</summary>
    /// <remarks>Split the document.</remarks>
    public static MixtureException DocumentTooLong(int document, long most) => new(
        "DocumentTooLong", $"Document {document} has more than {most} tokens, the most that can be counted here.", document);

    /// <summary>Every cell of the DFM is zero, so that no document has a direction.</summary>
    /// <remarks>Check how the DFM was made; a pruned vocabulary may have left nothing.</remarks>
    public static MixtureException NoTokens() => new(
        "NoTokens", "All cells of the DFM are zero, so no document has a direction to be clustered by.", null);

    /// <summary>A DFM has no documents or no features, or is to be made of no text.</summary>
    /// <remarks>Check what came down the pipeline, and what pruning left of it.</remarks>
    public static MixtureException EmptyDfm(string purpose) => new(
        "EmptyDfm", $"The DFM has no documents or no features, so there is nothing to {purpose}.", null);

    /// <summary>Two things that belong together have different numbers of rows or columns, or the rows of a matrix differ in length.</summary>
    /// <remarks>Make the sizes that the message names equal.</remarks>
    public static MixtureException ShapeMismatch(string what, object? target) => new(
        "ShapeMismatch", $"The shapes don't fit: {what}.", target);

    /// <summary>Known and estimated labels are not of the same documents.</summary>
    /// <remarks>Give two lists of one length, in the order of the documents.</remarks>
    public static MixtureException LabelLengthMismatch(int known, int estimated) => new(
        "LabelLengthMismatch",
        $"There are {known} known labels and {estimated} estimated ones; both must label the same documents.", estimated);

    /// <summary>A label is negative, or no whole number.</summary>
    /// <remarks>Number the clusters from zero.</remarks>
    public static MixtureException InvalidLabel(string what, object? target) => new(
        "InvalidLabel", $"Labels are whole numbers of zero or more; {what}.", target);

    /// <summary>There is not one label to compare.</summary>
    /// <remarks>Give the labels of one document at least.</remarks>
    public static MixtureException EmptyLabels() => new(
        "EmptyLabels", "There are no labels to compare; give at least one document.", null);

    /// <summary>A table of costs has a NaN or a negative infinity.</summary>
    /// <remarks>Give a number, or positive infinity where a pair is forbidden.</remarks>
    public static MixtureException InvalidCost(int row, int column, double cost) => new(
        "InvalidCost", $"The costs have {Text(cost)} at row {row}, column {column}; a cost must be a number, or the infinity that forbids a cell.", cost);

    /// <summary>The forbidden cells leave no assignment of every row to a column of its own.</summary>
    /// <remarks>Allow more cells.</remarks>
    public static MixtureException InfeasibleAssignment() => new(
        "InfeasibleAssignment", "The forbidden cells leave no complete assignment of rows to columns; allow more cells.", null);

    /// <summary>The true clusters of the documents are asked for and nobody knows them.</summary>
    /// <remarks>Simulate the DFM, label it with -LabelProperty, or give -Known.</remarks>
    public static MixtureException NoKnownCluster() => new(
        "NoKnownCluster",
        "The documents' true clusters aren't known, so there is nothing to compare with; simulate the DFM, label it, or give -Known.", null);

    /// <summary>A model of counts, or a second weighting, was given weights.</summary>
    /// <remarks>Pass the DFM from before ConvertTo-TfIdf.</remarks>
    public static MixtureException AlreadyWeighted(string weighting, string purpose) => new(
        "AlreadyWeighted", $"The DFM is weighted already ({weighting}) and {purpose} needs counts; pass the DFM from before ConvertTo-TfIdf.", weighting);

    /// <summary>The given word probabilities and the DFM have no word in common.</summary>
    /// <remarks>Give the probabilities with the words of the DFM, or without names and with a column a feature.</remarks>
    public static MixtureException VocabularyMismatch(int words, int features) => new(
        "VocabularyMismatch",
        $"None of the {words} words of the given mu is among the DFM's {features} features; give mu with the DFM's words, or without names and with a column a feature.", words);

    /// <summary>New documents and those that were clustered have no word in common.</summary>
    /// <remarks>Make both DFMs with the same tokenisation and language.</remarks>
    public static MixtureException UnknownVocabulary(int features, int words) => new(
        "UnknownVocabulary",
        $"None of the DFM's {features} words is among the {words} that were clustered, so nothing can be said of its documents; make it with the same tokenisation.", features);

    /// <summary>New documents are weighted otherwise than those that were clustered.</summary>
    /// <remarks>Pass their counts, which are then weighted in the same way.</remarks>
    public static MixtureException WeightingMismatch(string what, object? target) => new(
        "WeightingMismatch", $"The documents aren't weighted as those that were clustered: {what}; pass their counts, which are then weighted in the same way.", target);

    /// <summary>The documents that were clustered have weights that cannot be made from counts here.</summary>
    /// <remarks>Pass new documents that are weighted in that way already.</remarks>
    public static MixtureException UnknownWeighting(string weighting) => new(
        "UnknownWeighting",
        $"The clustering is of weights ({weighting}) that can't be made from counts here; pass documents that are weighted so, with the same feature weights.", weighting);

    /// <summary>A parameter has a value outside its range.</summary>
    /// <remarks>Give a value in the range that the message names.</remarks>
    public static MixtureException InvalidOption(string name, string what, object? target) => new(
        "InvalidOption", $"{name} {what}.", target);

    /// <summary>What -Shard is given is no part of a number of parts.</summary>
    /// <remarks>Write the part and the number of parts, as in 3/16, the part from 1 to their number.</remarks>
    public static MixtureException InvalidShard(string text) => new(
        "InvalidShard", $"A shard is a part and the number of parts, as in 3/16, the part from 1 to their number; it is '{text}'.", text);

    /// <summary>A part of an experiment has no seed that the other parts could share.</summary>
    /// <remarks>Give each part the same -Seed.</remarks>
    public static MixtureException ShardWithoutSeed() => new(
        "ShardWithoutSeed", "The parts of an experiment need one seed, so that they make one whole; give each the same -Seed.", null);

    /// <summary>A parameter belongs to none of the methods that are run.</summary>
    /// <remarks>Leave it out, or add a method that has it.</remarks>
    public static MixtureException UnusedParameter(string parameter, string methods) => new(
        "UnusedParameter", $"-{parameter} is a parameter of none of the methods ({methods}); leave it out, or add a method that has it.", parameter);

    /// <summary>Two methods of an experiment have the same name.</summary>
    /// <remarks>Give the script block another name.</remarks>
    public static MixtureException DuplicateMethod(string name) => new(
        "DuplicateMethod", $"There are two methods named {name}; give the script block another name.", name);

    /// <summary>A parameter of an experiment has no value, or there is no method.</summary>
    /// <remarks>Give at least one.</remarks>
    public static MixtureException EmptyGrid(string what) => new(
        "EmptyGrid", $"{what} has no value, so there is nothing to run; give at least one.", what);

    /// <summary>A DFM has no documents or no features, or is to be made of no text.</summary>
    /// <remarks>Check what came down the pipeline, and what pruning left of it.</remarks>
    public static MixtureException NoDocuments() => new(
        "EmptyDfm", "There are no documents to make a DFM of; give at least one text.", null);

    /// <summary>A size of n-grams is below 1 or above the longest that is made.</summary>
    /// <remarks>Give whole numbers in that range, such as 1, 2.</remarks>
    public static MixtureException InvalidNGram(string what, object? target) => new(
        "InvalidNGram", $"The sizes of n-grams are whole numbers from 1 to {MixturePS.Core.Text.DfmBuilderOptions.LongestNGram}; {what}.", target);

    /// <summary>A limit on document frequency is neither a number of documents nor a share.</summary>
    /// <remarks>Give a whole number from 1, or a fraction between 0 and 1.</remarks>
    public static MixtureException InvalidDocumentFrequency(string name, double value) => new(
        "InvalidDocumentFrequency",
        $"{name} is a whole number of documents from 1, or a share of them between 0 and 1; it is {Text(value)}.", value);

    /// <summary>The least document frequency is above the highest, so that no feature is left.</summary>
    /// <remarks>Lower the one or raise the other.</remarks>
    public static MixtureException ConflictingDocumentFrequency(double least, double most, int? documents) => new(
        "ConflictingDocumentFrequency",
        $"No feature can be in at least {Text(least)} and in at most {Text(most)}{(documents is null ? string.Empty : $" of {documents}")} documents; lower the one or raise the other.", least);

    /// <summary>A vocabulary was given together with limits that choose one.</summary>
    /// <remarks>Leave one of them out.</remarks>
    public static MixtureException ConflictingVocabulary() => new(
        "ConflictingVocabulary", "A given vocabulary says which features there are; leave out the limits on document frequency and on the number of features.", null);

    /// <summary>There are no stop words or no stemmer for a language.</summary>
    /// <remarks>Give one of the languages that the message lists, or a list of words.</remarks>
    public static MixtureException UnknownLanguage(string purpose, string language, IReadOnlyList<string> known) => new(
        "UnknownLanguage", $"There is no language '{language}' with {purpose}; known are {string.Join(", ", known)}.", language);

    /// <summary>A pattern is no regular expression of .NET, or takes too long to match.</summary>
    /// <remarks>Correct the pattern at the place that the message names.</remarks>
    public static MixtureException InvalidPattern(string pattern, string why) => new(
        "InvalidPattern", $"The pattern '{pattern}' can't be used: {why}", pattern);

    /// <summary>No encoding of text has the name.</summary>
    /// <remarks>Give a name such as utf-8 or windows-1252, or the number of a code page.</remarks>
    public static MixtureException UnknownEncoding(string name) => new(
        "UnknownEncoding", $"There is no encoding '{name}'; give a name such as utf-8, utf-16 or windows-1252, or the number of a code page.", name);

    /// <summary>A matrix needs more memory than one may take, or than there is; it is refused before the memory is taken.</summary>
    /// <remarks>Lower the sizes that the message names; it tells the memory that they would need.</remarks>
    public static MixtureException MatrixTooLarge(string what, Int128 bytes, string limit) => new(
        "MatrixTooLarge", $"{what}, which takes {bytes} bytes ({Numerics.MatrixSize.Text(bytes)}); {limit}. Ask for less.", what);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
