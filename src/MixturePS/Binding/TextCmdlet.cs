using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>
/// The base class of cmdlets that read texts: strings, files, the rows of a table in a file, or objects with a property that
/// contains the text.
/// </summary>
public abstract class TextCmdlet : MixtureCmdlet
{
    private protected const string InputSet = "InputObject";
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private const int ProgressStride = 128;
    private readonly ReplacedCharacters _replaced = new();
    private readonly PropertyLookup _text = new(), _name = new(), _label = new();
    private int _records;
    private ThrottledProgress? _progress;
    private Encoding? _encoding;

    /// <summary>The paths of the files to read. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files to read. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// The unit of text that becomes a document: a whole file (File) or a line of a file (Line). It has no effect on
    /// strings: each is one document. If you give it, CSV, JSON and HTML files are also read as plain text.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "File")]
    public DocumentUnit DocumentPer { get; set; }

    /// <summary>
    /// The encoding of files without a byte order mark: a name or the number of a code page, such as utf-16,
    /// windows-1252 or 932. By default such files are read as UTF-8, or as Windows-1252 if they aren't valid UTF-8.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [PSDefaultValue(Help = "utf-8")]
    public string? Encoding { get; set; }

    /// <summary>
    /// The delimiter of the columns in a table. By default it is a tab in .tsv and .tab files, and in others the one of
    /// comma, semicolon, tab and bar that occurs most often in the header.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>
    /// The property or column that contains the text: its name, or a script block that computes the text from $_. If the
    /// value is a list of texts, they are joined with line breaks. Numbers and dates are converted to text in the
    /// invariant culture. With -Path, each row of the table in the file is one document.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? TextProperty { get; set; }

    /// <summary>
    /// The property or column that contains the document's name: its name, or a script block that computes it from $_. By
    /// default, the document is named after its file, or doc0, doc1 and so on if it isn't a file of its own.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? NameProperty { get; set; }

    /// <summary>Counts the texts; created when the first text is read.</summary>
    private protected abstract DfmBuilder Builder { get; }

    /// <summary>The property that contains a document's known cluster, or null.</summary>
    private protected virtual PropertyReader? LabelReader => null;

    /// <summary>The named columns that a table must have, besides those of text, name and known cluster.</summary>
    private protected virtual IEnumerable<PropertyReader> FurtherColumns => [];

    /// <summary>Takes what else a document has, just before its text is counted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The object, file or row of a table.</param>
    /// <exception cref="MixtureException">Any; ends the command.</exception>
    private protected virtual void OnAdding(string text, object source)
    {
    }

    private bool IsUnitGiven => MyInvocation.BoundParameters.ContainsKey(nameof(DocumentPer));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName != InputSet && IsUnitGiven)
        {
            if (TextProperty is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(TextProperty), "-DocumentPer, which reads files as plain text"));
            if (Delimiter is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Delimiter), "-DocumentPer, which reads files as plain text"));
        }

        if (Encoding is not null && !TryCompute("Reading text", (_, _) => TextEncodings.Of(Encoding), out _encoding)) return;
        _progress = new ThrottledProgress(this, "Reading text");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _progress?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads the files of -Path or -LiteralPath.</summary>
    private protected void AddPaths()
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            IReadOnlyList<string> files;
            try
            {
                files = FilePaths.Of(this, path, isLiteral);
            }
            catch (RecordException error)
            {
                WriteError(error.Record);
                continue;
            }

            foreach (string file in files) AddFile(file, new FileInfo(file));
        }
    }

    /// <summary>Reads the texts in an object of the pipeline.</summary>
    private protected void AddObject(object? source)
    {
        object? value = PSValue.Unwrap(source);
        if (value is FileSystemInfo file && (TextProperty is null || IsColumn(file)))
        {
            AddFile(file.FullName, source!);
        }
        else if (TextProperty is not null && value is not null and not IList)
        {
            AddRow(source!);
        }
        else if (value is string whole)
        {
            Add(whole, source!, null, 0);
        }
        else if (value is PSCustomObject or IDictionary or System.Data.DataRow)
        {
            // All rows of a table would fail, so the first error is the last.
            ThrowTerminatingError(ErrorCatalogue.TableRow(PropertyReader.Names(source!), source!));
        }
        else if (value is IEnumerable list)
        {
            foreach (object? item in list) AddObject(item);
        }
        else
        {
            Refuse(ErrorCatalogue.NotText(value));
        }
    }

    /// <summary>Ends reading: warns of damaged characters, and fails if no object had a property that was asked for.</summary>
    private protected void EndReading()
    {
        _progress!.Dispose();
        foreach (var (lookup, reader) in Lookups())
            if (lookup.IsMissing) ThrowTerminatingError(ErrorCatalogue.NoSuchProperty(reader!.ToString(), PropertyReader.Names(lookup.First!), lookup.First!));
        if (_replaced.Summary is { } damaged)
        {
            WriteWarning(damaged + (ParameterSetName == InputSet
                ? " Read it again with the right one, for example Import-Csv -Encoding windows-1252, or pass the file itself with -Path, so that its encoding is detected."
                : " Give the right one with -Encoding, or leave it out, so that it is detected."));
        }
    }

    /// <summary>Reports an error of the input.</summary>
    private protected void Refuse(ErrorRecord record)
    {
        if (ParameterSetName == InputSet) RefuseInput(record);
        else WriteError(record);
    }

    // Whether a property was named that the file itself doesn't have, so that it must be a column.
    private bool IsColumn(FileSystemInfo file) =>
        file is FileInfo && TextProperty!.IsName && DocumentTable.IsTable(file.FullName) && PSObject.AsPSObject(file).Properties[TextProperty.ToString()] is null;

    private void AddFile(string path, object source)
    {
        bool isTable = TextProperty is not null || Delimiter is not null || (!IsUnitGiven && DocumentTable.IsTable(path));
        bool isRead = false;
        try
        {
            FileKinds.Check(path, asText: IsUnitGiven);
            bool fellBack;
            if (isTable)
            {
                fellBack = AddTable(path, () => isRead = true);
            }
            else
            {
                string name = System.IO.Path.GetFileName(path);
                fellBack = TextFileReader.Read(path, _encoding, DocumentPer, (text, line) => Add(text, source, name, line), StopToken);
            }

            if (fellBack) WriteWarning($"'{path}' isn't UTF-8; it was read as {TextFile.FallbackName}. If that is wrong, give its encoding with -Encoding.");
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MixtureException error)
        {
            // A table is read whole or not at all.
            if (isTable && (isRead || ParameterSetName != InputSet)) ThrowTerminatingError(ErrorCatalogue.From(error));
            WriteError(ErrorCatalogue.From(error));
        }
    }

    private bool AddTable(string path, Action onRead)
    {
        var table = new DocumentTable(path, _encoding, Delimiter, StopToken);
        if (TextProperty is null) throw FileError.TextPropertyNeeded(path, table.Columns());
        foreach (var row in table.Rows(columns => CheckColumns(path, columns)))
        {
            onRead();
            AddRow(row);
        }

        return table.FellBack;
    }

    private void CheckColumns(string path, IReadOnlyList<string> columns)
    {
        foreach (var reader in Lookups().Select(lookup => lookup.Reader).Concat(FurtherColumns))
            if (reader is { IsName: true } && !columns.Contains(reader.ToString(), StringComparer.OrdinalIgnoreCase)) throw FileError.MissingColumn(path, reader.ToString(), columns);
    }

    private IEnumerable<(PropertyLookup Lookup, PropertyReader? Reader)> Lookups() => [(_text, TextProperty), (_name, NameProperty), (_label, LabelReader)];

    private void AddRow(object source)
    {
        if (!TryRead(TextProperty!, _text, source, out object? value)) return;
        if (TextValue.TryRead(value!, out string text)) Add(text, source, null, 0);
        else WriteError(ErrorCatalogue.NotText(TextProperty!.ToString(), source));
    }

    private void Add(string text, object source, string? name, int line)
    {
        if (_records++ % ProgressStride == 0)
            _progress!.Report(new ProgressReport(string.Create(CultureInfo.CurrentCulture, $"{Builder.DocumentCount} documents"), double.NaN));
        object? named = null, label = null;
        if (NameProperty is not null && !TryRead(NameProperty, _name, source, out named)) return;
        if (LabelReader is not null && !TryRead(LabelReader, _label, source, out label, isLabel: true)) return;
        if (named is not null && !TextValue.TryRead(named, out name)) name = null;
        try
        {
            _replaced.Count(text, label as string, name, line, source, Builder.DocumentCount);
            OnAdding(text, source);
            if (line > 0) Builder.AddLine(text, name!, line, label);
            else Builder.Add(text, name, label);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MixtureException error)
        {
            ThrowTerminatingError(ErrorCatalogue.From(error));
        }
    }

    private bool TryRead(PropertyReader reader, PropertyLookup lookup, object source, out object? value, bool isLabel = false)
    {
        value = reader.Read(source, out string? missing, out bool exists, isLabel);
        if (exists)
            foreach (var earlier in lookup.Find()) WriteError(earlier);
        if (missing is null) return true;
        ErrorRecord error = ErrorCatalogue.MissingProperty(missing, source);
        if (!lookup.Defer(error, source)) WriteError(error);
        else if (lookup.IsHopeless) ThrowTerminatingError(ErrorCatalogue.NoSuchProperty(reader.ToString(), PropertyReader.Names(lookup.First!), lookup.First!));
        return false;
    }
}
