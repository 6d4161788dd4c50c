using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Errors;

/// <summary>
/// The category of every error id, and the errors of parameters and pipeline input. The core has the factories of its own
/// errors, each with its id and message.
/// </summary>
internal static class ErrorCatalogue
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        ["LabelLengthMismatch"] = ErrorCategory.InvalidData,
        ["TextCountMismatch"] = ErrorCategory.InvalidData,
        ["InvalidLabel"] = ErrorCategory.InvalidData,
        ["InvalidVariable"] = ErrorCategory.InvalidData,
        ["UnknownVariable"] = ErrorCategory.ObjectNotFound,
        ["NoDocumentSelected"] = ErrorCategory.ObjectNotFound,
        ["EmptyLabels"] = ErrorCategory.InvalidData,
        ["NoKnownCluster"] = ErrorCategory.InvalidData,
        ["NoUnlabelledDocument"] = ErrorCategory.InvalidData,
        ["UnknownSeedTerm"] = ErrorCategory.InvalidData,
        ["GuidedFit"] = ErrorCategory.InvalidOperation,
        ["NoKnownTopic"] = ErrorCategory.InvalidData,
        ["MixedMembership"] = ErrorCategory.InvalidType,
        ["NotATopicModel"] = ErrorCategory.InvalidType,
        ["NoProbability"] = ErrorCategory.InvalidType,
        ["NoLikelihood"] = ErrorCategory.InvalidType,
        ["DocumentsNeeded"] = ErrorCategory.InvalidData,
        ["InformationUnavailable"] = ErrorCategory.InvalidOperation,
        ["EmptyDfm"] = ErrorCategory.InvalidData,
        ["NonFiniteMatrix"] = ErrorCategory.InvalidData,
        ["CellTooLarge"] = ErrorCategory.InvalidData,
        ["NegativeCount"] = ErrorCategory.InvalidData,
        ["NoTokens"] = ErrorCategory.InvalidData,
        ["FractionalCount"] = ErrorCategory.InvalidData,
        ["InexactCount"] = ErrorCategory.InvalidData,
        ["DocumentTooLong"] = ErrorCategory.InvalidData,
        ["AlreadyWeighted"] = ErrorCategory.InvalidOperation,
        ["BinaryFile"] = ErrorCategory.InvalidData,
        ["NotPlainText"] = ErrorCategory.InvalidType,
        ["TextRecipeMismatch"] = ErrorCategory.InvalidOperation,
        ["NoTextRecipe"] = ErrorCategory.InvalidOperation,
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
        ["ExperimentNotFound"] = ErrorCategory.ObjectNotFound,
        ["ExperimentMismatch"] = ErrorCategory.InvalidArgument,
        ["ExperimentRunning"] = ErrorCategory.ResourceBusy,
        ["ExperimentIncomplete"] = ErrorCategory.ObjectNotFound,
        ["FolderInUse"] = ErrorCategory.ResourceBusy,
        ["InvalidExperimentFile"] = ErrorCategory.InvalidData,
        ["NoSuchPart"] = ErrorCategory.ObjectNotFound,
        ["SchedulerNotFound"] = ErrorCategory.ResourceUnavailable,
        ["SchedulerFailed"] = ErrorCategory.InvalidResult,
        ["NoJob"] = ErrorCategory.InvalidOperation,
        ["NoArrayTask"] = ErrorCategory.ResourceUnavailable,
        ["NoTaskCount"] = ErrorCategory.ResourceUnavailable,
        ["NotRepresentable"] = ErrorCategory.InvalidData,
        ["FolderNotFound"] = ErrorCategory.ObjectNotFound,
        ["NothingToPlot"] = ErrorCategory.InvalidData,
        ["MissingProperty"] = ErrorCategory.InvalidData,
        ["NotNumeric"] = ErrorCategory.InvalidData,
        ["NoFactorVaries"] = ErrorCategory.InvalidData,
        ["TooManyToPlot"] = ErrorCategory.LimitsExceeded,
        ["SeveralRowsInCell"] = ErrorCategory.InvalidData,
        ["UnknownReference"] = ErrorCategory.ObjectNotFound,
        ["AmbiguousReference"] = ErrorCategory.InvalidData,
        ["NothingToReport"] = ErrorCategory.InvalidData,
    };

    /// <summary>An error of the core with its category.</summary>
    public static CommandError From(MixtureException error) =>
        new(error, error.Id, Categories.GetValueOrDefault(error.Id, ErrorCategory.InvalidArgument), error.Target);

    /// <summary>Whether an error is in the current object, not in the parameters, so that the next object may succeed.</summary>
    public static bool IsOfRecord(ErrorRecord record) =>
        record.CategoryInfo.Category is ErrorCategory.InvalidData or ErrorCategory.InvalidOperation or ErrorCategory.InvalidType or ErrorCategory.LimitsExceeded
            or ErrorCategory.ObjectNotFound or ErrorCategory.ReadError;

    /// <summary>-Generator and -Seed were both given.</summary>
    /// <remarks>Give -Generator to continue a random stream, or -Seed to start a new one.</remarks>
    public static CommandError GeneratorAndSeed(object seed) => Record(
        "GeneratorAndSeed", "-Generator and -Seed can't be combined. Give -Generator to continue a random stream, or -Seed to start a new one.", seed);

    /// <summary>The input can't be read as documents.</summary>
    /// <remarks>Pass a DFM, or a matrix with one document per row.</remarks>
    public static CommandError NotADfm(object? value) => new(
        Argument($"The input must be a DFM, or a matrix with one document per row; it is {TypeOf(value)}."),
        "NotADfm", ErrorCategory.InvalidType, value);

    /// <summary>The input is neither text nor a file, and no property was named.</summary>
    /// <remarks>Name the property that contains the text with -TextProperty.</remarks>
    public static CommandError NotText(object? value) => new(
        Argument($"A document must be a string or a file; it is {TypeOf(value)}. Name the property that contains the text with -TextProperty."),
        "NotText", ErrorCategory.InvalidType, value);

    /// <summary>The input is neither text nor a file, and no property was named.</summary>
    /// <remarks>Name the property that contains the text with -TextProperty.</remarks>
    public static CommandError TableRow(IReadOnlyList<string> properties, object source) => new(
        Argument($"A document must be a string or a file, but the input is rows of a table with the properties {NearestName.List(properties)}. Name the property that contains the text with -TextProperty."),
        "NotText", ErrorCategory.InvalidType, source);

    /// <summary>The input is neither text nor a file, and no property was named.</summary>
    /// <remarks>Name the property that contains the text with -TextProperty.</remarks>
    public static CommandError NotText(string property, object source) => new(
        Argument($"{Skipped(source)}: property '{property}' is an object with properties of its own, not text. Name a property with text, or compute the text with a script block."),
        "NotText", ErrorCategory.InvalidType, Target(source));

    /// <summary>A property of an object is missing or empty; the document is skipped.</summary>
    /// <remarks>Check the name of the property, or filter out objects without it.</remarks>
    public static CommandError MissingProperty(string why, object source) => new(
        Argument($"{Skipped(source)}: {why.TrimEnd('.')}. Check the property, or filter out such objects."), "MissingProperty", ErrorCategory.InvalidData, Target(source));

    /// <summary>A property of an object is missing or empty; the document is skipped.</summary>
    /// <remarks>Check the name of the property, or filter out objects without it.</remarks>
    public static CommandError NoSuchProperty(string name, IReadOnlyList<string> properties, object source) => new(
        Argument(source is string or PSObject { BaseObject: string }
            ? $"The input is strings, which have no property '{name}'. Pass the rows of a table, for example from Import-Csv or ConvertFrom-Json, or leave out the property."
            : $"No object has a property '{name}'. {NearestName.Advice(name, properties, "property", "properties")}"),
        "MissingProperty", ErrorCategory.InvalidData, Target(source));

    /// <summary>A pattern for variables matches nothing but the text, the name or the known cluster of the documents.</summary>
    /// <remarks>Name other properties; -KeepText keeps the text.</remarks>
    public static CommandError OnlyOtherProperty(string pattern, string property, object source) => new(
        Argument($"-VariableProperty '{pattern}' matches only the property '{property}', which is already the text, the name or the known cluster of the documents. Name other properties; -KeepText keeps the text."),
        "MissingProperty", ErrorCategory.InvalidData, Target(source));

    /// <summary>-K was not given, and the DFM was not drawn from a model that determines it.</summary>
    /// <remarks>Give -K; Find-ClusterCount helps you choose it.</remarks>
    public static CommandError ClusterCountNeeded() => Record(
        "ClusterCountNeeded", "The number of clusters is unknown, because the DFM was not drawn from a model. Give -K.", null);

    /// <summary>A size was given that contradicts a given matrix or word list.</summary>
    /// <remarks>Leave out the size, which follows from the rest.</remarks>
    public static CommandError ConflictingSize(string name, int given, int actual) => Record(
        "ConflictingSize", $"-{name} is {given}, but the other parameters imply {actual}. Leave out -{name}, or make them agree.", given);

    /// <summary>A path is not on a file system drive.</summary>
    /// <remarks>Give a path on a file system drive.</remarks>
    public static CommandError NotAFile(string path, Exception? error = null) => new(
        new PSArgumentException(VisibleText.Of($"'{path}' is not a file system path. Give a path on a file system drive."), error), "NotAFile", ErrorCategory.InvalidArgument, path);

    /// <summary>A file to be read doesn't exist.</summary>
    /// <remarks>Check the path, which is relative to PowerShell's current location.</remarks>
    public static CommandError NoFileMatches(string path) => new(
        new ItemNotFoundException(VisibleText.Of($"No file matches '{path}'. Check the path, and, if it has wildcard characters of its own, give it with -LiteralPath.")), "FileNotFound", ErrorCategory.ObjectNotFound, path);

    /// <summary>More than one DFM came down the pipeline; the file contains the first.</summary>
    /// <remarks>Export each to its own file with ForEach-Object.</remarks>
    public static CommandError SeveralDfms(string path) => new(
        Operation($"A file can hold only one DFM, but more came down the pipeline; '{path}' contains the first. Export each to its own file."),
        "SeveralDfms", ErrorCategory.InvalidOperation, path);

    /// <summary>A parameter was combined with others that duplicate or exclude it.</summary>
    /// <remarks>Leave out one of them.</remarks>
    public static CommandError ConflictingParameter(string name, string others) => Record(
        "ConflictingParameter", $"-{name} can't be combined with {others}. Leave out one of them.", name);

    /// <summary>Documents are to be selected, but nothing says which.</summary>
    /// <remarks>Give a script block, -Name, -Document or -Sample.</remarks>
    public static CommandError ConditionNeeded() => Record(
        "ConditionNeeded", "Nothing says which documents to select. Give a script block, -Name, -Document or -Sample.", null);

    /// <summary>A script block that chooses documents failed.</summary>
    /// <remarks>Correct the script block; the message has its error and the document.</remarks>
    public static CommandError ConditionFailed(string document, Exception error) => new(
        Argument($"The script block failed for the document '{document}': {error.Message}"), "ConditionFailed", ErrorCategory.InvalidArgument, document);

    /// <summary>A parameter was given that has no effect without another one.</summary>
    /// <remarks>Give the other parameter too, or leave this one out.</remarks>
    public static CommandError ParameterNeeded(string name, string others) => Record(
        "ParameterNeeded", $"-{name} has no effect without {others}. Give that too, or leave out -{name}.", name);

    /// <summary>A parameter was given that is for documents in shards alone.</summary>
    /// <remarks>Leave out the parameter, or pass documents from Get-DfmShard.</remarks>
    public static CommandError ShardsNeeded(string name) => Record(
        "ShardsNeeded", $"-{name} is for documents in shards, but these are in memory. Leave it out, or pass documents from Get-DfmShard.", name);

    /// <summary>The value of -Alpha is a word other than Even and Auto.</summary>
    /// <remarks>Give Even, Auto or one number per cluster; leave out the parameter to fit the cluster probabilities.</remarks>
    public static CommandError UnknownShares(string word) => Record(
        "UnknownShares", $"-Alpha can't be '{word}'. Give Even, Auto or a list of numbers that sum to 1; leave it out to fit the cluster probabilities.{(NearestName.Of(word, ["Even", "Auto"]) is { } nearest ? $" Did you mean {nearest}?" : string.Empty)}", word);

    /// <summary>The object to be saved is neither a model nor a clustering.</summary>
    /// <remarks>Pass the output of New-MixtureModel, Invoke-KMeans, Invoke-MixtureEM or Invoke-MixtureGibbs.</remarks>
    public static CommandError NotAModel(object? value) => new(
        Argument($"The input must be a MixtureModel or a clustering; it is {TypeOf(value)}. Pass the output of New-MixtureModel or of a cmdlet that clusters."),
        "NotAModel", ErrorCategory.InvalidType, value);

    /// <summary>More than one model came down the pipeline; the file contains the first.</summary>
    /// <remarks>Export each to its own file with ForEach-Object.</remarks>
    public static CommandError SeveralModels(string path) => new(
        Operation($"A file can hold only one model, but more came down the pipeline; '{path}' contains the first. Export each to its own file."),
        "SeveralModels", ErrorCategory.InvalidOperation, path);

    /// <summary>More than one object came down the pipeline, but the picture can show only one.</summary>
    /// <remarks>Plot each object to its own file with ForEach-Object.</remarks>
    public static CommandError SeveralObjects(string type, string path) => new(
        Operation($"A picture can show only one {type}, but more came down the pipeline; '{path}' was not written. Plot each to its own file."),
        "SeveralObjects", ErrorCategory.InvalidOperation, path);

    /// <summary>More than one clustering came down the pipeline, but a report shows one.</summary>
    /// <remarks>Export each to its own file with ForEach-Object.</remarks>
    public static CommandError SeveralClusterings(string path) => new(
        Operation($"A report can show only one clustering, but more came down the pipeline; '{path}' was not written. Export each to its own file."),
        "SeveralClusterings", ErrorCategory.InvalidOperation, path);

    /// <summary>A clustering and rows of an experiment came down the same pipeline.</summary>
    /// <remarks>Export the clustering and the rows to files of their own.</remarks>
    public static CommandError MixedInput(string path) => new(
        Operation($"A report shows either a clustering or the rows of an experiment, but both came down the pipeline; '{path}' was not written. Export them to files of their own."),
        "MixedInput", ErrorCategory.InvalidOperation, path);

    /// <summary>The input of a report is neither a clustering nor a row.</summary>
    /// <remarks>For a report, pass a clustering, or rows of Invoke-MixtureExperiment or Measure-MixtureExperiment.</remarks>
    public static CommandError NotReportable(object? value) => new(
        Argument($"A report shows a clustering or the rows of an experiment; the input is {TypeOf(value)}. Pass the output of a cmdlet that clusters, or rows of Invoke-MixtureExperiment or Measure-MixtureExperiment."),
        "NotARow", ErrorCategory.InvalidType, value);

    /// <summary>A parameter has no meaning for the input.</summary>
    /// <remarks>Leave out one of them.</remarks>
    public static CommandError UnsuitableParameter(string name, string input) => Record(
        "ConflictingParameter", $"-{name} can't be combined with {input}. Leave out -{name}.", name);

    /// <summary>A custom method is not a script block.</summary>
    /// <remarks>Give script blocks, or a hashtable of script blocks by name.</remarks>
    public static CommandError NotAScriptBlock(string name, object? value) => new(
        Argument($"'{name}' is {TypeOf(value)}, not a script block. Give -ScriptBlock script blocks, or a hashtable of script blocks by name."),
        "NotAScriptBlock", ErrorCategory.InvalidType, value);

    /// <summary>A row lacks a column that was asked for.</summary>
    /// <remarks>Pass rows of Invoke-MixtureExperiment, directly or from a file, and name columns that they have.</remarks>
    public static CommandError MissingColumn(string name, object row) => new(
        Argument($"A row has no column '{name}'. Pass rows of Invoke-MixtureExperiment, directly or from a file, and name columns that they have."),
        "MissingColumn", ErrorCategory.InvalidData, row);

    /// <summary>A value in a numeric column is not a number.</summary>
    /// <remarks>Correct the value, or choose a numeric column.</remarks>
    public static CommandError NotANumber(string name, object? value) => new(
        Argument($"The column '{name}' has the value '{value}', which is not a number. Correct it, or choose a numeric column."), "InvalidNumber", ErrorCategory.InvalidData, value);

    /// <summary>The value of a parameter is not a whole number: a fraction, blank, null, out of range, or not a number.</summary>
    /// <remarks>Write the number in digits, without a fraction or separators of thousands; leave out the parameter for its default.</remarks>
    public static CommandError InvalidInteger(string name, string why, object? value) => Record(
        "InvalidInteger", $"-{name} can't be read: {why}. Write a whole number in digits, without separators of thousands.", value);

    /// <summary>The value of a parameter is not a number.</summary>
    /// <remarks>Write the number with a decimal point and without separators of thousands; leave out the parameter for its default.</remarks>
    public static CommandError InvalidParameterNumber(string name, string why, object? value) => Record(
        "InvalidNumber", $"-{name} can't be read: {why}. Write a number with a decimal point, without separators of thousands.", value);

    /// <summary>The value of a parameter is meant as a range of numbers, but isn't one that the parameter takes.</summary>
    /// <remarks>Write the first and the last whole number, as in 2..4.</remarks>
    public static CommandError InvalidRange(string name, string why, object? value) => Record(
        "InvalidRange", $"-{name} can't be read: {why}.", value);

    /// <summary>The input of a cmdlet that takes the rows of a table is an object of another kind.</summary>
    /// <remarks>Pass rows with columns named like the parameters, such as those of Import-Csv.</remarks>
    public static CommandError NotARow(object? value, string cure) => new(
        Argument($"The input must be a row with columns named like the parameters; it is {TypeOf(value)}. {cure}"),
        "NotARow", ErrorCategory.InvalidType, value);

    /// <summary>The input of a table is an object without columns, or one with whole matrices.</summary>
    /// <remarks>For a table, pass rows, such as those of Get-ClusterSummary, Measure-MixtureExperiment or Import-Csv.</remarks>
    public static CommandError NotTabular(object? value) => new(
        Argument($"A table has rows; the input is {TypeOf(value)}. Pass rows, such as those of Get-ClusterSummary, Measure-MixtureExperiment or Import-Csv."),
        "NotARow", ErrorCategory.InvalidType, value);

    /// <summary>There is not enough memory for a result.</summary>
    /// <remarks>Use fewer documents, features or clusters, or a machine with more memory.</remarks>
    public static CommandError OutOfMemory(Exception error) => new(
        new InsufficientMemoryException($"There is not enough memory for the result: {error.Message.TrimEnd('.')}. Use fewer documents, features or clusters.", error), "OutOfMemory", ErrorCategory.ResourceUnavailable, null);

    // Names and paths in a message must not control the terminal.
    private static PSArgumentException Argument(string message) => new(VisibleText.Of(message));

    private static PSInvalidOperationException Operation(string message) => new(VisibleText.Of(message));

    private static string TypeOf(object? value) => value is null ? "null" : $"of type {value.GetType().Name}";

    private static string Skipped(object source) => source is Core.Files.TableRow row ? $"{row.Place}: the document was skipped" : $"The document '{Shortened(source)}' was skipped";

    // A row of a table is named by its place.
    private static object Target(object source) => source is Core.Files.TableRow row ? row.Place : source;

    private static string Shortened(object value) => value.ToString() is { Length: > 60 } text ? text[..60] + "..." : value.ToString() ?? string.Empty;

    private static CommandError Record(string id, string message, object? target) =>
        new(Argument(message), id, ErrorCategory.InvalidArgument, target);
}
