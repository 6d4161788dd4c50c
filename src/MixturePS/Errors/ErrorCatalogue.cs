using System.Management.Automation;
using MixturePS.Core.Errors;

namespace MixturePS.Errors;

/// <summary>
/// The errors that a user can meet: each id with the category that PowerShell files it under. The messages stand with
/// the ids where they are raised: those of the numeric core in its own catalogue, those of parameters here.
/// </summary>
internal static class ErrorCatalogue
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        ["LabelLengthMismatch"] = ErrorCategory.InvalidData,
        ["InvalidLabel"] = ErrorCategory.InvalidData,
        ["EmptyLabels"] = ErrorCategory.InvalidData,
        ["NoKnownCluster"] = ErrorCategory.InvalidData,
        ["EmptyDfm"] = ErrorCategory.InvalidData,
        ["NonFiniteMatrix"] = ErrorCategory.InvalidData,
        ["CellTooLarge"] = ErrorCategory.InvalidData,
        ["NegativeCount"] = ErrorCategory.InvalidData,
        ["NoTokens"] = ErrorCategory.InvalidData,
        ["FractionalCount"] = ErrorCategory.InvalidData,
        ["DocumentTooLong"] = ErrorCategory.InvalidData,
        ["AlreadyWeighted"] = ErrorCategory.InvalidOperation,
        ["BinaryFile"] = ErrorCategory.InvalidData,
        ["VocabularyMismatch"] = ErrorCategory.InvalidData,
        ["UnknownVocabulary"] = ErrorCategory.InvalidData,
        ["WeightingMismatch"] = ErrorCategory.InvalidOperation,
        ["MatrixTooLarge"] = ErrorCategory.LimitsExceeded,
        ["TooManyClusters"] = ErrorCategory.LimitsExceeded,
        ["FileNotFound"] = ErrorCategory.ObjectNotFound,
        ["FileExists"] = ErrorCategory.ResourceExists,
        ["UnknownFileFormat"] = ErrorCategory.InvalidType,
        ["FileNotReadable"] = ErrorCategory.ReadError,
        ["FileNotWritable"] = ErrorCategory.WriteError,
        ["EmptyFile"] = ErrorCategory.InvalidData,
        ["DamagedGzip"] = ErrorCategory.InvalidData,
        ["InvalidEncoding"] = ErrorCategory.InvalidData,
        ["MalformedFile"] = ErrorCategory.InvalidData,
        ["RaggedRow"] = ErrorCategory.InvalidData,
        ["FieldTooLong"] = ErrorCategory.LimitsExceeded,
        ["MissingColumn"] = ErrorCategory.InvalidData,
        ["InvalidNumber"] = ErrorCategory.InvalidData,
        ["IndexOutOfRange"] = ErrorCategory.InvalidData,
        ["EntryCountMismatch"] = ErrorCategory.InvalidData,
        ["ImplausibleSize"] = ErrorCategory.LimitsExceeded,
        ["UnsupportedFile"] = ErrorCategory.InvalidData,
        ["SidecarMismatch"] = ErrorCategory.InvalidData,
        ["InvalidMetadata"] = ErrorCategory.InvalidData,
        ["InvalidModelFile"] = ErrorCategory.InvalidData,
        ["UnsupportedModelVersion"] = ErrorCategory.InvalidData,
        ["JournalMismatch"] = ErrorCategory.InvalidArgument,
        ["JournalInUse"] = ErrorCategory.ResourceBusy,
        ["JournalConflict"] = ErrorCategory.InvalidData,
        ["NotRepresentable"] = ErrorCategory.InvalidData,
        ["FolderNotFound"] = ErrorCategory.ObjectNotFound,
        ["NothingToPlot"] = ErrorCategory.InvalidData,
        ["MissingProperty"] = ErrorCategory.InvalidData,
        ["NotNumeric"] = ErrorCategory.InvalidData,
        ["NoFactorVaries"] = ErrorCategory.InvalidData,
        ["TooManyToPlot"] = ErrorCategory.LimitsExceeded,
    };

    /// <summary>An error of the core with its category.</summary>
    public static CommandError From(MixtureException error) =>
        new(error, error.Id, Categories.GetValueOrDefault(error.Id, ErrorCategory.InvalidArgument), error.Target);

    /// <summary>Whether an error is of the object worked on, and not of the parameters: the next object may do better.</summary>
    public static bool IsOfRecord(ErrorRecord record) =>
        record.CategoryInfo.Category is ErrorCategory.InvalidData or ErrorCategory.InvalidOperation or ErrorCategory.InvalidType or ErrorCategory.LimitsExceeded
            or ErrorCategory.ObjectNotFound or ErrorCategory.ReadError;

    /// <summary>Both -Generator and -Seed were given.</summary>
    /// <remarks>Give -Generator to go on with a stream, or -Seed to start a fresh one.</remarks>
    public static CommandError GeneratorAndSeed(object seed) => Record(
        "GeneratorAndSeed", "Give either -Generator, a stream that is drawn from in order, or -Seed, which starts a fresh one; not both.", seed);

    /// <summary>What came down the pipeline cannot be read as documents.</summary>
    /// <remarks>Pass a DFM, or a matrix with a document a row.</remarks>
    public static CommandError NotADfm(object? value) => new(
        new PSArgumentException($"A DFM is needed, or a matrix with a document a row; this is {(value is null ? "nothing" : value.GetType().Name)}."),
        "NotADfm", ErrorCategory.InvalidType, value);

    /// <summary>What came down the pipeline is neither text nor a file, and no property was named.</summary>
    /// <remarks>Name the property that is the text with -TextProperty.</remarks>
    public static CommandError NotText(object? value) => new(
        new PSArgumentException($"A document is a string or a file; this is {(value is null ? "nothing" : value.GetType().Name)}. Name the property that is the text with -TextProperty."),
        "NotText", ErrorCategory.InvalidType, value);

    /// <summary>An object has not the property that is asked for, or nothing in it; the document is left out.</summary>
    /// <remarks>Check the name of the property; objects without it may be filtered first.</remarks>
    public static CommandError MissingProperty(string why, object source) => new(
        new PSArgumentException($"The document '{Shortened(source)}' is left out: {why}."), "MissingProperty", ErrorCategory.InvalidData, source);

    /// <summary>K was neither given nor known from the model that the documents were drawn from.</summary>
    /// <remarks>Give -K; Find-ClusterCount helps to choose it.</remarks>
    public static CommandError ClusterCountNeeded() => Record(
        "ClusterCountNeeded", "The DFM was not drawn from a model, so the number of clusters isn't known; give -K.", null);

    /// <summary>A matrix or words and a size that contradicts them were given.</summary>
    /// <remarks>Leave the size out: it follows from the rest.</remarks>
    public static CommandError ConflictingSize(string name, int given, int actual) => Record(
        "ConflictingSize", $"-{name} is {given} but what else was given makes it {actual}; leave one of them out.", given);

    /// <summary>A path leads to no file of the file system.</summary>
    /// <remarks>Give a path on a drive of the file system.</remarks>
    public static CommandError NotAFile(string path, Exception? error = null) => new(
        new PSArgumentException($"'{path}' is not a path of the file system.", error), "NotAFile", ErrorCategory.InvalidArgument, path);

    /// <summary>A file is to be read and is not there.</summary>
    /// <remarks>Check the path; it is relative to the location of PowerShell.</remarks>
    public static CommandError NoFileMatches(string path) => new(
        new ItemNotFoundException($"No file matches '{path}'."), "FileNotFound", ErrorCategory.ObjectNotFound, path);

    /// <summary>More than one DFM came down the pipeline to one file, which holds the first.</summary>
    /// <remarks>Give each a file of its own with ForEach-Object.</remarks>
    public static CommandError SeveralDfms(string path) => new(
        new PSInvalidOperationException($"A file holds one DFM, and more than one came down the pipeline; '{path}' has the first of them. Give each a file of its own."),
        "SeveralDfms", ErrorCategory.InvalidOperation, path);

    /// <summary>A parameter and others that say the same, or that have no part in it, were given.</summary>
    /// <remarks>Leave one of them out.</remarks>
    public static CommandError ConflictingParameter(string name, string others) => Record(
        "ConflictingParameter", $"-{name} can't be given together with {others}; leave one of them out.", name);

    /// <summary>What is to be saved is neither a model nor a clustering.</summary>
    /// <remarks>Pass what New-MixtureModel, Invoke-KMeans, Invoke-MixtureEM or Invoke-MixtureGibbs writes.</remarks>
    public static CommandError NotAModel(object? value) => new(
        new PSArgumentException($"A MixtureModel or a clustering is needed; this is {(value is null ? "nothing" : value.GetType().Name)}."),
        "NotAModel", ErrorCategory.InvalidType, value);

    /// <summary>More than one model came down the pipeline to one file, which holds the first.</summary>
    /// <remarks>Give each a file of its own with ForEach-Object.</remarks>
    public static CommandError SeveralModels(string path) => new(
        new PSInvalidOperationException($"A file holds one model, and more than one came down the pipeline; '{path}' has the first of them. Give each a file of its own."),
        "SeveralModels", ErrorCategory.InvalidOperation, path);

    /// <summary>More than one object came down the pipeline to a picture of one.</summary>
    /// <remarks>Give each object a file of its own: ForEach-Object with a path for each.</remarks>
    public static CommandError SeveralObjects(string type, string path) => new(
        new PSInvalidOperationException($"A picture shows one {type}, and more came down the pipeline; '{path}' was not written. Give each a file of its own."),
        "SeveralObjects", ErrorCategory.InvalidOperation, path);

    /// <summary>What is given as a method of one's own is no script block.</summary>
    /// <remarks>Give script blocks, or a hashtable with a name for each.</remarks>
    public static CommandError NotAScriptBlock(string name, object? value) => new(
        new PSArgumentException($"-ScriptBlock takes script blocks, or a table of names with script blocks; '{name}' is {(value is null ? "nothing" : value.GetType().Name)}."),
        "NotAScriptBlock", ErrorCategory.InvalidType, value);

    /// <summary>A row hasn't the column that is asked for.</summary>
    /// <remarks>Give rows of Invoke-MixtureExperiment, as they are or from a file, and columns that they have.</remarks>
    public static CommandError MissingColumn(string name, object row) => new(
        new PSArgumentException($"A row has no column '{name}'; give rows of Invoke-MixtureExperiment, as they are or from a file, and columns that they have."),
        "MissingColumn", ErrorCategory.InvalidData, row);

    /// <summary>A row has something else where a number belongs.</summary>
    /// <remarks>Look at the row's column, or choose a column of numbers.</remarks>
    public static CommandError NotANumber(string name, object? value) => new(
        new PSArgumentException($"The column '{name}' has '{value}', which is not a number."), "InvalidNumber", ErrorCategory.InvalidData, value);

    /// <summary>The memory that a result needs cannot be had.</summary>
    /// <remarks>Use fewer documents, features or clusters, or a machine with more memory.</remarks>
    public static CommandError OutOfMemory(Exception error) => new(
        new InsufficientMemoryException($"The result doesn't fit into memory: {error.Message}", error), "OutOfMemory", ErrorCategory.ResourceUnavailable, null);

    private static string Shortened(object value) => value.ToString() is { Length: > 60 } text ? text[..60] + "..." : value.ToString() ?? string.Empty;

    private static CommandError Record(string id, string message, object? target) =>
        new(new PSArgumentException(message), id, ErrorCategory.InvalidArgument, target);
}
