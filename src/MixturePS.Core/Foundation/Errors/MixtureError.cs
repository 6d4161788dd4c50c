using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Errors of the numeric core. There is one factory per id; the message states the numbers involved and what to do.</summary>
internal static class MixtureError
{
    /// <summary>Eta, the concentration of the Dirichlet distribution of word probabilities, is empty, or contains a number that is not positive and finite.</summary>
    /// <remarks>Give one positive number for all words, or one per word.</remarks>
    public static MixtureException InvalidEta(string what, object? target) => new(
        "InvalidEta", $"Eta must be one positive finite number for all words, or one per word; {what}.", target);

    /// <summary>Alpha is empty, contains a number that is not positive and finite, or doesn't have one number per cluster.</summary>
    /// <remarks>Give K positive numbers that sum to 1, or leave out alpha for equal shares.</remarks>
    public static MixtureException InvalidAlpha(string what, object? target) => new(
        "InvalidAlpha", $"Alpha must have one positive finite number per cluster; {what}.", target);

    /// <summary>The shares of the clusters don't sum to 1.</summary>
    /// <remarks>Divide each share by their sum, which the message states.</remarks>
    public static MixtureException AlphaSumNotOne(double sum) => new(
        "AlphaSumNotOne", $"The shares of the clusters (alpha) must sum to 1; they sum to {Text(sum)}. Divide each by that sum.", sum);

    /// <summary>A model has mixed membership where each document must belong to one cluster.</summary>
    /// <remarks>Create the model with -Membership Single, or fit the topics with Invoke-TopicModel and measure them with Measure-TopicAccuracy.</remarks>
    public static MixtureException MixedMembership(string purpose) => new(
        "MixedMembership",
        $"The model has mixed membership, so its documents have several topics, but {purpose} needs one cluster per document. Create the model with -Membership Single; topics are fitted by Invoke-TopicModel.", null);

    /// <summary>The true topics of the documents are unknown.</summary>
    /// <remarks>Draw the documents from a model with -Membership Mixed, or give -Model.</remarks>
    public static MixtureException NoKnownTopic() => new(
        "NoKnownTopic", "The true topics of the documents are unknown, so there is nothing to compare with. Draw the documents from a model with -Membership Mixed, or give -Model.", null);

    /// <summary>A clustering isn't a topic model where one is needed.</summary>
    /// <remarks>Pass the output of Invoke-TopicModel.</remarks>
    public static MixtureException NotATopicModel(string method, string what) => new(
        "NotATopicModel", $"{what} needs a topic model, but the clustering is by {method}. Pass the output of Invoke-TopicModel.", method);

    /// <summary>A distribution is empty, has a value outside the range from 0 to 1, or doesn't sum to 1.</summary>
    /// <remarks>Give values of zero or more, without NaN, and divide each row by its sum.</remarks>
    public static MixtureException InvalidProbability(string what, object? target) => new(
        "InvalidProbability", $"Probabilities must be from 0 to 1 and sum to 1; {what}.", target);

    /// <summary>The number of words doesn't match the number of values.</summary>
    /// <remarks>Give one word per value, or a single value for all words.</remarks>
    public static MixtureException VocabularyLengthMismatch(int words, int expected, string of) => new(
        "VocabularyLengthMismatch",
        $"The vocabulary has {Counted.Of(words, "word")}, but {of} has values for {expected}. Give one word per value, or a single value for all words.", words);

    /// <summary>A vocabulary contains a word twice.</summary>
    /// <remarks>Remove or rename one of the two; the message states where they are.</remarks>
    public static MixtureException DuplicateVocabularyWord(string word, int first, int second) => new(
        "DuplicateVocabularyWord",
        $"The vocabulary contains the word '{word}' twice, at indices {first} and {second}. Remove or rename one of them.", word);

    /// <summary>A word of a vocabulary is empty or white space.</summary>
    /// <remarks>Give the feature a word, or remove it.</remarks>
    public static MixtureException EmptyVocabularyWord(int index) => new(
        "EmptyVocabularyWord", $"The word at index {index} of the vocabulary is empty. Give each feature a word.", index);

    /// <summary>K is zero or negative.</summary>
    /// <remarks>Give a K of 1 or more.</remarks>
    public static MixtureException InvalidClusterCount(int k) => new(
        "InvalidClusterCount", $"K must be at least 1; it is {k}.", k);

    /// <summary>K is greater than the number of documents.</summary>
    /// <remarks>Lower K, or give more documents.</remarks>
    public static MixtureException TooManyClusters(int k, int documents) => new(
        "TooManyClusters",
        documents == 0
            ? $"K is {k}, but there are no documents. Give at least {k}."
            : $"K is {k}, but there {Counted.Agree(documents, "is", "are")} only {Counted.Of(documents, "document")}. Lower K to at most {documents}, or give more documents.", k);

    /// <summary>A number of draws, documents or clusters is negative.</summary>
    /// <remarks>Give zero or more.</remarks>
    public static MixtureException InvalidSize(string name, long size) => new(
        "InvalidSize", $"{name} must be zero or more; it is {size}.", size);

    /// <summary>The length of a document is negative.</summary>
    /// <remarks>Give lengths of zero or more.</remarks>
    public static MixtureException NegativeDocumentLength(long length, long document) => new(
        "NegativeDocumentLength", $"The length of a document must be zero or more; that of document {document} is {length}.", length);

    /// <summary>The number of document lengths doesn't match the number of documents.</summary>
    /// <remarks>Give one length for all documents, or as many lengths as -N.</remarks>
    public static MixtureException DocumentLengthCountMismatch(int lengths, int documents) => new(
        "DocumentLengthCountMismatch",
        $"There {Counted.Agree(lengths, "is", "are")} {Counted.Of(lengths, "document length")} for {Counted.Of(documents, "document")}. Give one length for all documents, or one per document.", lengths);

    /// <summary>A distribution of document lengths has an invalid parameter.</summary>
    /// <remarks>Correct the parameter that the message names.</remarks>
    public static MixtureException InvalidLengthDistribution(string what, object? target) => new(
        "InvalidLengthDistribution", $"The distribution of document lengths is invalid: {what}.", target);

    /// <summary>A seed is negative, a fraction or not a number.</summary>
    /// <remarks>Give a whole number of zero or more, of any size, or a list of them.</remarks>
    public static MixtureException InvalidSeed(string what, object? target) => new(
        "InvalidSeed", $"A seed must be a whole number of zero or more, or a list of them; {what}.", target);

    /// <summary>A matrix contains NaN or infinity.</summary>
    /// <remarks>Replace or remove the value at the place that the message names.</remarks>
    public static MixtureException NonFiniteMatrix(int row, int column, double value) => new(
        "NonFiniteMatrix",
        $"The matrix has the value {Text(value)} at row {row}, column {column}. Replace or remove it; every value must be finite.", value);

    /// <summary>A count is negative.</summary>
    /// <remarks>Correct the cell. Only k-means accepts negative weights, which are read from a file with -Weighting.</remarks>
    public static MixtureException NegativeCount(int row, int column, double value) => new(
        "NegativeCount",
        $"The matrix has the count {Text(value)} at row {row}, column {column}. Correct it; counts must be zero or more.", value);

    /// <summary>A count is a fraction.</summary>
    /// <remarks>Pass the counts from before the weighting; to read weights from a file, name them with -Weighting.</remarks>
    public static MixtureException FractionalCount(int row, int column, double value) => new(
        "FractionalCount",
        $"The matrix has the value {Text(value)} at row {row}, column {column}, but counts must be whole numbers. Pass the counts from before the weighting.", value);

    /// <summary>A cell is so large that squares, sums or logarithms computed from it overflow.</summary>
    /// <remarks>Correct the cell that the message names, or divide all cells by one number, such as the largest of them. To read the resulting fractions from a file, give -Weighting.</remarks>
    public static MixtureException CellTooLarge(string what, string feature, double value, string made) => new(
        "CellTooLarge",
        $"{what} has {Text(value)} for '{feature}', which is so large that {made} overflow. Correct it, or divide all cells by one number, such as the largest of them.", value);

    /// <summary>A document has more tokens than can be counted.</summary>
    /// <remarks>Split the document.</remarks>
    public static MixtureException DocumentTooLong(int document, long most) => new(
        "DocumentTooLong", $"Document {document} has more than {most} tokens, the maximum for one document. Split it.", document);

    /// <summary>All cells of the DFM are zero, so no document has a direction.</summary>
    /// <remarks>Check how the DFM was made; pruning may have removed every feature that occurs.</remarks>
    public static MixtureException NoTokens() => new(
        "NoTokens", "All cells of the DFM are zero, so no document has a direction to cluster by. Check how the DFM was made.", null);

    /// <summary>A DFM has no documents or no features, or there is no text to make one from.</summary>
    /// <remarks>Check the pipeline input, and what pruning left of it.</remarks>
    public static MixtureException EmptyDfm(string purpose) => new(
        "EmptyDfm",
        $"The DFM has no documents or no features, so there is nothing to {purpose}. Check its input, and what pruning left of it.", null);

    /// <summary>The sizes of two inputs don't match, or the rows of a matrix differ in length.</summary>
    /// <remarks>Make the sizes that the message names equal.</remarks>
    public static MixtureException ShapeMismatch(string what, object? target) => new(
        "ShapeMismatch", $"The sizes don't match: {what}.", target);

    /// <summary>The numbers of known and estimated labels differ.</summary>
    /// <remarks>Give two lists of the same length, in the order of the documents.</remarks>
    public static MixtureException LabelLengthMismatch(int known, int estimated) => new(
        "LabelLengthMismatch",
        $"There {Counted.Agree(known, "is", "are")} {Counted.Of(known, "known label")} but {Counted.Of(estimated, "estimated label")}. Give one of each per document, in the same order.", estimated);

    /// <summary>A document variable has no name, the name of another one, or a value of another kind.</summary>
    /// <remarks>Give each variable a name of its own, and compute values that are lists or objects, as in @{ Name = 'city'; Expression = { $_.address.city } }.</remarks>
    public static MixtureException InvalidVariable(string what, object? target) => new(
        "InvalidVariable", $"A document variable has one name and one value per document: text, a number, a date, or true or false; {what}.", target);

    /// <summary>The documents have no variable of a name.</summary>
    /// <remarks>Give a variable that the message lists, or keep more of them when you make the DFM: ConvertTo-Dfm -VariableProperty or -KeepVariable.</remarks>
    public static MixtureException UnknownVariable(string name, IReadOnlyList<string> names) => new(
        "UnknownVariable", $"The documents have no variable '{name}'. {NearestName.Advice(name, names, "variable", "variables")}", name);

    /// <summary>No document fits what was asked for.</summary>
    /// <remarks>Check the names, the numbers and the script block that choose documents.</remarks>
    public static MixtureException NoDocumentSelected(int documents) => new(
        "NoDocumentSelected", $"None of the {Counted.Of(documents, "document")} fits. Choose others.", documents);

    /// <summary>A label is missing, negative, a fraction, or not a label of any cluster.</summary>
    /// <remarks>Give every document a name, or a whole number of zero or more; leave out documents without a label.</remarks>
    public static MixtureException InvalidLabel(string what, object? target) => new(
        "InvalidLabel", $"Labels must be names, or whole numbers of zero or more; {what}.", target);

    /// <summary>An index of a matrix or a DFM is out of range, or not a whole number.</summary>
    /// <remarks>Give one index for a row, or two for a cell, in the range that the message states.</remarks>
    public static MixtureException InvalidIndex(string what, object? target) => new(
        "InvalidIndex", $"The index is invalid: {what}.", target);

    /// <summary>There are no labels to compare.</summary>
    /// <remarks>Give the labels of at least one document.</remarks>
    public static MixtureException EmptyLabels() => new(
        "EmptyLabels", "There are no labels to compare. Give the labels of at least one document.", null);

    /// <summary>A cost is NaN or negative infinity.</summary>
    /// <remarks>Give a number, or positive infinity to forbid a pair.</remarks>
    public static MixtureException InvalidCost(int row, int column, double cost) => new(
        "InvalidCost",
        $"The cost at row {row}, column {column} is {Text(cost)}. Give a number, or positive infinity to forbid the pair.", cost);

    /// <summary>The forbidden pairs leave no way to assign every row to a column of its own.</summary>
    /// <remarks>Allow more pairs.</remarks>
    public static MixtureException InfeasibleAssignment() => new(
        "InfeasibleAssignment", "The forbidden pairs leave no complete assignment of rows to columns. Allow more pairs.", null);

    /// <summary>A comparison needs the true clusters of the documents, which are unknown.</summary>
    /// <remarks>Simulate the DFM, label it with -LabelProperty, or give -Known.</remarks>
    public static MixtureException NoKnownCluster() => new(
        "NoKnownCluster",
        "The true clusters of the documents are unknown, so there is nothing to compare with. Simulate the DFM, label it with -LabelProperty, or give -Known.", null);

    /// <summary>A DFM is already weighted where counts are needed.</summary>
    /// <remarks>Pass the DFM from before ConvertTo-TfIdf.</remarks>
    public static MixtureException AlreadyWeighted(string weighting, string purpose) => new(
        "AlreadyWeighted",
        $"The DFM is already weighted ({weighting}), but {purpose} needs counts. Pass the DFM from before ConvertTo-TfIdf.", weighting);

    /// <summary>The given word probabilities and the DFM have no word in common.</summary>
    /// <remarks>Name the columns of mu by the words of the DFM, or give mu without names and with one column per feature.</remarks>
    public static MixtureException VocabularyMismatch(int words, int features) => new(
        "VocabularyMismatch",
        $"The given mu ({Counted.Of(words, "word")}) and the DFM ({Counted.Of(features, "feature")}) have no word in common. Name mu's columns by the DFM's words, or give mu without names and with one column per feature.", words);

    /// <summary>New documents have no word in common with those that were clustered.</summary>
    /// <remarks>Make both DFMs with the same tokenisation and language.</remarks>
    public static MixtureException UnknownVocabulary(int features, int words) => new(
        "UnknownVocabulary",
        $"The DFM ({Counted.Of(features, "word")}) and the clustering ({Counted.Of(words, "word")}) have no word in common, so its documents can't be assigned. Make both DFMs with the same tokenisation and language.", features);

    /// <summary>New documents are weighted differently from those that were clustered.</summary>
    /// <remarks>Pass their counts, which are then weighted in the same way.</remarks>
    public static MixtureException WeightingMismatch(string what, object? target) => new(
        "WeightingMismatch",
        $"The documents are weighted differently from those that were clustered: {what}. Pass their counts, which are then weighted in the same way.", target);

    /// <summary>The weights of the clustering can't be computed from the counts of new documents.</summary>
    /// <remarks>Pass new documents with the same weighting.</remarks>
    public static MixtureException UnknownWeighting(string weighting) => new(
        "UnknownWeighting",
        $"The clustering uses weights ({weighting}) that can't be computed from counts here. Pass documents with that weighting and the same feature weights.", weighting);

    /// <summary>The text of new documents was tokenised differently from that of the clustered documents.</summary>
    /// <remarks>Pass the texts themselves, which are then tokenised in the same way, or convert them with the same options.</remarks>
    public static MixtureException TextRecipeMismatch(string what) => new(
        "TextRecipeMismatch",
        $"The text of the documents was tokenised differently from that of the clustered documents: {what}. Pass the texts themselves, which are then tokenised in the same way, or convert them with the same options.", what);

    /// <summary>Texts were passed for prediction, but the clustering doesn't record how its own texts were tokenised.</summary>
    /// <remarks>Convert the texts with ConvertTo-Dfm, with the options of the clustered documents, and pass the DFM.</remarks>
    public static MixtureException NoTextRecipe() => new(
        "NoTextRecipe",
        "The clustering doesn't record how its texts were tokenised: its documents weren't texts, or an earlier version saved it. Convert the texts with ConvertTo-Dfm, with the options of the clustered documents, and pass the DFM.", null);

    /// <summary>A record of how texts were tokenised has an invalid value, or an option of a newer version.</summary>
    /// <remarks>Do what the message says: correct the value, or update the module.</remarks>
    public static MixtureException InvalidTextRecipe(string what, object? target) => new(
        "InvalidTextRecipe", $"The record of how texts were tokenised can't be used: {what}.", target);

    /// <summary>A clustering has no likelihood, which intervals are computed from.</summary>
    /// <remarks>Fit a mixture with Invoke-MixtureEM or Invoke-MixtureGibbs.</remarks>
    public static MixtureException NoLikelihood(string method) => new(
        "NoLikelihood", $"A clustering by {method} has no likelihood, so it has no intervals. Fit a mixture with Invoke-MixtureEM or Invoke-MixtureGibbs.", method);

    /// <summary>A clustering by a method without probabilities was asked for the probability of each cluster.</summary>
    /// <remarks>Fit a mixture or a topic model, or leave out the parameter.</remarks>
    public static MixtureException NoProbability(string method) => new(
        "NoProbability", $"A clustering by {method} has no probabilities. Fit a mixture or a topic model, or leave out -Probability.", method);

    /// <summary>A clustering comes from a file without the documents, or without the draws of the sampler.</summary>
    /// <remarks>Fit it again, or save it with its documents.</remarks>
    public static MixtureException DocumentsNeeded(string what) => new(
        "DocumentsNeeded", $"The clustering comes from a file without its {what}, so its uncertainty is unknown. Fit it again, or save it with its documents.", null);

    /// <summary>The observed information of a mixture can't be computed, or is singular.</summary>
    /// <remarks>Use -Method Bootstrap.</remarks>
    public static MixtureException InformationUnavailable(string why) => new(
        "InformationUnavailable", $"There is no observed information: {why}. Use -Method Bootstrap.", null);

    /// <summary>The value of a parameter is out of range.</summary>
    /// <remarks>Give a value in the range that the message states.</remarks>
    public static MixtureException InvalidOption(string name, string what, object? target) => new(
        "InvalidOption", $"{name} {what}.", target);

    /// <summary>The value of -Shard isn't a part number and a number of parts.</summary>
    /// <remarks>Write the part and the number of parts, as in 3/16; parts are numbered from 1.</remarks>
    public static MixtureException InvalidShard(string text) => new(
        "InvalidShard", $"'{text}' is not a shard. Write the part and the number of parts, as in 3/16; parts are numbered from 1.", text);

    /// <summary>A shard of an experiment has no seed to share with the others.</summary>
    /// <remarks>Give each shard the same -Seed.</remarks>
    public static MixtureException ShardWithoutSeed() => new(
        "ShardWithoutSeed", "The shards of an experiment must share a seed. Give each the same -Seed.", null);

    /// <summary>A parameter was given that none of the methods uses.</summary>
    /// <remarks>Leave it out, or add a method that uses it.</remarks>
    public static MixtureException UnusedParameter(string parameter, string methods) => new(
        "UnusedParameter", $"None of the methods ({methods}) uses -{parameter}. Leave it out, or add a method that uses it.", parameter);

    /// <summary>Two methods of an experiment have the same name.</summary>
    /// <remarks>Give the script block another name.</remarks>
    public static MixtureException DuplicateMethod(string name) => new(
        "DuplicateMethod", $"Two methods are named {name}. Give the script block another name.", name);

    /// <summary>A parameter of an experiment has no values, or there is no method.</summary>
    /// <remarks>Give at least one.</remarks>
    public static MixtureException EmptyGrid(string what) => new(
        "EmptyGrid", $"{what} has no values, so there is nothing to run. Give at least one.", what);

    /// <summary>A DFM has no documents or no features, or there is no text to make one from.</summary>
    /// <remarks>Check the pipeline input, and what pruning left of it.</remarks>
    public static MixtureException NoDocuments() => new(
        "EmptyDfm", "There are no documents to make a DFM from. Give at least one text.", null);

    /// <summary>An n-gram size is out of range, or there is none.</summary>
    /// <remarks>Give whole numbers in the range that the message states, such as 1, 2.</remarks>
    public static MixtureException InvalidNGram(int longest, string what, object? target) => new(
        "InvalidNGram", $"N-gram sizes must be whole numbers from 1 to {longest}; {what}.", target);

    /// <summary>A limit on document frequency is neither a number of documents nor a share of them.</summary>
    /// <remarks>Give a whole number of 1 or more, or a fraction between 0 and 1.</remarks>
    public static MixtureException InvalidDocumentFrequency(string name, double value) => new(
        "InvalidDocumentFrequency",
        $"{name} must be a whole number of documents, 1 or more, or a share of them between 0 and 1; it is {Text(value)}.", value);

    /// <summary>The minimum document frequency is above the maximum, so no feature can be kept.</summary>
    /// <remarks>Lower the minimum or raise the maximum.</remarks>
    public static MixtureException ConflictingDocumentFrequency(double least, double most, int? documents) => new(
        "ConflictingDocumentFrequency",
        $"{(documents is { } all ? $"With {Counted.Of(all, "document")}, the" : "The")} minimum document frequency, {Text(least)}, is above the maximum, {Text(most)}, so no feature can be kept. Lower the minimum or raise the maximum.", least);

    /// <summary>A vocabulary was given together with limits that select one.</summary>
    /// <remarks>Leave out either the vocabulary or the limits.</remarks>
    public static MixtureException ConflictingVocabulary() => new(
        "ConflictingVocabulary",
        "A given vocabulary already determines the features. Leave out either the vocabulary, or the limits on document frequency and on the number of features.", null);

    /// <summary>There are no stop words or no stemmer for a language.</summary>
    /// <remarks>Give one of the languages that the message lists, or a list of words.</remarks>
    public static MixtureException UnknownLanguage(string purpose, string language, IReadOnlyList<string> known) => new(
        "UnknownLanguage", $"'{language}' is not a language with {purpose}. Give one of these: {string.Join(", ", known)}.", language);

    /// <summary>A pattern is not a valid .NET regular expression, or takes too long to match.</summary>
    /// <remarks>Correct the pattern; the message states what is wrong with it.</remarks>
    public static MixtureException InvalidPattern(string pattern, string why) => new(
        "InvalidPattern", $"The pattern '{pattern}' can't be used: {why.TrimEnd('.')}. Correct the pattern.", pattern);

    /// <summary>There is no text encoding of that name.</summary>
    /// <remarks>Give a name that Get-Content knows, such as utf8, unicode or ansi, a registered name such as windows-1252, or the number of a code page.</remarks>
    public static MixtureException UnknownEncoding(string name) => new(
        "UnknownEncoding",
        $"There is no encoding '{name}'. Give a name such as utf8, utf8BOM, unicode, bigendianunicode, utf32, ansi, oem or ascii, a registered name such as windows-1252, or the number of a code page.", name);

    /// <summary>A result would need more memory than is allowed or available; nothing was allocated.</summary>
    /// <remarks>Reduce the sizes that the message names; it also states the memory that they need.</remarks>
    public static MixtureException MatrixTooLarge(string what, Int128 bytes, string limit) => new(
        "MatrixTooLarge", $"{what} and take {bytes} bytes ({Foundation.MatrixSize.Text(bytes)}), but {limit}. Reduce the size.", what);

    /// <summary>A command needs documents in memory that are in shards, or a result that fits of shards don't have.</summary>
    /// <remarks>Load some shards with Get-DfmShard -Index, or all of them one by one with -Index and a loop; docs/corpora.md lists what reads shards.</remarks>
    public static MixtureException NotInMemory(string what, string folder) => new(
        "NotInMemory", $"This needs {what} in memory, but the documents are in shards in '{folder}'. Load some shards with Get-DfmShard -Index, or use a command that reads shards.", folder);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
